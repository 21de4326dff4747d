"""Dossiers as they were sent to the department: how long before their first day, how often they came back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from agreements.states import TONES as AGREEMENT_TONES
from aid_projects.models import AidProject
from aid_projects.states import TONES as AID_TONES
from conferences.models import Conference, Role
from core.columns import Column, Date, Integer, Reference, State
from core.events import Event
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part, only
from core.indicators.measures import total
from core.indicators.rows import visible
from core.indicators.windows import Window
from core.records import Record
from core.states import TONES, ActivityState
from delegations.models import InboundDelegation, OutboundDelegation, OutboundKind
from reports.gauges import rules

RETURNS = ("return", "return_report")
"""Steps by which the department sends a dossier or its report back."""


@dataclass(frozen=True, eq=False)
class Lead(Column):
    """How long before its first day a dossier was sent, in what its rule counts."""

    kind = "number"

    def typed(self, record) -> int | None:
        return self.value(record)

    def text(self, record) -> str:
        days = self.value(record)
        if days is None:
            return ""
        if record.lead_measure == rules.WORKING:
            words = ngettext("%(count)s working day", "%(count)s working days", abs(days))
        else:
            words = ngettext("%(count)s calendar day", "%(count)s calendar days", abs(days))
        return words % {"count": days}


# --- the families -------------------------------------------------------------------------------


def with_returns(dossiers: QuerySet) -> QuerySet:
    """Adds how often the department sent the dossier or its report back."""
    returns = Event.objects.filter(
        kind=Event.Kind.TRANSITION,
        record_type=dossiers.model._meta.label_lower,
        record_id=Cast(OuterRef("pk"), CharField()),
        action__in=RETURNS,
    )
    counted = returns.order_by().values("record_type").annotate(number=Count("pk")).values("number")
    return dossiers.annotate(returns=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def _trips(dossiers: QuerySet) -> QuerySet:
    official = dossiers.exclude(kind=OutboundKind.VIEC_RIENG)
    return rules.with_lead(
        official, "out_lead_min", rules.number("out_lead_min"), rules.number("out_lead_rush")
    )


def _visits(dossiers: QuerySet) -> QuerySet:
    least = Case(
        When(needs_sponsorship=True, then=rules.number("in_lead_visa")),
        default=rules.number("in_lead_novisa"),
    )
    return rules.with_lead(dossiers, "in_lead_novisa", least)


def _conferences(dossiers: QuerySet) -> QuerySet:
    by_prime_minister = Q(ministerial_guest=True) | Q(sensitive_topic=True)
    least = Case(
        When(by_prime_minister, then=rules.number("conf_lead_pm")),
        default=rules.number("conf_lead_competent"),
    )
    hosted = dossiers.filter(role=Role.CHU_TRI)
    return rules.with_lead(hosted, "conf_lead_competent", least + rules.number("conf_internal_extra"))


NOT_SENT = ("MOBILISING", ActivityState.DRAFT, ActivityState.CANCELLED, ActivityState.POSTPONED)


def _sent(model: type[Record], adds: Callable[[QuerySet], QuerySet], user) -> QuerySet:
    """Dossiers beyond a draft and neither cancelled nor postponed."""
    return with_returns(adds(visible(model, user).exclude(state__in=NOT_SENT)))


def _within(field: str, window: Window) -> Q:
    return Q(**{f"{field}__range": window.days})


HEAD = (Column("number"), Column("title"), Reference("unit"), Date("submitted_on"))


def _family(model, day: str, adds: Callable[[QuerySet], QuerySet], tones) -> Family:
    return Family(
        title=capfirst(model._meta.verbose_name_plural),
        base=partial(_sent, model, adds),
        counted=partial(_within, day),
        cuts={"unit": UnitCut("unit", "unit__name")},
        columns=(*HEAD, State("state")),
        order=(day, "number"),
        tones=tones,
    )


def _as_they_are(dossiers: QuerySet) -> QuerySet:
    return dossiers


FAMILIES = {
    OutboundDelegation: _family(OutboundDelegation, "start_date", _trips, TONES),
    InboundDelegation: _family(InboundDelegation, "start_date", _visits, TONES),
    Conference: _family(Conference, "start_date", _conferences, TONES),
    Agreement: _family(Agreement, "submitted_on", _as_they_are, AGREEMENT_TONES),
    AidProject: _family(AidProject, "submitted_on", _as_they_are, AID_TONES),
}
ALL = tuple(FAMILIES.values())
WITH_LEAD = ALL[:3]
"""Types with a first day before which they are sent; for agreements and aid no rule asks that."""

# --- their parts --------------------------------------------------------------------------------

FOLLOWED = Q(entered_afterwards=False)
"""Paper history entered afterwards says nothing of the way the dossier took."""
_LEAD_COLUMNS = (
    *HEAD,
    Date("start_date"),
    Lead("lead", label=_("Sent before the first day")),
    Integer("lead_rule", label=_("Asked for")),
    State("state"),
)


def with_known_lead(*conditions: Q) -> tuple[Part, ...]:
    """Dossiers whose time before the first day is known, of which the conditions hold."""
    known = Q(FOLLOWED, *conditions, submitted_on__isnull=False)
    return tuple(Part(family, where=only(known), shown=_LEAD_COLUMNS) for family in WITH_LEAD)


def without_lead() -> tuple[Part, ...]:
    return tuple(
        Part(
            family, where=only(FOLLOWED, submitted_on=None), shown=(*HEAD, Date("start_date"), State("state"))
        )
        for family in WITH_LEAD
    )


def entered_afterwards() -> tuple[Part, ...]:
    return tuple(Part(family, where=only(~FOLLOWED)) for family in ALL)


def followed() -> tuple[Part, ...]:
    return tuple(Part(family, where=only(FOLLOWED)) for family in ALL)


def sent_back() -> tuple[Part, ...]:
    """Dossiers sent back, measured by how often."""
    shown: tuple[Any, ...] = (*HEAD, Integer("returns", label=_("Times returned")), State("state"))
    return tuple(Part(family, total("returns"), only(FOLLOWED, returns__gt=0), shown=shown) for family in ALL)


def urgent() -> tuple[Part, ...]:
    """Dossiers a leader decided without the steps before, with the reason."""
    shown = (*HEAD, Column("urgent_reason"), State("state"))
    return tuple(Part(family, where=only(FOLLOWED, ~Q(urgent_reason="")), shown=shown) for family in ALL)

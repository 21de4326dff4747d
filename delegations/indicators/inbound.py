"""What counts of delegations coming in: DV01–DV06 and their part in KK03, KK04."""

from functools import partial

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.columns import Column, Date, Integer, Reference, References, State, YesNo
from core.explaining import (
    Explanation,
    Why,
    began_before,
    begins_after,
    by_state,
    ends_after,
    overlaps,
    touched,
    why,
)
from core.indicators.cuts import ChoiceCut, CodeCut, Cut, MonthCut, UnitCut
from core.indicators.declaration import Family, Part, indicator, only
from core.indicators.measures import distinct, total
from core.indicators.report_due import REPORT_COLUMNS, fell_due, filed_late, with_report_due
from core.indicators.rows import rows_of, visible
from core.indicators.windows import Window
from core.states import GRANTED, TONES, ActivityState
from delegations.indicators.planned import PLANNED, UNPLANNED
from delegations.models import InboundDelegation
from directory.models import PartnerKind


def counted_visits(window: Window, at: str = "") -> Q:
    """Permitted visits that began in the window; a stay across its boundary counts once, where it began."""
    return Q(**{f"{at}state__in": GRANTED, f"{at}start_date__range": window.days})


def _visits(user) -> QuerySet:
    visits = with_report_due(visible(InboundDelegation, user))
    return visits.annotate(guests_counted=Coalesce("actual_guest_count", "guest_count"))


SENDING = InboundDelegation.countries.through


def _sending(user) -> QuerySet:
    return rows_of(SENDING.objects.all(), "inbounddelegation", user)


def arrival_day(window: Window) -> str:
    return "start_date"


def _touching_visits(window: Window, at: str = "") -> Q:
    return overlaps(window, at) | touched(window, "permit_date", "start_date", "end_date", at=at)


def _visit_reasons(at: str = "") -> tuple[Why, ...]:
    return (
        *by_state(ActivityState, GRANTED, at),
        began_before(f"{at}start_date", _("Arrived before the period: a stay counts once, where it began")),
        begins_after(f"{at}start_date", _("Arrives after the period")),
        why(_("Without an arrival date"), **{f"{at}start_date__isnull": True}),
    )


INBOUND = Family(
    title=_("Inbound delegations"),
    base=_visits,
    counted=counted_visits,
    cuts={
        "unit": UnitCut("unit", "unit__name"),
        "country": Cut("countries", "countries__name", many=True),
        "month": MonthCut(arrival_day),
        "purpose": ChoiceCut("purposes", InboundDelegation),
        "field": ChoiceCut("fields", InboundDelegation),
        "funding": ChoiceCut("funding", InboundDelegation),
        "partner_kind": CodeCut("senders__kind", PartnerKind, many=True),
    },
    columns=(
        Column("number"),
        Column("title"),
        References("countries"),
        Reference("unit"),
        Date("start_date"),
        Date("end_date"),
        Integer("guests_counted", label=_("Guests counted")),
        YesNo("in_plan"),
        State("state"),
    ),
    order=("start_date", "number"),
    tones=TONES,
    explained=Explanation(_touching_visits, _visit_reasons(), (ends_after("end_date"),)),
)
SENDERS = Family(
    title=_("Sending countries of inbound delegations"),
    base=_sending,
    counted=partial(counted_visits, at="inbounddelegation__"),
    cuts={
        "unit": UnitCut("inbounddelegation__unit", "inbounddelegation__unit__name"),
        "country": Cut("country", "country__name"),
        "month": MonthCut(lambda window: "inbounddelegation__start_date"),
    },
    columns=(
        Reference("country", label=_("Sending country")),
        Column("inbounddelegation.number", label=_("Record number")),
        Column("inbounddelegation.title", label=_("Name of the delegation")),
        Date("inbounddelegation.start_date", label=_("Arrival date")),
        Date("inbounddelegation.end_date", label=_("Leaving date")),
    ),
    record=lambda row: row.inbounddelegation,
    order=("country__name", "inbounddelegation__number"),
    explained=Explanation(
        partial(_touching_visits, at="inbounddelegation__"),
        _visit_reasons("inbounddelegation__"),
        (ends_after("inbounddelegation__end_date"),),
        of="inbounddelegation__",
    ),
)

VISITS = Part(INBOUND)
VISITS_REPORT_DUE = Part(INBOUND, where=fell_due, shown=REPORT_COLUMNS)
VISITS_REPORT_LATE = Part(INBOUND, where=filed_late, shown=REPORT_COLUMNS)

INBOUND_INDICATORS = (
    indicator(
        "DV01",
        _("Inbound delegations received"),
        _("delegations"),
        _(
            "Inbound delegations that were permitted and arrived in the period. A stay that straddles its boundary "
            "counts once, where it began."
        ),
        VISITS,
    ),
    indicator(
        "DV02",
        _("Visits of foreign guests"),
        _("guests"),
        _(
            "Guests of the inbound delegations counted: the actual number if it is recorded, else the planned one."
        ),
        Part(INBOUND, total("guests_counted")),
    ),
    indicator(
        "DV03",
        _("Countries and territories that sent delegations"),
        _("countries"),
        _("Distinct sending countries and territories of the inbound delegations counted."),
        Part(SENDERS, distinct("country")),
    ),
    indicator(
        "DV04",
        _("Units that received delegations"),
        _("units"),
        _("Distinct host units of the inbound delegations counted."),
        Part(INBOUND, distinct("unit", of_one_unit=True)),
    ),
    indicator(
        "DV05",
        _("Inbound delegations in the plan"),
        _("delegations"),
        _("Of the inbound delegations counted, those in the programme of the year."),
        Part(INBOUND, where=only(PLANNED)),
    ),
    indicator(
        "DV06",
        _("Inbound delegations outside the plan"),
        _("delegations"),
        _(
            "Of the inbound delegations counted, those outside the programme of the year or not said to be in it."
        ),
        Part(INBOUND, where=only(UNPLANNED)),
    ),
)

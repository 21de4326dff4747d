"""K3–K10: are dossiers sent in time, how long do they take, are they decided before and reported after."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.checks import SIGNED_TOO_EARLY
from agreements.indicators import SIGNED
from conferences.indicators import CONFERENCES as CONFERENCE_FAMILY
from conferences.models import Conference, Role
from core.checks import decided_after_first_day
from core.columns import Column, Date, Reference, State, YesNo
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part, only
from core.indicators.report_due import REPORT_COLUMNS, fell_due, filed_late
from core.indicators.rows import visible
from core.indicators.windows import Window
from core.text import vietnamese_sort_key
from delegations.indicators.inbound import INBOUND
from delegations.indicators.outbound import OUTBOUND
from delegations.models import InboundDelegation, OutboundDelegation
from reports.gauges import dossiers, steps
from reports.gauges.base import (
    LOOK,
    NONE_ALLOWED,
    OF,
    UNKNOWN,
    Gauge,
    Limits,
    Numbers,
    Reading,
    Rows,
    Table,
    number,
    share,
    so_far,
)
from reports.gauges.samples import middle, values_of
from reports.models import UnitReport
from reports.models.unit_report import UNIT_REPORT_TONES
from reports.services import Number, part_rows, percent

CENT = Decimal("0.01")

# --- sent in time -------------------------------------------------------------------------------

KNOWN = dossiers.with_known_lead()
_MEASURED = Rows(OF, gettext_lazy("Dossiers measured"), KNOWN)
_LEFT_OUT = (
    Rows(UNKNOWN, gettext_lazy("Day of sending missing"), dossiers.without_lead()),
    Rows("paper", gettext_lazy("Entered afterwards from paper, left out"), dossiers.entered_afterwards()[:3]),
)
_LATE = dossiers.with_known_lead(Q(lead__lt=F("lead_rule")))
_RUSHED = dossiers.with_known_lead(Q(lead__lt=F("rush_rule")))
_AFTERWARDS = dossiers.with_known_lead(Q(submitted_on__gt=F("start_date")))

K3 = share(
    "K3",
    gettext_lazy("Share of dossiers sent late"),
    gettext_lazy(
        "Outbound (private trips aside) and inbound delegations and conferences hosted that begin in the period, sent to "
        "the department less long before their first day than the rule of that day asks (by default 20 working days; 10 "
        "days, 30 with visa sponsorship; 30 days, 40 for the Prime Minister, and 10 more), of all those whose day of "
        "sending is known. Paper history entered afterwards is left out."
    ),
    look=(gettext_lazy("Dossiers sent late"), _LATE),
    of=(_MEASURED.label, KNOWN),
    limits=Limits(10, 25),
    also=_LEFT_OUT,
)
K4 = share(
    "K4",
    gettext_lazy("Share of rushed dossiers"),
    gettext_lazy(
        "Of the same dossiers, those sent less than half as long before the first day as asked (outbound: less than 10 "
        "working days), those sent after it among them."
    ),
    look=(gettext_lazy("Rushed dossiers"), _RUSHED),
    of=(_MEASURED.label, KNOWN),
    limits=Limits(5, 15),
    also=(
        Rows("after", gettext_lazy("Sent after the first day"), _AFTERWARDS),
        Rows("urgent", gettext_lazy("Decided the urgent way, with the reason"), dossiers.urgent()),
    ),
)


def _medians(window: Window, user) -> dict:
    found = values_of(KNOWN, window, user, "lead")
    return {
        f"median_{place}": middle(lead for at, lead in found if at == place) for place in range(len(KNOWN))
    }


BY_UNIT = UnitCut("unit", "unit__name")


def _by_unit(window: Window, user) -> list[Table]:
    found: dict[str, dict[int, list[int]]] = {}
    unit_told = BY_UNIT.name(window)
    for place, unit, lead in values_of(KNOWN, window, user, unit_told, "lead"):
        found.setdefault(unit, {}).setdefault(place, []).append(lead)
    return [
        Table(
            _("By unit"),
            (_("Unit"), _("Outbound (working days)"), _("Inbound (days)"), _("Conferences (days)")),
            tuple(
                (unit, *(middle(found[unit].get(place, ())) for place in range(len(KNOWN))))
                for unit in sorted(found, key=vietnamese_sort_key)
            ),
        )
    ]


def _median(place: int, label, unit) -> Reading:
    return Reading(lambda numbers: numbers[f"median_{place}"], unit, label)


K5 = Gauge(
    "K5",
    gettext_lazy("Median time of sending before the first day"),
    gettext_lazy(
        "The middle value of how long before their first day the same dossiers were sent, by type and unit."
    ),
    (Rows(LOOK, _MEASURED.label, KNOWN),),
    (
        _median(0, gettext_lazy("Outbound"), gettext_lazy("working days")),
        _median(1, gettext_lazy("Inbound"), gettext_lazy("days")),
        _median(2, gettext_lazy("Conferences"), gettext_lazy("days")),
    ),
    reads=_medians,
    tables=_by_unit,
)

# --- on the way ---------------------------------------------------------------------------------


def _per(whole: str, of: str) -> Callable[[Numbers], Number | None]:
    """So many for each, two decimals; None of nothing."""

    def value(numbers: Numbers) -> Number | None:
        each = numbers[of]
        return (Decimal(numbers[whole]) / each).quantize(CENT, ROUND_HALF_UP) if each else None

    return value


K6 = Gauge(
    "K6",
    gettext_lazy("Average number of returns for completion"),
    gettext_lazy(
        "How often the department sent back dossiers or their reports, for each delegation and conference that begins in "
        "the period and each agreement and aid sent in it; drafts, cancelled and postponed ones and paper history aside."
    ),
    (
        Rows(LOOK, gettext_lazy("Returns"), dossiers.sent_back()),
        Rows(OF, gettext_lazy("Dossiers sent"), dossiers.followed()),
        Rows("paper", _LEFT_OUT[1].label, dossiers.entered_afterwards()),
    ),
    (
        Reading(
            _per(LOOK, OF),
            gettext_lazy("times per dossier"),
            limits=Limits(Decimal("0.3"), Decimal("0.7")),
            places=2,
        ),
    ),
)
K7 = Gauge(
    "K7",
    gettext_lazy("Processing time of each step"),
    gettext_lazy(
        "Working days from the day a step opened to the day it was closed, of the steps closed in the period; skipped and "
        "stopped steps and paper history aside. Judged by the days taken against the norm of the same steps."
    ),
    (
        Rows(LOOK, gettext_lazy("Steps beyond their norm"), (steps.TOO_LONG,)),
        Rows(OF, steps.STEPS.title, (steps.ALL_STEPS,)),
    ),
    (
        Reading(_per("days", OF), gettext_lazy("working days per step")),
        Reading(
            lambda numbers: percent(numbers["normed"], numbers["norm"]),
            "%",
            gettext_lazy("Days taken against the norm"),
            limits=Limits(100, 150),
        ),
    ),
    sums={"days": (steps.DAYS_TAKEN,), "normed": (steps.DAYS_OF_NORMED,), "norm": (steps.DAYS_OF_NORM,)},
    tables=steps.by_step,
)

# --- decided before -----------------------------------------------------------------------------


def _decided_late(family: Family, model, *more: Q) -> Part:
    shown = (
        Column("number"),
        Column("title"),
        Reference("unit"),
        Date("permit_date"),
        Date("start_date"),
        Date("end_date"),
        State("state"),
    )
    return Part(family, where=only(decided_after_first_day(model), *more), shown=shown)


K8 = number(
    "K8",
    gettext_lazy("Decisions after the first day, signings before the permission"),
    gettext_lazy(
        "Delegations and conferences hosted of the period whose decision is dated after their first day (the actual one "
        "where it is recorded), and papers signed in it before they were permitted."
    ),
    gettext_lazy("dossiers"),
    _decided_late(OUTBOUND, OutboundDelegation),
    _decided_late(INBOUND, InboundDelegation),
    _decided_late(CONFERENCE_FAMILY, Conference, Q(role=Role.CHU_TRI)),
    Part(
        SIGNED,
        where=only(SIGNED_TOO_EARLY),
        shown=(
            Column("number"),
            Column("title"),
            Reference("unit"),
            Date("permit_date"),
            Date("signed_on"),
            State("state"),
        ),
    ),
    limits=NONE_ALLOWED,
)

# --- reported after -----------------------------------------------------------------------------


def _by_yesterday(condition, window: Window, user) -> Q:
    """A report that falls due today is not late yet."""
    return condition(so_far(window, days_ago=1), user)


def _reports(condition) -> tuple[Part, ...]:
    asked = partial(_by_yesterday, condition)
    return (
        Part(OUTBOUND, where=asked, shown=REPORT_COLUMNS),
        Part(INBOUND, where=asked, shown=REPORT_COLUMNS),
        Part(
            CONFERENCE_FAMILY,
            where=lambda window, user: Q(role=Role.CHU_TRI) & asked(window, user),
            shown=REPORT_COLUMNS,
        ),
    )


K9 = share(
    "K9",
    gettext_lazy("Share of result reports filed in time"),
    gettext_lazy(
        "Of the delegations and conferences hosted of the period whose result report has fallen due (15 days after the "
        "return, 7 after leaving, 15 after closing), those that filed it by then."
    ),
    look=(gettext_lazy("Reports late or missing"), _reports(filed_late)),
    of=(gettext_lazy("Reports that fell due"), _reports(fell_due)),
    limits=Limits(90, 70, at_least=True),
    good=True,
)
# --- the units' own reports ---------------------------------------------------------------------


def _unit_reports(user) -> QuerySet:
    """Those a person answers for; with `late`, whether it came after the due day or is still missing after it."""
    in_time = Q(submitted_at__date__lte=F("period__unit_due"))
    came = visible(UnitReport, user).filter(period__deleted_at=None)
    return came.annotate(late=Case(When(in_time, then=Value(value=False)), default=Value(value=True)))


UNIT_REPORTS = Family(
    title=gettext_lazy("Reports of the units"),
    base=_unit_reports,
    counted=lambda window: Q(period__start=window.start, period__end=window.end),
    cuts={"unit": UnitCut("unit", "unit__name")},
    columns=(
        Reference("unit"),
        State("state"),
        Date("period.unit_due", label=gettext_lazy("Due")),
        Date("submitted_on", label=gettext_lazy("Handed in on")),
        YesNo("nothing"),
    ),
    order=("unit__name", "pk"),
    tones=UNIT_REPORT_TONES,
)


def _judged(window: Window, user) -> Q:
    """Handed in, or beyond the day it was due: what may still come in time says nothing yet.

    Of a unit that passed into another before the period ended nothing is asked any more.
    """
    asked = Q(unit__succeeded_on=None) | Q(unit__succeeded_on__gt=window.end)
    return Q(submitted_at__isnull=False) | (Q(period__unit_due__lt=timezone.localdate()) & asked)


def _late_or_missing(window: Window, user) -> Q:
    return Q(late=True) & _judged(window, user)


REPORTS_JUDGED = Part(UNIT_REPORTS, where=_judged)
K10 = share(
    "K10",
    gettext_lazy("Share of units that hand in the period's report in time"),
    gettext_lazy(
        "Of the units asked for a report of exactly this period, those that handed it in by the due day; the first handing "
        "in counts, and a report that nothing happened. Those who may still do so in time are left out until that day."
    ),
    look=(gettext_lazy("Reports of units late or missing"), (Part(UNIT_REPORTS, where=_late_or_missing),)),
    of=(gettext_lazy("Reports of units due or handed in"), (REPORTS_JUDGED,)),
    limits=Limits(95, 80, at_least=True),
    also=(
        Rows(
            "nothing",
            gettext_lazy("Nothing to report"),
            (Part(UNIT_REPORTS, where=only(nothing=True, submitted_at__isnull=False)),),
        ),
    ),
    good=True,
)


def reported_in_time(window: Window, user=None) -> dict[int, bool]:
    """Unit → did it hand in its report of this very period in time; those of whom nothing can be said are left out."""
    rows = part_rows(REPORTS_JUDGED, window, user=user).order_by("pk")
    return {unit: not late for unit, late in rows.values_list("unit", "late")}


GAUGES = (K3, K4, K5, K6, K7, K8, K9, K10)

"""What counts of conferences: HN01–HN04 and their part in KK03, KK04."""

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Role
from core.columns import Choice, Column, Date, Integer, Reference, State
from core.explaining import (
    Explanation,
    began_before,
    begins_after,
    by_state,
    ends_after,
    overlaps,
    touched,
    why,
)
from core.indicators.cuts import ChoiceCut, CodeCut, Cut, MonthCut, UnitCut
from core.indicators.declaration import Condition, Family, Part, indicator, only
from core.indicators.measures import total
from core.indicators.report_due import REPORT_COLUMNS, fell_due, filed_late, with_report_due
from core.indicators.rows import visible
from core.indicators.windows import Window
from core.states import GRANTED, TONES, ActivityState
from directory.models import PartnerKind


def counted_conferences(window: Window) -> Q:
    """Permitted conferences that began in the window, hosted or attended."""
    return Q(state__in=GRANTED, start_date__range=window.days)


def opening_day(window: Window) -> str:
    return "start_date"


def _conferences(user) -> QuerySet:
    """With the delegates counted: the actual number of each origin where it is recorded, else the planned one."""
    conferences = with_report_due(visible(Conference, user)).annotate(
        vietnamese_counted=Coalesce("actual_vietnamese", "vietnamese", 0),
        resident_counted=Coalesce("actual_foreign_resident", "foreign_resident", 0),
        visiting_counted=Coalesce("actual_foreign_visiting", "foreign_visiting", 0),
    )
    foreign = conferences.annotate(foreign_counted=F("resident_counted") + F("visiting_counted"))
    return foreign.annotate(delegates_counted=F("vietnamese_counted") + F("foreign_counted"))


def _touching(window: Window) -> Q:
    return overlaps(window) | touched(window, "permit_date", "start_date", "end_date")


CONFERENCES = Family(
    title=_("International conferences and workshops"),
    base=_conferences,
    counted=counted_conferences,
    cuts={
        "unit": UnitCut("unit", "unit__name"),
        "country": Cut("countries", "countries__name", many=True),
        "month": MonthCut(opening_day),
        "field": ChoiceCut("fields", Conference),
        "funding": ChoiceCut("funding", Conference),
        "partner_kind": CodeCut("partners__kind", PartnerKind, many=True),
    },
    columns=(
        Column("number"),
        Column("title"),
        Choice("role"),
        Reference("unit"),
        Date("start_date"),
        Date("end_date"),
        Integer("delegates_counted", label=_("Delegates")),
        Integer("foreign_counted", label=_("Foreign delegates")),
        State("state"),
    ),
    order=("start_date", "number"),
    tones=TONES,
    explained=Explanation(
        _touching,
        (
            *by_state(ActivityState, GRANTED),
            began_before("start_date"),
            begins_after("start_date", _("Begins after the period")),
            why(_("Without a first day"), start_date=None),
        ),
        (ends_after("end_date"),),
    ),
)


def _owing(condition: Condition) -> Part:
    """Of the conferences hosted, those whose result report meets a condition of the window."""
    return Part(
        CONFERENCES,
        where=lambda window, user: Q(role=Role.CHU_TRI) & condition(window, user),
        shown=REPORT_COLUMNS,
    )


ALL_CONFERENCES = Part(CONFERENCES)
HOSTED = Part(CONFERENCES, where=only(role=Role.CHU_TRI))
ATTENDED = Part(CONFERENCES, where=only(role=Role.THAM_DU))
CONFERENCES_REPORT_DUE = _owing(fell_due)
CONFERENCES_REPORT_LATE = _owing(filed_late)

INDICATORS = (
    indicator(
        "HN01",
        _("International conferences and workshops hosted"),
        _("events"),
        _(
            "Conferences and workshops that were permitted, began in the period and are hosted (Decision 06/2020/QĐ-TTg)."
        ),
        HOSTED,
    ),
    indicator(
        "HN02",
        _("International conferences and workshops attended"),
        _("events"),
        _("Conferences and workshops that were permitted, began in the period and are attended, not hosted."),
        ATTENDED,
    ),
    indicator(
        "HN03",
        _("Delegates at conferences"),
        _("attendances"),
        _(
            "Vietnamese and foreign delegates of the conferences hosted: the actual number if it is recorded, else the "
            "planned one."
        ),
        Part(CONFERENCES, total("delegates_counted"), only(role=Role.CHU_TRI)),
    ),
    indicator(
        "HN04",
        _("Foreign delegates at conferences"),
        _("attendances"),
        _(
            "Of the delegates of the conferences hosted, the foreign ones: living in Việt Nam and from abroad."
        ),
        Part(CONFERENCES, total("foreign_counted"), only(role=Role.CHU_TRI)),
    ),
)

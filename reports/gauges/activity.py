"""K1, K1b, K2: which units do nothing, and how much of what is done was planned."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.indicators import CONFERENCES
from conferences.models import Role
from core.columns import Column, Date, Reference, State, YesNo
from core.indicators.declaration import Part, only, without_rows
from core.indicators.windows import Window
from core.workdays import add_months
from delegations.indicators.inbound import INBOUND
from delegations.indicators.outbound import OUTBOUND
from delegations.indicators.planned import UNPLANNED
from directory.indicators import ALL_UNITS, UNITS, existing
from directory.models import PlannedActivity, PlanState
from reports.difficulties import ACTIVITIES, IDLE
from reports.gauges.base import Limits, number, share

ONE_DAY = datetime.timedelta(days=1)


def preceding(window: Window) -> Window:
    """The period of the same length right before: the half-year before a half-year."""
    months = (window.end.year - window.start.year) * 12 + window.end.month - window.start.month
    whole = next((n for n in (months, months + 1) if add_months(window.start, n) == window.end + ONE_DAY), 0)
    start = (
        add_months(window.start, -whole) if whole else window.start - (window.end - window.start + ONE_DAY)
    )
    return Window(start, window.start - ONE_DAY, window.basis)


def not_begun(window: Window, user) -> Q:
    """Idle in this period and in the one before, and with nothing in the year's programme."""
    before = preceding(window)
    planned = PlannedActivity.objects.live().filter(year=window.end.year).exclude(state=PlanState.CANCELLED)
    return (
        without_rows(ACTIVITIES, window, user)
        & without_rows(ACTIVITIES, before, user)
        & existing(before)
        & ~Q(pk__in=planned.order_by().values("unit"))
    )


K1 = share(
    "K1",
    _("Share of units without external activity"),
    _(
        "Units, the department excluded, that neither led a delegation, sent staff, received guests, signed a paper, "
        "hosted a conference nor owned aid counted in the period, of all units on its last day (indicators KK01, KK02)."
    ),
    look=(_("Units without external activity"), (IDLE,)),
    of=(_("Units in all"), (ALL_UNITS,)),
    limits=Limits(20, 40),
)
K1B = number(
    "K1b",
    _("Units that take no initiative"),
    _(
        "Units without external activity in this period and in the one right before, and without any line in the "
        "programme of the year."
    ),
    _("units"),
    Part(UNITS, where=not_begun),
)

PLAN_COLUMNS = (
    Column("number"),
    Column("title"),
    Reference("unit"),
    Date("start_date"),
    YesNo("in_plan"),
    Column("unplanned_reason"),
    State("state"),
)
HOSTED = Q(role=Role.CHU_TRI)
K2 = share(
    "K2",
    _("Share of planned activities"),
    _(
        "Of the outbound and inbound delegations and conferences hosted counted in the period, those in the programme of "
        "the year. Not said to be in it counts as outside it."
    ),
    look=(
        _("Outside the programme"),
        (
            Part(OUTBOUND, where=only(UNPLANNED), shown=PLAN_COLUMNS),
            Part(INBOUND, where=only(UNPLANNED), shown=PLAN_COLUMNS),
            Part(CONFERENCES, where=only(UNPLANNED, HOSTED), shown=PLAN_COLUMNS),
        ),
    ),
    of=(
        _("Activities counted"),
        (
            Part(OUTBOUND, shown=PLAN_COLUMNS),
            Part(INBOUND, shown=PLAN_COLUMNS),
            Part(CONFERENCES, where=only(HOSTED), shown=PLAN_COLUMNS),
        ),
    ),
    limits=Limits(70, 50, at_least=True),
    good=True,
)

GAUGES = (K1, K1B, K2)

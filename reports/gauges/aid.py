"""K20, K21: is aid spent as fast as its time passes, and was it begun at all."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import (
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.db.models.lookups import LessThan
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from aid_projects.indicators import AID, DISBURSEMENTS
from aid_projects.models import AidProject, Disbursement, Progress
from aid_projects.states import TONES, AidState
from core.columns import Amount, Column, Date, Reference, References, State
from core.day_counts import days_between
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part, only
from core.indicators.measures import money
from core.indicators.rows import visible
from core.indicators.windows import Window
from core.workdays import add_months
from reports.gauges.base import (
    LOOK,
    NONE_ALLOWED,
    UNKNOWN,
    Gauge,
    Limits,
    Numbers,
    Reading,
    Rows,
    number,
    so_far,
)
from reports.gauges.samples import values_of
from reports.services import Number, percent

BEHIND = -10
"""Points of per cent by which what was disbursed may lag behind the time passed."""
START_MONTHS = 6
"""Approved aid not begun by then may be revoked (Decree 80/2020 art. 4)."""

# --- disbursed against promised -----------------------------------------------------------------


def _disbursed_share(window: Window):
    """In per cent of the value, up to the last day."""
    paid = Disbursement.objects.filter(aid=OuterRef("pk"), date__lte=window.end).order_by()
    total = Subquery(paid.values("aid").annotate(total=Sum("usd")).values("total"))
    return Coalesce(Cast(total, FloatField()), 0.0) * Value(100.0) / Cast("value_usd", FloatField())


def _elapsed_share(window: Window):
    """In per cent of the days from its first to its last day."""
    until = Value(so_far(window).end, output_field=DateField())
    whole = days_between(F("start_date"), F("end_date")) + 1
    passed = Least(Greatest(days_between(F("start_date"), until) + 1, Value(0)), whole)
    return Cast(passed, FloatField()) * Value(100.0) / Cast(whole, FloatField())


def _gap(window: Window):
    return ExpressionWrapper(_disbursed_share(window) - _elapsed_share(window), output_field=FloatField())


def with_shares(aid: QuerySet, window: Window) -> QuerySet:
    return aid.annotate(
        disbursed_share=_disbursed_share(window), elapsed_share=_elapsed_share(window), gap=_gap(window)
    )


PRICED = Q(value_usd__gt=0)


def lagging(window: Window, user) -> Q:
    return PRICED & Q(LessThan(_gap(window), Value(float(BEHIND))))


COMMITTED = Part(AID, money("value_usd"))
DISBURSED = Part(DISBURSEMENTS, money("usd"))


def _disbursement(numbers: Numbers) -> Number | None:
    return percent(numbers["disbursed"], numbers["committed"])


def _difference(numbers: Numbers) -> Number | None:
    """Disbursed less elapsed, in points of per cent; the time passed of each weighs by its value."""
    disbursed, elapsed = _disbursement(numbers), numbers["elapsed"]
    return None if disbursed is None or elapsed is None else disbursed - elapsed


def _elapsed(window: Window, user) -> dict:
    """The time passed of all, weighed by value, in per cent."""
    until, passed, whole = so_far(window).end, Decimal(0), Decimal(0)
    for _place, value, first, last in values_of(
        (Part(AID, where=only(PRICED)),), window, user, "value_usd", "start_date", "end_date"
    ):
        days = min(max((until - first).days + 1, 0), (last - first).days + 1)
        passed += Decimal(value) * days / ((last - first).days + 1)
        whole += Decimal(value)
    return {"elapsed": (passed * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None}


@dataclass(frozen=True, eq=False)
class Percent(Column):
    """A share in per cent, one decimal."""

    kind = "number"

    def typed(self, record) -> Decimal | None:
        value = self.value(record)
        return None if value is None else Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def text(self, record) -> str:
        value = self.typed(record)
        return "" if value is None else number_format(value, decimal_pos=1)


K20 = Gauge(
    "K20",
    _("Share of aid disbursed"),
    _(
        "All disbursements up to the last day of the period, of the committed value of the aid under way in it, in USD. "
        "The gap is that share less the share of time passed (of each aid, weighed by its value), in points of per cent."
    ),
    (
        Rows(
            LOOK,
            _("Aid more than 10 points behind its time"),
            (
                Part(
                    AID,
                    where=lagging,
                    adds=with_shares,
                    shown=(
                        Column("number"),
                        Column("title"),
                        Reference("unit"),
                        Date("start_date"),
                        Date("end_date"),
                        Amount("value_usd"),
                        Percent("disbursed_share", label=_("Disbursed (%)")),
                        Percent("elapsed_share", label=_("Time passed (%)")),
                        Percent("gap", label=_("Gap (points)")),
                    ),
                ),
            ),
        ),
        Rows("committed", _("Committed value in USD"), (COMMITTED,)),
        Rows("disbursed", _("Disbursed so far in USD"), (DISBURSED,)),
        Rows(UNKNOWN, _("Without a value"), (Part(AID, where=only(~PRICED)),)),
    ),
    (
        Reading(_disbursement, "%"),
        Reading(lambda numbers: numbers["elapsed"], "%", _("Time passed")),
        Reading(_difference, _("points"), _("Gap"), limits=Limits(-10, -25, at_least=True)),
    ),
    reads=_elapsed,
)

# --- begun --------------------------------------------------------------------------------------

OPEN_STATES = (AidState.APPROVED, AidState.UNDER_WAY, AidState.SUSPENDED)


def _approved(user) -> QuerySet:
    return visible(AidProject, user)


def _approved_long_ago(window: Window) -> Q:
    return Q(state__in=OPEN_STATES, permit_date__lt=add_months(so_far(window).end, -START_MONTHS))


def not_begun(window: Window, user) -> Q:
    paid = Disbursement.objects.filter(aid=OuterRef("pk"), date__lte=window.end)
    return ~Q(Exists(paid)) & ~Q(Exists(Progress.objects.filter(aid=OuterRef("pk"))))


APPROVED = Family(
    title=_("Aid approved more than six months ago"),
    base=_approved,
    counted=_approved_long_ago,
    cuts={"unit": UnitCut("unit", "unit__name")},
    columns=(
        Column("number"),
        Column("title"),
        Reference("unit"),
        References("donors"),
        Column("permit_number"),
        Date("permit_date"),
        Date("start_date"),
        Date("end_date"),
        State("state"),
    ),
    order=("permit_date", "number"),
    tones=TONES,
)
K21 = number(
    "K21",
    _("Aid not begun six months after its approval"),
    _(
        "Aid approved more than six months before the last day of the period (before today while it runs), neither ended "
        "nor revoked, without any disbursement or progress report. Decree 80/2020/NĐ-CP art. 4."
    ),
    _("aid items"),
    Part(APPROVED, where=not_begun),
    limits=NONE_ALLOWED,
)

GAUGES = (K20, K21)

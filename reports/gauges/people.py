"""K11–K16: the focal points of the units: how many, how steady, how well prepared."""

from decimal import Decimal

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from agreements.indicators import SIGNINGS
from aid_projects.indicators import AID_UNDER_WAY
from conferences.indicators import HOSTED
from core.columns import Amount, Choice, Column, Integer, Reference
from core.day_counts import whole_months_between
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part, only
from core.indicators.measures import money
from core.indicators.rows import visible
from core.indicators.windows import Window
from core.workdays import add_months
from delegations.indicators.inbound import VISITS
from delegations.indicators.outbound import TRIPS
from directory.indicators import ALL_UNITS, UNITS
from personnel.indicators import FOCAL_POINTS, SERVING, serving
from personnel.models import Attendance, FocalKind, FocalPoint, FocalRole
from reports.gauges.base import LOOK, OF, UNKNOWN, Gauge, Limits, Numbers, Reading, Rows, share
from reports.gauges.samples import middle, values_of
from reports.services import Number, percent

TRAINING_MONTHS = 24
"""A focal point should be trained once in so many months (domain §1.11)."""

PART_TIME = Part(FOCAL_POINTS, where=only(kind=FocalKind.KIEM_NHIEM))
K11 = share(
    "K11",
    _("Share of part-time focal points"),
    _("Of the focal points on the last day of the period, those who have other duties too."),
    look=(_("Part-time focal points"), (PART_TIME,)),
    of=(_("Focal points in all"), (SERVING,)),
)


def without_focal_point(window: Window, user) -> Q:
    """No main focal point on the last day."""
    main = FocalPoint.objects.live().filter(serving(window), role=FocalRole.CHINH, unit=OuterRef("pk"))
    return ~Q(Exists(main))


K12 = share(
    "K12",
    _("Share of units without a focal point"),
    _(
        "Units, the department excluded, without a main focal point on the last day of the period, of all units."
    ),
    look=(_("Units without a main focal point"), (Part(UNITS, where=without_focal_point),)),
    of=(_("Units in all"), (ALL_UNITS,)),
    limits=Limits(0, 10),
)

# --- steadiness ---------------------------------------------------------------------------------


def _tenures(user) -> QuerySet:
    return visible(FocalPoint, user).defer("person__passport_number")


def _year_before(window: Window) -> Window:
    day = add_months(window.end, -12)
    return Window(day, day)


def _in_the_year(window: Window) -> Q:
    """Served at any time of the 12 months up to the last day."""
    lasted = Q(end_date=None) | Q(end_date__gte=_year_before(window).end)
    return Q(start_date__lte=window.end) & lasted


TENURES = Family(
    title=_("Tenures of focal points"),
    base=_tenures,
    counted=_in_the_year,
    cuts={"unit": UnitCut("unit", "unit__name")},
    columns=(*FOCAL_POINTS.columns, Choice("change_reason")),
    order=("unit__name", "start_date", "pk"),
)
ENDED = Part(
    TENURES, where=lambda window, user: Q(end_date__gt=_year_before(window).end, end_date__lte=window.end)
)
AT_START = Part(TENURES, where=lambda window, user: serving(_year_before(window)))
AT_END = Part(TENURES, where=lambda window, user: serving(window))


def _turnover(numbers: Numbers) -> Number | None:
    return percent(numbers[LOOK] * 2, numbers["start"] + numbers[OF])


K13 = Gauge(
    "K13",
    _("Turnover of focal points in 12 months"),
    _(
        "Assignments that ended in the 12 months up to the last day of the period, of the mean number of focal points at "
        "the beginning and at the end of these months."
    ),
    (
        Rows(LOOK, _("Assignments that ended"), (ENDED,)),
        Rows("start", _("Focal points a year before"), (AT_START,)),
        Rows(OF, _("Focal points on the last day"), (AT_END,)),
    ),
    (Reading(_turnover, "%", limits=Limits(15, 30)),),
)


def with_months(focal_points: QuerySet, window: Window) -> QuerySet:
    """Adds the whole months served up to the last day of the window."""
    last = Value(window.end, output_field=DateField())
    return focal_points.annotate(months=whole_months_between(F("start_date"), last))


IN_OFFICE = Part(
    FOCAL_POINTS,
    shown=(*FOCAL_POINTS.columns, Integer("months", label=_("Months in office"))),
    adds=with_months,
)
K14 = Gauge(
    "K14",
    _("Median time in office of focal points"),
    _("The middle value of the whole months the focal points of the last day of the period have served."),
    (Rows(LOOK, _("Focal points on the last day"), (IN_OFFICE,)),),
    (Reading(lambda numbers: numbers["months"], _("months"), limits=Limits(24, 12, at_least=True)),),
    reads=lambda window, user: {
        "months": middle(months for _place, months in values_of((IN_OFFICE,), window, user, "months"))
    },
)

# --- capacity -----------------------------------------------------------------------------------

FULL_TIME = Case(
    When(kind=FocalKind.CHUYEN_TRACH, then=Value(Decimal(1))), default=F("time_share") * Decimal("0.01")
)
CAPACITY = Part(FOCAL_POINTS, money(FULL_TIME), shown=(*FOCAL_POINTS.columns, Amount("time_share")))
UNKNOWN_SHARE = Part(FOCAL_POINTS, where=only(kind=FocalKind.KIEM_NHIEM, time_share=None))


def _load(numbers: Numbers) -> Number | None:
    capacity = numbers[OF]
    return (Decimal(numbers[LOOK]) / capacity).quantize(Decimal("0.1")) if capacity else None


_BRIEFLY = (Column("number"), Column("title"), Reference("unit"))
K15 = Gauge(
    "K15",
    _("Capacity of focal points (full-time equivalents)"),
    _(
        "Each full-time focal point of the last day of the period counts as one, each part-time one by the share of time "
        "given. The load is the activities counted in the period for each of them."
    ),
    (
        Rows(
            LOOK,
            _("Activities counted"),
            tuple(
                Part(part.family, where=part.where, shown=_BRIEFLY)
                for part in (TRIPS, VISITS, SIGNINGS, HOSTED, AID_UNDER_WAY)
            ),
        ),
        Rows(OF, _("Full-time equivalents"), (CAPACITY,)),
        Rows(UNKNOWN, _("Part-time without a share of time"), (UNKNOWN_SHARE,)),
    ),
    (
        Reading(lambda numbers: numbers[OF], _("full-time equivalents")),
        Reading(_load, _("activities for each"), _("Load")),
    ),
)


def untrained(window: Window, user) -> Q:
    attended = Attendance.objects.filter(
        person=OuterRef("person"),
        present=True,
        course__deleted_at=None,
        course__start_date__gt=add_months(window.end, -TRAINING_MONTHS),
        course__start_date__lte=window.end,
    )
    return ~Q(Exists(attended))


K16 = share(
    "K16",
    _("Share of focal points trained in 24 months"),
    _(
        "Of the focal points on the last day of the period, those listed as present at a training course that began in "
        "the 24 months before."
    ),
    look=(_("Focal points not trained"), (Part(FOCAL_POINTS, where=untrained),)),
    of=(_("Focal points in all"), (SERVING,)),
    limits=Limits(80, 50, at_least=True),
    good=True,
)

GAUGES = (K11, K12, K13, K14, K15, K16)

"""What counts of focal points and training: NL01–NL06."""

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.columns import Choice, Column, Date, Integer, Reference
from core.explaining import Explanation, Why, began_before, ends_after, overlaps, touched
from core.indicators.cuts import MonthCut, UnitCut
from core.indicators.declaration import Family, Part, indicator, only
from core.indicators.measures import distinct, total
from core.indicators.rows import visible
from core.indicators.windows import Window
from directory.indicators import existing
from personnel.models import Attendance, FocalKind, FocalPoint, TrainingCourse

# --- focal points -------------------------------------------------------------------------------


def serving(window: Window) -> Q:
    """Assignments current on the window's last day."""
    return Q(start_date__lte=window.end) & (Q(end_date=None) | Q(end_date__gte=window.end))


def _focal_points(user) -> QuerySet:
    return visible(FocalPoint, user).defer("person__passport_number")


def _served(window: Window) -> Q:
    """On some day of the window."""
    return Q(start_date__lte=window.end) & (Q(end_date=None) | Q(end_date__gte=window.start))


def of_existing_unit(window: Window, user) -> Q:
    return existing(window, "unit__")


FOCAL_POINTS = Family(
    title=_("Focal points"),
    base=_focal_points,
    counted=serving,
    cuts={"unit": UnitCut("unit", "unit__name")},
    columns=(
        Column("person.full_name", label=_("Full name")),
        Reference("unit"),
        Choice("kind"),
        Choice("role"),
        Column("position"),
        Date("start_date"),
        Date("end_date"),
    ),
    order=("unit__name", "pk"),
    explained=Explanation(
        _served,
        (Why(_("Ended before the last day of the period"), lambda window: Q(end_date__lt=window.end)),),
    ),
)

# --- training -----------------------------------------------------------------------------------


def counted_courses(window: Window) -> Q:
    return Q(start_date__range=window.days)


def _courses(user) -> QuerySet:
    """With the attendance counted: the recorded number, else those listed as present, else unknown."""
    present = (
        Attendance.objects.filter(course=OuterRef("pk"), present=True)
        .order_by()
        .values("course")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return visible(TrainingCourse, user).annotate(
        attendance_counted=Coalesce(F("attendance"), Subquery(present, output_field=IntegerField()))
    )


COURSES = Family(
    title=_("Training courses"),
    base=_courses,
    counted=counted_courses,
    cuts={"unit": UnitCut("unit", "unit__name"), "month": MonthCut(lambda window: "start_date")},
    columns=(
        Column("title"),
        Reference("unit"),
        Date("start_date"),
        Date("end_date"),
        Column("place"),
        Integer("attendance_counted", label=_("Attendance")),
    ),
    order=("start_date", "title"),
    explained=Explanation(
        lambda window: overlaps(window) | touched(window, "start_date", "end_date"),
        (began_before("start_date"),),
        (ends_after("end_date"),),
    ),
)

SERVING = Part(FOCAL_POINTS)
ALL_COURSES = Part(COURSES)

INDICATORS = (
    indicator(
        "NL01",
        _("Focal points for external affairs"),
        _("people"),
        _("Assignments as focal point that are current on the last day of the period."),
        SERVING,
    ),
    indicator(
        "NL02",
        _("Units with a focal point"),
        _("units"),
        _(
            "Distinct units of the focal points counted that exist on the last day of the period, the department excluded."
        ),
        Part(FOCAL_POINTS, distinct("unit", of_one_unit=True), of_existing_unit),
    ),
    indicator(
        "NL03",
        _("Full-time focal points"),
        _("people"),
        _("Of the focal points counted, those who do nothing else."),
        Part(FOCAL_POINTS, where=only(kind=FocalKind.CHUYEN_TRACH)),
    ),
    indicator(
        "NL04",
        _("Part-time focal points"),
        _("people"),
        _("Of the focal points counted, those who have other duties too."),
        Part(FOCAL_POINTS, where=only(kind=FocalKind.KIEM_NHIEM)),
    ),
    indicator(
        "NL05",
        _("Training courses in external affairs"),
        _("courses"),
        _("Training courses in external affairs that began in the period."),
        ALL_COURSES,
    ),
    indicator(
        "NL06",
        _("Attendances at training courses"),
        _("attendances"),
        _(
            "Attendance of the training courses counted: the recorded number, else those listed as present; unknown counts 0."
        ),
        Part(COURSES, total("attendance_counted")),
    ),
)
UNKNOWN_ATTENDANCE = indicator(
    "NL06?",
    _("Training courses of unknown attendance"),
    _("courses"),
    _("Training courses counted whose attendance is not known; a footnote of NL06."),
    Part(COURSES, where=only(attendance_counted=None)),
)

"""What focal points owe by when (domain §1.7). A vacancy stands at the main focal point who left."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.obligations import DeadlineKind


def _successor(point):
    """The day the next main focal point of the unit began, however late it was entered."""
    if point.end_date is None:
        return None
    later = [
        other.start_date
        for other in point.unit.focal_points.all()
        if other.is_main and other.pk != point.pk and other.deleted_at is None
        and (other.end_date is None or other.end_date > point.end_date)
    ]  # fmt: skip
    return min(later, default=None)


def _last_trained(point) -> datetime.date:
    """The end of the last course taken; before the first, the start of the tenure."""
    today = timezone.localdate()
    taken = [
        row.course.end_date or row.course.start_date
        for row in point.person.training.all()
        if row.present and row.course.deleted_at is None
    ]
    return max((day for day in taken if day <= today), default=point.start_date)


FOCAL_POINT = (
    DeadlineKind(
        "focal_vacancy",
        _("Name a new main focal point"),
        "focal_change_days",
        lambda point: point.end_date,
        owed=lambda point: (
            point.is_main
            and point.end_date is not None
            and point.unit.active
            and not point.unit.has_passed(point.end_date)
        ),
        done=_successor,
    ),
    DeadlineKind(
        "focal_training",
        _("Training on foreign affairs"),
        "focal_training_months",
        _last_trained,
        owed=lambda point: point.end_date is None or point.end_date >= timezone.localdate(),
    ),
)

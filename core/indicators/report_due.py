"""Result reports of what happened: when they fall due, which were filed late."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.columns import Column, Date, Reference, State
from core.day_counts import DaysAfter
from core.indicators.windows import Window
from core.states import first_known

REPORT_COLUMNS = (
    Column("number"),
    Column("title"),
    Reference("unit"),
    Date("start_date"),
    Date("end_date"),
    Date("report_due", label=_("Report due")),
    Date("report_date"),
    State("state"),
)
"""What to look at in a list of dossiers that owe a report."""


def with_report_due(activities: QuerySet) -> QuerySet:
    """Adds `report_due`: plain calendar days after the last day, never moved to a working day."""
    activity = activities.model
    return activities.annotate(report_due=DaysAfter(first_known(activity.LAST_DAY), activity.REPORT_DAYS))


def fell_due(window: Window, user) -> Q:
    """The result report fell due on or before the window's end."""
    return Q(report_due__lte=window.end)


def filed_late(window: Window, user) -> Q:
    """It fell due, and was filed after the due day or not at all. On the due day is on time."""
    return fell_due(window, user) & (Q(report_date=None) | Q(report_date__gt=F("report_due")))

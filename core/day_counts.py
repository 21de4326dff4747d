"""Days and months between two dates, counted by the database: what a list shows and a figure sums."""

from typing import Any

from django.db.models import Case, DateField, F, Func, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear, Least
from django.db.models.lookups import LessThan

from core.deadlines import Holiday


class DayNumber(Func):
    """Days since 1 January of the year 1, which was a Monday."""

    output_field = IntegerField()
    template = "(%(expressions)s - DATE '0001-01-01')"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) - julianday('0001-01-01') AS INTEGER)",
            **context,
        )


class DaysAfter(Func):
    """The calendar day so many days after a date, counted by the database."""

    output_field = DateField()
    template = "(%(expressions)s + %(days)d)"

    def __init__(self, expression: Any, days: int = 0, **extra: Any):
        super().__init__(expression, days=days, **extra)

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="DATE(%(expressions)s, '+%(days)d days')", **context
        )


def days_between(first: Any, last: Any):
    """Calendar days from one date to another; negative when the other comes first."""
    return DayNumber(last) - DayNumber(first)


def working_days_between(first: str, last: str):
    """Working days from the day of one field on, before the day of another: the count of `core.workdays`."""
    moved = Case(
        When(works=False, date__iso_week_day__lte=5, then=-1),
        When(works=True, date__iso_week_day__gte=6, then=1),
        default=0,
    )
    special = Holiday.objects.filter(date__gte=OuterRef(first), date__lt=OuterRef(last)).order_by()
    net = special.values(all=Value(1)).annotate(net=Sum(moved)).values("net")
    usual = _weekdays_before(F(last)) - _weekdays_before(F(first))
    return usual + Coalesce(Subquery(net, output_field=IntegerField()), 0)


def _weekdays_before(day: Any):
    """Mondays to Fridays since that first Monday."""
    number = DayNumber(day)
    return number / 7 * 5 + Least(number % 7, Value(5))


def whole_months_between(first: Any, last: Any):
    """Whole months from one date to another: from 31/08 to 28/02 there are five."""
    months = (ExtractYear(last) - ExtractYear(first)) * 12 + ExtractMonth(last) - ExtractMonth(first)
    return months - Case(When(Q(LessThan(ExtractDay(last), ExtractDay(first))), then=1), default=0)

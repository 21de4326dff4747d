"""Working days of Việt Nam: Saturdays, Sundays and days off do not count, swap days do."""

import datetime

from core.deadlines import Holiday

ONE_DAY = datetime.timedelta(days=1)


def is_working_day(day: datetime.date, special: dict[datetime.date, bool]) -> bool:
    """`special`: days of the holiday table → is it worked."""
    return special.get(day, day.weekday() < 5)


def special_days(first: datetime.date, last: datetime.date) -> dict[datetime.date, bool]:
    return dict(Holiday.objects.filter(date__range=(first, last)).values_list("date", "works"))


def add_working_days(day: datetime.date, number: int) -> datetime.date:
    """The working day `number` after `day` (before it when negative); the day itself is never counted."""
    step = ONE_DAY if number >= 0 else -ONE_DAY
    reach = datetime.timedelta(days=abs(number) * 2 + 30)
    special = special_days(min(day, day + step * reach.days), max(day, day + step * reach.days))
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, special)
    return day

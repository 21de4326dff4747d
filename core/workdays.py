"""Working days of Việt Nam: Saturdays, Sundays and days off do not count, swap days do."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.cache import cache

from core.deadlines import DAYS_OFF_KEY, Holiday

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. Pure: loaded once, then asked for thousands of dates without a query."""

    special: Mapping[datetime.date, bool] = field(default_factory=dict)
    """Day of the holiday table → is it worked."""

    @classmethod
    def current(cls) -> "Calendar":
        """As the holiday table says now, from the cache."""
        found = cache.get(DAYS_OFF_KEY)
        if found is None:
            found = cls(dict(Holiday.objects.values_list("date", "works")))
            cache.set(DAYS_OFF_KEY, found, 300)
        return found

    def works(self, day: datetime.date) -> bool:
        return self.special.get(day, day.weekday() < 5)

    def add(self, day: datetime.date, number: int) -> datetime.date:
        """The working day `number` after `day` (before it when negative); the day itself is never counted."""
        step, left = (ONE_DAY if number >= 0 else -ONE_DAY), abs(number)
        while left:
            day += step
            left -= self.works(day)
        return day

    def on_or_after(self, day: datetime.date) -> datetime.date:
        while not self.works(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: datetime.date) -> datetime.date:
        while not self.works(day):
            day -= ONE_DAY
        return day

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """Working days from `first` on, before `last`; negative when `last` lies earlier."""
        if last < first:
            return -self.between(last, first)
        days = (first + datetime.timedelta(days=place) for place in range((last - first).days))
        return sum(self.works(day) for day in days)


def add_working_days(day: datetime.date, number: int) -> datetime.date:
    return Calendar.current().add(day, number)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` later (earlier when negative); the month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = following - datetime.timedelta(days=1)
    return last.replace(day=min(day.day, last.day))

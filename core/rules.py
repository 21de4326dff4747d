"""The rules in force on a day, and the days that follow from them (Civil Code 2015 art. 147–148)."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.cache import cache

from core.deadlines import RULES_KEY, Rule
from core.workdays import Calendar, add_months

Measure = Rule.Measure


@dataclass(frozen=True)
class Rulebook:
    """All rules and the calendar, read once: deadlines of thousands of records need no further query."""

    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    @classmethod
    def current(cls) -> "Rulebook":
        rules = cache.get(RULES_KEY)
        if rules is None:
            found = defaultdict(tuple)
            for rule in Rule.objects.all():
                found[rule.code] += (rule,)
            rules = dict(found)
            cache.set(RULES_KEY, rules, 300)
        return cls(rules, Calendar.current())

    def on(self, code: str, day: datetime.date) -> Rule | None:
        """The rule of this code in force on `day`."""
        return next((rule for rule in self.rules.get(code, ()) if rule.holds_on(day)), None)

    def all_on(self, codes: Iterable[str], day: datetime.date) -> tuple[Rule, ...]:
        """The rules of these codes; nothing when one of them is not in force."""
        found = tuple(self.on(code, day) for code in codes)
        return () if None in found else found

    def last_day(self, rules: Iterable[Rule], start: datetime.date) -> datetime.date:
        """ "Within N days from `start`": the day after is the first; an end on a day off moves to the next working day."""
        for rule in rules:
            start = self._move(start, rule, 1)
        return self.calendar.on_or_after(start)

    def latest_day(self, rules: Iterable[Rule], start: datetime.date) -> datetime.date:
        """ "At least N days before `start`": a latest day that is off moves to the working day before."""
        for rule in rules:
            start = self._move(start, rule, -1)
        return self.calendar.on_or_before(start)

    def _move(self, day: datetime.date, rule: Rule, direction: int) -> datetime.date:
        number = rule.number * direction
        if rule.measure == Measure.WORKING:
            return self.calendar.add(day, number)
        if rule.measure == Measure.MONTHS:
            return add_months(day, number)
        return day + datetime.timedelta(days=number)

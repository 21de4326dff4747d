"""Figures over several periods: one query for all of them, however many figures, periods and records there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.indicators.declaration import Indicator, families
from core.indicators.windows import Window
from core.parse import FIRST_YEAR
from reports.counting import Number, number, read, tally
from reports.periods import Period, half_year_of, parse
from reports.services import divided, groups_of, parts_of

HALF_YEARS, YEARS = 6, 5
"""How far back a trend looks."""


def half_years(period: Period) -> list[Period]:
    """The half-years up to the end of a period, the oldest first."""
    last = half_year_of(period.end, period.rule)
    place = last.year * 2 + (last.part == "H2")
    found = [divmod(each, 2) for each in range(place - HALF_YEARS + 1, place + 1)]
    return [parse(f"{year}-H{half + 1}", period.rule) for year, half in found if year > FIRST_YEAR]


def years(period: Period) -> list[Period]:
    """The years up to that of a period, the oldest first."""
    last = half_year_of(period.end, period.rule).year
    return [parse(str(year), period.rule) for year in range(last - YEARS + 1, last + 1) if year > FIRST_YEAR]


def over_time(
    indicators: Iterable[Indicator], windows: Iterable[Window], *, user=None
) -> dict[str, dict[Window, Number]]:
    """What each indicator counts in each window, by its code; one query."""
    indicators, windows = tuple(indicators), tuple(dict.fromkeys(windows))
    found = tally(parts_of(indicators), windows, user=user)
    return {
        each.code: {
            window: sum((found.whole(part, place) for part in each.parts), each.zero)
            for place, window in enumerate(windows)
        }
        for each in indicators
    }


# --- divided ------------------------------------------------------------------------------------


@dataclass
class Course:
    """One unit, country or code, and what a figure counted there in each window."""

    key: Any
    label: str
    values: dict[Window, Number]


def divided_over_time(indicator: Indicator, by: str, windows: Sequence[Window], *, user=None) -> list[Course]:
    """What an indicator counts in each window by unit, country or code: one query for all of it."""
    groups = [
        group for family, parts in families([indicator]).items() for group in groups_of(family, parts, by)
    ]
    asked = [(window, family, parts) for window in windows for family, parts in groups]
    selects = [divided(family, parts, by, window) for window, family, parts in asked]
    found: dict[Any, Course] = {}
    for (window, family, parts), (key, label, _row, *values) in read(selects, user=user, among=asked):
        for each_key, each_label in family.cuts[by].divide(key, label):
            zeros = dict.fromkeys(windows, indicator.zero)
            here = found.setdefault(each_key, Course(each_key, each_label, zeros))
            for (_indicator, part), value in zip(parts, values, strict=False):
                here.values[window] += number(part, value)
    return [each for each in found.values() if any(each.values.values())]

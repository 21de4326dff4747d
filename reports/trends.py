"""Figures over several periods: one query for all of them, however many figures, periods and records there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from operator import or_
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Value

from core.indicators import Family, Indicator, Part, Window, families
from core.parse import FIRST_YEAR
from reports.periods import Period, half_year_of, parse
from reports.services import Number, as_number, grouped_rows, groups_of, united

HALF_YEARS, YEARS = 6, 5
"""How far back a trend looks."""


def half_years(period: Period) -> list[Period]:
    """The half-years up to the end of a period, the oldest first."""
    last = half_year_of(period.end, period.rule)
    place = last.year * 2 + (last.half == "2")
    found = [divmod(each, 2) for each in range(place - HALF_YEARS + 1, place + 1)]
    return [parse(f"{year}-H{half + 1}", period.rule) for year, half in found if year > FIRST_YEAR]


def years(period: Period) -> list[Period]:
    """The years up to that of a period, the oldest first."""
    last = half_year_of(period.end, period.rule).year
    return [parse(str(year), period.rule) for year in range(last - YEARS + 1, last + 1) if year > FIRST_YEAR]


def over_time(
    indicators: Iterable[Indicator], windows: Iterable[Window], *, user=None
) -> dict[str, dict[Window, Number]]:
    """What each indicator counts in each window, by its code."""
    indicators, windows = tuple(indicators), tuple(dict.fromkeys(windows))
    grouped = [
        (family, list(dict.fromkeys(part for _indicator, part in parts)))
        for family, parts in families(indicators).items()
    ]
    width = max((len(parts) for _family, parts in grouped), default=0) * len(windows)
    found: dict[tuple[Part, Window], Number] = {}
    for place, *values in united(
        [
            _counted(family, parts, windows, place, user, width)
            for place, (family, parts) in enumerate(grouped)
        ]
    ):
        for (part, window), value in zip(product(grouped[place][1], windows), values, strict=False):
            found[part, window] = as_number(part, value)
    return {
        each.code: {
            window: sum((found.get((part, window), each.zero) for part in each.parts), each.zero)
            for window in windows
        }
        for each in indicators
    }


def _counted(
    family: Family, parts: Sequence[Part], windows: Sequence[Window], place: int, user, width: int
) -> QuerySet:
    aggregates = {
        f"value_{number}": part.measure.over(part.within(window, user))
        for number, (part, window) in enumerate(product(parts, windows))
    }
    padding = {
        f"value_{number}": Value(0, output_field=IntegerField()) for number in range(len(aggregates), width)
    }
    rows = family.base(user).filter(_in_any(family, parts, windows)).order_by()
    placed = rows.values(family_place=Value(place, output_field=IntegerField()))
    return placed.annotate(**aggregates, **padding).values_list("family_place", *aggregates, *padding)


def _in_any(family: Family, parts: Sequence[Part], windows: Sequence[Window]) -> Q:
    """The rows that any of the windows counts; those of the whole time, where the parts tell their windows by the day."""
    if family.by_day and all(part.steady for part in parts):
        first, last = min(window.start for window in windows), max(window.end for window in windows)
        return family.counted(replace(windows[0], start=first, end=last))
    return reduce(or_, (family.counted(window) for window in windows))


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
    asked = list(product(windows, groups))
    width = max(len(parts) for _family, parts in groups)
    found: dict[Any, Course] = {}
    for place, key, label, *values in united(
        [
            grouped_rows(family, parts, place, by, window, user, width)
            for place, (window, (family, parts)) in enumerate(asked)
        ]
    ):
        window, (family, parts) = asked[place]
        for each_key, each_label in family.cuts[by].divide(key, label):
            zeros = dict.fromkeys(windows, indicator.zero)
            here = found.setdefault(each_key, Course(each_key, each_label, zeros))
            for (_indicator, part), value in zip(parts, values, strict=False):
                here.values[window] += as_number(part, value)
    return [each for each in found.values() if any(each.values.values())]

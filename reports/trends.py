"""Figures over several periods: one query for all of them, however many figures, periods and records there are."""

from collections.abc import Iterable

from core.indicators import Indicator, Window
from core.parse import FIRST_YEAR
from reports.counting import Number, tally
from reports.periods import Period, half_year_of, parse
from reports.services import parts_of

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

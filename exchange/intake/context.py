"""What a sheet says once for all its rows: of which days it tells. And what a cell was read as."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.names import Names
from core.text import fold

_YEAR = r"((?:19|20)\d\d)"
_DAY = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*" + _YEAR
_FROM_TO = re.compile(rf"tu\s+(?:ngay\s+)?{_DAY}\s*(?:-|den)\s*(?:het\s+)?(?:ngay\s+)?{_DAY}")
_HALF = re.compile(rf"(?:6|sau)\s+thang\s+(dau|cuoi)\s+nam\s+{_YEAR}")
_QUARTER = re.compile(rf"quy\s+([1-4]|iv|i{{1,3}})\s*(?:/|-|nam|\s)\s*(?:nam\s+)?{_YEAR}")
_MONTH = re.compile(rf"thang\s+(\d{{1,2}})\s*(?:/|-|nam)\s*(?:nam\s+)?{_YEAR}")
_WHOLE_YEAR = re.compile(rf"(?:nam|year)\s*{_YEAR}|(?<![\d/.,-]){_YEAR}(?![\d/.,])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Context:
    """What may be relied on where a cell does not say it itself."""

    first: date | None = None
    last: date | None = None
    """The days the sheet tells of, by its title."""
    told: str = ""
    """The words of the sheet that say so."""
    names: Mapping[type, Names] = field(default_factory=dict)
    """Every name of the units, partners and countries there are."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Target key → the heading its column has in this sheet: units and currencies stand there."""

    def year_of(self, day: int, month: int) -> int | None:
        """The one year in which this day lies within what the sheet tells of."""
        if self.first is None or self.last is None:
            return None
        found = []
        for year in range(self.first.year, self.last.year + 1):
            try:
                if self.first <= date(year, month, day) <= self.last:
                    found.append(year)
            except ValueError:
                continue
        return found[0] if len(found) == 1 else None


@dataclass
class Spread:
    """A row, or one cell of it, spread over what it says."""

    values: dict[str, Any] = field(default_factory=dict)
    """Path of the sheet's column → the cell as the exchange workbook would hold it."""
    children: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Title of the child sheet and the cells of one of its rows."""
    notes: list[str] = field(default_factory=list)
    """What was assumed or left aside, for the person to see."""
    cells: dict[str, Any] = field(default_factory=dict)
    """The row's cells with every "như trên" resolved: `before` of the next row."""


def context_of(texts: Iterable[str], **known: Any) -> Context:
    """The context that the titles of a sheet give; the first text that names days decides.

    `known` are the other fields of Context.
    """
    for text in texts:
        if found := _days(fold(text)):
            return Context(*found, told=" ".join(text.split()), **known)
    return Context(**known)


def _days(text: str) -> tuple[date, date] | None:
    """The first and last day that a folded text names; nothing where it names two different spans."""
    try:
        if match := _FROM_TO.search(text):
            numbers = [int(number) for number in match.groups()]
            return date(*numbers[2::-1]), date(*numbers[:2:-1])
        if match := _HALF.search(text):
            year = int(match[2])
            return (
                (date(year, 1, 1), date(year, 6, 30))
                if match[1] == "dau"
                else (date(year, 7, 1), date(year, 12, 31))
            )
        if match := _QUARTER.search(text):
            quarter = _ROMAN.get(match[1]) or int(match[1])
            return date(int(match[2]), 3 * quarter - 2, 1), month_end(int(match[2]), 3 * quarter)
        if match := _MONTH.search(text):
            return date(int(match[2]), int(match[1]), 1), month_end(int(match[2]), int(match[1]))
    except (ValueError, KeyError):
        return None
    years = {int(one or other) for one, other in _WHOLE_YEAR.findall(text)}
    if len(years) == 1:
        (year,) = years
        return date(year, 1, 1), date(year, 12, 31)
    return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])

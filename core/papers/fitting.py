"""How a table fits a page: the largest type in which every word has room, and the widths of the columns, in mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.papers.tree import TEXT, Table
from core.papers.typeface import width
from core.papers.words import shown

SIZES = (12, 11, 10, 9, 8)
"""Points. Decree 30/2020/NĐ-CP names no size for tables; wide ones go as small as they must."""
PADDING = 1.0
"""Between a cell's edge and its text, in mm."""
WIDEST_WORD = 24.0
"""A column is not widened for a longer word: it is broken."""
POINT = 25.4 / 72
TALLEST = 100.0
"""A row that is higher than so many mm may be torn."""


@dataclass(frozen=True)
class Fitted:
    """A table as text, with its size of type and its widths."""

    size: int
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]

    def room(self, place: int) -> float:
        """What a column has for its text, in em."""
        return (self.widths[place] - 2 * PADDING) / (self.size * POINT)

    def is_tall(self, row: Sequence[str]) -> bool:
        lines = max(
            (width(text) / self.room(place) for place, text in enumerate(row) if len(text) > 200), default=0
        )
        return lines * self.size * 1.15 * POINT > TALLEST


def fit(table: Table, room: float, language: str = "vi") -> Fitted:
    rows = tuple(tuple(shown(value, language) or table.blank for value in row.cells) for row in table.rows)
    longest = [_longest(table, place, rows) for place in range(len(table.columns))]
    wanted = [column.width for column in table.columns]
    for size in SIZES:
        needed = [em * size * POINT + 2 * PADDING + 0.6 for em in longest]
        needed = [
            min(need, WIDEST_WORD) if column.kind == TEXT else need
            for need, column in zip(needed, table.columns, strict=True)
        ]
        if sum(needed) <= room:
            return Fitted(size, _shared(needed, wanted, room), rows)
    return Fitted(size, tuple(need * room / sum(needed) for need in needed), rows)


def _longest(table: Table, place: int, rows: tuple[tuple[str, ...], ...]) -> float:
    """The widest word of a column in em; a number or a date is one word."""
    column = table.columns[place]
    words = dict.fromkeys(column.title.split(), True)
    for row, texts in zip(table.rows, rows, strict=True):
        if column.kind == TEXT:
            words |= dict.fromkeys(texts[place].split(), row.style != "plain")
        else:
            words[texts[place]] = row.style != "plain"
    return max((width(word, bold) for word, bold in words.items()), default=0)


def _shared(needed: list[float], wanted: list[int], room: float) -> tuple[float, ...]:
    """The room in the proportion wanted, none less than it needs."""
    narrow: set[int] = set()
    while True:
        free = room - sum(needed[place] for place in narrow)
        share = sum(want for place, want in enumerate(wanted) if place not in narrow)
        widths = [
            needed[place] if place in narrow else want * free / share for place, want in enumerate(wanted)
        ]
        short = {place for place, each in enumerate(widths) if each < needed[place] and place not in narrow}
        if not short:
            return tuple(widths)
        narrow |= short

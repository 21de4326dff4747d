"""How a table fits a page: the largest type in which its rows stay low, and the widths of the columns, in mm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.papers.tree import GROUP, PLAIN, TEXT, Table
from core.papers.typeface import BREAK, width
from core.papers.words import shown

SIZES = (12, 11, 10, 9, 8)
"""Points. Decree 30/2020/NĐ-CP names no size for tables; wide ones go as small as they must."""
PADDING = 1.0
"""Between a cell's edge and its text, in mm."""
POINT = 25.4 / 72
HALF_A_WORD = 1.3
"""In em."""
LINES = 5.5
"""A usual row higher than this asks for smaller type."""
HEADING_LINES = 5
WIDEST_WORD, WIDEST_AT_LAST = 45.0, 20.0
"""In mm: a column is not widened for longer words, which are broken; less so in the smallest type."""
TALLEST = 100.0
"""A row that is higher than so many mm may be torn."""
ENOUGH = 400
"""Rows that tell how long the texts of a column usually are."""


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
    places = range(len(table.columns))
    longest = [_longest(table, place, rows) for place in places]
    usual = [_usual(table, place, rows) for place in places]
    for size in SIZES:
        em, last = size * POINT, size == SIZES[-1]
        most = (WIDEST_AT_LAST if last else WIDEST_WORD) / em
        needed = [
            min(long, most) if column.kind == TEXT else long
            for long, column in zip(longest, table.columns, strict=True)
        ]
        edges = len(needed) * (2 * PADDING + 0.5)
        lines = _lines(needed, usual, (room - edges) / em)
        if lines <= LINES or last:
            break
    widths = [each * em + edges / len(needed) for each in _widths(needed, usual, lines)]
    return Fitted(size, _filled(widths, [column.width for column in table.columns], room), rows)


def heading(text: str) -> str:
    """A heading, which may go on in a new line after a stroke."""
    return re.sub(r"(?<=\w)/(?=\w)", f"/{BREAK}", text)


def _longest(table: Table, place: int, rows: Sequence[Sequence[str]]) -> float:
    """The widest word of a column in em, and room for its heading; a number or a date is one word."""
    column = table.columns[place]
    words = dict.fromkeys(re.split(rf"\s+|{BREAK}", heading(column.title)), True)
    for row, texts in zip(table.rows, rows, strict=True):
        if row.style == GROUP:
            continue  # its name may go on over the cells after it
        bold = row.style != PLAIN
        if column.kind == TEXT:
            words |= dict.fromkeys(texts[place].split(), bold)
        else:
            words[texts[place]] = bold
    return max(
        width(column.title, True) / HEADING_LINES, *(width(word, bold) for word, bold in words.items())
    )


def _usual(table: Table, place: int, rows: Sequence[Sequence[str]]) -> float:
    """How long the texts of a column are in em, the long ones weighing more."""
    if table.columns[place].kind != TEXT or not rows:
        return 0
    some = rows[:: len(rows) // ENOUGH + 1]
    return (sum(width(texts[place]) ** 4 for texts in some) / len(some)) ** 0.25


def _widths(needed: list[float], usual: list[float], lines: float) -> list[float]:
    """What the columns take when a usual text takes so many lines; a line ends half a word before the edge."""
    return [
        max(need, text / lines + min(text, HALF_A_WORD)) for need, text in zip(needed, usual, strict=True)
    ]


def _lines(needed: list[float], usual: list[float], room: float) -> float:
    """The lines a usual row takes when the columns share the room evenly; very many where there is no room."""
    low, high = 1.0, 100.0
    if sum(_widths(needed, usual, low)) <= room:
        return low
    while high - low > 0.05:
        middle = (low + high) / 2
        low, high = (low, middle) if sum(_widths(needed, usual, middle)) <= room else (middle, high)
    return high


def _filled(widths: list[float], wanted: list[int], room: float) -> tuple[float, ...]:
    """Exactly as wide as the page: what is left over goes where the table wants it."""
    rest, whole = room - sum(widths), sum(widths)
    if rest < 0:
        return tuple(each * room / whole for each in widths)
    return tuple(each + rest * want / sum(wanted) for each, want in zip(widths, wanted, strict=True))

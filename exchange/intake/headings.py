"""Where the heading of a clerk's sheet stands, which rows below it are data, and what is left out and why.

Above the heading stand the agency, a title, the days the sheet tells of; the heading may have two or three rows
with merged cells; below the data stand totals and signatures.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from core.parse import as_typed, is_empty
from core.tables import Merge, Table
from core.text import fold

_SEARCHED = 60
"""Rows in which a heading is looked for."""
_LONGEST_TITLE = 120
_LEVELS = 4
_CLOSE = 86
SEPARATOR = " / "
"""Between the levels of a heading, the uppermost first."""


@dataclass(frozen=True)
class LeftOut:
    """A row that is no data."""

    row: int
    reason: str
    text: str


@dataclass
class Heading:
    """The parts of a table. Rows count from 0; without any heading both rows are -1 and the titles are empty."""

    first_row: int
    last_row: int
    titles: list[str]
    data_rows: list[int]
    left_out: list[LeftOut] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """The texts over the heading: they say what the sheet is and of which days it tells."""

    @property
    def found(self) -> bool:
        return self.first_row >= 0


def find(table: Table, vocabulary: Iterable[str]) -> Heading:
    """The heading and the data of a table; `vocabulary` are the headings columns are known by."""
    known = _Known(vocabulary)
    areas = table.areas()
    first = _first_row(table, areas, known)
    if first is None:
        return _without_heading(table, areas)
    last = _last_row(table, areas, first)
    titles = _titles(table, first, last)
    heading = Heading(first, last, titles, [], above=_above(table, areas, first))
    _sort_rows(table, areas, heading)
    return heading


def at(table: Table, first: int, last: int | None = None) -> Heading:
    """The same where somebody said in which rows the heading stands; before the first row: without any."""
    areas = table.areas()
    if first < 0:
        return _without_heading(table, areas)
    last = last if last is not None else _last_row(table, areas, first)
    heading = Heading(first, last, _titles(table, first, last), [], above=_above(table, areas, first))
    _sort_rows(table, areas, heading)
    return heading


class _Known:
    """The headings there are, folded."""

    def __init__(self, vocabulary: Iterable[str]):
        self._folded = sorted({_bare(name) for name in vocabulary})
        self._exact = set(self._folded)
        self._seen: dict[str, float] = {}

    def likeness(self, cell: object) -> float:
        """1 for a known heading, something less for one that is close to one, 0 for anything else."""
        if not isinstance(cell, str) or len(cell) > _LONGEST_TITLE:
            return 0
        key = _bare(cell)
        if key not in self._seen:
            self._seen[key] = self._measure(key)
        return self._seen[key]

    def _measure(self, key: str) -> float:
        if not key or key.isdigit():
            return 0
        if key in self._exact:
            return 1
        if len(key) < 4:
            return 0
        close = process.extractOne(key, self._folded, scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE)
        return 0.8 if close else 0


def _bare(text: str) -> str:
    """A heading folded, without what it says in brackets and a closing star."""
    folded = fold(text)
    bare = re.sub(r"\([^()]*\)", " ", folded).strip(" *:.-") or folded
    return " ".join(bare.split()).strip(" *:.-")


# --- the heading ------------------------------------------------------------------------------


def _first_row(table: Table, areas: dict, known: _Known) -> int | None:
    """The row with the most known headings, taken with the rows below it that its merged cells reach."""
    best, found = 1.5, None  # two known headings at least
    for row in range(min(len(table.rows), _SEARCHED)):
        cells = _distinct(table, areas, row)
        if len(cells) < 2:
            continue
        score = sum(known.likeness(cell) for cell in cells)
        below = _last_row(table, areas, row)
        for lower in range(row + 1, below + 1):
            score += sum(known.likeness(cell) for cell in _distinct(table, areas, lower, above=row)) * 0.9
        words = sum(isinstance(cell, str) for cell in cells) / len(cells)
        if score * words > best:
            best, found = score * words, row
    return found if found is not None else _guessed_row(table, areas)


def _guessed_row(table: Table, areas: dict) -> int | None:
    """Where no heading is known: the first row of short texts, widest of all, over a row with a number or a date."""
    width = max(
        (len(_distinct(table, areas, row)) for row in range(min(len(table.rows), _SEARCHED))), default=0
    )
    for row in range(min(len(table.rows) - 1, _SEARCHED)):
        cells = _distinct(table, areas, row)
        if len(cells) < max(2, width - 1):
            continue
        if all(isinstance(cell, str) and len(cell) <= 60 and not cell.strip().isdigit() for cell in cells):
            below = _distinct(table, areas, row + 1)
            if any(not isinstance(cell, str) or cell.strip()[:1].isdigit() for cell in below):
                return row
        return None
    return None


def _last_row(table: Table, areas: dict[tuple[int, int], Merge], first: int) -> int:
    """How far down the heading reaches: as its merged cells do, and through the parts of a cell merged sideways."""
    last = first
    limit = min(first + _LEVELS, len(table.rows)) - 1
    while last < limit:
        here = [areas.get((last, column)) for column in range(table.width)]
        deeper = any(area and area.bottom > last and area.top >= first for area in here)
        wide = any(area and area.right > area.left and area.bottom == last for area in here)
        if not deeper and not (wide and _splits(table, areas, last)):
            break
        last += 1
    return last


def _splits(table: Table, areas: dict, row: int) -> bool:
    """Do texts stand below the cells merged sideways: parts of the heading, not data?"""
    below = [
        table.cell(row + 1, column)
        for column in range(table.width)
        if (area := areas.get((row, column))) and area.right > area.left
    ]
    filled = [cell for cell in below if not is_empty(cell)]
    return bool(filled) and all(
        isinstance(cell, str) and len(cell) <= 60 and not any(c.isdigit() for c in cell) for cell in filled
    )


def _titles(table: Table, first: int, last: int) -> list[str]:
    """For each column the texts over it, from above; one that a merged cell repeats stands once."""
    titles = []
    for column in range(table.width):
        levels: list[str] = []
        for row in range(first, last + 1):
            text = " ".join(as_typed(table.cell(row, column)).split())
            if text and text not in levels:
                levels.append(text)
        titles.append(SEPARATOR.join(levels))
    while (
        titles
        and not titles[-1]
        and all(is_empty(table.cell(row, len(titles) - 1)) for row in range(last + 1, len(table.rows)))
    ):
        titles.pop()
    return titles


def _above(table: Table, areas: dict, first: int) -> list[str]:
    return [
        " ".join(as_typed(cell).split())
        for row in range(first)
        for cell in _distinct(table, areas, row)
        if isinstance(cell, str)
    ]


def _without_heading(table: Table, areas: dict) -> Heading:
    heading = Heading(-1, -1, [""] * table.width, [])
    _sort_rows(table, areas, heading)
    return heading


# --- the rows below ---------------------------------------------------------------------------

_TOTAL = re.compile(
    r"(?:tong(?: cong| so| ca| hop)?|cong(?: don| tong)?|luy ke)"
    r"(?: (?:so )?(?:doan|nguoi|luot|luot nguoi|luot khach|khach|kinh phi|gia tri|so tien|tien|du an|khoan))?"
    r"\s*(?:\(.*\))?\s*(?::\s*[\d., ]*.{0,20}|[.\d, ]*)?"
)
_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|tong hop|bao cao|ky)\b.{0,30}|(?:thu truong|lanh dao|giam doc|pho giam doc|truong phong|chanh van phong)\b.{0,40}"
    r"|(?:kt|tm|tl|tuq)\. ?.{2,60}|\(?ky,? ?(?:va )?(?:ghi ro )?.{0,30}|noi nhan\b.*|ke toan(?: truong)?"
    r"|.{2,40}, ngay\b.{0,12}thang\b.{0,8}nam\b.{0,8}|xac nhan cua .{2,60})"
)
_SURE_SIGNATURE = re.compile(
    r"(?:nguoi lap.{0,30}|thu truong (?:don vi|co quan).{0,20}|\(?ky,? ?(?:va )?ghi ro ho.{0,20}|noi nhan\b.*"
    r"|.{2,40}, ngay\b.{0,12}thang\b.{0,8}nam\b.{0,8}|(?:kt|tm|tl)\. ?(?:giam doc|thu truong|so y te|uy ban).{0,40})"
)
_NOTE = re.compile(r"(?:ghi chu|luu y|chu thich|note)\s*:.*|\*+\s*\S.*")
_GROUP = re.compile(
    r"(?:[ivx]{1,5}|[a-h]|\d{1,2}(?:\.\d{1,2})?)\s*[.)/:-]\s*\S.*|(?:thang|quy|nam|phan|muc)\s+[\divx]+.*"
)
_COLUMN_NUMBER = re.compile(r"\d{1,2}|[a-z]|\d{1,2}\s*=.*")


def _sort_rows(table: Table, areas: dict, heading: Heading) -> None:
    """Put every filled row below the heading either with the data or with what is left out."""
    start = heading.last_row + 1
    end = _end_of_data(table, areas, start)
    head = [fold(title.rpartition(SEPARATOR)[2] or title) for title in heading.titles]
    numbered = sum(bool(title) for title in heading.titles)
    for row in range(start, len(table.rows)):
        cells = _distinct(table, areas, row)
        if not cells:
            continue
        reason = (
            _("Signature or closing words")
            if row >= end
            else _reason(table, areas, row, cells, first=row == start, head=head, width=numbered)
        )
        if reason:
            text = " · ".join(" ".join(as_typed(cell).split()) for cell in cells)
            heading.left_out.append(LeftOut(row, reason, text))
        else:
            heading.data_rows.append(row)


def _reason(
    table: Table, areas: dict, row: int, cells: list, *, first: bool, head: list[str], width: int
) -> str:
    """Why a row between the heading and the signatures is no data; empty where it is data."""
    if first and _numbers_columns([fold(as_typed(cell)) for cell in cells]):
        return _("Numbers of the columns")
    words = [cell for cell in cells if isinstance(cell, str)]
    if len(cells) >= 3 and len(words) >= len(cells) - 1 and _repeats(words, head):
        return _("The heading once more")
    if words and len(words[0]) < 60 and _TOTAL.fullmatch(fold(words[0])) and _sums_up(words[1:]):
        return _("Total")
    texts = [fold(as_typed(cell)) for cell in cells[:2]]
    if len(cells) == 1 and isinstance(cells[0], str) and width >= 3:
        column = next(c for c in range(table.width) if not is_empty(table.cell(row, c)))
        area = areas.get((row, column))
        wide = bool(area) and area.right - area.left >= min(2, width - 1)
        if _NOTE.fullmatch(texts[0]) and (wide or column == 0):
            return _("Note")
        if wide or (
            column <= 1 and (_GROUP.fullmatch(texts[0]) or (column == 0 and not _is_number(texts[0])))
        ):
            return _("Heading of a group of rows")
    if (
        len(cells) == 2
        and width >= 4
        and isinstance(cells[1], str)
        and re.fullmatch(r"[ivx]{1,5}|[a-h]", texts[0])
    ):
        return _("Heading of a group of rows")
    return ""


def _end_of_data(table: Table, areas: dict, start: int) -> int:
    """The row where the signatures begin: nothing but closing words stands from there on."""
    end = len(table.rows)
    for row in range(len(table.rows) - 1, start - 1, -1):
        cells = _distinct(table, areas, row)
        if not cells:
            continue
        if len(cells) <= 4 and all(isinstance(cell, str) for cell in cells):
            texts = [fold(cell).strip() for cell in cells]
            if any(_SURE_SIGNATURE.fullmatch(text) for text in texts):
                end = row
                continue
            if all(_SIGNATURE.fullmatch(text) for text in texts):
                end = row
                continue
            if len(table.rows) - row <= 12 and len(cells) <= 2 and end == len(table.rows):
                continue  # names below a signature that may stand further up
            if len(table.rows) - row <= 30 and len(cells) <= 3:
                continue
        break
    return end


def _repeats(words: list[str], head: list[str]) -> bool:
    same = sum(fold(word) in head for word in words if len(word) <= _LONGEST_TITLE)
    return any(head) and same >= max(3, len(words) - 1)


def _sums_up(words: list[str]) -> bool:
    """Is nothing but numbers, further totals and remarks beside the word "Tổng"?"""
    return all(len(word) < 25 or _TOTAL.fullmatch(fold(word)) for word in words)


def _numbers_columns(texts: list[str]) -> bool:
    """`(1) (2) (3)` or `A B 1 2 3=1+2`: each once, at least three."""
    plain = [_digits(text).strip("()") for text in texts]
    return (
        len(plain) >= 3
        and len(set(plain)) == len(plain)
        and all(_COLUMN_NUMBER.fullmatch(text) for text in plain)
        and any(text in ("1", "2", "a", "b") for text in plain)
    )


def _digits(text: str) -> str:
    return re.sub(r"\.0$", "", text.strip())


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d., ]+%?", text))


def _distinct(table: Table, areas: dict[tuple[int, int], Merge], row: int, above: int | None = None) -> list:
    """The filled cells of a row, a merged area once; without those that began in row `above` or later, above."""
    found, seen = [], set()
    for column, cell in enumerate(table.rows[row]):
        if is_empty(cell):
            continue
        area = areas.get((row, column))
        if area is not None:
            if id(area) in seen or (above is not None and area.top < row):
                continue
            seen.add(id(area))
        found.append(cell)
    return found

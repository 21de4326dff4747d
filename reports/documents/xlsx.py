"""A document tree as an Excel workbook: A4 landscape, fit to width, typed cells, text that stays text."""

import datetime
import io
import tempfile
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from functools import lru_cache
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.cells import fill
from core.papers.tree import (
    DATE,
    GROUP,
    NUMBER,
    ORDINAL,
    PERCENT,
    PLAIN,
    TOTAL,
    Chart,
    Column,
    Document,
    Heading,
    Letterhead,
    Page,
    Paragraph,
    Row,
    Signatures,
    Table,
    Value,
)
from core.undated import undated
from reports.documents.drawing import draw

TYPEFACE = "Times New Roman"
WHOLE, CENTS, ONE_DECIMAL = "#,##0", "#,##0.00", "#,##0.0"
LINE = 16.5
"""Height of a line of the body text, in points."""
TALLEST = 409
"""Points, Excel's limit for a row."""

_THIN = Side(style="thin", color="FF595959")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="FFE8EEF5")
_GROUP_FILL = PatternFill("solid", fgColor="FFF5F5F5")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_ALIGNED = {
    DATE: Alignment(horizontal="center", vertical="top"),
    ORDINAL: Alignment(horizontal="center", vertical="top"),
    NUMBER: Alignment(horizontal="right", vertical="top", indent=1),
    PERCENT: Alignment(horizontal="right", vertical="top", indent=1),
}
_TEXT_ALIGNED = Alignment(horizontal="left", vertical="top", wrap_text=True)


def render(document: Document) -> IO[bytes]:
    """The workbook as an open file. It bears no date: the same document gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    # Widths are counted in characters of this font.
    book._named_styles["Normal"].font = Font(name=TYPEFACE, size=12)
    book.properties.title = document.title
    book.properties.creator = document.letterhead.office
    for page in document.pages:
        _Sheet(book.create_sheet(page.name), document.letterhead, page).write()
    with tempfile.TemporaryFile() as file:
        book.save(file)
        return io.BytesIO(undated(file))


def put(cell: Cell, value: Value, kind: str = "text") -> None:
    """Write a value as what it is. Text never becomes a formula, a number or an error."""
    fill(cell, value)
    if isinstance(value, str | datetime.date):
        return
    if kind == PERCENT:
        cell.number_format = ONE_DECIMAL
    elif isinstance(value, Decimal):
        cell.number_format = CENTS
    elif value is not None:
        cell.number_format = WHOLE


class _Sheet:
    """Writes one page downwards, a row at a time."""

    def __init__(self, sheet: Worksheet, letterhead: Letterhead, page: Page):
        self.sheet, self.letterhead, self.page = sheet, letterhead, page
        self.tables = [block for block in page.blocks if isinstance(block, Table)]
        self.charts = [block for block in page.blocks if isinstance(block, Chart)]
        self.width = max(len(table.columns) for table in self.tables)
        self.row = 1
        self.repeated = ""
        self.looks: dict[tuple, StyleArray] = {}

    def write(self) -> None:
        self._widths()
        self._letterhead()
        self._line(self.page.title, Font(name=TYPEFACE, size=14, bold=True))
        if self.page.subtitle:
            self._line(self.page.subtitle, Font(name=TYPEFACE, size=12, italic=True))
        self.row += 1
        for block in self.page.blocks:
            match block:
                case Heading():
                    self._text(block.text, Font(name=TYPEFACE, size=12, bold=True))
                case Paragraph():
                    self._text(block.text, Font(name=TYPEFACE, size=12, italic=block.italic))
                case Table():
                    self._table(block)
                case Signatures():
                    self._signatures(block)
        self._print_set_up()
        if self.charts:
            self._charts()

    # --- across the sheet ---

    def _widths(self) -> None:
        """Each column as wide as its widest table wants it, and as its longest number needs."""
        for place in range(self.width):
            wanted = [
                max(table.columns[place].width, _needed(table, place))
                for table in self.tables
                if place < len(table.columns)
            ]
            self.sheet.column_dimensions[get_column_letter(place + 1)].width = max(wanted)

    def _halves(self) -> tuple[int, int]:
        """The last column of the left block and the first of the right, by width."""
        whole, left = self._across(1, self.width), 1
        while left + 1 < self.width and self._across(1, left + 1) <= whole * 0.45:
            left += 1
        return left, min(left + 1, self.width)

    def _across(self, first: int, last: int) -> float:
        """The width of some columns, in characters."""
        return sum(
            self.sheet.column_dimensions[get_column_letter(place)].width for place in range(first, last + 1)
        )

    def _merged(self, first: int, last: int, text: str, font: Font, alignment: Alignment = _CENTRED) -> None:
        cell = self.sheet.cell(self.row, first)
        put(cell, text)
        cell.font, cell.alignment = font, alignment
        if last > first:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    def _letterhead(self) -> None:
        left, right = self._halves()
        plain, bold = Font(name=TYPEFACE, size=12), Font(name=TYPEFACE, size=12, bold=True)
        for mine, of_state, font in (
            (self.letterhead.superior, self.letterhead.country, plain),
            (self.letterhead.office, self.letterhead.motto, bold),
        ):
            self._merged(1, left, mine, font)
            self._merged(right, self.width, of_state, bold)
            self.sheet.row_dimensions[self.row].height = LINE * 1.2
            self.row += 1
        self.row += 1

    def _line(self, text: str, font: Font) -> None:
        self._merged(1, self.width, text, font)
        self.sheet.row_dimensions[self.row].height = font.size * 1.6
        self.row += 1

    def _text(self, text: str, font: Font) -> None:
        self._merged(
            1, self.width, text, font, Alignment(horizontal="left", vertical="center", wrap_text=True)
        )
        self.sheet.row_dimensions[self.row].height = LINE * 1.4
        self.row += 1

    # --- tables ---

    def _table(self, table: Table) -> None:
        first = self.row
        self._heads(table)
        if not self.repeated:
            self.repeated = f"{first}:{self.row - 1}"
        for row in table.rows:
            self._row(table.columns, row)
        if not table.rows and table.empty:
            self._merged(1, len(table.columns), table.empty, Font(name=TYPEFACE, size=12, italic=True))
            self._boxed(self.row, 1, len(table.columns))
            self.row += 1
        self.row += 1

    def _heads(self, table: Table) -> None:
        """Headings in as many rows as the deepest needs; equal neighbours share a cell, a short one reaches down."""
        depth, top = table.depth, self.row
        paths = [(*column.over, column.title) for column in table.columns]
        lines = [1] * depth
        for level in range(depth):
            for first, last in _runs(paths, level):
                title = paths[first][level]
                down = depth - level if level == len(paths[first]) - 1 else 1
                cell = self.sheet.cell(top + level, first + 1)
                put(cell, title)
                needed = _lines(title, self._across(first + 1, last + 1), bold=True)
                lines[level] = max(lines[level], needed if down == 1 else -(-needed // down))
                if last > first or down > 1:
                    self.sheet.merge_cells(
                        start_row=top + level,
                        end_row=top + level + down - 1,
                        start_column=first + 1,
                        end_column=last + 1,
                    )
        for level in range(depth):
            self._boxed(top + level, 1, len(paths), _HEAD_FILL)
            for place in range(len(paths)):
                cell = self.sheet.cell(top + level, place + 1)
                cell.font, cell.alignment = Font(name=TYPEFACE, size=12, bold=True), _CENTRED
            self.sheet.row_dimensions[top + level].height = lines[level] * LINE + 4
        self.row += depth

    def _row(self, columns: Sequence[Column], row: Row) -> None:
        bold = row.style != PLAIN
        for place, (column, value) in enumerate(zip(columns, row.cells, strict=True), start=1):
            self._body_cell(self.sheet.cell(self.row, place), value, column.kind, row.style)
        # No program but Excel finds the height of wrapped text by itself.
        lines = max(
            _lines(value, self._across(place, place), bold=bold)
            for place, value in enumerate(row.cells, start=1)
            if isinstance(value, str) or place == 1
        )
        self.sheet.row_dimensions[self.row].height = min(lines * LINE + 2, TALLEST)
        self.row += 1

    def _body_cell(self, cell: Cell, value: Value, kind: str, row_style: str) -> None:
        """Cells that look alike share one style: to look its parts up for each takes longer than all the rest."""
        put(cell, value, kind)
        look = (kind, row_style, cell.number_format, cell.quotePrefix)
        if look not in self.looks:
            cell.font = Font(name=TYPEFACE, size=12, bold=row_style != PLAIN)
            cell.alignment = _ALIGNED.get(kind, _TEXT_ALIGNED)
            cell.border = _BOX
            if row_style in (GROUP, TOTAL):
                cell.fill = _GROUP_FILL
            self.looks[look] = cell._style
        cell._style = copy(self.looks[look])

    def _boxed(self, row: int, first: int, last: int, fill: PatternFill | None = None) -> None:
        for place in range(first, last + 1):
            cell = self.sheet.cell(row, place)
            cell.border = _BOX
            if fill is not None:
                cell.fill = fill

    # --- the end ---

    def _signatures(self, signatures: Signatures) -> None:
        left, right = self._halves()
        bold, italic = Font(name=TYPEFACE, size=13, bold=True), Font(name=TYPEFACE, size=12, italic=True)
        for mine, theirs, font in (
            (signatures.left, signatures.right, bold),
            (signatures.hint, signatures.hint, italic),
        ):
            self._merged(1, left, mine, font)
            self._merged(right, self.width, theirs, font)
            self.sheet.row_dimensions[self.row].height = LINE * 1.3
            self.row += 1
        self.row += 4  # room to sign
        if signatures.right_name:
            self._merged(right, self.width, signatures.right_name, bold)
            self.row += 1

    def _print_set_up(self) -> None:
        sheet = self.sheet
        sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins.left, sheet.page_margins.right = 0.6, 0.4
        sheet.page_margins.top, sheet.page_margins.bottom = 0.8, 0.6
        sheet.print_options.horizontalCentered = True
        if self.repeated:
            sheet.print_title_rows = self.repeated
            sheet.freeze_panes = f"A{int(self.repeated.split(':')[1]) + 1}"
        # Arabic, centred in the upper margin, not on the first page (Decree 30/2020/NĐ-CP).
        sheet.HeaderFooter.differentFirst = True
        sheet.oddHeader.center.text = "&P"
        sheet.oddHeader.center.size = 13
        sheet.oddHeader.center.font = f"{TYPEFACE},Regular"

    def _charts(self) -> None:
        """Beside the tables, where a screen shows both; in print on a page of their own."""
        row, column = int(self.repeated.split(":")[1]) + 1, self.width + 2
        last = draw(self.sheet, self.charts, row=row, column=column)
        self.sheet.print_area = [
            f"A1:{get_column_letter(self.width)}{self.row}",
            f"{get_column_letter(column)}{row}:{last}",
        ]


def _runs(paths: Sequence[tuple[str, ...]], level: int) -> list[tuple[int, int]]:
    """Neighbouring columns that share their headings down to `level`: (first, last) of each run."""
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(paths):
        last = place
        if level < len(paths[place]) - 1:
            while last + 1 < len(paths) and paths[last + 1][: level + 1] == paths[place][: level + 1]:
                last += 1
        if level < len(paths[place]):
            runs.append((place, last))
        place = last + 1
    return runs


def _needed(table: Table, place: int) -> float:
    """Characters the longest number or date of a column needs, with room for the bolder total."""
    column = table.columns[place]
    longest = max((len(_as_shown(row.cells[place], column.kind)) for row in table.rows), default=0)
    return longest * 1.15 + 3


def _as_shown(value: Value, kind: str) -> str:
    if value is None or isinstance(value, str):
        return ""
    if isinstance(value, datetime.date):
        return "dd/mm/yyyy"
    if kind == PERCENT:
        return f"{value:,.1f}"
    return f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"


_NARROW, _WIDE = frozenset("iljtfrI.,;:'()[]|/ "), frozenset("mwMWƯƠÔĐ")
_WIDEST = 1.6 * 1.08


@lru_cache(maxsize=8192)  # the same words again and again: hospitals, ranks, kinds
def _length(text: str, *, bold: bool) -> float:
    """How wide a text is, in digits of the same font. An estimate on the generous side."""
    digits = sum(
        0.6 if char in _NARROW else 1.6 if char in _WIDE else 1.35 if char.isupper() else 1.0 for char in text
    )
    return digits * (1.08 if bold else 1.0)


def _lines(value: Value, width: float, *, bold: bool) -> int:
    """Lines a text takes in a cell so wide, wrapped at spaces; a longer word is broken."""
    if not isinstance(value, str):
        return 1
    room, lines = width - 1, 0
    if len(value) * _WIDEST <= room and "\n" not in value:
        return 1
    for paragraph in value.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split(" "):
            length = _length(word + " ", bold=bold)
            if used and used + length > room:
                lines, used = lines + 1, 0.0
            broken = int(length // room) if length > room else 0
            lines, used = lines + broken, used + length - broken * room
    return lines

"""A table as an Excel workbook, written while it is read: rows never lie in memory together."""

import re
from collections.abc import Iterator
from pathlib import Path

from rustpy_xlsxwriter import Format, write_worksheet

from core.exports.safe import in_cell, in_cells
from core.exports.table import DATE, NUMBER, Table

DATE_FORMAT = "[$-42A]dd/mm/yyyy"
"""The Vietnamese way whatever the machine is set to; without the language LibreOffice takes it for its own way."""
A4 = 9
LINE, TITLE_LINE = 15.75, 21.0
"""Heights in points."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


def write(table: Table, path: Path | str) -> None:
    """What the file says of itself stands above; after an empty row the headings, frozen and with filters, and the rows."""
    about, titles = table.about, [head.title for head in table.heads]
    lines = (about.title.upper(), *about.lines)
    heading_row = len(lines) + 1
    write_worksheet(
        _named_rows(table, titles),
        str(path),
        sheet_name=_NOT_IN_A_NAME.sub(" ", about.title)[:31].strip() or "Sheet1",
        header_row=heading_row,
        freeze_row=heading_row + 1,
        autofilter=True,
        header_format=Format()
        .set_bold()
        .set_text_wrap()
        .set_background_color("#DCE6F1")
        .set_align("vertical_center"),
        column_formats=[_format(head) for head in table.heads],
        column_widths=[float(head.width) for head in table.heads],
        datetime_format=f"{DATE_FORMAT} hh:mm",
        merge_ranges=[
            (row, 0, row, max(len(titles), 2) - 1, in_cell(line), _line_format(row))
            for row, line in enumerate(lines)
        ],
        row_heights={row: _height(row, line, table) for row, line in enumerate(lines)},
        page_setup={
            "landscape": True,
            "paper_size": A4,
            "repeat_rows": (heading_row, heading_row),
            "fit_to_pages": (1, 0),
            "footer": "&C&P/&N",
        },
    )


def _named_rows(table: Table, titles: list[str]) -> Iterator[dict]:
    """The writer takes rows by name, and writes no heading where there is no row at all."""
    empty = True
    for row in table.rows(in_cells):
        empty = False
        yield dict(zip(titles, row, strict=True))
    if empty:
        yield dict.fromkeys(titles)


def _format(head) -> Format:
    if head.kind == DATE:
        return Format().set_num_format(DATE_FORMAT).set_align("left")
    if head.kind == NUMBER:
        return Format().set_num_format(head.number_format or "General")
    return Format().set_quote_prefix()  # also when somebody edits the cell, `=1+1` stays the text it was


def _line_format(row: int) -> Format:
    look = Format().set_bold().set_font_size(14) if row == 0 else Format().set_italic()
    return look.set_text_wrap().set_align("top")


def _height(row: int, line: str, table: Table) -> float:
    """A long line goes on below itself, within the width of the table."""
    across = sum(head.width for head in table.heads)
    return (TITLE_LINE if row == 0 else LINE) * (1 + len(line) // across)

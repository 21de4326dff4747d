"""The clerk's own rows as a workbook, with what is wrong and what became of each in columns of their own."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from core.cells import fill
from core.parse import as_typed
from core.tables.cells import load
from core.workbook.write import bold_cell
from exchange.catalogue import sheet_called
from exchange.intake.layout import Layout
from exchange.models import ImportBatch, ImportRow

WIDE = 60


def write_result(batch: ImportBatch, target: BinaryIO) -> None:
    layout = Layout(batch, sheet_called(batch.sheet))
    book = Workbook(write_only=True)
    page = book.create_sheet(_("Rows"))
    page.freeze_panes = "A2"
    heads = [*batch.titles, _("Errors"), _("To be looked at"), _("Row of the file"), _("Record number")]
    for number in range(len(batch.titles) + 1, len(batch.titles) + 3):
        page.column_dimensions[get_column_letter(number)].width = WIDE
    page.append([bold_cell(page, title) for title in heads])
    for row in batch.rows.iterator(chunk_size=500):
        page.append([_cell(page, value) for value in _values(row, layout, len(batch.titles))])
    book.save(target)


def _cell(page, value) -> WriteOnlyCell:
    """As in the file; what only reads like a formula stays text."""
    plain = value if not isinstance(value, str) else as_typed(value)
    return fill(WriteOnlyCell(page), plain)


def _values(row: ImportRow, layout: Layout, width: int) -> Iterator[object]:
    edited = row.content.get("edited", {})
    raw = [load(cell) for cell in row.content.get("raw", [])[:width]]
    for column in range(width):
        key = layout.mapping.get(column)
        yield edited[key] if key in edited else (raw[column] if column < len(raw) else None)
    errors = [] if row.excluded else row.errors
    yield _told(errors, layout) if not row.excluded else _("Rows left out")
    yield _told(row.warnings, layout)
    yield row.position
    yield row.record_number or None


def _told(found: list[dict], layout: Layout) -> str | None:
    lines = [
        f"{label}: {one['text']}" if (label := layout.label(one["key"])) else one["text"] for one in found
    ]
    return "\n".join(lines) or None

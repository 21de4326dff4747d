"""A list as an Excel workbook: typed cells, Vietnamese headings, text that stays text."""

import tempfile
from decimal import Decimal

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core import events
from core.cells import fill
from core.columns import fetch, for_file

CHUNK = 500
WIDTHS = {"date": 12, "number": 16, "state": 20, "choice": 24}


def cell_of(sheet, value) -> WriteOnlyCell:
    cell = fill(WriteOnlyCell(sheet), value)
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.##########"
    return cell


def _heading(sheet, text: str) -> WriteOnlyCell:
    cell = cell_of(sheet, text)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFDCE6F1")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def write_list(screen, queryset, *, by, address: str):
    """The rows of `queryset` as an open temporary file; who took them is logged."""
    columns = for_file(screen.columns, screen.model)
    file = tempfile.TemporaryFile()  # noqa: SIM115  FileResponse closes it
    with override("vi"):
        book = Workbook(write_only=True)
        sheet = book.create_sheet(str(screen.title)[:31])
        sheet.freeze_panes = "A2"
        for place, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column.kind, 30)
        sheet.append([_heading(sheet, column.heading_for(screen.model)) for column in columns])
        count = 0
        for record in fetch(queryset, columns).iterator(chunk_size=CHUNK):
            sheet.append([cell_of(sheet, column.typed(record)) for column in columns])
            count += 1
        book.save(file)
    events.log(events.Event.Kind.EXPORT, by=by, action=screen.model.slug, comment=f"{count} · {address}")
    file.seek(0)
    return file

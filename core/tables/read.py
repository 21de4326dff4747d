"""Reading the tables of a file, in the limited process, and those of pasted text."""

import io
import json
import unicodedata
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from core import sandbox
from core.tables import text
from core.tables.child import MAX_CELLS
from core.tables.package import kind_of
from core.tables.table import Merge, Table, with_merges
from core.workbook.child import MAX_COLUMN, MAX_ROW, Refused, check_limits, column_letters
from core.workbook.package import WorkbookRefused
from core.workbook.read import WALL_SECONDS, marked_cell, refusal

MAX_PASTED = 2_000_000
"""Characters."""


def read_tables(path: str | Path, name: str | None = None) -> list[Table]:
    """The sheets of the .xlsx, .xls or .ods file at `path`, or the one table of a CSV file, in their order.

    `name` is the file's name as its owner knows it. Raises WorkbookRefused, with the reason in the user's
    language, for any file that is not to be read. Sheets without a single filled cell are left out.
    """
    path = Path(path)
    name = name if name is not None else path.name
    kind = kind_of(path, name)
    try:
        output = sandbox.run("core.tables.child", str(path.resolve()), kind, seconds=WALL_SECONDS)
    except sandbox.Broken:
        raise WorkbookRefused(_("The workbook could not be read because of a fault in the system.")) from None
    tables = _tables(output, PurePosixPath(name).stem)
    filled = [table for table in tables if any(table.rows)]
    if not filled:
        raise WorkbookRefused(_("The file holds no filled cell."))
    return filled


def read_pasted(pasted: str) -> Table:
    """The table of a block copied from Excel, or of lines of text. Raises WorkbookRefused where it is too large."""
    if len(pasted) > MAX_PASTED:
        raise _too_much()
    rows, cells = [], 0
    try:
        for number, row in enumerate(text.pasted_rows(unicodedata.normalize("NFC", pasted)), start=1):
            check_limits("", number, len(row))
            cells += len(row) + 1
            rows.append(row)
    except (Refused, text.NotText):
        raise _too_much() from None
    if cells > MAX_CELLS:
        raise _too_much()
    if not any(rows):
        raise WorkbookRefused(_("Nothing was pasted."))
    return Table(_("Pasted"), rows)


def _tables(output: bytes, stem: str) -> list[Table]:
    """The tables in the child's lines; raises WorkbookRefused where they say so or break off."""
    tables: list[Table] = []
    rows: list[list[object]] = []
    for data in io.BytesIO(output):
        if not data.endswith(b"\n"):
            break
        line = json.loads(data, object_hook=marked_cell)
        if isinstance(line, list):
            rows.append(line)
        elif isinstance(line, str):
            tables.append(Table(unicodedata.normalize("NFC", line) or stem, rows := []))
        elif "merged" in line:
            tables[-1] = with_merges(tables[-1].name, rows, [Merge(*area) for area in line["merged"]])
        elif "refused" in line:
            raise _refusal(line, stem)
        else:
            return tables
    raise _refusal({"refused": "too_big"}, stem)


def _refusal(line: dict[str, str], stem: str) -> WorkbookRefused:
    match line["refused"]:
        case "password":
            return WorkbookRefused(
                _("The workbook has a password. Remove the password in Excel and try again.")
            )
        case "no_text":
            return WorkbookRefused(
                _("The file is no readable text. Save it in Excel as .xlsx and try again.")
            )
        case _:
            return refusal(line if line.get("sheet") else {**line, "sheet": stem})


def _too_much() -> WorkbookRefused:
    return WorkbookRefused(
        _("Too much was pasted: at most %(rows)s rows and column %(column)s. Upload the file instead.")
        % {"rows": MAX_ROW, "column": column_letters(MAX_COLUMN)}
    )

"""An uploaded workbook as plain rows, whatever the file is: read, or refused in one sentence."""

import io
import json
import unicodedata
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from core import sandbox
from core.parse import UncomputedFormula
from core.workbook.child import MAX_COLUMN, MAX_ROW, MAX_SHEETS, column_letters
from core.workbook.package import WorkbookRefused, check_package, damaged

__all__ = ["Rows", "WorkbookRefused", "read_workbook"]

Rows = list[list[object]]

WALL_SECONDS = 90  # the child's own limit is 60 of CPU


def read_workbook(path: str | Path, name: str | None = None) -> dict[str, Rows]:
    """The worksheets of the .xlsx file at `path`, in their order: title (NFC) → rows.

    Row i is Excel's row i+1 and cell j its column j+1. A row ends with its last filled cell, so rows differ in
    length and an empty row is []. A cell is None, str, bool, int, float, date or datetime; a time or a duration
    is text (`04:05:06`), an Excel error its text (`#N/A`), a formula without a stored result an
    `UncomputedFormula`. Of merged cells the first holds the value. Chart sheets are left out, hidden sheets are not.

    `name` is the file's name as its owner knows it, where `path` is a temporary one.
    Raises WorkbookRefused for any file that is not to be read, with the reason in the user's language.
    """
    path = Path(path)
    check_package(path, name if name is not None else path.name)
    return _sheets(_output(path.resolve()))


def _output(path: Path) -> bytes:
    """What the child wrote; its last line is missing where a limit ended the child."""
    try:
        return sandbox.run("core.workbook.child", str(path), seconds=WALL_SECONDS)
    except sandbox.Broken:
        raise WorkbookRefused(_("The workbook could not be read because of a fault in the system.")) from None


def _sheets(output: bytes) -> dict[str, Rows]:
    """The sheets in the child's lines; raises WorkbookRefused where they say so or break off."""
    sheets: dict[str, Rows] = {}
    rows: Rows = []
    for data in io.BytesIO(output):
        if not data.endswith(b"\n"):
            break
        line = json.loads(data, object_hook=marked_cell)
        if isinstance(line, list):
            rows.append(line)
        elif isinstance(line, str):
            title = unicodedata.normalize("NFC", line)
            if title in sheets:
                raise damaged()
            rows = sheets[title] = []
        elif "refused" in line:
            raise refusal(line)
        else:
            return sheets
    raise refusal({"refused": "too_big"})


def marked_cell(marked: dict[str, str]) -> object:
    """The value that an object in the child's lines stands for; the line itself where it is not a cell."""
    if "date" in marked:
        return date.fromisoformat(marked["date"])
    if "datetime" in marked:
        return datetime.fromisoformat(marked["datetime"])
    if "formula" in marked:
        return UncomputedFormula(marked["formula"])
    return marked


def refusal(line: dict[str, str]) -> WorkbookRefused:
    match line["refused"]:
        case "sheets":
            return WorkbookRefused(_("The workbook has more than %(limit)s sheets.") % {"limit": MAX_SHEETS})
        case "rows":
            return WorkbookRefused(
                _(
                    "Sheet “%(sheet)s” reaches row %(reached)s; at most %(limit)s rows are read. "
                    "Delete the rows below the data, save the file and try again."
                )
                % {"sheet": line["sheet"], "reached": line["reached"], "limit": MAX_ROW}
            )
        case "columns":
            return WorkbookRefused(
                _(
                    "Sheet “%(sheet)s” reaches column %(reached)s; at most column %(limit)s is read. "
                    "Delete the columns right of the data, save the file and try again."
                )
                % {"sheet": line["sheet"], "reached": line["reached"], "limit": column_letters(MAX_COLUMN)}
            )
        case "too_big":
            return WorkbookRefused(
                _("The workbook is too large or too complicated to read. Split it into smaller files.")
            )
        case _:
            return damaged()

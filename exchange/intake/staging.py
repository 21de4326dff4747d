"""A file or a pasted block becomes a batch: read, its heading found, its columns guessed, its rows staged and checked."""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from core import bulk
from core.collector import collector_rests
from core.inputs import MARKED
from core.parse import as_typed
from core.secrecy import bears_mark
from core.tables import Table, WorkbookRefused, read_pasted, read_tables
from core.tables.cells import dump, load
from core.workflow import Refused
from exchange.catalogue import importable, sheet_called
from exchange.intake import headings, mapping
from exchange.intake.checking import Check
from exchange.intake.grouping import group
from exchange.intake.remembered import columns_of, remember_columns
from exchange.intake.seen import mark_seen
from exchange.intake.targets import targets_of, vocabulary
from exchange.models import ImportBatch, ImportRow

MOST_ROWS = 20_000
"""A longer file is split by hand: nobody looks through so many rows."""
HEAD = 25
"""Rows of a table shown for choosing its heading."""
SAMPLES = 10
"""Cells of a column that are kept to guess by, and to be shown."""


def receive(upload, *, by) -> ImportBatch:
    """Keep an uploaded file; it is read by `look`."""
    digest = hashlib.sha256()
    batch = ImportBatch.objects.create(owner=by, name=upload.name[-255:])
    with (batch.folder() / "upload").open("wb") as file:
        for chunk in upload.chunks():
            digest.update(chunk)
            file.write(chunk)
    batch.sha256 = digest.hexdigest()
    batch.save()
    return batch


def receive_pasted(text: str, *, by) -> ImportBatch:
    data = text.encode()
    batch = ImportBatch.objects.create(
        owner=by, name=_("Pasted rows"), sha256=hashlib.sha256(data).hexdigest(), pasted=True
    )
    (batch.folder() / "upload").write_bytes(data)
    return batch


def tables_of(batch: ImportBatch) -> list[Table]:
    """The tables of the file, read again: only the rows that are wanted stay in the database."""
    path = batch.folder() / "upload"
    try:
        if batch.pasted:
            return [read_pasted(path.read_bytes().decode())]
        return read_tables(path, batch.name)
    except FileNotFoundError:
        raise Refused(_("The file is not kept any more. Bring it in once more.")) from None
    except WorkbookRefused as refusal:
        raise Refused(str(refusal)) from None


# --- what the file is ---------------------------------------------------------------------------


def refuse_secrets(tables: list[Table]) -> None:
    """What bears a mark of state secrets is not kept here, not even until it is repaired."""
    if any(
        isinstance(cell, str) and bears_mark(cell) for each in tables for row in each.rows for cell in row
    ):
        raise Refused(str(MARKED))


def look(batch: ImportBatch, *, table: int | None = None, first_row: int | None = None) -> None:
    """Find the table, its heading and what its columns hold; `table` and `first_row` where somebody chose them."""
    tables = tables_of(batch)
    refuse_secrets(tables)
    sheets = importable(batch.owner)
    if first_row is None:
        found, sheet = mapping.guess_sheet(tables if table is None else [tables[table]], sheets)
        table = next(number for number, each in enumerate(tables) if each is found)
        batch.sheet = (sheet or sheets[0]).title
    chosen = tables[table]
    batch.tables = [
        {"name": each.name, "rows": len(each.rows), "head": [_shown(row) for row in each.rows[:HEAD]]}
        for each in tables
    ]
    batch.table = table
    heading = (
        headings.find(chosen, vocabulary(sheets)) if first_row is None else headings.at(chosen, first_row)
    )
    batch.first_row, batch.last_row = heading.first_row, heading.last_row
    batch.titles, batch.told = heading.titles, [*heading.above, chosen.name, batch.name]
    batch.shape = mapping.shape(heading.titles)
    batch.samples = {
        str(column): [dump(cell) for cell in cells[:SAMPLES]]
        for column, cells in mapping.samples_of(chosen, heading).items()
    }
    batch.data_rows = len(heading.data_rows)
    suggest(batch)
    batch.save()


def suggest(batch: ImportBatch, sheet: str = "") -> None:
    """What the columns hold: as remembered for files of this shape, else as their titles say."""
    known = columns_of(batch.owner, batch.shape)
    if known is not None and known.sheet == (sheet or known.sheet) and _may_bring(batch.owner, known.sheet):
        batch.sheet, batch.mapping, batch.fixed = known.sheet, known.mapping, known.fixed
        batch.remembered = True
        return
    batch.sheet, batch.remembered = sheet or batch.sheet, False
    samples = {int(column): [load(cell) for cell in cells] for column, cells in batch.samples.items()}
    guessed = mapping.suggest(batch.titles, samples, targets_of(sheet_called(batch.sheet)))
    batch.mapping = {str(column): key for column, key in guessed.items()}
    batch.fixed = {}


def _may_bring(user, title: str) -> bool:
    return title in {sheet.title for sheet in importable(user)}


def _shown(row: list) -> list[str]:
    return [as_typed(cell)[:80] for cell in row[:40]]


# --- its rows -----------------------------------------------------------------------------------


def _groups(batch: ImportBatch, table: Table, heading) -> list[list[int]]:
    """The rows of the data, those of one record together."""
    chosen = {int(column): key for column, key in batch.mapping.items()}
    return group(table, heading, chosen, targets_of(sheet_called(batch.sheet)))


@collector_rests()
def stage(batch: ImportBatch, *, progress: Callable[[int], None] | None = None) -> None:
    """Stage every row below the heading and check them all; what was staged before goes."""
    table = tables_of(batch)[batch.table]
    heading = headings.at(table, batch.first_row, batch.last_row)
    if len(heading.data_rows) > MOST_ROWS:
        raise Refused(
            _(
                "The sheet has %(rows)s rows; at most %(limit)s are brought in at once. Split it into smaller files."
            )
            % {"rows": len(heading.data_rows), "limit": MOST_ROWS}
        )
    batch.left_out = [
        {"row": one.row + 1, "reason": one.reason, "text": one.text[:200]} for one in heading.left_out
    ]
    rows = [
        ImportRow(
            batch=batch,
            position=row + 1,
            head=rows_of_one[0] + 1,
            content={"raw": [dump(cell) for cell in table.rows[row]], "edited": {}},
        )
        for rows_of_one in _groups(batch, table, heading)
        for row in rows_of_one
    ]
    del table
    Check(batch, by=batch.owner, progress=progress).run(rows)
    mark_seen(batch, rows)
    with transaction.atomic():
        batch.locked()
        if batch.rows.exists():
            bulk.upsert(rows, unique=("batch", "position"))
            for gone in batch.rows.exclude(position__in=[row.position for row in rows]):
                gone.delete()
        else:
            bulk.put(rows)
        batch.status = ImportBatch.Status.CHECKED
        batch.save()
        remember_columns(batch.owner, batch)

"""Rows are repaired where they stand: a cell is typed anew, a row is left out; what is touched is checked at once."""

from django.http import QueryDict

from core.parse import as_typed
from exchange.catalogue import sheet_called
from exchange.intake.checking import Check
from exchange.intake.layout import Layout
from exchange.intake.storing import keep_results
from exchange.models import ImportBatch, ImportRow

PREFIX = "cell-"
LONGEST = 5000


def repair(batch: ImportBatch, row: ImportRow, typed: QueryDict) -> list[ImportRow]:
    """Take over what was typed; the rows that were checked again: this one, and those below that say “như trên”."""
    layout = Layout(batch, sheet_called(batch.sheet))
    edited = dict(row.content.get("edited", {}))
    for name in typed:
        key = name.removeprefix(PREFIX)
        if not name.startswith(PREFIX) or key not in layout.targets:
            continue
        text = typed[name].strip()[:LONGEST]
        if text == as_typed(layout.written(row.content, key)).strip():
            edited.pop(key, None)
        else:
            edited[key] = text
    row.content = {**row.content, "edited": edited}
    rows = [row, *_followers(batch, row)]
    recheck(batch, rows, before=_above(batch, row, layout))
    return rows


def recheck(batch: ImportBatch, rows: list[ImportRow], *, before: dict | None = None) -> None:
    Check(batch, by=batch.owner).run(rows, before)
    keep_results(rows)


def _above(batch: ImportBatch, row: ImportRow, layout: Layout) -> dict:
    above = batch.rows.filter(position__lt=row.position).order_by("-position").first()
    return layout.loaded(above.content) if above else {}


def _followers(batch: ImportBatch, row: ImportRow) -> list[ImportRow]:
    found = []
    for below in batch.rows.filter(position__gt=row.position)[:200]:
        if not below.follows:
            break
        found.append(below)
    return found


def leave_out(batch: ImportBatch, asked: QueryDict) -> None:
    """Rows by number, or all of a sort: `faulty`, `known`; `take` takes rows in again."""
    taking = "take" in asked
    rows = batch.rows.filter(excluded=taking)
    if asked.get("which") in ("faulty", "known"):
        rows = rows.faulty() if asked["which"] == "faulty" else rows.filter(known=True)
    else:
        rows = rows.filter(position__in=[number for number in asked.getlist("row") if number.isdigit()])
    rows = list(rows)
    for row in rows:
        row.excluded = not taking
    if taking:
        recheck_each(batch, rows)
    else:
        keep_results(rows)


def recheck_each(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Check rows that do not stand together: each keeps what it took from the row above."""
    Check(batch, by=batch.owner).run(rows, chained=False)
    keep_results(rows)

"""Rows are repaired where they stand: a cell is typed anew, a row is left out; what is touched is checked at once."""

from django.http import QueryDict

from core.parse import as_typed, sent_keys
from exchange.catalogue import sheet_called
from exchange.intake.checking import Check
from exchange.intake.layout import Layout
from exchange.intake.storing import keep_results
from exchange.models import ImportBatch, ImportRow

PREFIX = "cell-"
LONGEST = 5000
FAR = 500
"""Rows below that are looked at for “như trên”."""


def repair(batch: ImportBatch, row: ImportRow, typed: QueryDict) -> list[ImportRow]:
    """Take over what was typed; the other rows of which something else is wrong now: they say “như trên”."""
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
    rows = _together(batch, row)
    before = {other: _told(other) for other in rows}
    recheck(batch, rows, before=_above(layout, rows[0]))
    return [other for other in rows if other is not row and _told(other) != before[other]]


def _told(row: ImportRow) -> tuple:
    return row.level, row.errors, row.warnings


def recheck(batch: ImportBatch, rows: list[ImportRow], *, before: dict | None = None) -> None:
    Check(batch, by=batch.owner).run(rows, before)
    keep_results(rows)


def _above(layout: Layout, row: ImportRow) -> dict:
    above = layout.batch.rows.filter(position__lt=row.position).order_by("-position").first()
    return layout.resolved(above.content) if above else {}


def _together(batch: ImportBatch, row: ImportRow) -> list[ImportRow]:
    """All rows of its record, with this one as it is held here, and those below that take something from above."""
    rows = [row if other.pk == row.pk else other for other in batch.rows.filter(head=row.head)]
    for below in batch.rows.filter(position__gt=rows[-1].position)[:FAR]:
        if not below.follows and not below.continues:
            break
        rows.append(below)
    return rows


def leave_out(batch: ImportBatch, asked: QueryDict) -> None:
    """Rows by number, or all of a sort: `faulty`, `known`; `take` takes rows in again."""
    taking = "take" in asked
    rows = batch.rows.filter(excluded=taking)
    if asked.get("which") in ("faulty", "known"):
        rows = rows.faulty() if asked["which"] == "faulty" else rows.filter(known=True)
    else:
        rows = rows.filter(position__in=sent_keys(asked.getlist("row")))
    heads = set(rows.values_list("head", flat=True))
    rows = list(batch.rows.filter(head__in=heads))
    for row in rows:
        row.excluded = not taking
    if taking:
        recheck_each(batch, rows)
    else:
        keep_results(rows)


def with_unknown(batch: ImportBatch):
    """The rows of records in which some value was not understood."""
    counted = batch.rows.counted()
    return counted.filter(
        head__in=list(counted.exclude(unknown=[]).values_list("head", flat=True).distinct())
    )


def recheck_each(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Check rows that do not stand together: each keeps what it took from the row above."""
    Check(batch, by=batch.owner).run(rows, chained=False)
    keep_results(rows)

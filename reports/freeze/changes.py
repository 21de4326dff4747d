"""What moved between two moments: figures, records that came or went, cells that read differently."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.freeze.evidence import Evidence, EvidenceList, EvidenceRow

ADDED, REMOVED, CHANGED, EDITED = "added", "removed", "changed", "edited"
"""How a record changed. Edited: somebody changed it, and no figure and no row says anything else for that."""


@dataclass(frozen=True)
class FigureMoved:
    code: str
    label: str
    unit: str
    then: str
    now: str


@dataclass
class RecordChanged:
    """One record that counts, or counted."""

    type: str
    id: int
    number: str
    title: str
    how: str
    cells: list[tuple[str, str, str]] = field(default_factory=list)
    """(column, then, now)."""
    codes: list[str] = field(default_factory=list)
    """Figures that count it at one moment and not at the other."""
    story: list[dict] = field(default_factory=list)
    """Entries of its history since, as `core.history.story` tells them."""


@dataclass(frozen=True)
class Changes:
    figures: list[FigureMoved]
    records: list[RecordChanged]

    @property
    def counts(self) -> bool:
        """Does anything the report says read differently now?"""
        return bool(self.figures) or any(each.how != EDITED for each in self.records)

    def __bool__(self) -> bool:
        return bool(self.figures or self.records)


def compare(then: Evidence, now: Evidence) -> Changes:
    """Both must be of the same window. Codes that only one of them knows are left aside."""
    codes = [code for code in then.figures if code in now.figures]
    moved = [
        FigureMoved(code, new["label"], new["unit"], old["value"], new["value"])
        for code in codes
        if (old := then.figures[code])["value"] != (new := now.figures[code])["value"]
    ]
    found: dict[tuple[str, int], RecordChanged] = {}
    before, after = _by_record(then), _by_record(now)
    for record in dict.fromkeys((*before, *after)):
        changed = _compared(record, before.get(record, {}), after.get(record, {}))
        if changed is not None:
            found[record] = changed
    for code in codes:
        old, new = _records_of(then, code), _records_of(now, code)
        for record in sorted(old ^ new):
            if record in found and code not in found[record].codes:
                found[record].codes.append(code)
    return Changes(moved, list(found.values()))


Rows = dict[tuple, tuple[EvidenceList, EvidenceRow]]
"""(title of the list, its columns, key of the row) → the row."""


def _by_record(evidence: Evidence) -> dict[tuple[str, int], Rows]:
    found: dict[tuple[str, int], Rows] = {}
    for each, row in _counted(evidence):
        found.setdefault(row.record, {})[(*each.name, row.key)] = each, row
    return found


def _counted(evidence: Evidence) -> Iterator[tuple[EvidenceList, EvidenceRow]]:
    for each in evidence.lists:
        for row in each.rows:
            yield each, row


def _records_of(evidence: Evidence, code: str) -> set[tuple[str, int]]:
    return {row.record for _list, row in evidence.rows_of(code)}


def _compared(record: tuple[str, int], old: Rows, new: Rows) -> RecordChanged | None:
    _list, row = next(iter((new or old).values()))
    changed = RecordChanged(*record, row.number, row.title, CHANGED)
    if not old or not new:
        changed.how = REMOVED if old else ADDED
        return changed
    for name in dict.fromkeys((*old, *new)):
        if name in old and name in new:
            _note_cells(changed, *old[name], *new[name])
    same_rows = old.keys() == new.keys()
    return None if same_rows and not changed.cells else changed


def _note_cells(
    changed: RecordChanged, then: EvidenceList, old: EvidenceRow, now: EvidenceList, new: EvidenceRow
) -> None:
    before, after = then.cells_of(old), now.cells_of(new)
    for column, was in before.items():
        cell = column, was, after.get(column, was)
        if cell[1] != cell[2] and cell not in changed.cells:
            changed.cells.append(cell)

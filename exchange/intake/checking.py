"""Staged rows are checked by the loader of the exchange workbook, and what it says is read back onto them.

No rule stands here: a rule of a record has one home, the sheet and the model it belongs to.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _

from core.columns import Column, State
from core.columns.choices import label_of
from core.parse import as_typed, is_empty
from core.workbook.load import Load
from core.workbook.problems import Problem
from core.workbook.sheet import ChildSheet, RecordSheet, Row, Sheet
from directory.sheets import known_names
from exchange.catalogue import sheet_called
from exchange.intake.context import Spread
from exchange.intake.layout import Layout
from exchange.intake.limits import Limits, known_already
from exchange.intake.remembered import kind_of, teach
from exchange.intake.similar import similar_records
from exchange.intake.targets import children_of
from exchange.models import ImportBatch, ImportRow


class Check:
    """One run of the rules over rows of a batch. Storing it is `load.commit()`."""

    def __init__(self, batch: ImportBatch, *, by, progress: Callable[[int], None] | None = None):
        self.batch, self.by = batch, by
        self.sheet: Sheet = sheet_called(batch.sheet)
        self.limits = Limits(by)
        names = known_names()
        taught = teach(by, names)
        self.layout = Layout(batch, self.sheet, names)
        self.load = Load(
            [self.sheet, *children_of(self.sheet)],
            names,
            by=by,
            progress=progress,
            also=taught,
            limits=self.limits,
        )
        self._parts = {sheet.title: sheet for sheet in self.load.sheets}
        self.rows: dict[int, Row] = {}
        """The row of the record, by position."""
        self._heading = {
            (sheet.title, sheet.heading(column)): (sheet, column)
            for sheet in self.load.sheets
            for column in sheet.columns
        }

    def run(
        self, staged: Iterable[ImportRow], before: dict | None = None, *, chained: bool = True
    ) -> "Check":
        """Check these rows, each record with all its rows, in their order, and tell them what is wrong.

        `before`: the cells of the row above the first, for “như trên”. Rows that do not stand together are not
        `chained`: each keeps what it took from the row above.
        """
        staged = list(staged)
        for one in staged:
            above = (before or {}) if chained else self.layout.resolved(one.content)
            before = self._read(one, above)
        self._load(staged, said=_mark)
        self._read_back(staged)
        return self

    def again(self, staged: Iterable[ImportRow]) -> None:
        """Let the loader check once more what these rows were found to say; what it says stays with it."""
        self._load(staged)

    def _read(self, one: ImportRow, above: Mapping) -> dict:
        """What the row says, and nothing is wrong with it yet. Its cells: those the next row has above it."""
        cells = self.layout.cells(one.content)
        told = self.layout.read(cells, above, continues=one.continues)
        taken = [key for key, cell in told.cells.items() if cell is not cells[key]]
        one.follows = bool(taken)
        one.content |= self.layout.kept(told, taken)
        one.errors, one.warnings = [], [{"key": "", "text": note} for note in told.notes]
        one.similar, one.unknown, one.known = [], [], False
        return told.cells

    def _load(
        self,
        staged: Iterable[ImportRow],
        said: Callable[[ImportRow, list], None] = lambda first, told: None,
    ) -> None:
        """`said` is given the first row of each record and what the record says in all."""
        found: dict[Sheet, list[Row]] = {sheet: [] for sheet in self.load.sheets}
        for _head, rows in groupby(staged, key=lambda one: one.head):
            together, group = list(rows), []
            for one in together:
                self._take(one, self.layout.told(one.content), group, found)
            said(together[0], group)
        self.load.stage_rows(found)

    def _take(self, one: ImportRow, told: Spread, group: list, found: dict[Sheet, list[Row]]) -> None:
        """The row as rows of the exchange workbook: of its record, and of what belongs to it."""
        token = f"#{one.head}"
        if not one.continues:
            row = Row(self.sheet, one.position, self._filled(self.sheet, told.values), token=token)
            self.rows[one.position] = row
            found[self.sheet].append(row)
            group.append((self.sheet.title, told.values))
        for child in told.children:
            if child in group:  # a merged cell tells it once more
                continue
            group.append(child)
            title, values = child
            part = self._parts[title]
            cells = self._filled(part, values | {part.number.path: token})
            found[part].append(Row(part, one.position, cells))

    @cached_property
    def _first_state(self) -> tuple[Column, str]:
        """The column of the state, and what it says of a record that is new."""
        state = next(column for column in self.sheet.columns if isinstance(column, State))
        return state, label_of(state.options(self.sheet.model), self.sheet.first_state)

    def _filled(self, sheet: Sheet, values: dict) -> dict:
        """With every column that must be filled, and with what an empty cell means to this person."""
        cells = {sheet.column(path): cell for path, cell in values.items()}
        for column in sheet.columns:
            if column.required:
                cells.setdefault(column, None)
        if isinstance(sheet, RecordSheet):
            state, label = self._first_state
            if is_empty(cells.get(state)):
                cells[state] = label
        if not isinstance(sheet, ChildSheet) and "unit" in sheet.paths and self.limits.own_unit:
            unit = sheet.column("unit")
            if is_empty(cells.get(unit)):
                cells[unit] = self.limits.own_unit
        return cells

    # --- what the loader said, row by row ---

    def _read_back(self, staged: list[ImportRow]) -> None:
        at = {one.position: one for one in staged}
        for problems, name in ((self.load.errors, "errors"), (self.load.warnings, "warnings")):
            for problem in problems:
                if problem.row in at:
                    getattr(at[problem.row], name).append(self._told(problem))
        for row, column, text in self.load.unknown:
            if kind := kind_of(column, row.sheet.model):
                at[row.position].unknown.append([kind, text])
        for row, records in similar_records(self.sheet, list(self.rows.values()), self.by).items():
            at[row.position].similar = [
                {"text": " · ".join(filter(None, [number, title])), "url": url}
                for number, title, url in records
            ]
        self._tell_repeated(staged)
        for one in staged:
            one.known = one.position in self.limits.known
            if one.known:  # whatever else is wrong: it is not brought in
                one.errors = [told for told in one.errors if told["text"] == known_already()][:1]
            one.level = level_of(one)

    def _told(self, problem: Problem) -> dict:
        sheet, column = self._heading.get((problem.sheet, problem.column), (None, None))
        if sheet is None:
            return {"key": "", "text": problem.reason}
        if isinstance(sheet, ChildSheet) and sheet is not self.sheet:
            value = f"{problem.value}: " if problem.value and column is not sheet.number else ""
            return {"key": self.layout.key_of_part(sheet, column), "text": f"{value}{problem.reason}"}
        return {"key": self.layout.key_of(column.path), "text": problem.reason}

    def _tell_repeated(self, staged: list[ImportRow]) -> None:
        """A row that says exactly what another one of the file says."""
        first: dict[str, int] = {}
        for one in staged:
            if one.fingerprint and one.fingerprint in first:
                told = _("Exactly the same as row %(row)d.") % {"row": first[one.fingerprint]}
                one.warnings.append({"key": "", "text": told})
            first.setdefault(one.fingerprint, one.position)


def level_of(one: ImportRow) -> str:
    if one.errors:
        return ImportRow.Level.ERROR
    return ImportRow.Level.WARNING if one.warnings or one.similar else ImportRow.Level.OK


def _mark(first: ImportRow, told: list[tuple[str, dict]]) -> None:
    first.fingerprint = "" if first.continues else _fingerprint(told)


def _fingerprint(told: list[tuple[str, dict]]) -> str:
    """What a record says in all: its own cells, and those of its rows."""
    lines = [
        f"{title}|{path}|{as_typed(cell).strip()}"
        for title, cells in told
        for path, cell in sorted(cells.items())
        if not is_empty(cell)
    ]
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


def summary_of_unknown(rows) -> dict[tuple[str, str], int]:
    """(kind, text) → how many rows have it, the most frequent first."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for unknown in rows.values_list("unknown", flat=True).iterator():
        for kind, text in {tuple(one) for one in unknown}:
            counted[kind, text] += 1
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

"""Loading an exchange workbook: read every sheet, find every fault, then commit whole or not at all.

Staging writes nothing. `Load(...).stage(book)` fills `errors` and `warnings`; `commit()` saves all rows
in one transaction and is refused while there are errors.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import bulk
from core.columns import Column, Reading
from core.constraints import violations
from core.fields import mask
from core.inputs import MARKED
from core.names import AlreadyReported, Names, NotKnown
from core.parse import CellError, as_typed, is_empty
from core.secrecy import bears_mark
from core.text import match_key
from core.workbook.problems import Problem
from core.workbook.sheet import ChildSheet, RecordSheet, Row, Sheet
from core.workbook.store import store

Book = dict[str, list[list[object]]]


class Load:
    """One load of one workbook by one person."""

    def __init__(
        self,
        sheets: list[Sheet],
        names: dict[type, Names],
        *,
        by=None,
        progress: Callable[[int], None] | None = None,
        also: Mapping[tuple[type, str], Iterable[tuple[str, str]]] | None = None,
        limits: Callable[[Row, "Load"], None] | None = None,
    ):
        """`also`: more labels of choices (model, path → label, code). `limits`: what this load in particular may not
        do, asked of each row before it is put on its record."""
        self.sheets = sheets
        self.names = names
        self.by = by
        self._also = also or {}
        self._limits = limits or (lambda row, load: None)
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.unknown: list[tuple[Row, Column, str]] = []
        """What could not be understood: a text that names nothing, or more than one thing."""
        self.rows: dict[Sheet, list[Row]] = {}
        self.records: dict[tuple[type, str], Row] = {}
        """Rows of records in this file, by type and number."""
        self.entered: list = []
        """The persons its rows were the first to name, once they are stored."""
        self._labels: dict[Any, Any] = {}
        self.shared: dict[Any, Any] = {}
        """What several sheets of this load look up together."""
        self._progress = progress or (lambda percent: None)
        self._stored: dict[tuple[type, str], Any] = {}
        self._unreadable: set[type] = set()
        self._running: dict[Sheet, set[int]] = {}
        self._taken: dict[Sheet, set[str]] = {}
        self._failed_numbers: set[tuple[type, str]] = set()

    # --- telling of faults ---

    def fault(self, row: Row, column: Column | None, reason: str) -> None:
        row.faulty = True
        self.errors.append(self._problem(row, column, reason))

    def warn(self, row: Row, column: Column | None, reason: str) -> None:
        self.warnings.append(self._problem(row, column, reason))

    def _problem(self, row: Row, column: Column | None, reason: str) -> Problem:
        value = as_typed(row.cells.get(column)) if column else ""
        return Problem(
            row.sheet.title,
            row.position,
            row.sheet.heading(column) if column else "",
            mask(value) if column and column.secret else value,
            reason,
        )

    # --- staging ---

    def stage(self, book: Book) -> "Load":
        titles = {match_key(title): title for title in book}
        known = {match_key(sheet.title) for sheet in self.sheets}
        if not known & set(titles):
            self.errors.append(
                Problem(
                    _("Workbook"), None, "", "", _("None of its sheets belongs to the exchange workbook.")
                )
            )
        for key, title in titles.items():
            if key not in known:
                self.warnings.append(Problem(title, None, "", "", _("Unknown sheet; it is left out.")))
        return self._stage(
            lambda sheet: self._rows_of(
                sheet, book[title] if (title := titles.get(match_key(sheet.title))) else []
            )
        )

    def stage_rows(self, rows: Mapping[Sheet, list[Row]]) -> "Load":
        """The same for rows that stand in no workbook: each holds every required column, filled or not."""
        return self._stage(lambda sheet: rows.get(sheet, []))

    def _stage(self, rows_of: Callable[[Sheet], list[Row]]) -> "Load":
        for done, sheet in enumerate(self.sheets):
            self.rows[sheet] = rows = rows_of(sheet)
            for row in rows:
                self._read(row)
            self._match(sheet, rows)
            for row in rows:
                self._apply(row)
            self._progress(50 * (done + 1) // len(self.sheets))
        for sheet, rows in self.rows.items():
            sheet.finish(rows, self)
        return self

    def _rows_of(self, sheet: Sheet, grid: list[list[object]]) -> list[Row]:
        layout = self._headings(sheet, grid)
        return [
            Row(
                sheet,
                position,
                {column: cells[index] if index < len(cells) else None for column, index in layout.items()},
            )
            for position, cells in enumerate(grid[1:], start=2)
            if layout and not all(is_empty(cell) for cell in cells)
        ]

    def _headings(self, sheet: Sheet, grid: list[list[object]]) -> dict[Column, int]:
        if not grid or all(is_empty(cell) for row in grid for cell in row):
            return {}
        wanted = {match_key(sheet.heading(column)): column for column in sheet.columns}
        layout: dict[Column, int] = {}
        for index, cell in enumerate(grid[0]):
            if is_empty(cell):
                continue
            column = wanted.get(match_key(as_typed(cell).strip().rstrip("*")))
            if column is None:
                self.warnings.append(
                    Problem(sheet.title, 1, as_typed(cell), "", _("Unknown column; it is left out."))
                )
            elif column in layout:
                self.errors.append(
                    Problem(sheet.title, 1, as_typed(cell), "", _("This column stands here twice."))
                )
            else:
                layout[column] = index
        missing = [column for column in sheet.columns if column.required and column not in layout]
        for column in missing:
            self.errors.append(
                Problem(sheet.title, 1, sheet.heading(column), "", _("This required column is missing."))
            )
        if missing:
            self._unreadable.add(sheet.model)
            return {}
        return layout

    def _read(self, row: Row) -> None:
        for column, cell in row.cells.items():
            if column.says_nothing(cell):
                continue
            if isinstance(cell, str) and bears_mark(cell):
                self.fault(row, column, str(MARKED))
                continue
            if column.required and is_empty(cell):
                self.fault(row, column, _("This must be filled in."))
                continue
            reading = Reading(self.names, self._labels, self._also)
            try:
                row.values[column] = column.read_checked(cell, reading, row.sheet.model)
            except AlreadyReported:
                row.faulty = True
            except CellError as error:
                if self._names_are_incomplete(column, row.sheet):
                    row.faulty = True
                else:
                    self.fault(row, column, str(error))
                    if isinstance(error, NotKnown):
                        self.unknown += [(row, column, text) for text in error.texts]
            for warning in reading.warnings:
                self.warn(row, column, warning)

    def _names_are_incomplete(self, column: Column, sheet: Sheet) -> bool:
        """Does the column refer to things of a sheet that could not be read at all?"""
        field = column.field(sheet.model)
        return bool(field is not None and field.is_relation and field.related_model in self._unreadable)

    def _look_up_records(self, sheet: ChildSheet, rows: list[Row]) -> None:
        """The stored records that rows of the sheet belong to, in one query."""
        model = sheet.record_model
        wanted = {sheet.record_number(row) for row in rows} - {
            number for of, number in self.records if of is model
        }
        stored = model.objects.live().filter(number__in=wanted)
        self._stored.update({(model, record.number): record for record in stored})

    def _match(self, sheet: Sheet, rows: list[Row]) -> None:
        if isinstance(sheet, ChildSheet) and rows:
            self._look_up_records(sheet, rows)
        found = sheet.recognise(rows, sheet.fetch(sheet.stored(rows, self))) if rows else {}
        seen: dict[Any, Row] = {}
        for row in rows:
            key = sheet.key(row)
            if key is not None and key in seen:
                first = seen[key]
                sheet.repeated(row, first, self)
                row.instance, row.is_new, row.parent, row.repeats = (
                    first.instance,
                    first.is_new,
                    first.parent,
                    first,
                )
                continue
            if row in found:
                row.instance, row.is_new = found[row], False
                if isinstance(sheet, ChildSheet):
                    self._adopt(row)
            else:
                row.instance = sheet.new(row, self)
            if key is not None and not sheet.is_orphan(row):
                seen[key] = row
        if isinstance(sheet, RecordSheet):
            self._running[sheet] = sheet.running_ids(rows)
            numbers = {key for row in rows if row.is_new and (key := sheet.key(row))}
            self._taken[sheet] = set(
                sheet.model._base_manager.filter(number__in=numbers).values_list("number", flat=True)
            )

    def _adopt(self, row: Row) -> None:
        """A stored child whose record is in the file too works on that very record."""
        number = row.sheet.record_number(row)
        row.parent = self.records.get((row.sheet.record_model, number))
        if row.parent:
            setattr(row.instance, row.sheet.model.PARENT, row.parent.instance)

    def _apply(self, row: Row) -> None:
        if row.repeats and row.faulty:
            return  # told already; it must not overwrite the row it repeats
        sheet, instance = row.sheet, row.instance
        row.before = {} if row.is_new and not row.repeats else stored_values(instance)
        self._limits(row, self)
        sheet.prepare(row, self)
        for column, value in row.values.items():
            if column.field(sheet.model) is not None and (
                not column.afterwards or type(column).put is not Column.put
            ):
                column.put(instance, value)
        if not row.faulty:
            instance.derive()
        self._check(row)
        sheet.check(row, self)
        row.changed = (row.is_new and not row.repeats) or bool(row.new_people) or self._differs(row)
        if row.faulty:
            self._excuse(row)
        sheet.register(row, self)

    def _check(self, row: Row) -> None:
        sheet = row.sheet
        for path, reason in violations(row.instance).items():
            column = next((column for column in sheet.columns if column.path == path), None)
            self.fault(row, column, reason)
        for column in row.values:
            field, value = column.field(sheet.model), row.values[column]
            if (
                field is not None
                and not field.is_relation
                and not column.afterwards
                and value not in (None, "", [])
            ):
                try:
                    field.run_validators(value)
                except ValidationError as error:
                    self.fault(row, column, " ".join(error.messages))
        for path in sheet.required(row):
            column = sheet.column(path)
            if row.value(path) in (None, "", []) and not row.is_unread(path):
                self.fault(row, column, _("This must be filled in, in this state of the record."))

    def _differs(self, row: Row) -> bool:
        after = stored_values(row.instance)
        return after != row.before or any(
            column.afterwards and not column.same(column.current(row.instance), value)
            for column, value in row.values.items()
        )

    def _excuse(self, row: Row) -> None:
        """What refers to a row at fault is not reported again."""
        if row.sheet.model in self.names:
            self.names[row.sheet.model].unusable.update(match_key(name) for name in row.sheet.names_told(row))
        if isinstance(row.sheet, RecordSheet):
            number = row.token or as_typed(row.cells.get(row.sheet.column("number"))).strip()
            self._failed_numbers.add((row.sheet.model, number.upper()))

    # --- what sheets ask ---

    def rows_of(self, model) -> list[Row]:
        """The rows staged so far of the sheet of `model`."""
        return next((rows for sheet, rows in self.rows.items() if sheet.model is model), [])

    def stored_record(self, model, number: str):
        """The stored record of this number, when it is not in the file."""
        return self._stored.get((model, number))

    def is_excused(self, model, number: str) -> bool:
        return model in self._unreadable or (model, number) in self._failed_numbers

    def running(self, sheet: RecordSheet) -> set[int]:
        return self._running[sheet]

    def taken_numbers(self, sheet: RecordSheet) -> set[str]:
        return self._taken[sheet]

    # --- committing ---

    def counts(self) -> list[dict]:
        """Per sheet, how many rows are new, changed and unchanged."""
        return [
            {
                "sheet": sheet.title,
                "created": sum(row.is_new and not row.repeats for row in rows),
                "updated": sum(row.changed and not row.is_new for row in rows),
                "unchanged": sum(not row.changed and not row.is_new for row in rows),
            }
            for sheet, rows in self.rows.items()
            if rows
        ]

    @transaction.atomic
    def commit(self) -> None:
        """Save every row, or none. Raises ValueError when staging found errors."""
        if self.errors:
            raise ValueError("A workbook with errors is never stored.")
        with bulk.beside():
            self.entered = store(self.rows, by=self.by, progress=self._progress)


def stored_values(instance) -> dict[str, Any]:
    """The values a row holds, with what it refers to by identity: comparable before and after."""
    found = {}
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if field.is_relation and value is None and field.is_cached(instance):
            target = field.get_cached_value(instance)
            value = ("new", id(target)) if target is not None else None
        found[field.name] = value
    return found

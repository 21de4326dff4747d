"""What a sheet of the exchange workbook is: a model, its columns, and how its rows are recognised.

A sheet of records is a `RecordSheet`, a sheet of their rows a `ChildSheet`; subclasses in
`<app>/sheets.py` add what a state requires.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from core import events
from core.blank import blank
from core.columns import Column, State
from core.numbering import is_number_of
from core.parse import as_typed


@dataclass(eq=False, slots=True)
class Row:
    """A row of the file on its way to becoming (or changing) a stored row."""

    sheet: "Sheet"
    position: int
    """Its row number in Excel."""
    cells: dict[Column, Any]
    token: str = ""
    """By which rows that belong to this one name it, while it has no number."""
    values: dict[Column, Any] = field(default_factory=dict)
    instance: Any = None
    is_new: bool = True
    faulty: bool = False
    changed: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    parent: "Row | None" = None
    """The row of the record this child belongs to, when it stands in the same file."""
    repeats: "Row | None" = None
    """The earlier row of the file that names the same thing."""
    people: list = field(default_factory=list)
    """Persons to save before this row."""

    def value(self, path: str) -> Any:
        """What the record will hold at `path` once the row is loaded."""
        column = self.sheet.column(path)
        if column in self.values and (column.afterwards or "." in column.path):
            return self.values[column]
        return column.current(self.instance)

    def has(self, path: str) -> bool:
        return self.sheet.column(path) in self.cells

    def is_unread(self, path: str) -> bool:
        """Is there something at `path` that could not be read?"""
        column = self.sheet.column(path)
        return (
            column in self.cells and column not in self.values and not column.says_nothing(self.cells[column])
        )

    @property
    def is_inserted(self) -> bool:
        return self.is_new and not self.repeats

    @property
    def record(self) -> Any:
        """The record it is, or belongs to."""
        is_part = isinstance(self.sheet, ChildSheet)
        return getattr(self.instance, self.sheet.model.PARENT) if is_part else self.instance

    @property
    def new_people(self) -> list:
        return [
            person
            for person in self.people
            if person._state.adding or getattr(person, "changed_by_load", False)
        ]


class Sheet:
    """The general case: rows stand alone and are matched by a key of their own."""

    title: str
    model: type
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    """What else clerks call a sheet of such rows, in its name or its title."""

    def __init__(self):
        self.columns = tuple(column for column in self.columns if column.in_sheet)
        self._by_path = {column.path: column for column in self.columns}

    def column(self, path: str) -> Column:
        return self._by_path[path]

    @property
    def paths(self):
        return self._by_path.keys()

    def heading(self, column: Column) -> str:
        return column.heading_for(self.model)

    # --- recognising rows ---

    naming: tuple[str, ...] = ()
    """Paths of the columns that hold the names by which other rows refer to this one."""

    def names_told(self, row: Row) -> list[str]:
        """What other rows may call this one, read or not: whole cells, and each piece of them."""
        told = [as_typed(row.cells.get(self.column(path))) for path in self.naming]
        return [name for cell in told for name in [cell, *cell.split(";")] if name.strip()]

    def key(self, row: Row) -> Any:
        """What names this row, or None when it names nothing yet."""
        raise NotImplementedError

    def key_of(self, instance) -> Any:
        """The same for a stored row."""
        raise NotImplementedError

    def recognise(self, rows: list[Row], stored) -> dict[Row, Any]:
        """Which of the stored rows each row names."""
        named: dict[Any, Any] = {}
        for instance in stored:
            named.setdefault(self.key_of(instance), instance)
        return {row: named[key] for row in rows if (key := self.key(row)) is not None and key in named}

    def stored(self, rows: list[Row], load):
        """The stored rows that `rows` may name."""
        return self.model.objects.live()

    def fetch(self, queryset):
        related = [column.path for column in self.columns if self._is_key(column)]
        prefetched = [path for column in self.columns for path in column.prefetch()]
        return queryset.select_related(*related).prefetch_related(*prefetched)

    def _is_key(self, column: Column) -> bool:
        return isinstance(column.field(self.model), ForeignKey)

    def repeated(self, row: Row, first: Row, load) -> None:
        """The key stands in the file twice: by default the later row updates the earlier one."""
        load.warn(row, None, _("The same as row %(row)d; it counts once.") % {"row": first.position})

    def is_orphan(self, row: Row) -> bool:
        """Does the row belong to a record that there is not?"""
        return False

    # --- reading and checking ---

    def new(self, row: Row, load):
        return blank(self.model)

    def prepare(self, row: Row, load) -> None:
        """After the values are read, before they are put on the record."""

    def required(self, row: Row) -> list[str]:
        """Paths that must be filled in the row's state, besides those always required."""
        return []

    def check(self, row: Row, load) -> None:
        """Rules of the row beyond its cells."""

    def finish(self, rows: list[Row], load) -> None:
        """Rules among rows, when every sheet has been read."""

    def register(self, row: Row, load) -> None:
        """Make the row known to the sheets that follow."""

    def save_order(self, row: Row) -> int:
        """Rows of a lower order are saved first."""
        return 0

    # --- writing out ---

    def export(self, unit=None, user=None):
        """The stored rows to write, in the order they were entered."""
        queryset = self.model.objects.owned_by(user) if user else self.model.objects.live()
        return self.fetch(queryset.order_by("pk"))


class RecordSheet(Sheet):
    """Numbered dossiers with a state."""

    first_state: str

    def key(self, row):
        number = row.values.get(self.column("number"))
        return number.upper() if number else None

    def key_of(self, instance):
        return instance.number

    def stored(self, rows, load):
        return self.model.objects.live().filter(
            number__in=[number for row in rows if (number := self.key(row))]
        )

    def repeated(self, row, first, load):
        load.fault(
            row,
            self.column("number"),
            _("This number stands in row %(row)d already.") % {"row": first.position},
        )

    def prepare(self, row, load):
        column = self.column("number")
        number = self.key(row)
        row.values[column] = number or (row.instance.number if not row.is_new else "")
        if number and row.is_new:
            if not is_number_of(self.model, number):
                load.fault(
                    row,
                    column,
                    _("A number of this type reads %(pattern)s.")
                    % {"pattern": f"{self.model.PREFIX}-2024-0001"},
                )
            elif number in load.taken_numbers(self):
                load.fault(row, column, _("This number belongs to a record that was withdrawn."))
        self._check_state(row, load)

    def _check_state(self, row, load) -> None:
        state = next(column for column in self.columns if isinstance(column, State))
        after = row.values.get(state)
        if not after:
            return
        if row.is_new:
            row.instance.entered_afterwards = after != self.first_state
        elif after != row.instance.state:
            if row.instance.pk in load.running(self):
                load.fault(
                    row,
                    state,
                    _("The record is being processed; a workbook does not move it to another state."),
                )
            else:
                row.instance.entered_afterwards = after != self.first_state

    def register(self, row, load):
        load.records[self.model, row.token or row.instance.number] = row

    def export(self, unit=None, user=None):
        queryset = super().export(unit, user)
        queryset = queryset.filter(unit=unit) if unit else queryset
        return queryset.order_by("number")

    def running_ids(self, rows) -> set[int]:
        """Stored records that already moved through the workflow here."""
        ids = [str(row.instance.pk) for row in rows if row.instance is not None and row.instance.pk]
        return {
            int(pk)
            for pk in events.Event.objects.filter(
                kind=events.Event.Kind.TRANSITION, record_type=self.model._meta.label_lower, record_id__in=ids
            ).values_list("record_id", flat=True)
        }


class RecordNumber(Column):
    """The number of the record a child row belongs to."""

    def field(self, model):
        return None


class ChildSheet(Sheet):
    """Rows of records, each naming its record by number."""

    record_model: type

    def __init__(self):
        super().__init__()
        self.number = RecordNumber(
            "record_number", label="Mã hồ sơ", required=True, also="Số hồ sơ | Mã đoàn | Mã số hồ sơ"
        )
        self.columns = (self.number, *self.columns)
        self._by_path[self.number.path] = self.number

    def identity(self, row: Row) -> Any:
        """What names the row within its record."""
        raise NotImplementedError

    def identity_of(self, instance) -> Any:
        raise NotImplementedError

    def record_number(self, row: Row) -> str:
        """The number as it was read: what could not be read names no record."""
        return (row.values.get(self.number) or "").upper()

    def key(self, row):
        return (self.record_number(row), self.identity(row))

    def key_of(self, instance):
        return (getattr(instance, self.model.PARENT).number, self.identity_of(instance))

    def stored(self, rows, load):
        numbers = {self.record_number(row) for row in rows}
        parent = self.model.PARENT
        return (
            self.model.objects.filter(**{f"{parent}__number__in": numbers, f"{parent}__deleted_at": None})
            .select_related(parent)
            .order_by("pk")
        )

    def new(self, row, load):
        child = blank(self.model)
        number = self.record_number(row)
        row.parent = load.records.get((self.record_model, number))
        record = row.parent.instance if row.parent else load.stored_record(self.record_model, number)
        if record is not None:
            setattr(child, self.model.PARENT, record)
        elif self.number in row.values and not load.is_excused(self.record_model, number):
            load.fault(row, self.number, _("No record of this number in the file or in the system."))
        else:
            row.faulty = True
        return child

    def is_orphan(self, row):
        return not self.model._meta.get_field(self.model.PARENT).is_cached(row.instance)

    def fetch(self, queryset):
        related = [column.path for column in self.columns if self._is_key(column)]
        return queryset.select_related(self.model.PARENT, *related)

    def export(self, unit=None, user=None):
        parent = self.model.PARENT
        records = self.record_model.objects.owned_by(user) if user else self.record_model.objects.live()
        records = records.filter(unit=unit) if unit else records
        queryset = self.model.objects.filter(**{f"{parent}__in": records})
        return self.fetch(queryset.order_by(f"{parent}__number", "pk"))

"""What the wizard refuses besides the rules of the workbook: it only adds, and only what its person could type in."""

from functools import cached_property

from django.utils.translation import gettext as _

from core.access import EDIT_ALL
from core.columns import State
from core.locking import OPEN, lock_on
from core.records import Record
from core.workbook.sheet import ChildSheet, RecordSheet, Row
from directory.models import Partner, Unit


class Limits:
    """Asked by `Load` of every row of one import by one person."""

    def __init__(self, user):
        self.user = user
        self.everywhere = user.may(EDIT_ALL)
        self.known: set[int] = set()
        """Positions of rows of which there is a record already."""
        self._locks: dict[type, object] = {}
        self._reach: dict[type, tuple[set, set]] = {}

    def __call__(self, row: Row, load) -> None:
        if row.repeats:
            return
        if isinstance(row.sheet, ChildSheet):
            self._child(row, load)
        elif not row.is_new:
            self._refuse_known(row, load)
        else:
            self._own_unit(row, load)
            self._state(row, load)
            self._locked(row, load)

    def _refuse_known(self, row: Row, load) -> None:
        """Changing what is stored stays with the exchange workbook."""
        self.known.add(row.position)
        column = row.sheet.column("number") if isinstance(row.sheet, RecordSheet) else None
        load.fault(
            row,
            column,
            _("There is a record of this already. Leave the row out; here records are only added."),
        )

    def _own_unit(self, row: Row, load) -> None:
        if self.everywhere or row.sheet.model in (Unit, Partner) or "unit" not in row.sheet.paths:
            return
        unit = row.values.get(row.sheet.column("unit"))
        if unit is not None and unit.pk != self.user.unit_id:
            load.fault(row, row.sheet.column("unit"), _("You may only enter records of your own unit."))

    def _state(self, row: Row, load) -> None:
        """Paper history is entered by the department; what a unit brings in begins as a draft."""
        if self.everywhere or not isinstance(row.sheet, RecordSheet):
            return
        column = next(column for column in row.sheet.columns if isinstance(column, State))
        if row.values.get(column, row.sheet.first_state) != row.sheet.first_state:
            row.values[column] = row.sheet.first_state
            load.warn(
                row, column, _("It is entered as a draft; only the department enters what was decided.")
            )

    def _locked(self, row: Row, load) -> None:
        lock = self._lock_on_new(row)
        for column, value in list(row.values.items()):
            needed = column.permission(row.sheet.model)
            closed = not lock.is_open(column.path) or (needed and not self.user.may(needed))
            if closed and value not in (None, "", []):
                del row.values[column]
                load.warn(row, column, _("You may not fill this in; the value is left out."))

    def _lock_on_new(self, row: Row):
        """Every new record of a type meets the same lock."""
        model = row.sheet.model
        if model not in self._locks:
            self._locks[model] = lock_on(row.instance, self.user) if issubclass(model, Record) else OPEN
        return self._locks[model]

    def _child(self, row: Row, load) -> None:
        if row.parent is not None or row.sheet.is_orphan(row):
            return  # it comes with its record, or the orphan is told already
        record = getattr(row.instance, row.sheet.model.PARENT)
        seen, open_ones = self._reached(row, load)
        if record.pk not in seen:
            load.fault(row, row.sheet.number, _("No record of this number in the file or in the system."))
        elif record.pk not in open_ones or not lock_on(record, self.user).is_open(self._part(row)):
            load.fault(row, row.sheet.number, _("Where this record stands now, you may not change it."))
        elif not row.is_new:
            self._refuse_known(row, load)

    def _part(self, row: Row) -> str:
        """What the record calls these rows."""
        model = row.sheet.model
        return model._meta.get_field(model.PARENT).remote_field.related_name

    def _reached(self, row: Row, load) -> tuple[set, set]:
        """The records named in the file that the person sees, and those that may be changed."""
        model = row.sheet.record_model
        if model not in self._reach:
            numbers = {row.sheet.record_number(other) for other in load.rows[row.sheet]}
            named = {"number__in": numbers}
            self._reach[model] = (
                set(model.objects.visible_to(self.user).filter(**named).values_list("pk", flat=True)),
                set(model.objects.editable_by(self.user).filter(**named).values_list("pk", flat=True)),
            )
        return self._reach[model]

    @cached_property
    def own_unit(self) -> str:
        """What an empty cell of a unit means for who may only enter records of the own one."""
        return "" if self.everywhere or not self.user.unit_id else self.user.unit.code

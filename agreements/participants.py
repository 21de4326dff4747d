"""The workbook's column `Đơn vị tham gia`: units of the sector first, then whatever else was written."""

from dataclasses import dataclass

from core import bulk
from core.columns import SEPARATOR, Column
from core.columns.links import linked_names
from core.columns.quick import Among, Beside
from core.parse import is_empty, parse_text
from directory.models import Unit


@dataclass(frozen=True, eq=False)
class Participants(Column):
    """Leading names of units become beneficiary units; from the first other name on it is free text, as typed."""

    afterwards = True

    def typed(self, record):
        units = [str(unit) for unit in record.beneficiaries.all()] if record.pk else []
        return SEPARATOR.join([*units, *([record.participants] if record.participants else [])]) or None

    def quick(self, model):
        names = linked_names(model, "beneficiaries")

        def cells(keys: list[int]) -> dict:
            units = names(keys)
            texts = model._base_manager.filter(Among("pk", keys)).values_list("pk", "participants")
            return {
                key: SEPARATOR.join([*units.get(key, []), *([text] if text else [])]) or None
                for key, text in texts
            }

        return Beside(cells)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return [], ""
        units, text, twice = reading.names[Unit].leading(parse_text(cell))
        reading.warn_twice(twice)
        return units, text

    def current(self, record):
        return (list(record.beneficiaries.all()) if record.pk else [], record.participants)

    def same(self, before, after) -> bool:
        return {unit.pk for unit in before[0]} == {unit.pk for unit in after[0]} and before[1] == after[1]

    def put(self, record, value) -> None:
        record.participants = value[1]

    def put_afterwards(self, record, value, *, by) -> None:
        record.beneficiaries.set(value[0])

    relation = "beneficiaries"

    def of_new(self, record, value):
        return value[0]

    def put_many(self, pairs, *, by) -> None:
        bulk.link(self.relation, pairs)

    def prefetch(self):
        return ("beneficiaries",)

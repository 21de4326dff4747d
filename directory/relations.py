"""Everything that refers to a partner or a person, found by introspection: a new relation is moved by a merging by itself,
or fails a test until somebody says why it is left (tests/directory/test_merging.py)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from simple_history.models import HistoricalChanges

from core.records import Child, Kept


class How(Enum):
    """What a row that refers is to the record it belongs to."""

    LINK = "a row of a many-to-many table; its record names several"
    OWN = "a child row of the partner or person itself"
    ROW = "a child row of another record"
    RECORD = "a record of its own"


@dataclass(frozen=True)
class Relation:
    model: type[models.Model]
    field: models.ForeignKey
    how: How

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def owner_name(self) -> str:
        """The field that leads to the record a row belongs to; empty: the row is the record."""
        if self.how is How.LINK:
            return next(
                field.name for field in self.model._meta.fields if field.many_to_one and field != self.field
            )
        return "" if self.how is How.RECORD else self.model.PARENT

    @property
    def label(self) -> str:
        """In words: which records, and as what they name it."""
        if self.how is How.OWN:
            return capfirst(str(self.model._meta.verbose_name_plural))
        if self.how is How.RECORD:
            return f"{capfirst(str(self.model._meta.verbose_name_plural))}: {self.field.verbose_name}"
        owner = self.model._meta.get_field(self.owner_name).related_model
        what = self._link.verbose_name if self.how is How.LINK else self.model._meta.verbose_name
        return f"{capfirst(str(owner._meta.verbose_name_plural))}: {what}"

    @property
    def _link(self) -> models.ManyToManyField:
        owner = self.model._meta.auto_created
        return next(field for field in owner._meta.many_to_many if field.remote_field.through is self.model)

    def rows(self, record) -> list:
        """The rows that refer to this record, in the order they were made."""
        rows = self.model._base_manager.filter(**{self.field.name: record}).order_by("pk")
        return list(rows.select_related(*filter(None, [self.owner_name])))

    def owner(self, row):
        return getattr(row, self.owner_name) if self.owner_name else row

    def rivals(self, row, others: list) -> list:
        """Those of the others that could not stand beside this row once both refer to the same."""
        return [other for other in others if any(_equal(row, other, names) for names in self._unique)]

    @property
    def _unique(self) -> list[list[str]]:
        """What else must differ between two rows that refer to the same."""
        sets = [list(names) for names in self.model._meta.unique_together]
        sets += [
            list(constraint.fields)
            for constraint in self.model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
        ]
        if self.field.unique:
            sets.append([self.field.name])
        return [
            [name for name in names if name != self.field.name] for names in sets if self.field.name in names
        ]


def _equal(row, other, names: list[str]) -> bool:
    attributes = [row._meta.get_field(name).attname for name in names]
    return all(getattr(row, name) == getattr(other, name) for name in attributes)


LEFT = {
    "directory.Partner.merged_into": "a tombstone leads on through its heir, however many mergings follow",
    "directory.Person.merged_into": "a tombstone leads on through its heir, however many mergings follow",
}
"""Relations a merging does not move, and why. History rows are left too: they tell what was."""

LEFT_GENERIC = {
    "core.Event": "append-only: it tells what was done to the record that is gone now",
    "core.Deadline": "follows from the record; closed for what is withdrawn",
    "core.ApprovalStep": "of dossiers only; partners and persons go through no approval",
    "core.Attachment": "of dossiers only; partners and persons have no files",
    "reports.ChosenExample": "of dossiers only: the report tells of what was done, not of with whom",
    "directory.LikelyPair": "found anew every night; a pair with a tombstone is not shown",
    "directory.NotDuplicate": "read through the heirs of both",
    "directory.Merging": "tells of the two it names",
}
"""Tables that name a record by its type and key (and evidence of issued reports, which names nothing by key): why none of
their rows moves."""


def relations_of(model: type[models.Model]) -> list[Relation]:
    """What a merging of this type moves."""
    return [relation for relation in _found(model) if relation.name not in LEFT]


def _found(model) -> Iterator[Relation]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)) or relation.concrete:
            continue
        table = relation.related_model
        if issubclass(table, HistoricalChanges) or table.__name__.startswith("Historical"):
            continue
        yield Relation(table, relation.field, _how(table, relation.field))


def _how(table, field) -> How:
    if table._meta.auto_created:
        return How.LINK
    if issubclass(table, Child):
        return How.OWN if field.name == table.PARENT else How.ROW
    if issubclass(table, Kept):
        return How.RECORD
    raise NotImplementedError(f"{table.__name__}.{field.name}: a merging does not know how to move it.")


def generic_tables() -> list[type[models.Model]]:
    """Every table that names a record by its type and key."""
    return [
        table
        for table in apps.get_models()
        if any(field.name == "record_type" for field in table._meta.fields)
        and not issubclass(table, HistoricalChanges)
    ]

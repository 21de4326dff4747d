"""The cells of many rows at once, read without making records: exactly what `typed` says of each.

A column kind offers `quick(model)`; one that reads something else than its kind is read from records (`quick_of`).
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Field, Func

from core.fields import EncryptedTextField

FEW = 1_000
"""So many names are asked for one by one; of more the whole table is read, once."""


@dataclass(frozen=True)
class Straight:
    """From what the row itself stores (or what it refers to, by a path of joins)."""

    stored: Any
    """A path, or an expression over one."""
    cells: Callable[[list], list]
    """What is stored of many rows → their cells."""


@dataclass(frozen=True)
class Beside:
    """From other rows that belong to it."""

    cells: Callable[[list[int]], dict[int, Any]]
    """Keys of many rows → the cells of those that have any."""


Quick = Straight | Beside
READ_BY = ("typed", "value", "things", "rows")
"""A kind of column that overrides one of these says something else than the `quick` it inherits."""


def quick_of(column, model) -> Quick | None:
    """How `column` is read without records; None when only records can tell."""
    kind = type(column)
    declared = _declared(kind, "quick")
    if any(_declared(kind, name) < declared for name in READ_BY):
        return None
    return column.quick(model)


def _declared(kind: type, name: str) -> int:
    """How far up among its ancestors a class has the name; very far when none has it."""
    return next((place for place, each in enumerate(kind.__mro__) if name in vars(each)), len(kind.__mro__))


def stored_at(model, path: str) -> Field | None:
    """The field of the table at the end of a path like `person.unit`; None where something else is."""
    *steps, last = path.split(".")
    try:
        for step in steps:
            reference = model._meta.get_field(step)
            if not reference.many_to_one:
                return None
            model = reference.related_model
        field = model._meta.get_field(last)
    except FieldDoesNotExist:  # computed or annotated
        return None
    return field if field.concrete and not field.many_to_many and not _is_secret(field) else None


def _is_secret(field) -> bool:
    return isinstance(field, EncryptedTextField)


class Among(Func):
    """`Among("unit_id", keys)`: the column holds one of thousands of keys, told as one parameter. As a parameter each,
    preparing the query takes longer than reading the rows."""

    output_field = BooleanField()

    def __init__(self, column: str, keys: Iterable[int]):
        super().__init__(column)
        self.keys = list(keys)

    def as_sql(self, compiler, connection, **context):
        column, parameters = compiler.compile(self.source_expressions[0])
        chosen = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {chosen}", [*parameters, json.dumps(self.keys)]

    def as_postgresql(self, compiler, connection, **context):
        column, parameters = compiler.compile(self.source_expressions[0])
        chosen = ",".join(map(str, self.keys))  # of a list the server would read each key as an expression
        return f"{column} = ANY(%s::bigint[])", [*parameters, f"{{{chosen}}}"]


class Called:
    """What rows of a type are called, and in which order they stand among each other."""

    def __init__(self, model):
        self.model, self.names, self.places = model, {}, {}

    def learn(self, keys: Iterable[int]) -> dict[int, str]:
        """The names of all met so far, these among them."""
        missing = {key for key in keys if key is not None} - self.names.keys()
        if missing:
            rows = self.model._base_manager.filter(Among("pk", missing))
            self.names |= {thing.pk: str(thing) for thing in rows.order_by()}
        return self.names

    def in_order(self, keys: Iterable[int]) -> dict[int, int]:
        """The places of all met so far in the order of their type; names are compared once, not for each row."""
        if not self.places.keys() >= (keys := set(keys)):
            keys |= self.places.keys()
            rows = (
                self.model._base_manager.all()
                if len(keys) > FEW
                else self.model._base_manager.filter(Among("pk", keys))
            )
            ordered = list(rows.order_by(*self.model._meta.ordering))
            self.names |= {thing.pk: str(thing) for thing in ordered}
            self.places = {thing.pk: place for place, thing in enumerate(ordered)}
        return self.places


def gathered(pairs: Iterable[tuple[int, Any]]) -> dict[int, list]:
    """Key → everything that belongs to it, in the order given."""
    found: dict[int, list] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return found

"""Columns of what lies in other rows: references, many-to-many links, child rows told in one cell."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from core import bulk
from core.blank import blank
from core.columns.base import SEPARATOR, Column
from core.columns.choices import labels_for
from core.columns.quick import Among, Beside, Called, gathered, stored_at
from core.parse import is_empty, parse_text


@dataclass(frozen=True, eq=False)
class Reference(Column):
    """One unit, partner or country."""

    def typed(self, record):
        thing = self.value(record)
        return str(thing) if thing is not None else None

    def quick(self, model):
        field = stored_at(model, self.path)
        if field is None or not field.many_to_one:
            return None
        called = Called(field.related_model)

        def cells(keys: list) -> list:
            names = called.learn(keys)
            return [names.get(key) for key in keys]

        return self._straight(model, cells)

    def sort_key(self, model):
        return self.sort if self.sort is not None else f"{self.path}__name"

    def refers_to(self, model):
        return self.field(model).related_model

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return None
        return reading.names[self.refers_to(model)].one(parse_text(cell))

    def related(self):
        return (self.path.replace(".", "__"),)


def linked_names(model, path: str) -> Callable[[list[int]], dict[int, list[str]]] | None:
    """Keys of rows → the names of what they refer to by a many-to-many link, in the order of their type."""
    field = model._meta.get_field(path)
    if not isinstance(field, models.ManyToManyField):
        return None
    called = Called(field.related_model)
    source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"

    def names(keys: list[int]) -> dict[int, list[str]]:
        rows = field.remote_field.through._base_manager.filter(Among(source, keys))
        found = list(rows.order_by().values_list(source, target))
        places = called.in_order(key for _row, key in found)
        found.sort(key=lambda link: places[link[1]])
        return gathered((row, called.names[key]) for row, key in found)

    return names


@dataclass(frozen=True, eq=False)
class References(Column):
    """Several units, partners or countries, in the order they were given."""

    afterwards = True

    def things(self, record) -> list:
        if not record.pk:
            return []
        return list(getattr(record, self.path).all())

    def typed(self, record):
        return SEPARATOR.join(str(thing) for thing in self.things(record)) or None

    def refers_to(self, model):
        return self.field(model).related_model

    def quick(self, model):
        names = linked_names(model, self.path)
        if names is None:
            return None
        return Beside(lambda keys: {key: SEPARATOR.join(found) or None for key, found in names(keys).items()})

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        things, twice = reading.names[self.refers_to(model)].many(parse_text(cell))
        reading.warn_twice(twice)
        return things

    def current(self, record):
        return self.things(record)

    def same(self, before, after) -> bool:
        return {thing.pk for thing in before} == {thing.pk for thing in after}

    def put_afterwards(self, record, value, *, by) -> None:
        links = getattr(record, self.path)
        kept = {thing.pk for thing in value}
        links.remove(*(thing for thing in links.all() if thing.pk not in kept))
        for thing in value:  # one by one: the order they were given in is kept
            links.add(thing)

    def put_many(self, pairs, *, by) -> None:
        """The links of many new records at once."""
        bulk.link(self.path, pairs)

    def prefetch(self):
        return (self.path,)


@dataclass(frozen=True, eq=False)
class Rows(Column):
    """Child rows told in one cell: each subclass says how a row is written, read and recognised."""

    afterwards = True

    def child(self, model) -> type[models.Model]:
        return self.field(model).related_model

    def label_for(self, model):
        return self.label if self.label is not None else self.child(model)._meta.verbose_name

    def write(self, row) -> str:
        return str(row)

    def rows(self, record) -> list:
        return list(getattr(record, self.path).all()) if record.pk else []

    def typed(self, record):
        return SEPARATOR.join(self.write(row) for row in self.rows(record)) or None

    def quick(self, model):
        """The rows of many records by one query."""
        further = [path.removeprefix(f"{self.path}__") for path in self.prefetch() if "__" in path]

        def pairs(rows, parent: str):
            return ((getattr(row, parent), self.write(row)) for row in rows.prefetch_related(*further))

        return self._beside(model, pairs)

    def _beside(self, model, pairs: Callable) -> Beside | None:
        """`pairs` of (record, what is said of a row), read from the rows of many records."""
        relation = model._meta.get_field(self.path)
        if not relation.one_to_many:
            return None

        def cells(keys: list[int]) -> dict:
            rows = self.child(model)._default_manager.filter(Among(relation.field.attname, keys))
            told = gathered(pairs(rows, relation.field.attname))
            return {key: SEPARATOR.join(found) or None for key, found in told.items()}

        return Beside(cells)

    def current(self, record):
        return [self.identify(row) for row in self.rows(record)]

    def identify(self, row):
        """What a cell says of a row, comparable with what `read` returns."""
        raise NotImplementedError

    def same(self, before, after) -> bool:
        """The same rows, in whatever order."""
        return len(before) == len(after) and all(item in before for item in after)

    def build(self, record, item, row=None):
        """A new row for what the cell says, or the found row brought up to date."""
        raise NotImplementedError

    def finds(self, row, item) -> bool:
        """Is this the row the item speaks of?"""
        return self.identify(row) == item

    def put_afterwards(self, record, value, *, by) -> None:
        kept = []
        rows = self.rows(record)
        for item in value:
            found = next((row for row in rows if row not in kept and self.finds(row, item)), None)
            before = self.identify(found) if found is not None else None
            row = self.build(record, item, found)
            if before != item:
                row.save(by=by)
            kept.append(row)
        for row in rows:
            if row not in kept:
                row.delete(by=by)

    def of_new(self, record, value):
        return [self.build(record, item) for item in value]

    def put_many(self, pairs, *, by) -> None:
        """The rows of many new records at once."""
        rows = [row for _record, found in pairs for row in found]
        bulk.insert(rows, by=by)
        bulk.write_history(rows, by=by)

    def empty(self, model):
        return []

    def prefetch(self):
        return (self.path,)


@dataclass(frozen=True, eq=False)
class RowReferences(Rows):
    """Child rows each naming one country (the legs of a journey)."""

    of: str = ""

    def write(self, row):
        return str(getattr(row, self.of))

    def quick(self, model):
        if type(self).write is not RowReferences.write:
            return super().quick(model)
        called = Called(self.child(model)._meta.get_field(self.of).related_model)

        def pairs(rows, parent: str):
            found = list(rows.values_list(parent, f"{self.of}_id"))
            names = called.learn(key for _row, key in found)
            return ((row, names.get(key, str(key))) for row, key in found)

        return self._beside(model, pairs)

    def identify(self, row):
        return getattr(row, self.of)

    def refers_to(self, model):
        return self.child(model)._meta.get_field(self.of).related_model

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        things, twice = reading.names[self.refers_to(model)].many(parse_text(cell))
        reading.warn_twice(twice)
        return things

    def build(self, record, item, row=None):
        if row is None:
            row = blank(self.child(type(record)))
            setattr(row, row.PARENT, record)
            setattr(row, self.of, item)
        return row

    def prefetch(self):
        return (f"{self.path}__{self.of}",)


@dataclass(frozen=True, eq=False)
class RowChoices(Rows):
    """Child rows each holding one code of a list (sources of funds, forms of aid)."""

    of: str = ""

    def write(self, row):
        return str(getattr(row, f"get_{self.of}_display")())

    def quick(self, model):
        if type(self).write is not RowChoices.write:
            return super().quick(model)
        choices = self.child(model)._meta.get_field(self.of).flatchoices
        labels = {code: str(label) for code, label in choices}

        def pairs(rows, parent: str):
            return ((row, labels.get(code, str(code))) for row, code in rows.values_list(parent, self.of))

        return self._beside(model, pairs)

    def identify(self, row):
        return getattr(row, self.of)

    def options(self, model):
        return list(self.child(model)._meta.get_field(self.of).flatchoices)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        return labels_for(reading, model, self).many(parse_text(cell), reading)

    def build(self, record, item, row=None):
        child = self.child(type(record))
        return row or child(**{child.PARENT: record, self.of: item})

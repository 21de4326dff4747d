"""Storing the rows of a load: people, records, what belongs to them, and what follows from all of it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from core import bulk, obligations
from core.columns import Column
from core.records import Record
from core.workbook.sheet import ChildSheet, Row, Sheet


def store(rows: dict[Sheet, list[Row]], *, by, progress: Callable[[int], None]) -> list:
    """Store the changed rows of every sheet, in the order of the sheets, within the caller's transaction.

    What follows from new records is taken from what the load knows of them; other records are read again.
    Returns the persons it entered.
    """
    storing = _Storing(rows, by, progress)
    storing.run()
    return storing.entered


class _Storing:
    def __init__(self, rows: dict[Sheet, list[Row]], by, progress: Callable[[int], None]):
        self.rows, self.by, self.progress = rows, by, progress
        self.entered: list = []

    def run(self) -> None:
        new: dict[type, dict[int, Any]] = defaultdict(dict)
        others: dict[type, set[int]] = defaultdict(set)
        self._give_keys()
        for done, (sheet, rows) in enumerate(self.rows.items()):
            changed = [row for row in rows if row.changed]
            self._save_people(changed)
            self._insert(sheet, [row for row in changed if row.is_inserted])
            self._update(sheet, [row for row in changed if not row.is_inserted])
            for row in changed:
                record = row.record
                known = new[type(record)]
                if row.instance is record and row.is_inserted:
                    known[record.pk] = record
                elif not row.is_inserted:
                    known.pop(record.pk, None)
                if record.pk not in known:
                    others[type(record)].add(record.pk)
            self.progress(50 + 50 * (done + 1) // len(self.rows))
        for model, known in new.items():
            obligations.begin(model, list(known.values()))
        for model, known in new.items():
            keys = others[model]
            bulk.refresh_search(model, keys)
            if issubclass(model, Record):
                bulk.open_missing_steps(model)
                bulk.name_steps(model, keys)
            obligations.follow(model, keys | known.keys(), begun=new)

    def _give_keys(self) -> None:
        """All at once: asked for later, they would wait for the rows that are being stored."""
        for rows in self.rows.values():
            changed = [row for row in rows if row.changed]
            bulk.give_keys([row.instance for row in changed if row.is_inserted])
            bulk.give_keys([person for person in _people_of(changed) if person._state.adding])

    def _save_people(self, rows: list[Row]) -> None:
        people = _people_of(rows)
        new = [person for person in people if person._state.adding]
        bulk.insert(new, by=self.by)
        bulk.write_history(new, by=self.by)
        self.entered += new
        for person in people:
            if getattr(person, "changed_by_load", False) and person not in new:
                person.save(by=self.by)
            person.changed_by_load = False

    def _insert(self, sheet: Sheet, rows: list[Row]) -> None:
        if not rows:
            return
        records = [row.instance for row in rows]
        columns = {column for row in rows for column in row.values if column.afterwards}
        given = {
            column: [
                (row.instance, column.of_new(row.instance, row.values[column]))
                for row in rows
                if row.values.get(column)
            ]
            for column in columns
        }
        for relation, things in self._belongings(sheet, given).items():
            bulk.tell(records, relation, things)
        bulk.insert(records, by=self.by)
        for column, pairs in given.items():
            column.put_many(pairs, by=self.by)
        bulk.write_history(records, by=self.by)

    def _belongings(self, sheet: Sheet, given: Mapping[Column, list]) -> dict[str, dict[int, list]]:
        """What the new records of a sheet will have, by their columns and by sheets of their own: relation → key → things."""
        found: dict[str, dict[int, list]] = defaultdict(lambda: defaultdict(list))
        for column, pairs in given.items():
            for record, things in pairs:
                found[column.relation][record.pk] += things
        for part, rows in self.rows.items():
            if isinstance(part, ChildSheet) and part.record_model is sheet.model:
                relation = part.model._meta.get_field(part.model.PARENT).remote_field.get_accessor_name()
                for row in rows:
                    if row.changed and row.is_inserted:
                        found[relation][row.record.pk].append(row.instance)
        return found

    def _update(self, sheet: Sheet, rows: list[Row]) -> None:
        for row in sorted(rows, key=sheet.save_order):
            with bulk.one_entry_of_history(row.instance, by=self.by):
                row.instance.save(by=self.by)
                for column, value in row.values.items():
                    if column.afterwards and not column.same(column.current(row.instance), value):
                        column.put_afterwards(row.instance, value, by=self.by)
            row.instance._prefetched_objects_cache = {}  # of what it had before


def _people_of(rows: list[Row]) -> list:
    """The persons met in these rows, each once."""
    return list({id(person): person for row in rows for person in row.new_people}.values())

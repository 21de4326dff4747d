"""How the columns of a batch become cells of the exchange workbook, row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from core.columns import Column
from core.parse import is_empty
from core.tables.cells import dump, load
from core.workbook.sheet import Sheet
from exchange.intake.cells import spread
from exchange.intake.context import Context, Spread, context_of
from exchange.intake.targets import Target, targets_of
from exchange.models import ImportBatch

MET = 1_000
"""Cells of a column that are remembered: countries, purposes and days come again and again."""


def _remembering(target: Target, context: Context) -> Target:
    """The same column, for the rows of one batch: a cell it met before is not read a second time."""

    @lru_cache(MET, typed=True)
    def told(cell: object) -> Spread:
        return target.read(cell, context)

    def read(cell: object, _context: Context) -> Spread:
        met = told(cell)
        return Spread(dict(met.values), [(title, dict(row)) for title, row in met.children], met.notes)

    return replace(target, read=read)


def _dumped(cells: Mapping[str, Any]) -> dict:
    return {key: dump(cell) for key, cell in cells.items()}


def _loaded(kept: dict) -> dict[str, Any]:
    return {key: load(cell) for key, cell in kept.items()}


class Layout:
    """The columns of one batch, as its person said."""

    def __init__(self, batch: ImportBatch, sheet: Sheet, names: Mapping[type, Any] | None = None):
        self.batch, self.sheet = batch, sheet
        targets = {target.key: target for target in targets_of(sheet)}
        self.mapping = {int(column): key for column, key in batch.mapping.items() if key in targets}
        self._column_of = {key: column for column, key in self.mapping.items()}
        headings = {
            key: batch.titles[column] for column, key in self.mapping.items() if column < len(batch.titles)
        }
        self.context = context_of(batch.told, names=names or {}, headings=headings)
        self.targets = {key: _remembering(target, self.context) for key, target in targets.items()}
        self._mapped = [self.targets[key] for key in self.mapping.values()]

    def columns(self) -> list[dict]:
        """What is brought in, in the order of the file."""
        return [
            {"key": key, "label": self.targets[key].label, "title": self.batch.titles[column]}
            for column, key in sorted(self.mapping.items())
        ]

    # --- cells of a row, by key ---

    def written(self, content: dict, key: str) -> Any:
        """The cell as it stands in the file; of a column that is not in the file, the value of every row."""
        column = self._column_of.get(key)
        if column is None:
            return self.batch.fixed.get(key)
        raw = content.get("raw", [])
        return load(raw[column]) if column < len(raw) else None

    def typed(self, content: dict, key: str) -> Any:
        """The cell as it was repaired, else as it stands in the file."""
        edited = content.get("edited", {})
        return edited[key] if key in edited else self.written(content, key)

    def cells(self, content: dict) -> dict[str, Any]:
        raw = content.get("raw", [])
        found = {
            key: load(raw[column]) if column < len(raw) else None for column, key in self.mapping.items()
        }
        for key, value in self.batch.fixed.items():
            if key in self.targets and is_empty(found.get(key)):
                found[key] = value
        found |= {key: text for key, text in content.get("edited", {}).items() if key in self.targets}
        return found

    def read(self, cells: Mapping[str, Any], before: Mapping[str, Any], *, continues: bool = False) -> Spread:
        """What the row says; `before`: the cells of the row above, for “như trên”."""
        return spread(cells, self.targets.values(), before, self.context, continues=continues)

    # --- what the last check read, as the row keeps it ---

    @staticmethod
    def kept(told: Spread, above: Iterable[str]) -> dict:
        """What a row says, and those of its cells that it has from the row above."""
        return {
            "cells": _dumped({key: told.cells[key] for key in above}),
            "told": [_dumped(told.values), [[title, _dumped(row)] for title, row in told.children]],
        }

    def resolved(self, content: dict) -> dict[str, Any]:
        """The cells with every “như trên” resolved."""
        return self.cells(content) | _loaded(content["cells"])

    @staticmethod
    def told(content: dict) -> Spread:
        """What the row says: it is not read a second time."""
        values, children = content["told"]
        return Spread(_loaded(values), [(title, _loaded(row)) for title, row in children])

    # --- where a fault is shown ---

    def key_of(self, path: str) -> str:
        """The column of the file that fills this column of the sheet, else the column itself."""
        if path in self._column_of:
            return path
        filled = (target.key for target in self._mapped if not target.is_child and path in target.paths)
        return next(filled, path if path in self.targets else "")

    def key_of_part(self, part: Sheet, column: Column | None) -> str:
        """The same for a column of a child sheet."""
        own = f"{part.title}.{column.path}" if column else ""
        if own in self._column_of:
            return own
        people = (
            target.key for target in self._mapped if target.sheet == part.title and target.kind == "people"
        )
        rows = (target.key for target in self._mapped if target.sheet == part.title)
        return next(people, next(rows, ""))

    def label(self, key: str) -> str:
        """What the column is called: as in the file, where it stands there."""
        column = self._column_of.get(key)
        title = self.batch.titles[column] if column is not None else ""
        return title or (self.targets[key].label if key in self.targets else "")

    def is_secret(self, key: str) -> bool:
        column = self.targets[key].column
        return bool(column and column.secret)

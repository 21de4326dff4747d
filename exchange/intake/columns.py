"""The page on which a person says which sheet, which heading, what each column holds."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.access import EDIT_ALL
from core.columns import State
from core.columns.choices import label_of
from core.parse import as_typed, sent_keys
from core.tables.cells import load
from directory.models import Unit
from exchange.catalogue import importable, sheet_called
from exchange.intake import staging, work
from exchange.intake.targets import LEAVE_OUT, Target, targets_of
from exchange.models import ImportBatch

SHOWN_SAMPLES = 3


class ColumnChoice:
    """What is offered, and what was chosen."""

    def __init__(self, batch: ImportBatch, typed: QueryDict | None = None):
        self.batch, self.typed = batch, typed
        self.sheets = importable(batch.owner)
        if batch.sheet not in {sheet.title for sheet in self.sheets}:  # a role has ended
            batch.sheet = self.sheets[0].title
        self.sheet = sheet_called(batch.sheet)
        self.targets = {target.key: target for target in targets_of(self.sheet)}
        self.faults: list[str] = []
        self.mapping = {column: key for column, key in batch.mapping.items() if key in self.targets}
        self.fixed = dict(batch.fixed)

    # --- what was asked ---

    def takes_another(self) -> bool:
        """Another sheet of the file, another heading row, another kind of record: looked at anew."""
        match self.typed.get("action"):
            case "table":
                wanted = self._number("table", len(self.batch.tables))
                if wanted is not None:
                    work.read(self.batch, table=wanted)
                return True
            case "heading":
                rows = len(self.batch.tables[self.batch.table]["head"])
                wanted = self._number("heading", rows)
                if wanted is not None:
                    work.read(self.batch, table=self.batch.table, first_row=wanted)
                return True
            case "kind":
                if self.typed.get("kind") in {sheet.title for sheet in self.sheets}:
                    staging.suggest(self.batch, self.typed["kind"])
                    self.batch.save()
                return True
        return False

    def _number(self, name: str, below: int) -> int | None:
        return next((number for number in sent_keys(self.typed.getlist(name)) if number < below), None)

    def is_valid(self) -> bool:
        """Take over what the columns hold; the faults say what is missing."""
        chosen: dict[str, list[str]] = {}
        self.mapping = {}
        for column, title in enumerate(self.batch.titles):
            key = self.typed.get(f"column-{column}", LEAVE_OUT)
            if key in self.targets:
                self.mapping[str(column)] = key
                chosen.setdefault(key, []).append(title or _("column %(number)d") % {"number": column + 1})
        self.fixed = {
            target.key: text
            for target in self._fixable()
            if (text := self.typed.get(f"fixed-{target.key}", "").strip()) and target.key not in chosen
        }
        for key, titles in chosen.items():
            if len(titles) > 1:
                told = {"columns": "”, “".join(titles), "label": self.targets[key].label}
                self.faults.append(
                    _("“%(columns)s” cannot all be “%(label)s”. Leave all but one out.") % told
                )
        fixable = [target.key for target in self._fixable()]
        for target in self._missing():
            told = (
                _("Say which column holds “%(label)s”, or one value of it for all rows.")
                if target.key in fixable
                else _("Say which column holds “%(label)s”.")
            )
            self.faults.append(told % {"label": target.label})
        if not self.faults:
            self.batch.mapping, self.batch.fixed = self.mapping, self.fixed
            self.batch.save()
        return not self.faults

    def _missing(self) -> list[Target]:
        told = {*self.mapping.values(), *self.fixed}
        return [
            target
            for target in self.targets.values()
            if target.required and target.key not in told and not self._goes_without_saying(target)
        ]

    def _goes_without_saying(self, target: Target) -> bool:
        """An unwritten state is a draft, an unwritten unit the person's own."""
        own = target.key == "unit" and not self.batch.owner.may(EDIT_ALL) and self.batch.owner.unit_id
        return isinstance(target.column, State) or bool(own)

    # --- what is shown ---

    def _fixable(self) -> list[Target]:
        """What can be the same for all rows: choices, and the unit."""
        return [
            target
            for target in self.targets.values()
            if not target.is_child and target.column is not None and (self._options(target))
        ]

    def _options(self, target: Target) -> list[str]:
        model = self.sheet.model
        if target.column.refers_to(model) is Unit and target.key == "unit":
            if not self.batch.owner.may(EDIT_ALL):
                return []
            return list(Unit.objects.live().order_by("name").values_list("name", flat=True))
        options = target.column.options(model)
        if isinstance(target.column, State) and not self.batch.owner.may(EDIT_ALL):
            return []
        return [label_of(options, code) for code, _label in options]

    def context(self) -> dict:
        batch = self.batch
        mapped = set(self.mapping.values())
        return {
            "faults": self.faults,
            "tables": [
                {
                    "number": number,
                    "name": each["name"],
                    "rows": each["rows"],
                    "chosen": number == batch.table,
                }
                for number, each in enumerate(batch.tables)
            ],
            "head": self._head(),
            "kinds": [{"title": sheet.title, "chosen": sheet.title == batch.sheet} for sheet in self.sheets],
            "columns": [self._column(number, title) for number, title in enumerate(batch.titles)],
            "fixed": [
                {
                    "key": target.key,
                    "label": target.label,
                    "options": self._options(target),
                    "chosen": self.fixed.get(target.key, ""),
                    "required": target.required and not self._goes_without_saying(target),
                    "empty": _("Draft") if isinstance(target.column, State) else _("Nothing"),
                }
                for target in self._fixable()
                if target.key not in mapped
            ],
        }

    def _head(self) -> list[dict]:
        """The first rows of the table, each of which may be the heading."""
        batch = self.batch
        rows = batch.tables[batch.table]["head"]
        width = min(max(map(len, rows), default=0), 12)
        return [
            {
                "number": number,
                "cells": (row + [""] * width)[:width],
                "chosen": number == batch.first_row,
                "heading": batch.first_row <= number <= batch.last_row,
            }
            for number, row in enumerate(rows)
        ]

    def _column(self, number: int, title: str) -> dict:
        samples = [as_typed(load(cell)) for cell in self.batch.samples.get(str(number), [])]
        chosen = self.mapping.get(str(number), LEAVE_OUT)
        return {
            "number": number,
            "title": title or _("column %(number)d") % {"number": number + 1},
            "samples": samples[:SHOWN_SAMPLES],
            "options": [
                {"key": key, "label": target.label, "required": target.required, "chosen": key == chosen}
                for key, target in self.targets.items()
            ],
            "left_out": chosen == LEAVE_OUT,
        }

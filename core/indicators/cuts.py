"""How the rows of a figure divide: by unit, country, month, code."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, Case, DateField, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import TruncMonth

from core.indicators.windows import Window
from core.workdays import add_months

NOT_GIVEN = "none"
"""What an address calls the part of the rows that do not say."""
LARGEST_KEY = 2**63 - 1
"""A database refuses a larger one with an error of its own."""


def _chosen(rows: QuerySet, chosen: Q, many: bool) -> QuerySet:
    """The rows that meet a condition; each once, where it is met by some of many joined rows."""
    return rows.filter(pk__in=rows.order_by().filter(chosen).values("pk")) if many else rows.filter(chosen)


@dataclass(frozen=True)
class Cut:
    """A way to divide rows, by what `path` leads to; its `label` is another path.

    `many`: one row may fall into several parts, and `only` says which of the joined rows matter.
    """

    path: str
    label: str
    many: bool = False
    only: Q = field(default_factory=Q)
    labels = MappingProxyType({})
    """Of codes; what has a name of its own needs none."""

    def key(self, window: Window) -> Any:
        return F(self.path)

    def name(self, window: Window) -> Any:
        return F(self.label)

    def divide(self, key: Any, label: Any) -> Iterator[tuple[Any, str]]:
        """The parts a group of rows falls into, each with its label."""
        yield key, "" if label is None else str(label)

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        """The rows of one part. ValueError when `value` cannot be the key of one."""
        if value == NOT_GIVEN:
            return _chosen(rows, Q(**{f"{self.path}__isnull": True}) & self.only, self.many)
        key = int(value)
        if not 0 < key <= LARGEST_KEY:
            raise ValueError(value)
        return _chosen(rows, Q(**{self.path: key}) & self.only, self.many)


@dataclass(frozen=True)
class UnitCut(Cut):
    """By the unit it was then, or by the one that took its place since: the window says which."""

    def key(self, window: Window) -> Any:
        return self._told(window, self.path, lambda end, name: end, BigIntegerField())

    def name(self, window: Window) -> Any:
        return self._told(window, self.label, lambda end, name: name, TextField())

    def _told(self, window: Window, path: str, of_heir: Callable[[int, str], Any], output: Any) -> Any:
        gathered: dict[tuple[int, str], list[int]] = {}
        for unit, end, name in window.heirs:
            gathered.setdefault((end, name), []).append(unit)
        if not gathered:
            return F(path)
        passed = [
            When(**{f"{self.path}__in": units}, then=Value(of_heir(*heir), output_field=output))
            for heir, units in gathered.items()
        ]
        return Case(*passed, default=F(path), output_field=output)

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        if value == NOT_GIVEN or not window.heirs:
            return super().narrow(rows, value, window)
        heir = window.heir(int(value))
        if not 0 < heir <= LARGEST_KEY:
            raise ValueError(value)
        family = [heir, *(unit for unit, end, _name in window.heirs if end == heir)]
        return rows.filter(**{f"{self.path}__in": family})


@dataclass(frozen=True)
class MonthCut:
    """By the month of the day that puts a row into the window, which may depend on the basis."""

    dated: Callable[[Window], str]
    many = False
    only = Q()
    labels = MappingProxyType({})

    def key(self, window: Window) -> Any:
        return TruncMonth(self.dated(window), output_field=DateField())

    name = key

    def divide(self, key: Any, label: Any) -> Iterator[tuple[Any, str]]:
        yield key, "" if label is None else str(label)

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        year, month = value.split("-")
        first = datetime.date(int(year), int(month), 1)
        path = self.dated(window)
        return rows.filter(**{f"{path}__gte": first, f"{path}__lt": add_months(first, 1)})


@dataclass(frozen=True)
class ChoiceCut:
    """By the codes of a ChoiceSetField of `model`, to which `path` leads.

    Rows are grouped by the whole set, which the reader takes apart.
    """

    path: str
    model: type[models.Model]
    many = False
    only = Q()

    @property
    def field(self) -> models.Field:
        return self.model._meta.get_field(self.path.rpartition("__")[2])

    @property
    def labels(self) -> dict[str, Any]:
        return dict(self.field.flatchoices)

    def key(self, window: Window) -> Any:
        return F(self.path)

    name = key

    def divide(self, key: Any, label: Any) -> Iterator[tuple[str, str]]:
        labels = self.labels
        for code in self.field.to_python(key):
            yield code, str(labels.get(code, code))

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        if value not in self.labels:
            raise ValueError(value)
        return rows.filter(**{f"{self.path}__has": value})


@dataclass(frozen=True)
class CodeCut:
    """By one code, of the row itself or of the rows `path` leads to; see `Cut` for `many`."""

    path: str
    codes: type[models.TextChoices]
    many: bool = False
    only = Q()

    @property
    def labels(self) -> dict[str, Any]:
        return dict(self.codes.choices)

    def key(self, window: Window) -> Any:
        return F(self.path)

    name = key

    def divide(self, key: Any, label: Any) -> Iterator[tuple[str | None, str]]:
        yield key or None, str(self.labels.get(key, key or ""))

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        if value == NOT_GIVEN:
            return _chosen(rows, Q(**{f"{self.path}__isnull": True}) | Q(**{self.path: ""}), self.many)
        if value not in self.labels:
            raise ValueError(value)
        return _chosen(rows, Q(**{self.path: value}), self.many)


AnyCut = Cut | MonthCut | ChoiceCut | CodeCut

"""Every figure with the rows behind it, as they read at one moment: what is frozen, and what it is compared with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import override

from core.columns import fetch
from core.indicators.declaration import Indicator, Part
from core.indicators.windows import Window
from reports import catalogue
from reports.models import ReportIssue
from reports.services import Figure


@dataclass(frozen=True)
class EvidenceRow:
    """A row as it read. `type` and `id` name the record it is, or is part of."""

    type: str
    id: int
    key: int
    number: str
    title: str
    cells: tuple[str, ...]

    @property
    def record(self) -> tuple[str, int]:
        return self.type, self.id


@dataclass
class EvidenceList:
    """Rows of one kind with the same columns, each once."""

    title: str
    columns: tuple[str, ...]
    rows: list[EvidenceRow] = field(default_factory=list)

    @property
    def name(self) -> tuple:
        return self.title, self.columns

    def cells_of(self, row: EvidenceRow) -> dict[str, str]:
        return dict(zip(self.columns, row.cells, strict=True))


@dataclass
class Evidence:
    """`figures`: code → what `ReportIssue.figures` keeps."""

    figures: dict[str, dict[str, Any]]
    lists: list[EvidenceList]

    def rows_of(self, code: str) -> Iterator[tuple[EvidenceList, EvidenceRow]]:
        for part in self.figures[code]["parts"]:
            found = self.lists[part["list"]]
            for place in part["rows"]:
                yield found, found.rows[place]


def gather(figures: dict[str, Figure], window: Window, *, before: str = "", user=None) -> Evidence:
    """The figures with their rows, in Vietnamese; one query or some for each kind of rows and each part."""
    with override("vi"):
        collected = _Collector(window, user)
        told = {
            code: _told(figure, before) | {"parts": collected.parts_of(figure.indicator)}
            for code, figure in figures.items()
        }
    return Evidence(told, collected.lists)


def _told(figure: Figure, before: str) -> dict[str, Any]:
    indicator = figure.indicator
    return {
        "value": str(figure.value),
        "previous": None if figure.previous is None else str(figure.previous),
        "before_from": before,
        "label": str(indicator.label),
        "unit": str(indicator.unit),
        "definition": str(indicator.definition),
    }


class _Collector:
    """Reads the rows of all indicators, those of one kind with the same columns together."""

    def __init__(self, window: Window, user):
        self.window, self.user = window, user
        self.lists: list[EvidenceList] = []
        self._places: dict[tuple, tuple[int, dict[int, int]]] = {}
        groups: dict[tuple, list[Part]] = {}
        for indicator in catalogue.INDICATORS:
            for part in indicator.parts:
                groups.setdefault(_kind(part), []).append(part)
        for kind, parts in groups.items():
            self._places[kind] = self._read(parts)

    def _read(self, parts: list[Part]) -> tuple[int, dict[int, int]]:
        """Place of the list, and key of a row → its place in it."""
        first, wanted = parts[0], Q()
        for part in parts:
            wanted |= part.condition(self.window, self.user)
        family, columns = first.family, first.columns
        found = first.adds(family.base(self.user), self.window).filter(wanted).order_by(*family.order)
        model = found.model
        made = EvidenceList(
            str(family.title), tuple(str(capfirst(column.label_for(model))) for column in columns)
        )
        for row in fetch(found, columns):
            record = family.record(row)
            made.rows.append(
                EvidenceRow(
                    record._meta.label_lower,
                    record.pk,
                    row.pk,
                    record.number,
                    str(record),
                    tuple(column.text(row) for column in columns),
                )
            )
        self.lists.append(made)
        return len(self.lists) - 1, {row.key: place for place, row in enumerate(made.rows)}

    def parts_of(self, indicator: Indicator) -> list[dict[str, Any]]:
        found = []
        for part in indicator.parts:
            place, at = self._places[_kind(part)]
            keys = part.rows(self.window, self.user).order_by(*part.family.order).values_list("pk", flat=True)
            found.append({"list": place, "rows": [at[key] for key in keys]})
        return found


def _kind(part: Part) -> tuple:
    return part.family, part.columns, part.adds


# --- as it is kept ------------------------------------------------------------------------------


def as_kept(rows: Iterable[EvidenceRow]) -> list[dict[str, Any]]:
    return [
        {
            "type": row.type,
            "id": row.id,
            "key": row.key,
            "number": row.number,
            "title": row.title,
            "cells": list(row.cells),
        }
        for row in rows
    ]


def frozen(issue: ReportIssue) -> Evidence:
    """What was kept with an issue. Two queries at most."""
    lists = [
        EvidenceList(
            kept.title,
            tuple(kept.columns),
            [EvidenceRow(**{**row, "cells": tuple(row["cells"])}) for row in kept.rows],
        )
        for kept in issue.lists.order_by("place")
    ]
    return Evidence(issue.figures, lists)

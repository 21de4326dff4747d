"""The rows of a list as cells, thousands at a time, in as many queries for a chunk whatever it holds.

Which rows there are, and in which order, is read at one moment, before the first cell.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import override

from core.columns import Column, fetch
from core.columns.quick import Among, Straight, quick_of

FIRST, CHUNK = 200, 3_000
"""Rows read at once: few at first, so that whoever waits for the file sees it begin."""

Chunk = list[Sequence[Any]]
"""The cells of some rows, a sequence for each column: text, date, number or None."""


class Rows:
    """Counts at once, reads while it is gone through."""

    def __init__(self, queryset, columns: Sequence[Column]):
        self.model, self.columns = queryset.model, tuple(columns)
        self.keys = array("q", queryset.values_list("pk", flat=True).iterator(chunk_size=10_000))
        with override("vi"):
            self._quick = [quick_of(column, self.model) for column in self.columns]

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[tuple]:
        for chunk in self.chunks():
            yield from zip(*chunk, strict=True)

    def chunks(self) -> Iterator[Chunk]:
        start, size = 0, FIRST
        while start < len(self.keys):
            yield self._read(self.keys[start : start + size].tolist())
            start, size = start + size, CHUNK

    def _read(self, keys: list[int]) -> Chunk:
        """The cells of these rows; one that is gone meanwhile is left out."""
        straight = [quick.stored for quick in self._quick if isinstance(quick, Straight)]
        slow = [column for column, quick in zip(self.columns, self._quick, strict=True) if quick is None]
        rows = self.model._base_manager.filter(Among("pk", keys)).order_by()
        stored = {row[0]: row for row in rows.values_list("pk", *straight)}
        records = {record.pk: record for record in fetch(rows, slow)} if slow else stored
        keys = [key for key in keys if key in stored and key in records]
        told = iter([*zip(*(stored[key] for key in keys), strict=True)][1:])
        with override("vi"):  # within the chunk: between two of them other work may go on in another language
            return [self._column(place, keys, told, records) for place in range(len(self.columns))]

    def _column(self, place: int, keys: list[int], told: Iterator, records: dict) -> Sequence[Any]:
        quick = self._quick[place]
        if quick is None:
            return [self.columns[place].typed(records[key]) for key in keys]
        if isinstance(quick, Straight):
            return quick.cells(list(next(told, ())))
        return list(map(quick.cells(keys).get, keys))

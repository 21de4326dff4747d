"""Folding for the cells of one sheet, in which the same short texts stand in row after row."""

from functools import lru_cache

from core import text

_SHORT = 60


def fold(cell: str) -> str:
    """As core.text.fold."""
    return _remembered(cell) if len(cell) <= _SHORT else text.fold(cell)


_remembered = lru_cache(maxsize=10_000)(text.fold)

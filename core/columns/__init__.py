"""Columns: one declaration per record type serves the HTML list, its Excel export and the exchange workbook.

A column reads a value from a record (`typed` for files, `text` for people), reads a cell of a workbook
(`read_checked`, raising CellError) and puts what it read on a record (`put` at once, `put_afterwards` when it is saved).
"""

from collections.abc import Iterable

from core.columns.base import SEPARATOR, Amount, Column, Date, Integer, Reading, YesNo, plain
from core.columns.choices import Choice, Choices, State
from core.columns.links import Reference, References, RowChoices, RowReferences, Rows

__all__ = [
    "SEPARATOR", "Amount", "Choice", "Choices", "Column", "Date", "Integer", "Reading", "Reference", "References",
    "RowChoices", "RowReferences", "Rows", "State", "YesNo", "fetch", "for_file", "for_list", "plain", "readable",
]  # fmt: skip


def readable(columns: Iterable[Column], model, user) -> list[Column]:
    """Every column `user` may read, and so choose for a list."""
    return [column for column in columns if not (needed := column.permission(model)) or user.may(needed)]


def for_list(columns: Iterable[Column], model, user) -> list[Column]:
    """The columns of the list on screen that `user` may read, unless others were chosen."""
    return readable((column for column in columns if column.in_list), model, user)


def for_file(columns: Iterable[Column], model) -> list[Column]:
    """The columns of the list as a file: nothing sensitive leaves in one, whoever takes it."""
    kept = [column for column in columns if column.in_list or column.in_sheet]
    return [column for column in kept if not column.permission(model) and not column.secret]


def fetch(queryset, columns: Iterable[Column]):
    """The queryset with everything the columns read, in a constant number of queries."""
    columns = list(columns)
    related = {path for column in columns for path in column.related()}
    prefetched = {path for column in columns for path in column.prefetch()}
    return queryset.select_related(*sorted(related)).prefetch_related(*sorted(prefetched))

"""Sums under a list: counted by the database in one query, never across currencies."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.formats import number_format

from core.columns import Column, plain


@dataclass(frozen=True)
class Total:
    """One sum; `currency` only where the column has several."""

    value: int | Decimal
    currency: str = ""

    def __str__(self) -> str:
        value = plain(self.value) if isinstance(self.value, Decimal) else self.value
        return f"{number_format(value, force_grouping=True)} {self.currency}".strip()


@dataclass(frozen=True)
class Summed:
    count: int
    totals: dict[str, list[Total]]
    """By the name of the column; where nothing is filled in, no entry."""


def adding(columns: list[Column]) -> list[Column]:
    return [column for column in columns if column.adds]


def summed(rows, columns: list[Column]) -> Summed:
    """How many rows (which carry no order) there are, and the sums of these columns."""
    currencies = sorted({currency for column in columns if (currency := _currency_of(column))})
    sums = {f"sum_{place}": Sum(column.path.replace(".", "__")) for place, column in enumerate(columns)}
    asked = {"rows": Count("pk"), **sums}
    groups = list(rows.values(*currencies).annotate(**asked)) if currencies else [rows.aggregate(**asked)]
    found = {
        column.name: _added(groups, f"sum_{place}", _currency_of(column))
        for place, column in enumerate(columns)
    }
    return Summed(
        sum(group["rows"] for group in groups), {name: sums for name, sums in found.items() if sums}
    )


def _currency_of(column: Column) -> str:
    return getattr(column, "currency", "")


def _added(groups: list[dict], key: str, currency: str) -> list[Total]:
    """One sum for each currency; a column of one currency has one."""
    added: dict[str, int | Decimal] = {}
    for group in groups:
        if group[key] is not None:
            name = group[currency] if currency else ""
            added[name] = added.get(name, 0) + group[key]
    return [Total(value, name) for name, value in sorted(added.items())]

"""Values a database does not sum: they are read row by row, in one query for several parts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import IntegerField, Value

from core.indicators.declaration import Part
from core.indicators.windows import Window


def values_of(parts: Sequence[Part], window: Window, user, *fields: Any) -> list[tuple]:
    """(place of the part, values…) of every row."""
    queries = [
        part.rows(window, user)
        .order_by()
        .annotate(part_place=Value(place, output_field=IntegerField()))
        .values_list("part_place", *fields)
        for place, part in enumerate(parts)
    ]
    return list(queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0])


def middle(values: Iterable[Any]) -> Decimal | None:
    """The median; None of nothing."""
    known = [value for value in values if value is not None]
    return Decimal(median(known)) if known else None

"""Counting: what parts measure in windows and in the parts of a cut, in one statement however many rows there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import ExpressionWrapper, Field, IntegerField, Q, QuerySet, Value

from core.indicators import Family, Part, Window

Number = int | Decimal
NUMBER, AS_READ = IntegerField(), Field()
"""A column of the statement holds counts of one family and amounts of another: the values come as the database gives them."""


@dataclass(frozen=True)
class Tally:
    """What parts measure in each of some windows: by unit where it was counted so, else all under None. No zeros."""

    found: Mapping[tuple[Part, int], Mapping[int | None, Number]]

    def whole(self, part: Part, place: int) -> Number:
        return sum(self.found[part, place].values(), part.measure.zero)

    def by_unit(self, part: Part, place: int) -> Mapping[int | None, Number]:
        return self.found[part, place]


def tally(
    parts: Iterable[Part], windows: Sequence[Window], *, user=None, by_unit: Iterable[Part] = ()
) -> Tally:
    """Parts of one family are read together; each window by itself, which an index by date then serves.

    Families of the parts wanted `by_unit` are divided by unit, and what is counted in all is the sum.
    """
    parts = tuple(parts)
    idle = [part for part in parts if part.idle]
    active = [part for each in idle for part in each.idle]
    grouped = by_family((*parts, *active))
    divided = {part.family for part in (*by_unit, *idle, *active)}
    asked = [(family, place) for family in grouped for place in range(len(windows))]
    selects = [
        _by_unit(family, grouped[family], windows[place])
        if family in divided
        else Select(family, grouped[family], windows[place], {"key": Value(None, output_field=NUMBER)})
        for family, place in asked
    ]
    found: dict[tuple[Part, int], dict[int | None, Number]] = {
        (part, place): {} for family, place in asked for part in grouped[family]
    }
    for (family, place), (key, *values) in read(selects, user=user, among=asked):
        for part, value in zip(grouped[family], values, strict=False):
            if value:
                found[part, place][key] = number(part, value)
    for part in idle:
        for place in range(len(windows)):
            busy = set().union(*(found[each, place] for each in part.idle))
            found[part, place] = {key: one for key, one in found[part, place].items() if key not in busy}
    return Tally(found)


def by_family(parts: Iterable[Part]) -> dict[Family, list[Part]]:
    grouped: dict[Family, list[Part]] = {}
    for part in dict.fromkeys(parts):
        grouped.setdefault(part.family, []).append(part)
    return grouped


def _by_unit(family: Family, parts: Sequence[Part], window: Window) -> "Select":
    """Idle units are known once all activity is divided by unit: the database need not look for them."""
    if not all(part.measure.adds_up for part in parts):
        raise ValueError(f"{family.title}: the units do not add up to the whole.")
    told = [replace(part, idle=()) for part in parts]
    return Select(family, told, window, {"key": family.cuts["unit"].key(window)})


def number(part: Part, value: Any) -> Number:
    """SQLite sums amounts as floating point: back to cents, in which they are kept."""
    if part.measure.money:
        return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return int(value)


# --- one statement ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Select:
    """Rows of a family counted in a window, told apart by `keys`, and what each of the parts measures of them."""

    family: Family
    parts: Sequence[Part]
    window: Window
    keys: Mapping[str, Any]
    only: Q = field(default_factory=Q)
    joined: bool = False
    """Rows may repeat: the keys lead to several of something."""

    def query(self, place: int, width: int, user) -> QuerySet:
        """Behind its place among the others; with as many columns as the widest."""
        counted = self.family.base(user).filter(self.family.counted(self.window)).filter(self.only)
        measures = {
            f"value_{at}": ExpressionWrapper(
                part.measure.over(part.narrowing(self.window, user), joined=self.joined), output_field=AS_READ
            )
            for at, part in enumerate(self.parts)
        }
        padding = {f"value_{at}": Value(0, output_field=AS_READ) for at in range(len(self.parts), width)}
        keys = {f"slice_{name}": key for name, key in self.keys.items()}
        rows = counted.order_by().values(slice_place=Value(place, output_field=NUMBER), **keys)
        return rows.annotate(**measures, **padding).values_list("slice_place", *keys, *measures, *padding)


def read(selects: Sequence[Select], *, user, among: Sequence[Any]) -> Iterator[tuple[Any, tuple]]:
    """The rows of all selects, each with that of `among` which stands where its select stands."""
    width = max((len(select.parts) for select in selects), default=0)
    queries = [select.query(place, width, user) for place, select in enumerate(selects)]
    if not queries:
        return
    for place, *row in queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]:
        yield among[place], tuple(row)

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
    """What parts measure in each of some windows: by the keys of a cut, or all under None."""

    found: Mapping[tuple[Part, int], Mapping[Any, Number]]

    def whole(self, part: Part, place: int) -> Number:
        return sum(self.found[part, place].values(), part.measure.zero)

    def divided(self, part: Part, place: int) -> Mapping[Any, Number]:
        return self.found[part, place]


def tally(parts: Iterable[Part], windows: Sequence[Window], *, user=None, by: str | None = None) -> Tally:
    """Parts of one family are read together; each window by itself, which an index by date then serves.

    A family is divided by the cut `by` where what its parts measure adds up to the whole again.
    """
    parts = tuple(parts)
    known_idle = [part for part in parts if part.idle and by == "unit"]
    grouped = by_family((*parts, *(active for part in known_idle for active in part.idle)))
    asked = [(family, place) for family in grouped for place in range(len(windows))]
    selects = [_select(family, grouped[family], windows[place], by) for family, place in asked]
    found: dict[tuple[Part, int], dict[Any, Number]] = {
        (part, place): {} for family, place in asked for part in grouped[family]
    }
    for (family, place), (key, *values) in read(selects, user=user, among=asked):
        for part, value in zip(grouped[family], values, strict=False):
            found[part, place][key] = number(part, value)
    for part in known_idle:
        for place in range(len(windows)):
            found[part, place] = _without(found[part, place], (found[active, place] for active in part.idle))
    return Tally(found)


def by_family(parts: Iterable[Part]) -> dict[Family, list[Part]]:
    grouped: dict[Family, list[Part]] = {}
    for part in dict.fromkeys(parts):
        grouped.setdefault(part.family, []).append(part)
    return grouped


def _select(family: Family, parts: Sequence[Part], window: Window, by: str | None) -> "Select":
    cut = family.cuts.get(by) if by else None
    if cut is None or cut.many or not all(part.measure.adds_up(by) for part in parts):
        return Select(family, parts, window, {"key": Value(None, output_field=NUMBER)})
    # Once all activity is divided by unit, the idle units are known and the database need not look for them.
    told = [replace(part, idle=()) for part in parts] if by == "unit" else parts
    return Select(family, told, window, {"key": cut.key(window)})


def _without(units: Mapping[Any, Number], active: Iterable[Mapping[Any, Number]]) -> dict[Any, Number]:
    """The units none of the others counts anything of."""
    busy = {unit for counted in active for unit, value in counted.items() if value}
    return {unit: value for unit, value in units.items() if unit not in busy}


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

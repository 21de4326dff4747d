"""Counting: what parts measure in windows and in the parts of a cut, in one statement however many rows there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.db.models import ExpressionWrapper, Field, IntegerField, Q, QuerySet, Value

from core import access
from core.indicators.declaration import Family, Part
from core.indicators.windows import Window

Number = int | Decimal
NUMBER, AS_READ = IntegerField(), Field()
"""A column of the statement holds counts of one family and amounts of another: the values come as the database gives them."""


@dataclass(frozen=True)
class Tally:
    """What parts measure in each of some windows: by unit where it was counted so, else all under None. No zeros."""

    found: Mapping[tuple[Part, int], Mapping[int | None, Number]]
    windows: Sequence[Window] = ()

    def whole(self, part: Part, place: int) -> Number:
        return sum(self.found[part, place].values(), part.measure.zero)

    def by_unit(self, part: Part, place: int) -> Mapping[int | None, Number]:
        """Under the unit that took its place since, where the window says so."""
        found, window = self.found[part, place], self.windows[place]
        if not window.heirs:
            return found
        told: dict[int | None, Number] = {}
        for unit, value in found.items():
            heir = None if unit is None else window.heir(unit)
            told[heir] = told.get(heir, part.measure.zero) + value
        return told


def tally(
    parts: Iterable[Part],
    windows: Sequence[Window],
    *,
    user=None,
    by_unit: Iterable[Part] = (),
    steady: bool = False,
) -> Tally:
    """Families of the parts wanted `by_unit` are divided by unit, and what is counted in all is the sum.

    `steady`: what the parts count follows from the window alone, so the statement for all rows need be written only once.
    """
    # Counted by the unit it was then, and gathered under heirs afterwards: what units make one whole adds up.
    counted = tuple(window.as_it_was for window in windows)
    asked = (tuple(dict.fromkeys(parts)), counted, tuple(dict.fromkeys(by_unit)))
    plan = (_kept if steady else Plan)(*asked)
    everything = user is None or user.may(access.VIEW_ALL)
    rows = plan.rows_of_all() if steady and everything else plan.rows(user)
    found: dict[tuple[Part, int], dict[int | None, Number]] = {
        (part, place): {} for parts, place in plan.asked for part in parts
    }
    for (parts_read, place), (key, *values) in rows:
        for part, value in zip(parts_read, values, strict=False):
            if value:
                found[part, place][key] = number(part, value)
    for part in plan.idle:
        for place in range(len(plan.windows)):
            busy = set().union(*(found[each, place] for each in part.idle))
            found[part, place] = {key: one for key, one in found[part, place].items() if key not in busy}
    return Tally(found, tuple(windows))


@dataclass(frozen=True)
class Plan:
    """How parts are counted: those of one family together; each window by itself, which an index by date then serves."""

    parts: tuple[Part, ...]
    windows: tuple[Window, ...]
    by_unit: tuple[Part, ...]

    @cached_property
    def idle(self) -> list[Part]:
        return [part for part in self.parts if part.idle]

    @cached_property
    def asked(self) -> list[tuple[list[Part], int]]:
        """The parts each select measures, and the place of its window."""
        active = [part for each in self.idle for part in each.idle]
        grouped = by_family((*self.parts, *active)).values()
        return [(parts, place) for parts in grouped for place in range(len(self.windows))]

    @cached_property
    def selects(self) -> list["Select"]:
        divided = {part.family for part in self.by_unit}
        divided |= {each.family for part in self.idle for each in (part, *part.idle)}
        return [
            _by_unit(parts, self.windows[place])
            if parts[0].family in divided
            else Select(parts, self.windows[place], {"key": Value(None, output_field=NUMBER)})
            for parts, place in self.asked
        ]

    def rows(self, user) -> Iterator[tuple[tuple[list[Part], int], tuple]]:
        return read(self.selects, user=user, among=self.asked)

    def rows_of_all(self) -> Iterator[tuple[tuple[list[Part], int], tuple]]:
        with connection.cursor() as cursor:
            cursor.execute(*self.statement)
            for place, *row in cursor.fetchall():
                yield self.asked[place], tuple(row)

    @cached_property
    def statement(self) -> tuple[str, tuple]:
        """SQL that counts everything, whoever may see it. Building it takes longer than a small department's counting."""
        return united(self.selects, None).query.sql_with_params()


_kept = lru_cache(maxsize=32)(Plan)


def by_family(parts: Iterable[Part]) -> dict[Family, list[Part]]:
    grouped: dict[Family, list[Part]] = {}
    for part in dict.fromkeys(parts):
        grouped.setdefault(part.family, []).append(part)
    return grouped


def _by_unit(parts: Sequence[Part], window: Window) -> "Select":
    """Idle units are known once all activity is divided by unit: the database need not look for them."""
    family = parts[0].family
    if not all(part.measure.adds_up for part in parts):
        raise ValueError(f"{family.title}: the units do not add up to the whole.")
    told = [replace(part, idle=()) for part in parts]
    return Select(told, window, {"key": family.cuts["unit"].key(window)})


def number(part: Part, value: Any) -> Number:
    """SQLite sums amounts as floating point: back to cents, in which they are kept."""
    if part.measure.money:
        return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return int(value)


# --- one statement ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Select:
    """Rows counted in a window, told apart by `keys`, and what each of the parts, all of one family, measures of them."""

    parts: Sequence[Part]
    window: Window
    keys: Mapping[str, Any]
    only: Q = field(default_factory=Q)
    joined: bool = False
    """Rows may repeat: the keys lead to several of something."""

    def query(self, place: int, width: int, user) -> QuerySet:
        """Behind its place among the others; with as many columns as the widest."""
        family = self.parts[0].family
        counted = family.base(user).filter(family.counted(self.window)).filter(self.only)
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


def united(selects: Sequence[Select], user) -> QuerySet:
    width = max(len(select.parts) for select in selects)
    queries = [select.query(place, width, user) for place, select in enumerate(selects)]
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


def read(selects: Sequence[Select], *, user, among: Sequence[Any]) -> Iterator[tuple[Any, tuple]]:
    """The rows of all selects, each with that of `among` which stands where its select stands."""
    if selects:
        for place, *row in united(selects, user):
            yield among[place], tuple(row)

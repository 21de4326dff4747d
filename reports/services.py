"""From a declaration to numbers: the figures, the rows behind each, and their division by unit, country or month."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import F, IntegerField, Max, Q, QuerySet, Value
from django.utils import timezone

from core.indicators import Family, Indicator, Measure, Part, Window, families, visible
from reports import catalogue
from reports.periods import DECREE, Period, current, half_year_of

Number = int | Decimal


# --- figures ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A figure of the period and of the same period last year."""

    indicator: Indicator
    value: Number
    previous: Number

    @property
    def change(self) -> Number:
        return self.value - self.previous

    @property
    def rate(self) -> Decimal | None:
        """The change in per cent of the earlier figure, one decimal; None when that was zero."""
        return percent(self.change, self.previous)


def percent(part: Number, whole: Number) -> Decimal | None:
    """`part` of `whole` in per cent, rounded half up to one decimal; None when the whole is zero."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def figures(
    indicators: Iterable[Indicator], window: Window, previous: Window, *, user=None
) -> dict[str, Figure]:
    """The figures of both windows, by code; one query for each family of rows, however many rows there are."""
    indicators = tuple(indicators)
    found = numbers((part for each in indicators for part in each.parts), window, previous, user=user)

    def summed(each: Indicator, place: int) -> Number:
        return sum((found[part][place] for part in each.parts), each.zero)

    return {each.code: Figure(each, summed(each, 0), summed(each, 1)) for each in indicators}


def numbers(
    parts: Iterable[Part], window: Window, previous: Window, *, user=None
) -> dict[Part, tuple[Number, Number]]:
    """What each part measures in both windows; one query for each family of rows."""
    grouped: dict[Family, list[Part]] = {}
    for part in dict.fromkeys(parts):
        grouped.setdefault(part.family, []).append(part)
    found = {}
    for family, its_parts in grouped.items():
        aggregates = {}
        for place, part in enumerate(its_parts):
            aggregates[f"now_{place}"] = part.measure.over(part.condition(window, user))
            aggregates[f"before_{place}"] = part.measure.over(part.condition(previous, user))
        counted = family.counted(window) | family.counted(previous)
        measured = family.base(user).filter(counted).order_by().aggregate(**aggregates)
        for place, part in enumerate(its_parts):
            found[part] = (
                as_number(part, measured[f"now_{place}"]),
                as_number(part, measured[f"before_{place}"]),
            )
    return found


def as_number(part: Part, value: Any) -> Number:
    """SQLite sums amounts as floating point: back to cents, in which they are kept."""
    if part.measure.money:
        return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return int(value)


# --- rows ---------------------------------------------------------------------------------------


class UnknownCut(ValueError):
    """An indicator is not divided in this way, or there is no such part."""


@dataclass(frozen=True)
class PartRows:
    """The rows of one part of an indicator, in order."""

    part: Part
    rows: QuerySet

    @property
    def family(self) -> Family:
        return self.part.family


def rows(
    indicator: Indicator, window: Window, *, user=None, narrow: Mapping[str, str] | None = None
) -> list[PartRows]:
    """The rows a figure counts, part by part; `narrow` keeps those of one unit, country, month or purpose."""
    return [
        PartRows(
            part, _narrowed(part, part.rows(window, user), window, narrow or {}).order_by(*part.family.order)
        )
        for part in indicator.parts
    ]


def part_rows(part: Part, window: Window, *, user=None) -> QuerySet:
    """The rows of a part, in order."""
    return part.rows(window, user).order_by(*part.family.order)


def measured(part: Part, measures: Iterable[Measure], window: Window, *, user=None) -> list[Number]:
    """The rows of a part in several measures at once: what stands under the columns of its list."""
    aggregates = {f"measure_{place}": measure.over(Q()) for place, measure in enumerate(measures)}
    return list(part.rows(window, user).order_by().aggregate(**aggregates).values())


def _narrowed(part: Part, found: QuerySet, window: Window, narrow: Mapping[str, str]) -> QuerySet:
    for name, value in narrow.items():
        if name not in part.family.cuts:
            raise UnknownCut(name)
        try:
            found = part.family.cuts[name].narrow(found, value, window)
        except (ValueError, OverflowError) as error:
            raise UnknownCut(f"{name}={value}") from error
    return found


def narrowed_figure(
    indicator: Indicator, window: Window, previous: Window, *, user=None, narrow: Mapping[str, str]
) -> Figure:
    """The figure of the narrowed rows alone. A month has no like in the year before, so only this window counts."""

    def value_in(span: Window) -> Number:
        value = indicator.zero
        for part in indicator.parts:
            found = _narrowed(part, part.rows(span, user), span, narrow)
            value += as_number(part, found.order_by().aggregate(measured=part.measure.over(Q()))["measured"])
        return value

    earlier = indicator.zero if "month" in narrow else value_in(previous)
    return Figure(indicator, value_in(window), earlier)


# --- divisions ----------------------------------------------------------------------------------


@dataclass
class Slice:
    """One unit, country, month or code, and what each indicator counts there. `key` is None for rows without one."""

    key: Any
    label: str
    values: dict[str, Number] = field(default_factory=dict)


def breakdown(indicators: Iterable[Indicator], by: str, window: Window, *, user=None) -> list[Slice]:
    """What each indicator counts by unit, country, month, record or code: one query for all of them."""
    indicators = tuple(indicators)
    grouped = [
        group for family, parts in families(indicators).items() for group in groups_of(family, parts, by)
    ]
    width = max((len(parts) for _family, parts in grouped), default=0)
    queries = [
        grouped_rows(family, parts, place, by, window, user, width)
        for place, (family, parts) in enumerate(grouped)
    ]
    found: dict[Any, Slice] = {}
    for place, key, label, *values in united(queries):
        family, parts = grouped[place]
        for each_key, each_label in family.cuts[by].divide(key, label):
            here = found.setdefault(
                each_key, Slice(each_key, each_label, {i.code: i.zero for i in indicators})
            )
            for (each, part), value in zip(parts, values, strict=False):
                here.values[each.code] += as_number(part, value)
    return list(found.values())


Parts = list[tuple[Indicator, Part]]


def groups_of(family: Family, parts: Parts, by: str) -> list[tuple[Family, Parts]]:
    """Parts that are read together: what is summed of rows that a cut repeats is read row by row."""
    repeats = family.cuts[by].many
    summed = [pair for pair in parts if repeats and pair[1].measure.total]
    return [(family, each) for each in ([pair for pair in parts if pair not in summed], summed) if each]


def grouped_rows(
    family: Family, parts: Parts, place: int, by: str, window: Window, user, width: int
) -> QuerySet:
    """(place, key, label, one value for each part, padded to `width`) for each group of rows."""
    cut = family.cuts[by]
    found = family.base(user).filter(family.counted(window)).filter(cut.only).order_by()
    row_by_row = {"slice_row": F("pk")} if cut.many and parts[0][1].measure.total else {}
    grouped = found.values(
        slice_place=Value(place, output_field=IntegerField()),
        slice_key=cut.key(window),
        slice_label=cut.name(window),
        **row_by_row,
    )
    measures = {
        f"value_{number}": part.measure.over(part.where(window, user), joined=cut.many)
        for number, (_indicator, part) in enumerate(parts)
    }
    padding = {
        f"value_{number}": Value(0, output_field=IntegerField()) for number in range(len(parts), width)
    }
    names = ("slice_place", "slice_key", "slice_label", *measures, *padding)
    return grouped.annotate(**measures, **padding).values_list(*names)


def united(queries: list[QuerySet]) -> Iterable[tuple]:
    """The rows of several queries of the same columns, read at once."""
    if not queries:
        return ()
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


# --- which period to open -----------------------------------------------------------------------


def latest_with_data(user, rule: str = DECREE) -> Period:
    """The half-year of the newest record that has an outcome; the current one when there is none."""
    day = latest_trace(user)
    return half_year_of(day, rule) if day else current(rule)


def latest_trace(user) -> datetime.date | None:
    today = timezone.localdate()
    days = []
    for model, condition, path in catalogue.TRACES:
        found = visible(model, user).filter(condition, **{f"{path}__lte": today}).order_by()
        days.append(found.values(trace=Value(1)).annotate(day=Max(F(path))).values_list("day"))
    newest = days[0].union(*days[1:], all=True)
    return max((day for (day,) in newest if day), default=None)

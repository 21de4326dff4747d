"""From a declaration to numbers: the figures, the rows behind each, and their division by unit, country or month."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Value
from django.utils import timezone

from core.indicators.declaration import Family, Indicator, Part, families
from core.indicators.measures import Measure
from core.indicators.rows import visible
from core.indicators.windows import Window
from reports import catalogue
from reports.counting import NUMBER, Number, Select, Tally, number, read, tally
from reports.periods import DECREE, Period, current, half_year_of

# --- figures ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A figure of the period and of the same period last year, None where nothing is known of that."""

    indicator: Indicator
    value: Number
    previous: Number | None

    @property
    def change(self) -> Number | None:
        return None if self.previous is None else self.value - self.previous

    @property
    def rate(self) -> Decimal | None:
        """The change in per cent of the earlier figure, one decimal; None when that was zero or is not known."""
        return percent(self.change, self.previous) if self.previous else None


def percent(part: Number, whole: Number) -> Decimal | None:
    """`part` of `whole` in per cent, rounded half up to one decimal; None when the whole is zero."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def figures(
    indicators: Iterable[Indicator], window: Window, previous: Window, *, user=None
) -> dict[str, Figure]:
    """The figures of both windows, by code; one query, however many rows there are."""
    indicators = tuple(indicators)
    return figures_of(indicators, tally(parts_of(indicators), (window, previous), user=user, steady=True))


def parts_of(indicators: Iterable[Indicator]) -> Iterator[Part]:
    return (part for each in indicators for part in each.parts)


def figures_of(indicators: Iterable[Indicator], found: Tally) -> dict[str, Figure]:
    """The figures by code, from what was counted in their window and in the one before."""

    def summed(each: Indicator, place: int) -> Number:
        return sum((found.whole(part, place) for part in each.parts), each.zero)

    return {each.code: Figure(each, summed(each, 0), summed(each, 1)) for each in indicators}


def numbers(
    parts: Iterable[Part], window: Window, previous: Window, *, user=None
) -> dict[Part, tuple[Number, Number]]:
    """What each part measures in both windows; one query."""
    parts = tuple(parts)
    found = tally(parts, (window, previous), user=user)
    return {part: (found.whole(part, 0), found.whole(part, 1)) for part in parts}


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
            part, narrowed(part, part.rows(window, user), window, narrow or {}).order_by(*part.family.order)
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


def narrowed(part: Part, found: QuerySet, window: Window, narrow: Mapping[str, str]) -> QuerySet:
    """Rows of one unit, country, month or purpose."""
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
    if not narrow:
        return figures((indicator,), window, previous, user=user)[indicator.code]

    def value_in(span: Window) -> Number:
        value = indicator.zero
        for part in indicator.parts:
            found = narrowed(part, part.rows(span, user), span, narrow)
            value += number(part, found.order_by().aggregate(measured=part.measure.over(Q()))["measured"])
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
    selects = [divided(family, parts, by, window) for family, parts in grouped]
    found: dict[Any, Slice] = {}
    for (family, parts), (key, label, _row, *values) in read(selects, user=user, among=grouped):
        for each_key, each_label in family.cuts[by].divide(key, label):
            here = found.setdefault(
                each_key, Slice(each_key, each_label, {i.code: i.zero for i in indicators})
            )
            for (each, part), value in zip(parts, values, strict=False):
                here.values[each.code] += number(part, value)
    return list(found.values())


Parts = list[tuple[Indicator, Part]]


def groups_of(family: Family, parts: Parts, by: str) -> list[tuple[Family, Parts]]:
    """Parts that are read together: what is summed of rows that a cut repeats is read row by row."""
    repeats = family.cuts[by].many
    summed = [pair for pair in parts if repeats and pair[1].measure.total]
    return [(family, each) for each in ([pair for pair in parts if pair not in summed], summed) if each]


def divided(family: Family, parts: Parts, by: str, window: Window) -> Select:
    """The rows of these parts, told apart by a cut: key, label, and the row itself where a sum must not repeat it."""
    cut = family.cuts[by]
    row = F("pk") if cut.many and parts[0][1].measure.total else Value(0, output_field=NUMBER)
    keys = {"key": cut.key(window), "label": cut.name(window), "row": row}
    return Select([part for _indicator, part in parts], window, keys, cut.only, joined=cut.many)


def slices_of(indicators: Iterable[Indicator], found: Tally) -> dict[int | None, dict[str, Number]]:
    """What each indicator counts of each unit, by code."""
    indicators = tuple(indicators)
    zeros = {each.code: each.zero for each in indicators}
    made: dict[int | None, dict[str, Number]] = {}
    for each in indicators:
        for part in each.parts:
            for unit, value in found.by_unit(part, 0).items():
                made.setdefault(unit, dict(zeros))[each.code] += value
    return made


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

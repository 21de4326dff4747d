"""A family of rows, a part of it measured, an indicator of such parts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.columns import Column
from core.explaining import Explanation
from core.indicators.cuts import AnyCut, ChoiceCut
from core.indicators.measures import ROWS, Measure
from core.indicators.windows import Window
from core.states import as_shown


@dataclass(frozen=True, eq=False)
class Family:
    """One kind of rows, which of them count in a window, and how a list of them looks.

    Figures of one family are read together, in one query.
    """

    title: Any
    base: Callable[[Any], QuerySet]
    """The rows a person may see; None asks for all."""
    counted: Callable[[Window], Q]
    cuts: Mapping[str, AnyCut]
    columns: tuple[Column, ...]
    record: Callable[[Any], Any] = lambda row: row
    """What a row opens: itself, or the record it is a row of."""
    explained: Explanation | None = None
    """Why rows are counted or not (`reports/explain.py`); every family of the report has it."""
    order: tuple[str, ...] = ("pk",)
    tones: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """State → (tone, icon), where the columns show one."""

    def state_of(self, row: Any) -> dict[str, Any] | None:
        """The state to show: label, tone and icon."""
        return as_shown(row.shown_state, self.tones)


Condition = Callable[[Window, Any], Q]


def _met(condition: Q, window: Window, user) -> Q:
    return condition


def only(*args: Q, **lookups: Any) -> Condition:
    """A condition that is the same in every window."""
    return partial(_met, Q(*args, **lookups))


EVERY_ROW = only()


def _as_they_are(rows: QuerySet, window: Window) -> QuerySet:
    return rows


@dataclass(frozen=True, eq=False)
class Part:
    """Some rows of a family, measured."""

    family: Family
    measure: Measure = ROWS
    where: Condition = EVERY_ROW
    idle: tuple["Part", ...] = ()
    """Only units of which none of these parts counts a row; the rows of the family are units."""
    shown: tuple[Column, ...] = ()
    """Columns of its list where those of the family are not the ones to look at."""
    adds: Callable[[QuerySet, Window], QuerySet] = _as_they_are
    """What only these columns show, and what depends on the window (how long so far, how far behind)."""

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.shown or self.family.columns

    def narrowing(self, window: Window, user) -> Q:
        """Which of the rows its family counts are its own."""
        return self.where(window, user) & without_rows(self.idle, window, user)

    def condition(self, window: Window, user) -> Q:
        return self.family.counted(window) & self.narrowing(window, user)

    def divides(self, by: str) -> bool:
        """Can it be measured piece by piece? Not what is told apart across the sets of a ChoiceCut, which overlap."""
        return by in self.family.cuts and not (
            self.measure.distinct and isinstance(self.family.cuts[by], ChoiceCut)
        )

    def rows(self, window: Window, user) -> QuerySet:
        """The rows this part counts."""
        return self.adds(self.family.base(user), window).filter(self.condition(window, user))


def without_rows(parts: Iterable[Part], window: Window, user) -> Q:
    """Units of which none of the parts counts a row."""
    idle = Q()
    for part in parts:
        idle &= ~Q(Exists(part.rows(window, user).filter(unit=OuterRef("pk")).order_by()))
    return idle


@dataclass(frozen=True, eq=False)
class Indicator:
    """A figure of the report (`reports/catalogue.py`). Its code is permanent, never reused."""

    code: str
    label: Any
    unit: Any
    definition: Any
    parts: tuple[Part, ...]

    @property
    def money(self) -> bool:
        return self.parts[0].measure.money

    @property
    def zero(self) -> int | Decimal:
        return self.parts[0].measure.zero

    def cuts(self) -> set[str]:
        """The ways in which every part of it can be divided, into pieces that mean the same in each."""
        cuts = self.parts[0].family.cuts
        return {
            by
            for by in cuts
            if all(
                part.divides(by) and set(part.family.cuts[by].labels) == set(cuts[by].labels)
                for part in self.parts
            )
        }


def indicator(code: str, label: Any, unit: Any, definition: Any, *parts: Part) -> Indicator:
    return Indicator(code, label, unit, definition, parts)


def families(indicators: Iterable[Indicator]) -> dict[Family, list[tuple[Indicator, Part]]]:
    """The parts of the indicators, gathered by family."""
    found: dict[Family, list[tuple[Indicator, Part]]] = {}
    for each in indicators:
        for part in each.parts:
            found.setdefault(part.family, []).append((each, part))
    return found

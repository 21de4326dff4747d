"""What a gauge is: rows to look at, the rows they are part of, and what the two say together.

The report tells what was done; gauges (K1–K23, domain §7) tell where it goes wrong. They are built of the same parts as
the report's indicators, so every number opens its rows.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.columns import plain
from core.indicators.declaration import Part
from core.indicators.windows import Window
from core.states import as_shown
from reports.services import Number, percent

Numbers = Mapping[str, Any]
"""What was counted, by the name of its rows, and what a gauge reads besides."""


# --- the light ----------------------------------------------------------------------------------


class Light(models.TextChoices):
    GREEN = "GREEN", gettext_lazy("Good")
    AMBER = "AMBER", gettext_lazy("To be watched")
    RED = "RED", gettext_lazy("To be dealt with")
    INFO = "INFO", gettext_lazy("For information")
    UNKNOWN = "UNKNOWN", gettext_lazy("No data yet")

    @property
    def shown(self) -> dict[str, Any]:
        return as_shown(self, TONES)


TONES = {
    "GREEN": ("success", "check-circle"),
    "AMBER": ("warning", "exclamation-triangle"),
    "RED": ("danger", "x-octagon"),
    "INFO": ("info", "info-circle"),
    "UNKNOWN": ("muted", "question-circle"),
}


@dataclass(frozen=True)
class Limits:
    """From where on a value is good, and how far it is only to be watched; without `amber` there is no between."""

    green: Decimal | int
    amber: Decimal | int | None = None
    at_least: bool = False
    """More is better."""

    def light(self, value: Number) -> Light:
        if self._within(value, self.green):
            return Light.GREEN
        return Light.AMBER if self.amber is not None and self._within(value, self.amber) else Light.RED

    def _within(self, value: Number, limit: Number) -> bool:
        return value >= limit if self.at_least else value <= limit

    def in_words(self) -> str:
        sign = "≥" if self.at_least else "≤"
        green, amber = (number_format(plain(Decimal(each or 0))) for each in (self.green, self.amber))
        if self.amber is None:
            return _("Good: %(sign)s %(green)s; otherwise to be dealt with.") % {"sign": sign, "green": green}
        return _("Good: %(sign)s %(green)s; to be watched: %(sign)s %(amber)s; beyond: to be dealt with.") % {
            "sign": sign,
            "green": green,
            "amber": amber,
        }


# --- the declaration ----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows a gauge counts, under a name that stands in the address of their list."""

    name: str
    label: Any
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Reading:
    """One value read off the numbers; None where there is nothing to measure."""

    value: Callable[[Numbers], Number | None]
    unit: Any
    label: Any = ""
    """Needed where a gauge has several."""
    limits: Limits | None = None
    places: int = 1
    """Decimals shown."""


@dataclass(frozen=True)
class Table:
    """A division the domain asks for (by unit, by step, by source): headings and rows of plain values."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, eq=False)
class Gauge:
    """A measure of what goes wrong. Its code is permanent, never reused."""

    code: str
    label: Any
    formula: Any
    rows: tuple[Rows, ...] = ()
    """The first are those to look at."""
    readings: tuple[Reading, ...] = ()
    """The first is the headline."""
    sums: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    """Measured for the readings; not a list of their own."""
    reads: Callable[[Window, Any], dict[str, Any]] = lambda window, user: {}
    """What a database does not sum: medians, concentrations."""
    tables: Callable[[Window, Any], list[Table]] = lambda window, user: []

    @property
    def counted(self) -> dict[str, tuple[Part, ...]]:
        """What is counted for it, by name."""
        return {**{rows.name: rows.parts for rows in self.rows}, **self.sums}


LOOK, OF, UNKNOWN = "look", "of", "unknown"
"""Names of rows most gauges have: what to look at, what it is part of, what could not be measured."""


def share(
    code: str,
    label: Any,
    formula: Any,
    *,
    look: tuple[Any, tuple[Part, ...]],
    of: tuple[Any, tuple[Part, ...]],
    limits: Limits | None = None,
    also: tuple[Rows, ...] = (),
    good: bool = False,
) -> Gauge:
    """The share of the rows to look at; with `good`, of those one need not look at."""

    def value(numbers: Numbers) -> Number | None:
        part, whole = numbers[LOOK], numbers[OF]
        return percent(whole - part if good else part, whole)

    return Gauge(
        code, label, formula, (Rows(LOOK, *look), Rows(OF, *of), *also), (Reading(value, "%", limits=limits),)
    )


def number(
    code: str, label: Any, formula: Any, unit: Any, *parts: Part, limits: Limits | None = None
) -> Gauge:
    """How many rows there are to look at."""
    return Gauge(
        code,
        label,
        formula,
        (Rows(LOOK, label, parts),),
        (Reading(lambda numbers: numbers[LOOK], unit, limits=limits, places=0),),
    )


NONE_ALLOWED = Limits(0)


# --- windows ------------------------------------------------------------------------------------


def so_far(window: Window, days_ago: int = 0) -> Window:
    """The window up to today (or so many days before): what lies ahead can be neither late nor done."""
    latest = timezone.localdate() - datetime.timedelta(days=days_ago)
    return Window(window.start, min(window.end, latest), window.basis)

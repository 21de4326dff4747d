"""Indicators: a figure is declared as the rows it counts.

A `Family` is a kind of rows and the rule by which they count in a window; a `Part` measures some of them; an
`Indicator` is one or more parts with a permanent code. Nothing is computed here: `reports/services.py` turns one
declaration into the figure, the list of its rows and their division by unit, country or month.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    Count,
    DateField,
    DecimalField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext_lazy as _

from core import access
from core.columns import Column, Date, Reference, State
from core.explaining import Explanation
from core.states import as_shown, first_known
from core.workdays import add_months

DECISION, DEPARTURE = "decision", "departure"
"""To which day an outbound delegation belongs: its decision (the default) or its departure."""


@dataclass(frozen=True)
class Window:
    """Days a figure speaks of, both included, and the basis on which trips belong to it."""

    start: datetime.date
    end: datetime.date
    basis: str = DECISION
    heirs: tuple[tuple[int, int, str], ...] = ()
    """(unit, the one that took its place in the end, that one's name), where what passed into another unit is told under
    that one. Empty: as it was."""

    @property
    def as_it_was(self) -> "Window":
        return replace(self, heirs=()) if self.heirs else self

    def heir(self, unit: int) -> int:
        """Under which unit the unit is told."""
        return next((end for old, end, _name in self.heirs if old == unit), unit)

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """For `field__range`, which includes both ends."""
        return self.start, self.end


# --- whose rows ---------------------------------------------------------------------------------


def visible(model: type[models.Model], user) -> QuerySet:
    """The records a person answers for; all that are not withdrawn when `user` is None, the system itself."""
    return model.objects.live() if user is None else model.objects.owned_by(user)


def rows_of(children: QuerySet, parent: str, user) -> QuerySet:
    """The child rows of the records a person may see.

    Who sees all needs no subquery: the figures join the record anyway, and it only must not be withdrawn.
    """
    if user is None or user.may(access.VIEW_ALL):
        return children.filter(**{f"{parent}__deleted_at": None})
    model = children.model._meta.get_field(parent).related_model
    return children.filter(**{f"{parent}__in": visible(model, user)})


# --- what is measured ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """How rows become a number: counted, counted once for each value of a path, or summed."""

    path: Any = "pk"
    distinct: bool = False
    total: bool = False
    money: bool = False
    of_one_unit: bool = False
    """No two units share a value: the distinct values of each add up to those of all."""

    @property
    def adds_up(self) -> bool:
        """Is the whole the sum of what each unit has?"""
        return not self.distinct or self.of_one_unit

    @property
    def zero(self) -> int | Decimal:
        return Decimal("0.00") if self.money else 0

    def over(self, condition: Q, *, joined: bool = False) -> Aggregate | Coalesce:
        """The aggregate of the rows that meet `condition`.

        `joined` rows may repeat: they are counted apart, and what is summed is read once of each (who asks groups by row).
        """
        if not self.total:
            return Count(self.path, filter=condition, distinct=self.distinct or joined)
        output = DecimalField(max_digits=30, decimal_places=2) if self.money else IntegerField()
        summed = (Max if joined else Sum)(self.path, filter=condition, output_field=output)
        return Coalesce(summed, Value(self.zero, output_field=output))


ROWS = Measure()


def distinct(path: Any, *, of_one_unit: bool = False) -> Measure:
    return Measure(path, distinct=True, of_one_unit=of_one_unit)


class Bytes(Func):
    """Text told apart byte by byte: put in the order of Vietnamese words first, it takes several times as long."""

    template = "%(expressions)s"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **context)


def total(path: Any) -> Measure:
    """The sum of a whole number; unknown values add nothing."""
    return Measure(path, total=True)


def money(path: Any) -> Measure:
    """The sum of an amount with two decimals; unknown values add nothing."""
    return Measure(path, total=True, money=True)


NOT_GIVEN = "none"
"""What an address calls the part of the rows that do not say."""
LARGEST_KEY = 2**63 - 1
"""A database refuses a larger one with an error of its own."""

# --- how rows divide ----------------------------------------------------------------------------


def _chosen(rows: QuerySet, chosen: Q, many: bool) -> QuerySet:
    """The rows that meet a condition; each once, where it is met by some of many joined rows."""
    return rows.filter(pk__in=rows.order_by().filter(chosen).values("pk")) if many else rows.filter(chosen)


@dataclass(frozen=True)
class Cut:
    """A way to divide rows, by what `path` leads to; its `label` is another path.

    `many`: one row may fall into several parts, and `only` says which of the joined rows matter.
    """

    path: str
    label: str
    many: bool = False
    only: Q = field(default_factory=Q)
    labels = MappingProxyType({})
    """Of codes; what has a name of its own needs none."""

    def key(self, window: Window) -> Any:
        return F(self.path)

    def name(self, window: Window) -> Any:
        return F(self.label)

    def divide(self, key: Any, label: Any) -> Iterator[tuple[Any, str]]:
        """The parts a group of rows falls into, each with its label."""
        yield key, "" if label is None else str(label)

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        """The rows of one part. ValueError when `value` cannot be the key of one."""
        if value == NOT_GIVEN:
            return _chosen(rows, Q(**{f"{self.path}__isnull": True}) & self.only, self.many)
        key = int(value)
        if not 0 < key <= LARGEST_KEY:
            raise ValueError(value)
        return _chosen(rows, Q(**{self.path: key}) & self.only, self.many)


@dataclass(frozen=True)
class UnitCut(Cut):
    """By the unit it was then, or by the one that took its place since: the window says which."""

    def key(self, window: Window) -> Any:
        return self._told(window, self.path, lambda end, name: end, BigIntegerField())

    def name(self, window: Window) -> Any:
        return self._told(window, self.label, lambda end, name: name, TextField())

    def _told(self, window: Window, path: str, of_heir: Callable[[int, str], Any], output: Any) -> Any:
        gathered: dict[tuple[int, str], list[int]] = {}
        for unit, end, name in window.heirs:
            gathered.setdefault((end, name), []).append(unit)
        if not gathered:
            return F(path)
        passed = [
            When(**{f"{self.path}__in": units}, then=Value(of_heir(*heir), output_field=output))
            for heir, units in gathered.items()
        ]
        return Case(*passed, default=F(path), output_field=output)

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        if value == NOT_GIVEN or not window.heirs:
            return super().narrow(rows, value, window)
        heir = window.heir(int(value))
        if not 0 < heir <= LARGEST_KEY:
            raise ValueError(value)
        family = [heir, *(unit for unit, end, _name in window.heirs if end == heir)]
        return rows.filter(**{f"{self.path}__in": family})


@dataclass(frozen=True)
class MonthCut:
    """By the month of the day that puts a row into the window, which may depend on the basis."""

    dated: Callable[[Window], str]
    many = False
    only = Q()
    labels = MappingProxyType({})

    def key(self, window: Window) -> Any:
        return TruncMonth(self.dated(window), output_field=DateField())

    name = key

    def divide(self, key: Any, label: Any) -> Iterator[tuple[Any, str]]:
        yield key, "" if label is None else str(label)

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        year, month = value.split("-")
        first = datetime.date(int(year), int(month), 1)
        path = self.dated(window)
        return rows.filter(**{f"{path}__gte": first, f"{path}__lt": add_months(first, 1)})


@dataclass(frozen=True)
class ChoiceCut:
    """By the codes of a ChoiceSetField of `model`, to which `path` leads.

    Rows are grouped by the whole set, which the reader takes apart.
    """

    path: str
    model: type[models.Model]
    many = False
    only = Q()

    @property
    def field(self) -> models.Field:
        return self.model._meta.get_field(self.path.rpartition("__")[2])

    @property
    def labels(self) -> dict[str, Any]:
        return dict(self.field.flatchoices)

    def key(self, window: Window) -> Any:
        return F(self.path)

    name = key

    def divide(self, key: Any, label: Any) -> Iterator[tuple[str, str]]:
        labels = self.labels
        for code in self.field.to_python(key):
            yield code, str(labels.get(code, code))

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        if value not in self.labels:
            raise ValueError(value)
        return rows.filter(**{f"{self.path}__has": value})


@dataclass(frozen=True)
class CodeCut:
    """By one code, of the row itself or of the rows `path` leads to; see `Cut` for `many`."""

    path: str
    codes: type[models.TextChoices]
    many: bool = False
    only = Q()

    @property
    def labels(self) -> dict[str, Any]:
        return dict(self.codes.choices)

    def key(self, window: Window) -> Any:
        return F(self.path)

    name = key

    def divide(self, key: Any, label: Any) -> Iterator[tuple[str | None, str]]:
        yield key or None, str(self.labels.get(key, key or ""))

    def narrow(self, rows: QuerySet, value: str, window: Window) -> QuerySet:
        if value == NOT_GIVEN:
            return _chosen(rows, Q(**{f"{self.path}__isnull": True}) | Q(**{self.path: ""}), self.many)
        if value not in self.labels:
            raise ValueError(value)
        return _chosen(rows, Q(**{self.path: value}), self.many)


AnyCut = Cut | MonthCut | ChoiceCut | CodeCut


# --- the declaration ----------------------------------------------------------------------------


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


# --- result reports: when they fall due ---------------------------------------------------------


class DaysAfter(Func):
    """The calendar day so many days after a date, counted by the database."""

    output_field = DateField()
    template = "(%(expressions)s + %(days)d)"

    def __init__(self, expression: Any, days: int = 0, **extra: Any):
        super().__init__(expression, days=days, **extra)

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="DATE(%(expressions)s, '+%(days)d days')", **context
        )


REPORT_COLUMNS = (
    Column("number"),
    Column("title"),
    Reference("unit"),
    Date("start_date"),
    Date("end_date"),
    Date("report_due", label=_("Report due")),
    Date("report_date"),
    State("state"),
)
"""What to look at in a list of dossiers that owe a report."""


def with_report_due(activities: QuerySet) -> QuerySet:
    """Adds `report_due`: plain calendar days after the last day, never moved to a working day."""
    activity = activities.model
    return activities.annotate(report_due=DaysAfter(first_known(activity.LAST_DAY), activity.REPORT_DAYS))


def fell_due(window: Window, user) -> Q:
    """The result report fell due on or before the window's end."""
    return Q(report_due__lte=window.end)


def filed_late(window: Window, user) -> Q:
    """It fell due, and was filed after the due day or not at all. On the due day is on time."""
    return fell_due(window, user) & (Q(report_date=None) | Q(report_date__gt=F("report_due")))

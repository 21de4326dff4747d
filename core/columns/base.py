"""What a column is, and the plain kinds: text, date, number, yes or no."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.columns.quick import Quick, Straight, stored_at
from core.names import Names
from core.parse import (
    LARGEST_WHOLE,
    CellError,
    is_empty,
    largest,
    parse_bool,
    parse_date,
    parse_decimal,
    parse_integer,
    parse_text,
)
from core.sight import permission_for

SEPARATOR = "; "


class Reading:
    """What a cell was read with: the names known to this load, and the warnings it gave."""

    def __init__(self, names: dict[type, Names] | None = None, labels: dict | None = None, also=None):
        self.names = names or {}
        self.also = also or {}
        """What this reader calls the choices of a column besides their labels: (model, path) → (label, code)."""
        self.labels = labels if labels is not None else {}
        """Labels looked up before in this load, by list of choices."""
        self.warnings: list[str] = []

    def warn_twice(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.warnings.append(_("“%(name)s” is named twice; it counts once.") % {"name": text})


@dataclass(frozen=True, eq=False)
class Column:
    """A column of text."""

    path: str
    label: Any = None
    required: bool = False
    in_list: bool = False
    in_sheet: bool = True
    sort: str | None = None
    heading: str = ""
    """The workbook's heading where it differs from the label on screen."""
    also: str = ""
    """What else clerks write above such a column in sheets of their own; ` | ` between two."""

    kind: ClassVar[str] = "text"
    afterwards: ClassVar[bool] = False
    """Written after the record has its key (links and child rows)."""
    secret: ClassVar[bool] = False
    """`typed` and `text` mask it; only `value` is whole."""
    adds: ClassVar[bool] = False
    """Does the sum of it over a list say something?"""

    def __eq__(self, other) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        """Of the path alone: a column is the key of very many dicts, and its labels are translated to be hashed."""
        return hash(self.path)

    @property
    def name(self) -> str:
        return self.path.replace(".", "__")

    @property
    def also_called(self) -> tuple[str, ...]:
        return tuple(self.also.split(" | ")) if self.also else ()

    def field(self, model):
        """The model's own field behind the column; None when the value lies elsewhere (`person.full_name`)."""
        return None if "." in self.path else model._meta.get_field(self.path)

    def permission(self, model) -> str:
        """What one must be allowed to read the column; empty: nothing beyond the record."""
        *steps, last = self.path.split(".")
        try:
            for step in steps:
                model = model._meta.get_field(step).related_model
            return permission_for(model._meta.get_field(last))
        except FieldDoesNotExist:  # annotated or computed
            return ""

    def label_for(self, model) -> Any:
        return self.label if self.label is not None else self.field(model).verbose_name

    def heading_for(self, model) -> str:
        with override("vi"):
            return self.heading or str(self.label_for(model))

    def sort_key(self, model) -> str | None:
        """The `order_by` expression, or None when the list cannot be sorted by this column."""
        if self.sort is not None:
            return self.sort or None
        return self.path.replace(".", "__") if not self.afterwards else None

    def value(self, record) -> Any:
        try:
            return attrgetter(self.path)(record)
        except AttributeError:
            if "." in self.path:  # nothing at the other end of an empty reference
                return None
            raise

    def typed(self, record) -> Any:
        """For a file: text, date, number or None."""
        return self.value(record) or None

    def text(self, record) -> str:
        """For people, in the language in force."""
        value = self.typed(record)
        return "" if value is None else str(value)

    def read(self, cell, reading: Reading) -> Any:
        return parse_text(cell)

    def empty(self, model) -> Any:
        """What an empty cell clears the field to."""
        return ""

    def current(self, record) -> Any:
        return self.value(record)

    def put(self, record, value) -> None:
        setattr(record, self.path, value)

    @property
    def relation(self) -> str:
        """Of a column written afterwards: the relation it fills."""
        return self.path

    def of_new(self, record, value) -> list:
        """What a new record has by this relation: rows not stored yet, or the things it is linked to."""
        return value

    def max_length(self, model) -> int | None:
        return getattr(self.field(model), "max_length", None)

    def read_checked(self, cell, reading: Reading, model) -> Any:
        """Read a filled or empty cell; CellError when it cannot be the value of this column."""
        if is_empty(cell):
            return self.empty(model)
        value = self.read(cell, reading)
        limit = self.max_length(model)
        if limit and isinstance(value, str) and len(value) > limit:
            raise CellError(_("Longer than %(limit)d characters.") % {"limit": limit})
        return value

    def says_nothing(self, cell) -> bool:
        """Does this cell leave the field as it is?"""
        return False

    def refers_to(self, model) -> Any:
        """The model whose things a cell names, if it names any."""
        return None

    def options(self, model) -> list[tuple[str, Any]]:
        """The choices a cell may hold, if it holds choices: (code, label)."""
        return []

    def prefetch(self) -> tuple[str, ...]:
        return ()

    def quick(self, model) -> Quick | None:
        """How the cells of many rows are read without records, or None; `typed` says the same of each."""
        return self._straight(model, lambda values: [value or None for value in values])

    def _straight(self, model, cells: Callable[[list], list]) -> Straight | None:
        if stored_at(model, self.path) is None:
            return None
        return Straight(self.path.replace(".", "__"), cells)

    def related(self) -> tuple[str, ...]:
        """`select_related` paths a list needs."""
        return (self.path.rpartition(".")[0].replace(".", "__"),) if "." in self.path else ()


@dataclass(frozen=True, eq=False)
class Date(Column):
    kind = "date"

    def text(self, record) -> str:
        value = self.value(record)
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""

    def read(self, cell, reading):
        return parse_date(cell)

    def empty(self, model):
        return None


@dataclass(frozen=True, eq=False)
class Integer(Column):
    kind = "number"
    adds: bool = True

    def typed(self, record):
        return self.value(record)

    def quick(self, model):
        return self._straight(model, list)

    def text(self, record) -> str:
        value = self.value(record)
        return "" if value is None else number_format(value, force_grouping=True)

    def read(self, cell, reading):
        value = parse_integer(cell)
        if value < 0:
            raise CellError(_("The value must not be negative."))
        if value > LARGEST_WHOLE:
            raise CellError(_("The value is too large."))
        return value

    def empty(self, model):
        return None


@dataclass(frozen=True, eq=False)
class Amount(Column):
    """An amount with `places` decimals. More are rounded half up with a warning; `exact` refuses them."""

    kind = "number"
    adds: bool = True
    places: int = 2
    exact: bool = False
    currency: str = ""
    """The field that names the currency of each row; only amounts of one currency are added up."""

    def typed(self, record):
        return self.value(record)

    def quick(self, model):
        return self._straight(model, list)

    def text(self, record) -> str:
        value = self.value(record)
        return "" if value is None else number_format(plain(value), force_grouping=True)

    def read(self, cell, reading):
        value = parse_decimal(cell, 28)
        if value < 0:
            raise CellError(_("The value must not be negative."))
        if value >= largest(20 if self.exact else 18, self.places):
            raise CellError(_("The value is too large."))
        kept = value.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
        if kept != value:
            if self.exact:
                raise CellError(_("At most %(places)d decimals are kept.") % {"places": self.places})
            reading.warnings.append(_("Rounded to %(places)d decimals.") % {"places": self.places})
        return kept

    def empty(self, model):
        return None


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 250000.00 → 250000."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


@dataclass(frozen=True, eq=False)
class YesNo(Column):
    """`Có` or `Không`. An empty cell is No, or unknown where the field may be unknown."""

    kind = "choice"

    def typed(self, record):
        value = self.value(record)
        if value is None:
            return None
        return _("Yes") if value else _("No")

    def quick(self, model):
        told = {None: None, True: _("Yes"), False: _("No")}
        return self._straight(model, lambda values: [told[value] for value in values])

    def read(self, cell, reading):
        return parse_bool(cell)

    def empty(self, model):
        return None if self.field(model).null else False

"""Columns: one declaration per record type serves the HTML list, its Excel export and the exchange workbook.

A column reads a value from a record (`typed` for files, `text` for people), reads a cell of a workbook
(`read`, raising CellError) and puts what it read on a record (`put`, at once or after the record is saved).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any, ClassVar

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import bulk
from core.names import Names
from core.parse import CellError, is_empty, parse_bool, parse_date, parse_decimal, parse_integer, parse_text
from core.text import match_key, split_known

SEPARATOR = "; "


class Reading:
    """What a cell was read with: the names known to this load, and the warnings it gave."""

    def __init__(self, names: dict[type, Names] | None = None):
        self.names = names or {}
        self.warnings: list[str] = []

    def warn_twice(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.warnings.append(_("“%(name)s” is named twice; it counts once.") % {"name": text})


@dataclass(frozen=True)
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

    kind: ClassVar[str] = "text"
    afterwards: ClassVar[bool] = False
    """Written after the record has its key (links and child rows)."""
    secret: ClassVar[bool] = False
    """Whole only for those who may see it."""

    @property
    def name(self) -> str:
        return self.path.replace(".", "__")

    def field(self, model):
        """The model's own field behind the column; None when the value lies elsewhere (`person.full_name`)."""
        return None if "." in self.path else model._meta.get_field(self.path)

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

    def prefetch(self) -> tuple[str, ...]:
        return ()

    def related(self) -> tuple[str, ...]:
        """`select_related` paths a list needs."""
        return (self.path.rpartition(".")[0].replace(".", "__"),) if "." in self.path else ()


@dataclass(frozen=True)
class Date(Column):
    kind = "date"

    def text(self, record) -> str:
        value = self.value(record)
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""

    def read(self, cell, reading):
        return parse_date(cell)

    def empty(self, model):
        return None


@dataclass(frozen=True)
class Integer(Column):
    kind = "number"

    def typed(self, record):
        return self.value(record)

    def text(self, record) -> str:
        value = self.value(record)
        return "" if value is None else number_format(value, force_grouping=True)

    def read(self, cell, reading):
        value = parse_integer(cell)
        if value < 0:
            raise CellError(_("The value must not be negative."))
        if value > 2_000_000_000:
            raise CellError(_("The value is too large."))
        return value

    def empty(self, model):
        return None


@dataclass(frozen=True)
class Amount(Column):
    """An amount with `places` decimals. More are rounded half up with a warning; `exact` refuses them."""

    kind = "number"
    places: int = 2
    exact: bool = False

    def typed(self, record):
        return self.value(record)

    def text(self, record) -> str:
        value = self.value(record)
        return "" if value is None else number_format(plain(value), force_grouping=True)

    def read(self, cell, reading):
        value = parse_decimal(cell, 28)
        if value < 0:
            raise CellError(_("The value must not be negative."))
        if value >= Decimal(10) ** (10 if self.exact else 16):
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


@dataclass(frozen=True)
class YesNo(Column):
    """`Có` or `Không`. An empty cell is No, or unknown where the field may be unknown."""

    kind = "choice"

    def typed(self, record):
        value = self.value(record)
        if value is None:
            return None
        return _("Yes") if value else _("No")

    def read(self, cell, reading):
        return parse_bool(cell)

    def empty(self, model):
        return None if self.field(model).null else False


def choice_key(label: str) -> str:
    """Labels of choices are matched without regard to case and spaces."""
    return match_key(label).replace(" ", "")


def vietnamese_labels(choices) -> dict[str, str]:
    with override("vi"):
        return {str(label): code for code, label in choices}


@dataclass(frozen=True)
class Choice(Column):
    kind = "choice"
    aliases: tuple[tuple[str, str], ...] = ()
    """Other accepted labels: (label, code)."""

    def choices(self, model):
        return self.field(model).flatchoices

    def typed(self, record):
        code = self.value(record)
        return str(dict(self.choices(type(record))).get(code, code)) if code else None

    def codes(self, model) -> dict[str, str]:
        labels = vietnamese_labels(self.choices(model)) | dict(self.aliases)
        return {choice_key(label): code for label, code in labels.items()}

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return self.empty(model)
        text = parse_text(cell)
        code = self.codes(model).get(choice_key(text))
        if code is None:
            raise CellError(
                _("Not a choice: “%(text)s”. Choices: %(choices)s.")
                % {"text": text, "choices": SEPARATOR.join(vietnamese_labels(self.choices(model)))}
            )
        return code

    def empty(self, model):
        field = self.field(model)
        return field.get_default() if field.has_default() and not field.blank else ""


@dataclass(frozen=True)
class State(Choice):
    """The state: shown as it is today, exported as it is stored."""

    kind = "state"
    shown: ClassVar[str] = "shown_state"

    def text(self, record) -> str:
        return str(getattr(record, self.shown, None).label)

    def tone_key(self, record) -> str:
        return str(getattr(record, self.shown).value)


def read_choices(cell, labels: dict[str, str], reading: Reading) -> list[str]:
    """Codes of the labels in a cell: the longest label from the left, then `;`, and so on."""
    text = parse_text(cell)
    keys = {match_key(label): code for label, code in labels.items()}
    found = split_known(text, keys)
    if any(code is None for _text, code in found):
        tight = {match_key("; ".join(choice_key(label).split(";"))): code for label, code in labels.items()}
        retried = split_known(text.replace(" ", "").replace("\xa0", ""), tight)
        if all(code is not None for _text, code in retried):
            found = retried
    codes, twice = [], []
    for piece, code in found:
        if code is None:
            raise CellError(
                _("Not a choice: “%(text)s”. Choices: %(choices)s.")
                % {"text": piece, "choices": SEPARATOR.join(labels)}
            )
        if code in codes:
            twice.append(piece)
        else:
            codes.append(code)
    reading.warn_twice(twice)
    return codes


@dataclass(frozen=True)
class Choices(Column):
    """Several choices of one list (a ChoiceSetField)."""

    kind = "choice"
    aliases: tuple[tuple[str, str], ...] = ()

    def typed(self, record):
        return SEPARATOR.join(self.field(type(record)).labels(self.value(record))) or None

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        field = self.field(model)
        labels = vietnamese_labels(field.flatchoices) | dict(self.aliases)
        return field.to_python(read_choices(cell, labels, reading))


@dataclass(frozen=True)
class Reference(Column):
    """One unit, partner or country."""

    def typed(self, record):
        thing = self.value(record)
        return str(thing) if thing is not None else None

    def sort_key(self, model):
        return self.sort if self.sort is not None else f"{self.path}__name"

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return None
        return reading.names[self.field(model).related_model].one(parse_text(cell))

    def related(self):
        return (self.path.replace(".", "__"),)


@dataclass(frozen=True)
class References(Column):
    """Several units, partners or countries, in the order they were given."""

    afterwards = True

    def things(self, record) -> list:
        if not record.pk:
            return []
        return list(getattr(record, self.path).all())

    def typed(self, record):
        return SEPARATOR.join(str(thing) for thing in self.things(record)) or None

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        things, twice = reading.names[self.field(model).related_model].many(parse_text(cell))
        reading.warn_twice(twice)
        return things

    def current(self, record):
        return self.things(record)

    def same(self, before, after) -> bool:
        return {thing.pk for thing in before} == {thing.pk for thing in after}

    def put_afterwards(self, record, value, *, by) -> None:
        links = getattr(record, self.path)
        kept = {thing.pk for thing in value}
        links.remove(*(thing for thing in links.all() if thing.pk not in kept))
        for thing in value:  # one by one: the order they were given in is kept
            links.add(thing)

    def put_many(self, pairs, *, by) -> None:
        """The same for many new records at once."""
        bulk.link(self.path, pairs)

    def prefetch(self):
        return (self.path,)


@dataclass(frozen=True)
class Rows(Column):
    """Child rows told in one cell: each subclass says how a row is written, read and recognised."""

    afterwards = True

    def child(self, model) -> type[models.Model]:
        return self.field(model).related_model

    def label_for(self, model):
        return self.label if self.label is not None else self.child(model)._meta.verbose_name

    def write(self, row) -> str:
        return str(row)

    def rows(self, record) -> list:
        return list(getattr(record, self.path).all()) if record.pk else []

    def typed(self, record):
        return SEPARATOR.join(self.write(row) for row in self.rows(record)) or None

    def current(self, record):
        return [self.identify(row) for row in self.rows(record)]

    def identify(self, row):
        """What a cell says of a row, comparable with what `read` returns."""
        raise NotImplementedError

    def same(self, before, after) -> bool:
        """The same rows, in whatever order."""
        return len(before) == len(after) and all(item in before for item in after)

    def build(self, record, item, row=None):
        """A new row for what the cell says, or the found row brought up to date."""
        raise NotImplementedError

    def finds(self, row, item) -> bool:
        """Is this the row the item speaks of?"""
        return self.identify(row) == item

    def put_afterwards(self, record, value, *, by) -> None:
        kept = []
        rows = self.rows(record)
        for item in value:
            found = next((row for row in rows if row not in kept and self.finds(row, item)), None)
            before = self.identify(found) if found is not None else None
            row = self.build(record, item, found)
            if before != item:
                row.save(by=by)
            kept.append(row)
        for row in rows:
            if row not in kept:
                row.delete(by=by)

    def put_many(self, pairs, *, by) -> None:
        """The rows of many new records at once."""
        rows = [self.build(record, item) for record, value in pairs for item in value]
        bulk.insert(rows, by=by)
        bulk.write_history(rows, by=by)

    def empty(self, model):
        return []

    def prefetch(self):
        return (self.path,)


@dataclass(frozen=True)
class RowReferences(Rows):
    """Child rows each naming one country (the legs of a journey)."""

    of: str = ""

    def write(self, row):
        return str(getattr(row, self.of))

    def identify(self, row):
        return getattr(row, self.of)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        target = self.child(model)._meta.get_field(self.of).related_model
        things, twice = reading.names[target].many(parse_text(cell))
        reading.warn_twice(twice)
        return things

    def build(self, record, item, row=None):
        child = self.child(type(record))
        return row or child(**{child.PARENT: record, self.of: item})

    def prefetch(self):
        return (f"{self.path}__{self.of}",)


@dataclass(frozen=True)
class RowChoices(Rows):
    """Child rows each holding one code of a list (sources of funds, forms of aid)."""

    of: str = ""

    def write(self, row):
        return str(getattr(row, f"get_{self.of}_display")())

    def identify(self, row):
        return getattr(row, self.of)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        choices = self.child(model)._meta.get_field(self.of).flatchoices
        return read_choices(cell, vietnamese_labels(choices), reading)

    def build(self, record, item, row=None):
        child = self.child(type(record))
        return row or child(**{child.PARENT: record, self.of: item})


def for_list(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.in_list]


def for_sheet(columns: Iterable[Column]) -> list[Column]:
    return [column for column in columns if column.in_sheet]


def fetch(queryset, columns: Iterable[Column]):
    """The queryset with everything the columns read, in a constant number of queries."""
    columns = list(columns)
    related = {path for column in columns for path in column.related()}
    prefetched = {path for column in columns for path in column.prefetch()}
    return queryset.select_related(*sorted(related)).prefetch_related(*sorted(prefetched))

"""How a cell is read, by what its column is: cells in the vocabulary of the exchange workbook come of it.

Whether they are right is said by the load alone.
"""

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext as _

from core.columns import (
    Amount,
    Choice,
    Choices,
    Column,
    Date,
    Integer,
    Reference,
    References,
    RowChoices,
    RowReferences,
    State,
    YesNo,
)
from core.parse import as_typed, is_empty
from core.text import fold
from core.workbook.sheet import ChildSheet, Sheet
from directory.models import Country
from exchange.intake.context import Context, Spread
from exchange.intake.dates import read_day, read_span
from exchange.intake.names import split_names
from exchange.intake.numbers import read_amount, read_count
from exchange.intake.papers import read_paper
from exchange.intake.people import LEADER, Person, read_people

HEADS = "~heads"
"""The key of a number of people, which fills no column."""

_NOTHING = frozenset({"-", "--", "---", ".", "..", "...", "…", "x x x", "khong co", "chua co", "(trong)"})
"""How "nothing" is written, folded."""
_SAID_BY_DASH = frozenset({"-", "--", "---", ".", "..", "...", "…"})
_YES = frozenset({"x", "co", "v", "yes", "trong kh", "trong ke hoach", "dung", "1", "✓", "✔"})
_NO = frozenset({"khong", "no", "ngoai kh", "ngoai ke hoach", "phat sinh", "dot xuat", "0", "ko", "k"})
_GENDERS = {
    "m": "Nam",
    "male": "Nam",
    "ong": "Nam",
    "trai": "Nam",
    "f": "Nữ",
    "female": "Nữ",
    "ba": "Nữ",
    "gai": "Nữ",
}

Read = Callable[[object, Context], Spread]


def paths_of(sheet: Sheet) -> list[str]:
    """What the columns of a sheet read."""
    return [column.path for column in sheet.columns]


def tells_currency(sheet: Sheet, column: Column) -> bool:
    """May the cell of this amount say in which currency it is?"""
    return isinstance(column, Amount) and column.path == "value" and "currency" in paths_of(sheet)


def name_path(child: ChildSheet) -> str:
    """Where a child sheet of persons has their names."""
    return next((path for path in paths_of(child) if path.rpartition(".")[2] == "full_name"), "")


def reader_of(sheet: Sheet, column: Column, key: str) -> tuple[Read, str]:
    """How a cell of this column is read, and what it looks like."""
    path = column.path
    match column:
        case Date():
            return partial(_read_day, path), "date"
        case Integer():
            return partial(_read_count, path), "number"
        case Amount():
            return partial(_read_amount, path, key, tells_currency(sheet, column)), "number"
        case YesNo():
            return partial(_read_yes_no, path), "choice"
        case RowReferences() | References():
            return partial(_read_names, path, column.refers_to(sheet.model)), "text"
        case State():
            return partial(_read_line, path), "state"
        case Reference():
            return partial(_read_line, path), "text"
        case Choices() | RowChoices():
            return partial(_read_choices, path), "choice"
        case Choice():
            return partial(_read_choice, path), "choice"
        case _:
            return partial(_read_text, path), "text"


def _says_nothing(cell: object, words: frozenset[str] = _NOTHING) -> bool:
    return is_empty(cell) or (isinstance(cell, str) and len(cell) < 16 and fold(cell).strip() in words)


def _read_text(path: str, cell: object, context: Context) -> Spread:
    return Spread({path: None if _says_nothing(cell, _SAID_BY_DASH) else cell})


def _read_line(path: str, cell: object, context: Context) -> Spread:
    """A name or label on one line."""
    if _says_nothing(cell):
        return Spread({path: None})
    return Spread({path: " ".join(cell.split()) if isinstance(cell, str) else cell})


def _read_day(path: str, cell: object, context: Context) -> Spread:
    if _says_nothing(cell):
        return Spread({path: None})
    day, notes = read_day(cell, context)
    return Spread({path: day}, notes=notes)


def _read_count(path: str, cell: object, context: Context) -> Spread:
    if _says_nothing(cell):
        return Spread({path: None})
    number, notes = read_count(cell)
    return Spread({path: number}, notes=notes)


def _read_amount(path: str, key: str, with_currency: bool, cell: object, context: Context) -> Spread:
    if _says_nothing(cell):
        return Spread({path: None})
    number, currency, notes = read_amount(cell, context.headings.get(key, ""))
    spread = Spread({path: number}, notes=notes)
    if currency and with_currency:
        spread.values["currency"] = currency
    return spread


def _read_yes_no(path: str, cell: object, context: Context) -> Spread:
    if _says_nothing(cell):
        return Spread({path: None})
    key = fold(as_typed(cell)).strip(" .")
    return Spread({path: "Có" if key in _YES else "Không" if key in _NO else cell})


def _read_choice(path: str, cell: object, context: Context) -> Spread:
    spread = _read_line(path, cell, context)
    if path.endswith("gender") and isinstance(spread.values[path], str):
        spread.values[path] = _GENDERS.get(fold(spread.values[path]).strip(" ."), spread.values[path])
    return spread


def _read_choices(path: str, cell: object, context: Context) -> Spread:
    """Several labels, each on its line or after a semicolon."""
    if not isinstance(cell, str) or _says_nothing(cell):
        return _read_line(path, cell, context)
    lines = [line.strip(" -+*•.,\t") for line in cell.splitlines()]
    return Spread({path: "; ".join(" ".join(line.split()) for line in lines if line)})


def _read_names(path: str, model: type, cell: object, context: Context) -> Spread:
    if not isinstance(cell, str) or _says_nothing(cell):
        return _read_line(path, cell, context)
    names = context.names.get(model)
    known = (lambda name: names.find(name) is not None) if names else None
    return Spread({path: split_names(cell, known, freely=model is Country)})


def read_paper_of(sheet: Sheet, stem: str, cell: object, context: Context) -> Spread:
    """`123/QĐ-UBND ngày 05/3/2024 của UBND Thành phố` in a column of numbers fills the date and the agency too."""
    if _says_nothing(cell):
        return Spread({f"{stem}_number": None})
    found = read_paper(cell, context)
    if found is None:
        return Spread({f"{stem}_number": " ".join(cell.split()) if isinstance(cell, str) else cell})
    number, day, agency, notes = found
    spread = Spread({f"{stem}_number": number, f"{stem}_date": day}, notes=notes)
    if agency and f"{stem}_agency" in paths_of(sheet):
        spread.values[f"{stem}_agency"] = agency
    elif agency:
        spread.notes.append(_("“%(text)s” is left aside.") % {"text": agency})
    return spread


def into_child(title: str, read: Read, cell: object, context: Context) -> Spread:
    """What a column of a child sheet says becomes part of the row's child."""
    inner = read(cell, context)
    return Spread(children=[(title, inner.values)], notes=inner.notes)


def read_period(cell: object, context: Context) -> Spread:
    """`13-15/11` fills the first day and the last."""
    if _says_nothing(cell):
        return Spread({"start_date": None})
    span, notes = read_span(cell, context)
    if span is None:  # the load says what is wrong with it, at the first day
        return Spread({"start_date": cell}, notes=notes)
    first, last = span
    values = {"start_date": first} if last is None else {"start_date": first, "end_date": last}
    return Spread(values, notes=notes)


def read_people_of(child: ChildSheet, role: str, cell: object, context: Context) -> Spread:
    """One or several names become rows of the child sheet; of a leader's column, with that role."""
    if _says_nothing(cell):
        return Spread()
    people, unread = read_people(as_typed(cell), role)
    notes = [_("“%(text)s” names nobody and is left aside.") % {"text": text} for text in unread]
    return Spread(children=[(child.title, _row(child, person)) for person in people], notes=notes)


def _row(child: ChildSheet, person: Person) -> dict[str, object]:
    """The cells of the child sheet that a person of a list fills."""
    paths = paths_of(child)
    role = person.role if "role" in paths else ""
    position = person.position
    if person.role == LEADER and not role:
        position = ", ".join(filter(None, [position, LEADER]))
    name = name_path(child)
    gender = name.replace("full_name", "gender")
    told = {name: person.name, gender: person.gender, "role": role, "position": position}
    return {path: text for path, text in told.items() if text and path in paths}


def read_heads(cell: object, context: Context) -> Spread:
    """How many people the clerk counted: only compared with the names."""
    number, _notes = read_count(cell)
    return Spread({HEADS: number})

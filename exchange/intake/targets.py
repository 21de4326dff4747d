"""What a clerk's column can mean for a sheet of the exchange workbook, and how its cells are read then.

A target fills one or more columns of the sheet, or rows of a child sheet. What it hands on are cells in the
vocabulary of the exchange workbook: whether they are right is said by the load alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
from core.workbook.sheet import ChildSheet, RecordSheet, Sheet
from directory.models import Country
from exchange import catalogue
from exchange.intake.context import Context, Spread
from exchange.intake.dates import read_day, read_span
from exchange.intake.names import split_names
from exchange.intake.numbers import read_amount, read_count
from exchange.intake.papers import read_paper
from exchange.intake.people import LEADER, Person, read_people

LEAVE_OUT = ""
"""The key of no target: the column is left out."""

_NO_COLUMNS = ("STT", "TT", "Số TT", "Số thứ tự", "No", "No.", "#")
"""Headings of columns that hold nothing but the number of the row."""

PERIOD, PEOPLE, LEADING, HEADS = "~period", "~people", "~leader", "~heads"
_PERIOD = (
    "Thời gian", "Thời gian thực hiện", "Thời gian đi", "Thời gian công tác", "Thời gian tổ chức",
    "Thời gian xuất cảnh", "Thời gian đến", "Thời gian làm việc", "Thời gian chuyến đi", "Thời gian dự kiến",
    "Từ ngày - đến ngày", "Từ ngày đến ngày", "Ngày đi - ngày về", "Thời gian (từ ngày - đến ngày)", "Thời gian đi, về",
    "Thời gian đi công tác", "Thời gian đến, rời", "Thời gian tập huấn", "Thời gian thực hiện dự án",
)  # fmt: skip
_PAPERS = {
    "permit": (
        "Quyết định", "Quyết định cho phép", "Văn bản cho phép", "Số, ngày quyết định", "Số, ngày QĐ", "QĐ số, ngày",
        "Quyết định (số, ngày)", "Văn bản cho phép (số, ngày)", "Quyết định cho phép (số, ngày, cơ quan)",
        "Số/ngày quyết định", "Công văn cho phép", "Quyết định phê duyệt", "Quyết định phê duyệt (số, ngày, cơ quan)",
        "Số, ngày văn bản cho phép", "QĐ cho phép", "QĐ phê duyệt", "Số QĐ, ngày", "Số QĐ, ngày QĐ", "QĐ",
    ),
    "report": (
        "Báo cáo", "Báo cáo kết quả", "Số, ngày báo cáo", "Báo cáo (số, ngày)", "Báo cáo kết quả (số, ngày)", "Số, ngày BC",
    ),
}  # fmt: skip
_PEOPLE = (
    "Thành viên", "Thành viên đoàn", "Thành phần", "Thành phần đoàn", "Danh sách thành viên", "Họ và tên", "Họ tên",
    "Người đi", "Người đi công tác", "Danh sách đoàn", "Họ tên người đi", "Thành phần tham gia", "Cán bộ đi công tác",
    "Danh sách khách", "Danh sách cán bộ", "Họ và tên người đi", "Họ và tên, chức vụ", "Tên thành viên", "Cán bộ",
)  # fmt: skip
_LEADER = (
    "Trưởng đoàn", "Tên trưởng đoàn", "Họ tên trưởng đoàn", "Trưởng đoàn (chức vụ, đơn vị)", "Trưởng đoàn (chức danh)",
    "Họ và tên trưởng đoàn", "Người dẫn đầu", "Lãnh đạo đoàn",
)  # fmt: skip
_HEADS = (
    "Số người", "Số lượng", "Số thành viên", "Số lượng người", "Số người đi", "Tổng số người", "Số lượt người", "SL",
)  # fmt: skip

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


@dataclass(frozen=True, eq=False)
class Target:
    """What a column can mean."""

    key: str
    label: str
    required: bool
    paths: tuple[str, ...]
    """Columns of `sheet` it can fill."""
    read: Read
    names: tuple[str, ...]
    """Headings by which it is known, the best first."""
    kind: str
    """What its cells look like: text, date, number, choice, period, people, paper, state."""
    sheet: str
    """Title of the sheet whose rows it fills: the sheet itself, or a child sheet."""
    is_child: bool = False
    column: Column | None = None


def targets_of(sheet: Sheet) -> list[Target]:
    """What a column may mean for this sheet, in the order in which a person chooses."""
    own = [_of_column(sheet, column) for column in sheet.columns]
    composite = [*_period(sheet)]
    if isinstance(sheet, RecordSheet):
        for child in children_of(sheet):
            if _name_path(child):
                composite += _people(sheet, child)
            composite += [
                _of_column(child, column, child=True)
                for column in child.columns
                if column is not child.number and column.path != _name_path(child)
            ]
    return own + composite


def children_of(sheet: Sheet) -> list[ChildSheet]:
    """The child sheets whose rows belong to records of this one."""
    return [
        child
        for child in catalogue.sheets()
        if isinstance(child, ChildSheet) and child.record_model is sheet.model
    ]


def vocabulary(sheets: Iterable[Sheet]) -> set[str]:
    """Every heading that any column of these sheets is known by, and those of the row's number."""
    return {
        *_NO_COLUMNS,
        *(name for sheet in sheets for target in targets_of(sheet) for name in target.names),
    }


def counts_rows(title: str) -> bool:
    """Is this the heading of a column of row numbers?"""
    return fold(title).strip(" .") in {fold(name).strip(" .") for name in _NO_COLUMNS}


# --- columns of the workbook ------------------------------------------------------------------


def _of_column(sheet: Sheet, column: Column, *, child: bool = False) -> Target:
    heading = sheet.heading(column)
    label = str(column.label_for(sheet.model))
    stem, _underscore, last = column.path.rpartition("_")
    is_paper = last == "number" and stem in _PAPERS and not child
    names = (heading, *column.also_called, *(_PAPERS[stem] if is_paper else ()))
    key = f"{sheet.title}.{column.path}" if child else column.path
    read, kind = (partial(_paper, sheet, stem), "paper") if is_paper else _reader(sheet, column, key)
    paths = (column.path,)
    if is_paper:
        paths = tuple(path for path in _paths(sheet) if path.rpartition("_")[0] == stem)
    elif _tells_currency(sheet, column):
        paths = (column.path, "currency")
    if child:
        read = partial(_into_child, sheet.title, read)
        label = f"{sheet.title}: {label}"
        names = tuple(name for own in names for name in (own, f"{sheet.title} {own}"))
    return Target(
        key=key,
        label=label,
        required=column.required and not child,
        paths=paths,
        read=read,
        names=tuple(dict.fromkeys(names)),
        kind=kind,
        sheet=sheet.title,
        is_child=child,
        column=column,
    )


def _paths(sheet: Sheet) -> list[str]:
    return [column.path for column in sheet.columns]


def _reader(sheet: Sheet, column: Column, key: str) -> tuple[Read, str]:
    """How a cell of this column is read, and what it looks like."""
    path = column.path
    match column:
        case Date():
            return partial(_read_day, path), "date"
        case Integer():
            return partial(_read_count, path), "number"
        case Amount():
            return partial(_read_amount, path, key, _tells_currency(sheet, column)), "number"
        case YesNo():
            return partial(_read_yes_no, path), "choice"
        case RowReferences() | References():
            return partial(_read_names, path, _target_model(sheet, column)), "text"
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


def _tells_currency(sheet: Sheet, column: Column) -> bool:
    return isinstance(column, Amount) and column.path == "value" and "currency" in _paths(sheet)


def _target_model(sheet: Sheet, column: Column) -> type:
    field = column.field(sheet.model)
    if isinstance(column, RowReferences):
        return column.child(sheet.model)._meta.get_field(column.of).related_model
    return field.related_model


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


def _paper(sheet: Sheet, stem: str, cell: object, context: Context) -> Spread:
    """`123/QĐ-UBND ngày 05/3/2024 của UBND Thành phố` in a column of numbers fills the date and the agency too."""
    if _says_nothing(cell):
        return Spread({f"{stem}_number": None})
    found = read_paper(cell, context)
    if found is None:
        return Spread({f"{stem}_number": " ".join(cell.split()) if isinstance(cell, str) else cell})
    number, day, agency, notes = found
    spread = Spread({f"{stem}_number": number, f"{stem}_date": day}, notes=notes)
    if agency and f"{stem}_agency" in _paths(sheet):
        spread.values[f"{stem}_agency"] = agency
    elif agency:
        spread.notes.append(_("“%(text)s” is left aside.") % {"text": agency})
    return spread


def _into_child(title: str, read: Read, cell: object, context: Context) -> Spread:
    """What a column of a child sheet says becomes part of the row's child."""
    inner = read(cell, context)
    return Spread(children=[(title, inner.values)], notes=inner.notes)


# --- what fills several columns, or rows -------------------------------------------------------


def _period(sheet: Sheet) -> list[Target]:
    if not {"start_date", "end_date"} <= set(_paths(sheet)):
        return []
    first, last = (sheet.heading(sheet.column(path)) for path in ("start_date", "end_date"))
    return [
        Target(
            key=PERIOD,
            label=_("Period: %(first)s and %(last)s in one cell") % {"first": first, "last": last},
            required=False,
            paths=("start_date", "end_date"),
            read=_read_period,
            names=_PERIOD,
            kind="period",
            sheet=sheet.title,
        )
    ]


def _read_period(cell: object, context: Context) -> Spread:
    if _says_nothing(cell):
        return Spread({"start_date": None})
    span, notes = read_span(cell, context)
    if span is None:  # the load says what is wrong with it, at the first day
        return Spread({"start_date": cell}, notes=notes)
    first, last = span
    values = {"start_date": first} if last is None else {"start_date": first, "end_date": last}
    return Spread(values, notes=notes)


def _name_path(child: ChildSheet) -> str:
    """Where a child sheet of persons has their names."""
    return next((path for path in _paths(child) if path.rpartition(".")[2] == "full_name"), "")


def _people(sheet: Sheet, child: ChildSheet) -> list[Target]:
    path = _name_path(child)
    common = {"required": False, "paths": (), "kind": "people", "sheet": child.title, "is_child": True}
    found = [
        Target(
            key=PEOPLE,
            label=_("%(sheet)s: one or several names in a cell (T= for the leader)") % {"sheet": child.title},
            read=partial(_read_people, child, path, ""),
            names=_PEOPLE,
            **common,
        ),
        Target(
            key=LEADING,
            label=_("%(sheet)s: the leader") % {"sheet": child.title},
            read=partial(_read_people, child, path, LEADER),
            names=_LEADER,
            **common,
        ),
    ]
    if "guest_count" not in _paths(sheet):
        found.append(
            Target(
                key=HEADS,
                label=_("Number of people (only compared with the names)"),
                required=False,
                paths=(),
                read=_read_heads,
                names=_HEADS,
                kind="number",
                sheet=sheet.title,
            )
        )
    return found


def _read_people(child: ChildSheet, name_path: str, role: str, cell: object, context: Context) -> Spread:
    if _says_nothing(cell):
        return Spread()
    people, unread = read_people(as_typed(cell), role)
    notes = [_("“%(text)s” names nobody and is left aside.") % {"text": text} for text in unread]
    return Spread(children=[(child.title, _row(child, name_path, person)) for person in people], notes=notes)


def _row(child: ChildSheet, name_path: str, person: Person) -> dict[str, object]:
    """The cells of the child sheet that a person of a list fills."""
    paths = _paths(child)
    role = person.role if "role" in paths else ""
    position = person.position
    if person.role == LEADER and not role:
        position = ", ".join(filter(None, [position, LEADER]))
    gender = name_path.replace("full_name", "gender")
    told = {name_path: person.name, gender: person.gender, "role": role, "position": position}
    return {path: text for path, text in told.items() if text and path in paths}


def _read_heads(cell: object, context: Context) -> Spread:
    number, _notes = read_count(cell)
    return Spread({HEADS: number})

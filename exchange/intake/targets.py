"""What a clerk's column can mean for a sheet of the exchange workbook, and by which headings it is known.

A target fills one or more columns of the sheet, or rows of a child sheet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from core.columns import Column
from core.text import fold
from core.workbook.sheet import ChildSheet, RecordSheet, Sheet
from exchange import catalogue
from exchange.intake.people import LEADER
from exchange.intake.readers import (
    HEADS,
    Read,
    into_child,
    name_path,
    paths_of,
    read_heads,
    read_paper_of,
    read_people_of,
    read_period,
    reader_of,
    tells_currency,
)

LEAVE_OUT = ""
"""The key of no target: the column is left out."""

_NO_COLUMNS = ("STT", "TT", "Số TT", "Số thứ tự", "No", "No.", "#")
"""Headings of columns that hold nothing but the number of the row."""

PERIOD, PEOPLE, LEADING = "~period", "~people", "~leader"
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
            if name_path(child):
                composite += _people(sheet, child)
            composite += [
                _of_column(child, column, child=True)
                for column in child.columns
                if column is not child.number and column.path != name_path(child)
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
    read, kind = (partial(read_paper_of, sheet, stem), "paper") if is_paper else reader_of(sheet, column, key)
    paths = (column.path,)
    if is_paper:
        paths = tuple(path for path in paths_of(sheet) if path.rpartition("_")[0] == stem)
    elif tells_currency(sheet, column):
        paths = (column.path, "currency")
    if child:
        read = partial(into_child, sheet.title, read)
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


# --- what fills several columns, or rows -------------------------------------------------------


def _period(sheet: Sheet) -> list[Target]:
    if not {"start_date", "end_date"} <= set(paths_of(sheet)):
        return []
    first, last = (sheet.heading(sheet.column(path)) for path in ("start_date", "end_date"))
    return [
        Target(
            key=PERIOD,
            label=_("Period: %(first)s and %(last)s in one cell") % {"first": first, "last": last},
            required=False,
            paths=("start_date", "end_date"),
            read=read_period,
            names=_PERIOD,
            kind="period",
            sheet=sheet.title,
        )
    ]


def _people(sheet: Sheet, child: ChildSheet) -> list[Target]:
    common = {"required": False, "paths": (), "kind": "people", "sheet": child.title, "is_child": True}
    found = [
        Target(
            key=PEOPLE,
            label=_("%(sheet)s: one or several names in a cell (T= for the leader)") % {"sheet": child.title},
            read=partial(read_people_of, child, ""),
            names=_PEOPLE,
            **common,
        ),
        Target(
            key=LEADING,
            label=_("%(sheet)s: the leader") % {"sheet": child.title},
            read=partial(read_people_of, child, LEADER),
            names=_LEADER,
            **common,
        ),
    ]
    if "guest_count" not in paths_of(sheet):
        found.append(
            Target(
                key=HEADS,
                label=_("Number of people (only compared with the names)"),
                required=False,
                paths=(),
                read=read_heads,
                names=_HEADS,
                kind="number",
                sheet=sheet.title,
            )
        )
    return found

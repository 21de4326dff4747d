"""Writing the exchange workbook: the same sheets and columns a load reads, always in Vietnamese."""

from collections.abc import Iterable
from typing import BinaryIO

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.cells import fill
from core.columns import Column, References
from core.workbook.sheet import ChildSheet, Sheet

WIDTHS = {"date": 12, "number": 14}


def write_workbook(
    sheets: Iterable[Sheet],
    target: BinaryIO | str,
    *,
    unit=None,
    user=None,
    passports: bool = False,
    empty: bool = False,
) -> None:
    """Write all records (of `unit`; those `user` answers for; none when `empty`) to `target`.

    `passports`: with the numbers whole. Masked, a load takes them as unchanged.
    """
    book = Workbook(write_only=True)
    with override("vi"):
        for sheet in sheets:
            page = _begin_sheet(book, sheet)
            if not empty:
                _write_rows(page, sheet, sheet.export(unit=unit, user=user), passports=passports)
    book.save(target)


def _begin_sheet(book: Workbook, sheet: Sheet):
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    headings = [sheet.heading(column) for column in sheet.columns]
    for index, (column, heading) in enumerate(zip(sheet.columns, headings, strict=True), start=1):
        width = max(WIDTHS.get(column.kind, 12), len(heading) + 4)
        page.column_dimensions[get_column_letter(index)].width = width
    page.append([bold_cell(page, heading) for heading in headings])
    return page


def _write_rows(page, sheet: Sheet, queryset, *, passports: bool) -> None:
    ordered = {
        column: in_given_order(queryset, column) for column in sheet.columns if isinstance(column, References)
    }
    for record in queryset.iterator(chunk_size=500):
        page.append(
            [cell(page, _value(sheet, column, record, ordered, passports)) for column in sheet.columns]
        )


def _value(sheet: Sheet, column: Column, record, ordered: dict, passports: bool):
    if isinstance(sheet, ChildSheet) and column is sheet.number:
        return getattr(record, sheet.model.PARENT).number
    if column in ordered:
        return "; ".join(ordered[column].get(record.pk, [])) or None
    if column.secret and passports:
        return column.value(record) or None
    return column.typed(record)


def in_given_order(queryset, column: References) -> dict[int, list[str]]:
    """Record key → names of what it refers to, in the order they were entered. One query."""
    field = queryset.model._meta.get_field(column.path)
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    links = (
        field.remote_field.through.objects.filter(**{f"{source}__in": queryset.order_by().values("pk")})
        .select_related(target)
        .order_by("pk")
    )
    found: dict[int, list[str]] = {}
    for link in links:
        found.setdefault(getattr(link, f"{source}_id"), []).append(str(getattr(link, target)))
    return found


def cell(page, value) -> WriteOnlyCell:
    return fill(WriteOnlyCell(page), value)


def bold_cell(page, text: str) -> WriteOnlyCell:
    made = cell(page, text)
    made.font = Font(bold=True)
    return made

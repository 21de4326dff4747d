"""A table as a Word paper: the heads of issuer and state, the list across the page, its headings on every page."""

import datetime
from decimal import Decimal

from django.utils.translation import override

from core.department import Department
from core.exports.safe import in_words
from core.exports.table import DATE, NUMBER, Table
from core.papers import tree
from core.papers.docx import render
from core.papers.words import letterhead, place_and_date

MOST_ROWS, MOST_COLUMNS = 2_000, 16
"""More belongs in a workbook: nobody reads a hundred pages, and no column of a wider list has room for a word."""
KINDS = {DATE: tree.DATE, NUMBER: tree.NUMBER}


def write(table: Table, *, unit=None) -> bytes:
    """In the name of `unit`, or of the department."""
    about, department = table.about, Department.current()
    with override("vi"):
        page = tree.Page(
            name="",
            title=f"DANH SÁCH {about.title.upper()}",
            subtitle="\n".join(about.lines),
            blocks=(_list(table),),
            landscape=True,
            letterhead=letterhead(department, unit),
            place_and_date=place_and_date(department.place, about.at.date()),
        )
    return render((page,), title=page.title, author=about.who)


def _list(table: Table) -> tree.Table:
    columns = [tree.Column("STT", tree.ORDINAL, 6)]
    columns += [tree.Column(head.title, KINDS.get(head.kind, tree.TEXT), head.width) for head in table.heads]
    rows = [
        tree.Row((place, *(_cell(value, head.kind) for value, head in zip(row, table.heads, strict=True))))
        for place, row in enumerate(table.rows(list), start=1)
    ]
    return tree.Table(tuple(columns), tuple(rows), "Không có dòng nào.")


def _cell(value, kind: str) -> tree.Value:
    """Only a column of numbers groups its thousands: a year stays 2024."""
    if value is None or (kind == NUMBER and isinstance(value, int | Decimal)):
        return value
    return value if isinstance(value, datetime.date) and kind == DATE else in_words(value)

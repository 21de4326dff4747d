"""The files of a report: one tree of blocks, rendered as a workbook. The report is Vietnamese in any language."""

from collections.abc import Sequence
from typing import IO, Any

from django.utils.text import capfirst
from django.utils.translation import override

from core.columns import fetch
from core.department import Department
from core.exports.about import about
from core.papers.tree import (
    DATE,
    NUMBER,
    ORDINAL,
    TEXT,
    Column,
    Document,
    Heading,
    Page,
    Paragraph,
    Table,
)
from core.papers.words import letterhead
from reports.documents.annexes.agreements import agreements
from reports.documents.annexes.aid import aid
from reports.documents.annexes.conferences import conferences
from reports.documents.annexes.overall import overall
from reports.documents.annexes.personnel import personnel
from reports.documents.annexes.trips import members, trips
from reports.documents.annexes.units import units
from reports.documents.annexes.visits import visits
from reports.documents.cells import NONE_IN_PERIOD, numbered
from reports.documents.xlsx import render
from reports.periods import Period
from reports.selection import Selection
from reports.services import PartRows
from reports.summary import Summary, own_unit

SHEETS = (overall, trips, members, visits, agreements, conferences, aid, personnel, units)
WIDTHS = {"date": 12, "number": 16, "state": 18, "choice": 20}


def report_document(summary: Summary, *, user=None) -> Document:
    """The six-month report: TH and the annexes PL1 to PL7 (domain §2.3)."""
    period = summary.selection.period
    with override("vi"):
        subtitle = f"({capfirst(period.dates)})"
        pages = tuple(sheet(summary, subtitle, user=user) for sheet in SHEETS)
        title = f"Kết quả công tác đối ngoại {period.name}"
    return Document(title, letterhead(summary.department, summary.unit), pages)


def report_book(summary: Summary, *, user=None) -> tuple[IO[bytes], str]:
    """The workbook of the report and its name."""
    return render(report_document(summary, user=user)), file_name(summary.selection.period)


def file_name(period: Period, kind: str = "xlsx") -> str:
    if period.is_free:
        return f"BC_doi_ngoai_{period.start:%Y%m%d}_{period.end:%Y%m%d}.{kind}"
    part = {"H1": "6T1_", "H2": "6T2_", "M9": "9T_", None: ""}[period.part]
    return f"BC_doi_ngoai_{part}{period.year}.{kind}"


def figure_book(
    code: str,
    label: Any,
    selection: Selection,
    parts: Sequence[PartRows],
    *,
    user,
    filters: Sequence[str] = (),
) -> tuple[IO[bytes], str]:
    """The rows of a figure as a workbook, and its name; `filters`: what they are narrowed to, in words."""
    with override("vi"):
        told = about(
            label,
            by=user,
            filters=[selection.window_label, selection.basis_label, *filters],
            count=sum(part.rows.count() for part in parts),
        )
        blocks = [Paragraph(line, italic=True) for line in told.lines]
        for part in parts:
            if len(parts) > 1:
                blocks.append(Heading(str(part.family.title)))
            blocks.append(_rows_table(part))
        title = str(label)
        subtitle = f"({capfirst(selection.period.dates)})"
    page = Page(code, title.upper(), subtitle, tuple(blocks))
    document = Document(title, letterhead(Department.current(), own_unit(user)), (page,))
    return render(document), f"{code}_{selection.period.code.replace('..', '_')}.xlsx"


def _rows_table(part: PartRows) -> Table:
    columns, model = part.part.columns, part.rows.model
    kinds = {"date": DATE, "number": NUMBER}
    heads = [
        Column(
            str(capfirst(column.label_for(model))), kinds.get(column.kind, TEXT), WIDTHS.get(column.kind, 26)
        )
        for column in columns
    ]
    rows = numbered(tuple(column.typed(row) for column in columns) for row in fetch(part.rows, columns))
    return Table((Column("STT", ORDINAL, 6), *heads), tuple(rows), NONE_IN_PERIOD)

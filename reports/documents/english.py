"""The figures of the report in English, for partners: the summary table under English headings, as three files."""

from django.utils.text import capfirst
from django.utils.translation import override

from core.papers import docx, pdf
from core.papers.tree import NUMBER, ORDINAL, PERCENT, Column, Document, Letterhead, Page, Table
from reports.documents import file_name, xlsx
from reports.documents.annexes.overall import lines
from reports.documents.files import Files
from reports.services import Figure
from reports.summary import Summary

TITLE = "SUMMARY OF EXTERNAL AFFAIRS RESULTS"
COUNTRY, MOTTO = "SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness"


def english_set(summary: Summary) -> Files:
    """Word, PDF and Excel. The department and its units keep their Vietnamese names: nobody has given them others."""
    with override("en"):
        page = _page(summary)
        title = f"External affairs results of {summary.selection.period.name}"
    author = str(summary.unit or summary.department.name)
    above = summary.department.name if summary.unit else summary.department.superior
    letterhead = Letterhead(above.upper(), author.upper(), COUNTRY, MOTTO)
    across = Page("", page.title, f"{author}\n{page.subtitle}", page.blocks, landscape=True)
    contents = {
        "docx": docx.render((across,), title=title, author=author, language="en"),
        "pdf": pdf.render((across,), title=title, author=author, language="en"),
        "xlsx": xlsx.render(Document(title, letterhead, (page,))).read(),
    }
    return {kind: (_name(summary, kind), content) for kind, content in contents.items()}


def _name(summary: Summary, kind: str) -> str:
    return file_name(summary.selection.period, kind).replace(f".{kind}", f"_en.{kind}")


def _page(summary: Summary) -> Page:
    period = summary.selection.period
    columns = (
        Column("No.", ORDINAL, 6),
        Column("Indicator", width=58),
        Column("Unit", width=14),
        Column(f"Same period of {period.year - 1}", NUMBER, 20),
        Column("This period", NUMBER, 20),
        Column("Change (±)", NUMBER, 20),
        Column("Rate (%)", PERCENT, 12),
        Column("Note", width=30),
    )
    table = Table(columns, tuple(lines(summary, _note)))
    return Page("Summary", TITLE, f"({capfirst(period.dates)})", (table,))


def _note(figure: Figure, summary: Summary) -> str:
    if figure.indicator.code == "NL06" and summary.unknown_attendance:
        return f"Not known of {summary.unknown_attendance} courses"
    if figure.indicator.code == "DR01":
        return summary.selection.basis_label
    return ""

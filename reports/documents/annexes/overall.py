"""Sheet TH: every figure of the report beside that of the same period last year."""

from collections.abc import Callable

from core.papers.tree import GROUP, NUMBER, ORDINAL, PERCENT, Column, Page, Row, Table
from reports import catalogue
from reports.documents.cells import SIGNATURES
from reports.documents.charts import charts
from reports.services import Figure
from reports.summary import Summary
from reports.wording import official

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def overall(summary: Summary, subtitle: str, *, user=None) -> Page:
    period = summary.selection.period
    columns = (
        Column("STT", ORDINAL, 6),
        Column("Chỉ tiêu", width=58),
        Column("Đơn vị tính", width=14),
        Column(f"Cùng kỳ năm {period.year - 1}", NUMBER, 20),
        Column("Kỳ báo cáo", NUMBER, 20),
        Column("Tăng/giảm (±)", NUMBER, 20),
        Column("Tỷ lệ (%)", PERCENT, 12),
        Column("Ghi chú", width=30),
    )
    return Page(
        "TH",
        "BIỂU TỔNG HỢP KẾT QUẢ CÔNG TÁC ĐỐI NGOẠI",
        subtitle,
        (Table(columns, tuple(lines(summary, _note))), SIGNATURES, *charts(summary, user)),
    )


def lines(summary: Summary, note: Callable[[Figure, Summary], str]) -> list[Row]:
    """Every figure under its section, in the language in force."""
    rows, number = [], 0
    for roman, section in zip(ROMAN, catalogue.SECTIONS, strict=False):
        rows.append(Row((roman, str(section.title), *[None] * 6), GROUP))
        for indicator in section.indicators:
            number += 1
            figure = summary.figures[indicator.code]
            rows.append(_row(number, figure, note(figure, summary)))
    return rows


def _row(number: int, figure: Figure, note: str) -> Row:
    return Row(
        (
            number,
            str(figure.indicator.label),
            str(figure.indicator.unit),
            figure.previous,
            figure.value,
            figure.change,
            "—" if figure.rate is None else figure.rate,
            note,
        )
    )


def _note(figure: Figure, summary: Summary) -> str:
    if figure.indicator.code == "NL06" and summary.unknown_attendance:
        return f"Chưa có số liệu của {official(summary.unknown_attendance)} lớp"
    if figure.indicator.code == "DR01":
        return summary.selection.basis_label
    return ""

"""The report as an official paper: `BÁO CÁO` in the layout of Decree 30/2020/NĐ-CP, then its annexes. Always Vietnamese."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.papers.tree import Block, Chart, Document, Page, Paper, Part, Signature, Signatures
from core.papers.words import BLANK, document, letterhead, numbered, place_and_date, recipients, signature
from reports.periods import Period
from reports.summary import Summary

NAMES = {
    "TH": "",
    "PL1": "Phụ lục I",
    "PL1b": "Phụ lục Ib",
    "PL2": "Phụ lục II",
    "PL3": "Phụ lục III",
    "PL4": "Phụ lục IV",
    "PL5": "Phụ lục V",
    "PL6": "Phụ lục VI",
    "PL7": "Phụ lục VII",
}
"""What the sheets of the workbook are called as annexes; the summary table is known by its title."""


@dataclass(frozen=True)
class Head:
    """What a report bears besides its text."""

    number: str
    """`05/BC-SYT`; empty until it has one."""
    day: datetime.date | None
    title: str
    """What it is about (trích yếu)."""
    addressed: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    draft: bool = False


def usual_head(summary: Summary) -> Head:
    """The head of a report that has no number yet: to the superiors, or of a unit to the department."""
    department = summary.department
    if summary.unit is not None:
        return Head(
            "", None, subject(summary.selection.period), (department.name,), ("Như trên", "Lưu: VT"), True
        )
    above = (department.superior, department.foreign_office)
    return Head("", None, subject(summary.selection.period), above, recipients(department), True)


def subject(period: Period) -> str:
    """`Kết quả công tác đối ngoại năm 2024; phương hướng, nhiệm vụ năm 2025`."""
    ahead = period.ahead
    return f"Kết quả công tác đối ngoại {period.official_name}" + (
        f"; phương hướng, nhiệm vụ {ahead}" if ahead else ""
    )


def report_parts(
    summary: Summary, narrative: Sequence[Block], head: Head, annexes: Document
) -> tuple[Part, ...]:
    """The paper, upright, and every annex on pages of its own, across."""
    paper = _paper(summary, narrative, head)
    return (paper, *(_annex(page, f"(Kèm theo {_called(summary, head)})") for page in annexes.pages))


def _paper(summary: Summary, narrative: Sequence[Block], head: Head) -> Paper:
    department, unit = summary.department, summary.unit
    return Paper(
        letterhead(department, unit),
        numbered(head.number, _symbol(summary)),
        place_and_date(department.place, head.day),
        "BÁO CÁO",
        head.title,
        head.addressed,
        tuple(narrative),
        signature(department) if unit is None else Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
        head.recipients,
        head.draft,
    )


def _symbol(summary: Summary) -> str:
    return summary.department.report_symbol if summary.unit is None else f"BC-{BLANK}"


def _called(summary: Summary, head: Head) -> str:
    """`Báo cáo số 05/BC-SYT ngày 05/6/2024 của Sở Y tế Hà Nội`."""
    number = head.number or f"{BLANK}/{_symbol(summary)}"
    return document("Báo cáo", number, head.day, str(summary.unit or summary.department.name))


def _annex(page: Page, with_what: str) -> Page:
    """A sheet as an annex: tables alone, and nobody signs it by itself."""
    title = page.title.rpartition(" – ")[2] if page.title.startswith("PHỤ LỤC") else page.title
    return replace(
        page,
        name=NAMES[page.name],
        title=title.upper(),
        subtitle=f"{with_what}\n{page.subtitle}",
        blocks=tuple(block for block in page.blocks if not isinstance(block, Signatures | Chart)),
        landscape=True,
    )

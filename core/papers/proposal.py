"""The papers a record is carried by: a proposal (tờ trình) of the department or of a unit, a letter (công văn)."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from core.department import Department
from core.papers.tree import Block, Column, Page, Paper, Paragraph, Row, Signature, Table
from core.papers.words import (
    BLANK,
    letterhead,
    numbered,
    place_and_date,
    recipients,
    signature,
)


@dataclass(frozen=True)
class Basis:
    """A legal instrument as it is cited, with the days it is in force."""

    text: str
    since: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def day_of(record) -> datetime.date:
    """By whose law the paper goes: the day it bears, else the day the dossier was sent, else today."""
    return record.department_letter_date or record.submitted_on or timezone.localdate()


def opening(record, laws: tuple[Basis, ...], grounds: tuple[str, ...], request: str) -> list[Block]:
    """What it rests on, then what is asked. Grounds the record does not have are empty and left out."""
    day = day_of(record)
    cited = [f"Căn cứ {law.text};" for law in laws if law.holds(day)]
    return [Paragraph(text) for text in (*cited, *(f"{ground};" for ground in grounds if ground), request)]


def proposal(
    record, *, subject: str, addressed: tuple[str, ...], blocks: list, also: tuple[str, ...]
) -> Paper:
    """Tờ trình of the department, with the number the record has for it."""
    department = Department.current()
    return Paper(
        letterhead(department),
        numbered(record.department_letter_number, department.proposal_symbol),
        place_and_date(department.place, record.department_letter_date),
        "TỜ TRÌNH",
        subject,
        addressed,
        (*blocks, Paragraph(f"{department.name} kính trình {addressed[0]} xem xét, quyết định./.")),
        signature(department),
        recipients(department, *also),
    )


def unit_proposal(
    record, unit, *, subject: str, blocks: list, number: str = "", day: datetime.date | None = None
) -> Paper:
    """Tờ trình of a unit to the department, where the department itself decides."""
    department = Department.current()
    return Paper(
        letterhead(department, unit or BLANK),
        numbered(number, f"TTr-{BLANK}"),
        place_and_date(department.place, day),
        "TỜ TRÌNH",
        subject,
        (department.name,),
        (*blocks, Paragraph(f"{unit or BLANK} kính trình {department.name} xem xét, quyết định./.")),
        Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
        ("Như trên", "Lưu: VT"),
    )


def letter(*, subject: str, addressed: tuple[str, ...], blocks: list, also: tuple[str, ...]) -> Paper:
    """Công văn of the department; it gets its number when it is issued."""
    department = Department.current()
    return Paper(
        letterhead(department),
        numbered("", department.letter_symbol),
        place_and_date(department.place, None),
        "",
        subject,
        addressed,
        tuple(blocks),
        signature(department),
        recipients(department, *also),
    )


def annex(name: str, title: str, paper: Paper | None, *blocks: Block, landscape: bool = False) -> Page:
    """A list that goes with a paper, and says with which."""
    subtitle = f"(Kèm theo {_called(paper)})" if paper else ""
    return Page(name, title.upper(), subtitle, blocks, landscape)


def to_fill(columns: tuple[Column, ...], rows: list[tuple]) -> Table:
    """A numbered table; without rows it has one to be filled in by hand."""
    found = rows or [(None,) * (len(columns) - 1)]
    return Table(
        columns,
        tuple(Row((f"{number:02d}", *cells)) for number, cells in enumerate(found, start=1)),
        blank=BLANK,
    )


def _called(paper: Paper) -> str:
    kind = paper.kind.capitalize() or "Công văn"
    number = paper.number.removeprefix("Số: ")
    issuer = (
        Department.current().name
        if paper.letterhead.superior != Department.current().name.upper()
        else "đơn vị"
    )
    return f"{kind} số {number} {_date_of(paper)} của {issuer}"


def _date_of(paper: Paper) -> str:
    return paper.place_and_date.partition(", ")[2]

"""The proposal to hold or attend an international conference (domain C2, C3, C5, C13)."""

import datetime

from django.utils.translation import gettext_lazy as _

from conferences.models import Authority, Conference, Role
from core.department import Department
from core.papers.printing import PaperKind, Secret
from core.papers.proposal import Basis, opening, proposal
from core.papers.tree import Paper, Paragraph
from core.papers.words import (
    AGREED,
    BLANK,
    amount,
    chosen,
    count,
    document,
    from_to,
    listed,
    on_day,
    opinion,
    section,
    sentences,
    small,
)

DECISION = Basis(
    "Quyết định số 06/2020/QĐ-TTg ngày 21/02/2020 của Thủ tướng Chính phủ về tổ chức và quản lý"
    " hội nghị, hội thảo quốc tế tại Việt Nam",
    datetime.date(2020, 4, 15),
)


def conference_proposal(record: Conference, secret: Secret) -> tuple[Paper]:
    department, hosted = Department.current(), record.role == Role.CHU_TRI
    kind = small(record.get_kind_display() or "hội nghị, hội thảo")
    act = "tổ chức" if hosted else "cử đại biểu tham dự"
    kind = kind if "nước ngoài" in kind else f"{kind} quốc tế"
    asked = document("Công văn", record.request_number, record.request_date)
    scheme = document("Đề án", record.scheme_number, record.scheme_date)
    decides = (
        "xem xét, trình Thủ tướng Chính phủ cho phép"
        if record.authority == Authority.PRIME_MINISTER
        else "xem xét, cho phép"
    )
    request = f"{department.name} kính trình {department.superior} {decides} {act} {kind}, cụ thể như sau:"
    grounds = (
        f"Xét đề nghị của {record.unit.name_on(record.request_date)}" + (f" tại {asked}" if asked else ""),
        f"Căn cứ {scheme}" if scheme else "",
    )
    paper = proposal(
        record,
        subject=f"Về việc {act} {kind} “{record.title}”",
        addressed=(department.superior, department.foreign_office),
        blocks=[*opening(record, (DECISION,) if hosted else (), grounds, request), *_content(record, hosted)],
        also=("Giám đốc, các Phó Giám đốc Sở (để báo cáo)", f"{record.unit} (để thực hiện)"),
    )
    return (paper,)


def _content(record: Conference, hosted: bool) -> list:
    """In the order of Form 01 of the Decision."""
    mode = f"Hình thức: {small(record.get_mode_display())}." if record.mode else ""
    visit = f"Địa điểm tham quan: {record.visit_place}." if record.visit_place else ""
    partners = listed(record.partners.all())
    organisers = [
        f"Đơn vị chủ trì phía Việt Nam: {record.unit}." if hosted else f"Đơn vị tham dự: {record.unit}.",
        f"Phía nước ngoài: {partners}." if partners != BLANK else "",
        f"Đơn vị tài trợ: {record.sponsor}." if record.sponsor else "",
    ]
    sessions = [Paragraph(_session(row)) for row in record.sessions.order_by("pk")]
    return [
        *section("1. Tên hội nghị, hội thảo", record.title),
        *section("2. Lý do, mục đích", *sentences(record.reason), *sentences(record.objective)),
        *section(
            "3. Thời gian, địa điểm, hình thức",
            f"Thời gian: {from_to(record.start_date, record.end_date)}.",
            *sentences(f"Địa điểm: {record.place}" if record.place else ""), visit, mode,
        ),
        *section("4. Nội dung, chương trình", *sentences(record.content), *sessions),
        *section("5. Thành phần tổ chức", *organisers),
        *section("6. Thành phần tham dự", *_delegates(record), *_speakers(record)),
        *section("7. Kinh phí", *_funds(record)),
        *section("8. Ý kiến các cơ quan", *(opinion(row, AGREED[row.agreed]) for row in record.opinions.order_by("pk"))),
    ]  # fmt: skip


def _session(row) -> str:
    when = " ".join(
        filter(None, [f"{row.time:%H:%M}" if row.time else "", on_day(row.date) if row.date else ""])
    )
    return f"- {when}: {row.content}." if when else f"- {row.content}."


def _delegates(record: Conference) -> list[str]:
    numbers = (
        ("đại biểu Việt Nam", record.vietnamese),
        ("người nước ngoài ở trong nước", record.foreign_resident),
        ("đại biểu từ nước ngoài", record.foreign_visiting),
    )
    known = [f"{count(number)} {label}" for label, number in numbers if number is not None]
    countries = record.countries.all()
    lines = [f"Dự kiến {', '.join(known)}."] if known else []
    return lines + ([f"Đại biểu đến từ: {listed(countries)}."] if countries else [])


def _speakers(record: Conference) -> list[Paragraph]:
    rows = record.speakers.select_related("nationality").order_by("pk")
    return [
        Paragraph(
            "- Báo cáo viên: "
            + ", ".join(filter(None, [row.full_name, str(row.nationality or ""), row.organisation]))
            + (f"; chủ đề: {row.topic}" if row.topic else "")
            + "."
        )
        for row in rows
    ]


def _funds(record: Conference) -> list[str]:
    sources = chosen(record, "funding")
    return [
        f"Dự toán: {amount(record.cost)}." if record.cost is not None else "",
        f"Nguồn kinh phí: {sources}." if sources else "",
    ]


CONFERENCE = (PaperKind("to-trinh", _("Proposal (tờ trình)"), conference_proposal),)

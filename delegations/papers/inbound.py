"""Papers of visits: the proposal (domain I1), the notice to the police (domain I10), both with guests and programme."""

from core.department import Department
from core.papers.printing import Secret
from core.papers.proposal import annex, letter, opening, proposal, to_fill, unit_proposal
from core.papers.tree import DATE, ORDINAL, Column, Page, Paper
from core.papers.words import (
    chosen,
    count,
    document,
    from_to,
    listed,
    or_blank,
    section,
    sentences,
)


def inbound_proposal(record, secret: Secret) -> tuple[Paper, ...]:
    """To the city; within what is approved already the department decides, and the unit proposes (domain I1)."""
    department, guests = Department.current(), _guests(record)
    subject = f"Về việc đón tiếp và làm việc với đoàn khách nước ngoài ({listed(record.countries.all())})"
    asked = document("Công văn", record.request_number, record.request_date)
    if record.in_approved_programme:
        unit = record.unit.name_on(record.request_date)  # what it was called when it wrote
        request = f"{unit} kính trình {department.name} xem xét, cho phép đón tiếp đoàn, cụ thể như sau:"
        paper = unit_proposal(
            record, unit, subject=subject, number=record.request_number, day=record.request_date,
            blocks=[*opening(record, (), (), request), *_visit(record, guests)],
        )  # fmt: skip
    else:
        request = (
            f"{department.name} kính trình {department.superior} xem xét, cho phép {record.unit}"
            " đón tiếp và làm việc với đoàn, cụ thể như sau:"
        )
        ground = f"Xét đề nghị của {record.unit.name_on(record.request_date)}"
        ground += f" tại {asked}" if asked else ""
        paper = proposal(
            record,
            subject=subject,
            addressed=(department.superior, department.foreign_office),
            blocks=[*opening(record, (), (ground,), request), *_visit(record, guests)],
            also=("Giám đốc, các Phó Giám đốc Sở (để báo cáo)", f"{record.unit} (để thực hiện)"),
        )
    return paper, *_visit_annexes(record, guests, secret, paper)


def police_notice(record, secret: Secret) -> tuple[Paper, ...]:
    """The police are told of guest list and working programme before the arrival (domain I10)."""
    department, guests = Department.current(), _guests(record)
    permit = document("văn bản cho phép", record.permit_number, record.permit_date, record.permit_agency)
    request = (
        f"{department.name} thông báo đến {department.police} việc {record.unit} đón tiếp và làm việc"
        " với đoàn khách nước ngoài, cụ thể như sau:"
    )
    paper = letter(
        subject="thông báo đoàn khách nước ngoài đến làm việc",
        addressed=(department.police,),
        blocks=[
            *opening(record, (), (f"Căn cứ {permit}" if permit else "",), request),
            *_visit(record, guests),
            *sentences(
                f"{department.name} đề nghị {department.police} phối hợp, hướng dẫn {record.unit} bảo đảm"
                " an ninh, trật tự trong thời gian đoàn làm việc./."
            ),
        ],
        also=(department.foreign_office, f"{record.unit} (để thực hiện)"),
    )
    return paper, *_visit_annexes(record, guests, secret, paper)


def _guests(record) -> list:
    return list(record.guests.select_related("nationality").order_by("-leads", "pk"))


def _visit(record, guests) -> list:
    number = record.guest_count or len(guests) or None
    head = next((guest for guest in guests if guest.leads), None)
    led = ""
    if head:
        led = f", do {', '.join(filter(None, [head.full_name, head.position, head.organisation]))} làm Trưởng đoàn"
    host = ", ".join(filter(None, [record.host_name, record.host_title]))
    side = " ".join(record.vietnamese_side.split()).rstrip(".")
    programme = " Chương trình làm việc kèm theo." if record.programme.exists() else ""
    return [
        *section("1. Tên đoàn", record.title),
        *section(
            "2. Cơ quan, tổ chức cử đoàn",
            f"{listed(record.senders.all())} ({listed(record.countries.all())})."
            if record.senders.exists() or record.countries.exists()
            else "",
        ),
        *section("3. Thành phần", f"{count(number)} khách{led} (danh sách kèm theo)."),
        *section("4. Thời gian", f"Đến Việt Nam và làm việc {from_to(record.start_date, record.end_date)}."),
        *section("5. Địa điểm", *sentences(record.place)),
        *section(
            "6. Mục đích, nội dung", _purpose(record),
            *sentences(record.content + (f"\n{programme}" if programme else "")),
        ),
        *section(
            "7. Đơn vị đón tiếp",
            f"{record.unit}." + (f" Người chủ trì tiếp: {host}." if host else ""),
            f"Thành phần phía Việt Nam: {side}." if side else "",
        ),
        *section("8. Nhập cảnh", *_entry(record)),
    ]  # fmt: skip


def _entry(record) -> list[str]:
    lines = []
    if record.needs_sponsorship:
        paper = document("công văn", record.sponsorship_number, record.sponsorship_date)
        lines.append("Có bảo lãnh nhập cảnh" + (f" ({paper})." if paper else "."))
    details = [
        f"cửa khẩu {record.border_gate}" if record.border_gate else "",
        f"loại thị thực {record.visa_kind}" if record.visa_kind else "",
        f"thời hạn {count(record.visa_days)} ngày" if record.visa_days else "",
    ]
    if known := ", ".join(filter(None, details)):
        lines.append(known[:1].upper() + known[1:] + ".")
    if record.clinical:
        lines.append(
            f"Có hoạt động chuyên môn trên người bệnh; văn bản cho phép: {or_blank(record.clinical_permit)}."
        )
    return lines


GUEST_COLUMNS = (
    Column("STT", ORDINAL, 7),
    Column("Họ và tên", width=20),
    Column("Giới tính", width=8),
    Column("Ngày sinh", DATE, 14),
    Column("Quốc tịch", width=12),
    Column("Chức vụ", width=18),
    Column("Cơ quan công tác", width=22),
    Column("Số hộ chiếu", width=15),
    Column("Loại thị thực", width=9),
    Column("Nơi lưu trú", width=18),
)
PROGRAMME_COLUMNS = (
    Column("STT", ORDINAL, 8),
    Column("Ngày", DATE, 15),
    Column("Giờ", ORDINAL, 10),
    Column("Nội dung", width=34),
    Column("Địa điểm", width=20),
    Column("Người phụ trách", width=17),
)


def _visit_annexes(record, guests, secret: Secret, paper: Paper) -> tuple[Page, Page]:
    people = [
        (
            guest.full_name, guest.get_gender_display(), guest.birth_date, str(guest.nationality or ""),
            guest.position, guest.organisation, secret(guest.passport_number), guest.visa_kind, guest.lodging,
        )
        for guest in guests
    ]  # fmt: skip
    programme = [
        (item.date, f"{item.time:%H:%M}" if item.time else None, item.content, item.place, item.in_charge)
        for item in record.programme.order_by("date", "time", "pk")
    ]
    return (
        annex(
            "Phụ lục I", "Danh sách khách nước ngoài", paper, to_fill(GUEST_COLUMNS, people), landscape=True
        ),
        annex("Phụ lục II", "Chương trình làm việc", paper, to_fill(PROGRAMME_COLUMNS, programme)),
    )


def _purpose(record) -> str:
    return f"Mục đích: {purposes}." if (purposes := chosen(record, "purposes")) else ""

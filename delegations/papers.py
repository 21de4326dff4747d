"""Papers of delegations: proposals, the list of members, the notice to the police. Vietnamese, nothing invented."""

from django.utils.translation import gettext_lazy as _

from core.columns import plain
from core.department import Department
from core.papers.printing import PaperKind, Secret
from core.papers.proposal import annex, letter, opening, proposal, unit_proposal
from core.papers.tree import DATE, ORDINAL, Column, Page, Paper, Row, Table
from core.papers.words import (
    BLANK,
    amount,
    count,
    document,
    from_to,
    listed,
    or_blank,
    section,
    sentences,
    small,
)
from core.parse import format_decimal_vi
from delegations.models import Currency, MemberRole, Participation

# --- outbound -----------------------------------------------------------------------------------


def outbound_proposal(record, secret: Secret) -> tuple[Paper, Page]:
    """The department proposes to the city to send the delegation (domain O1, O2)."""
    department, members = Department.current(), _going(record)
    inviters = listed(record.inviters.all())
    countries = listed(leg.country for leg in _stays(record))
    invited = document("Thư mời", record.invitation_number, record.invitation_date, inviters)
    asked = document("Công văn", record.unit_letter_number, record.unit_letter_date)
    party = document(
        "Thông báo", record.party_notice_number, record.party_notice_date, "Ban Tổ chức Thành ủy"
    )
    request = (
        f"{department.name} kính trình {department.superior} xem xét, quyết định cử cán bộ"
        f" đi công tác tại {countries}, cụ thể như sau:"
    )
    grounds = (
        f"Căn cứ {invited}" if invited else "",
        f"Căn cứ {party}" if party else "",
        f"Xét đề nghị của {record.unit}" + (f" tại {asked}" if asked else ""),
    )
    paper = proposal(
        record,
        subject=f"Về việc cử cán bộ đi công tác tại {countries}",
        addressed=(department.superior, department.foreign_office),
        blocks=[
            *opening(record, (), grounds, request),
            *section("1. Tên đoàn", record.title),
            *section("2. Thành phần đoàn", _composition(members)),
            *section("3. Nơi đến và thời gian", *_journey(record)),
            *section(
                "4. Mục đích, nội dung", _in_words("Mục đích", record, "purposes"), *sentences(record.content)
            ),
            *section("5. Cơ quan, tổ chức mời", inviters if inviters != BLANK else ""),
            *section("6. Kinh phí", *_trip_funds(record)),
            *section("7. Chương trình, kế hoạch", _planned(record)),
            *sentences(
                "Kết thúc chuyến công tác, đoàn có trách nhiệm báo cáo kết quả bằng văn bản theo quy định."
            ),
        ],
        also=("Giám đốc, các Phó Giám đốc Sở (để báo cáo)", f"{record.unit} (để thực hiện)"),
    )
    return paper, _member_list(record, members, secret, paper)


def member_list(record, secret: Secret) -> tuple[Page]:
    return (_member_list(record, _going(record), secret, None),)


def _going(record) -> list:
    """The head first, then deputies, then the others as they were entered."""
    order = {MemberRole.LEADER: 0, MemberRole.DEPUTY: 1}
    rows = (
        record.members.filter(participation=Participation.GOING)
        .select_related("person", "unit")
        .order_by("pk")
    )
    return sorted(rows, key=lambda row: order.get(row.role, 2))


def _stays(record) -> list:
    return list(record.legs.filter(transit=False).select_related("country").order_by("pk"))


def _composition(members) -> str:
    if not members:
        return ""
    text = f"Đoàn gồm {count(len(members))} người"
    head = members[0]
    if head.role == MemberRole.LEADER:
        who = ", ".join(
            filter(None, [str(head.person), head.position, str(head.unit or head.person.organisation)])
        )
        text += f", do {_form_of_address(head.person)} {who} làm Trưởng đoàn"
    return f"{text} (danh sách kèm theo)."


def _form_of_address(person) -> str:
    return {"MALE": "ông", "FEMALE": "bà"}.get(person.gender, "ông/bà")


def _journey(record) -> list[str]:
    lines = []
    for leg in _stays(record):
        place = f"{leg.country} ({leg.city})" if leg.city else str(leg.country)
        stay = f", {from_to(leg.start_date, leg.end_date)}" if leg.start_date or leg.end_date else ""
        lines.append(f"- {place}{stay}.")
    days = f"{count(record.days)} ngày, " if record.days else ""
    return [*lines, f"Thời gian: {days}{from_to(record.start_date, record.end_date)}."]


def _in_words(name: str, record, field: str) -> str:
    labels = record._meta.get_field(field).labels(getattr(record, field))
    return f"{name}: {'; '.join(small(label) for label in labels)}." if labels else ""


def _trip_funds(record) -> list[str]:
    currency = {Currency.VND: "đồng", Currency.OTHER: ""}.get(record.currency, record.currency)
    lines = [f"Dự toán: {amount(record.cost, currency).strip()}."] if record.cost is not None else []
    sources = []
    for row in record.funding.order_by("pk"):
        share = f" ({format_decimal_vi(plain(row.percent))}%)" if row.percent is not None else ""
        sources.append(f"{small(row.get_source_display())}{share}")
    if sources:
        lines.append(f"Nguồn kinh phí: {'; '.join(sources)}.")
    return lines


def _planned(record) -> str:
    if record.in_plan:
        line = f": {record.planned_activity.title}" if record.planned_activity else ""
        return f"Thuộc chương trình hoạt động đối ngoại năm{line}."
    if record.in_plan is False:
        return f"Phát sinh ngoài chương trình năm. Lý do: {or_blank(record.unplanned_reason).rstrip('.')}."
    return ""


MEMBER_COLUMNS = (
    Column("STT", ORDINAL, 7),
    Column("Họ và tên", width=20),
    Column("Ngày sinh", DATE, 14),
    Column("Chức vụ", width=20),
    Column("Đơn vị công tác", width=22),
    Column("Chức danh nghề nghiệp", width=16),
    Column("Vai trò trong đoàn", width=13),
    Column("Số hộ chiếu", width=15),
    Column("Ghi chú", width=12),
)


def _member_list(record, members, secret: Secret, paper: Paper | None) -> Page:
    rows = [
        Row(
            (
                f"{number:02d}", str(row.person), row.person.birth_date, row.position or row.person.position,
                str(row.unit or row.person.organisation), row.person.professional_title,
                row.get_role_display(), secret(row.passport_number), " ",
            )
        )
        for number, row in enumerate(members, start=1)
    ]  # fmt: skip
    where = listed(leg.country for leg in _stays(record))
    title = f"Danh sách trích ngang đoàn cán bộ đi công tác tại {where}"
    page = annex("Phụ lục" if paper else "", title, paper, (_table(MEMBER_COLUMNS, rows),), landscape=True)
    return page


def _table(columns, rows) -> Table:
    """A list without rows has one to be filled in by hand."""
    return Table(columns, tuple(rows) or (Row(("01", *[None] * (len(columns) - 1))),))


# --- inbound ------------------------------------------------------------------------------------


def inbound_proposal(record, secret: Secret) -> tuple[Paper, ...]:
    """To the city; within what is approved already the department decides, and the unit proposes (domain I1)."""
    department, guests = Department.current(), _guests(record)
    subject = f"Về việc đón tiếp và làm việc với đoàn khách nước ngoài ({listed(record.countries.all())})"
    asked = document("Công văn", record.request_number, record.request_date)
    if record.in_approved_programme:
        request = (
            f"{record.unit} kính trình {department.name} xem xét, cho phép đón tiếp đoàn, cụ thể như sau:"
        )
        paper = unit_proposal(
            record, record.unit, subject=subject, number=record.request_number, day=record.request_date,
            blocks=[*opening(record, (), (), request), *_visit(record, guests)],
        )  # fmt: skip
    else:
        request = (
            f"{department.name} kính trình {department.superior} xem xét, cho phép {record.unit}"
            " đón tiếp và làm việc với đoàn, cụ thể như sau:"
        )
        ground = f"Xét đề nghị của {record.unit}" + (f" tại {asked}" if asked else "")
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
            "6. Mục đích, nội dung", _in_words("Mục đích", record, "purposes"),
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
    listed_guests = [
        Row(
            (
                f"{number:02d}", guest.full_name, guest.get_gender_display(), guest.birth_date,
                str(guest.nationality or ""), guest.position, guest.organisation,
                secret(guest.passport_number), guest.visa_kind, guest.lodging,
            )
        )
        for number, guest in enumerate(guests, start=1)
    ]  # fmt: skip
    programme = [
        Row(
            (
                f"{number:02d}", item.date, f"{item.time:%H:%M}" if item.time else None,
                item.content, item.place, item.in_charge,
            )
        )
        for number, item in enumerate(record.programme.order_by("date", "time", "pk"), start=1)
    ]  # fmt: skip
    return (
        annex(
            "Phụ lục I",
            "Danh sách khách nước ngoài",
            paper,
            (_table(GUEST_COLUMNS, listed_guests),),
            landscape=True,
        ),
        annex("Phụ lục II", "Chương trình làm việc", paper, (_table(PROGRAMME_COLUMNS, programme),)),
    )


OUTBOUND = (
    PaperKind("to-trinh", _("Proposal (tờ trình)"), outbound_proposal, secrets=True),
    PaperKind("danh-sach", _("List of the members"), member_list, secrets=True),
)
INBOUND = (
    PaperKind("to-trinh", _("Proposal (tờ trình)"), inbound_proposal, secrets=True),
    PaperKind("thong-bao-cong-an", _("Notice to the police"), police_notice, secrets=True),
)

"""Papers of trips abroad: the proposal to the city (domain O1, O2), the list of the members."""

from core.columns import plain
from core.department import Department
from core.papers.printing import Secret
from core.papers.proposal import annex, opening, proposal, to_fill
from core.papers.tree import DATE, ORDINAL, Column, Page, Paper
from core.papers.words import (
    BLANK,
    amount,
    chosen,
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
        f"Xét đề nghị của {record.unit.name_on(record.unit_letter_date)}"
        + (f" tại {asked}" if asked else ""),
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
            *section("4. Mục đích, nội dung", _purpose(record), *sentences(record.content)),
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
        (
            str(row.person), row.person.birth_date, row.position or row.person.position,
            str(row.unit or row.person.organisation), row.person.professional_title,
            row.get_role_display(), secret(row.passport_number), " ",
        )
        for row in members
    ]  # fmt: skip
    where = listed(leg.country for leg in _stays(record))
    title = f"Danh sách trích ngang đoàn cán bộ đi công tác tại {where}"
    return annex("Phụ lục" if paper else "", title, paper, to_fill(MEMBER_COLUMNS, rows), landscape=True)


def _purpose(record) -> str:
    return f"Mục đích: {purposes}." if (purposes := chosen(record, "purposes")) else ""

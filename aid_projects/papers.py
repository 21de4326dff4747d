"""The proposal to approve foreign aid (domain V4, V7)."""

import datetime

from django.utils.translation import gettext_lazy as _

from aid_projects.models import AidProject
from core.department import Department
from core.papers.printing import PaperKind, Secret
from core.papers.proposal import Basis, opening, proposal
from core.papers.tree import Paper
from core.papers.words import (
    AGREED,
    amount,
    chosen,
    count,
    document,
    from_to,
    listed,
    opinion,
    or_blank,
    section,
    sentences,
    small,
)

DECREES = (
    Basis(
        "Nghị định số 80/2020/NĐ-CP ngày 08/7/2020 của Chính phủ",
        datetime.date(2020, 9, 17),
        datetime.date(2025, 12, 7),
    ),
    Basis("Nghị định số 313/2025/NĐ-CP của Chính phủ", datetime.date(2025, 12, 8)),
)


def aid_proposal(record: AidProject, secret: Secret) -> tuple[Paper]:
    department, donors = Department.current(), listed(record.donors.all())
    kind = small(record.get_kind_display())
    kind = kind if "viện trợ" in kind else f"khoản viện trợ ({kind})"
    consent = document("văn bản", record.consent_number, record.consent_date, donors)
    scheme = document("văn kiện", record.document_number, record.document_date)
    grounds = (
        f"Căn cứ {consent} về việc nhất trí tài trợ" if consent else "",
        f"Xét đề nghị của {record.unit}" + (f" kèm theo {scheme}" if scheme else ""),
    )
    request = f"{department.name} kính trình {department.superior} xem xét, phê duyệt việc tiếp nhận viện trợ, cụ thể như sau:"
    paper = proposal(
        record,
        subject=f"Về việc phê duyệt tiếp nhận {kind} “{record.title}”",
        addressed=(department.superior,),
        blocks=[*opening(record, DECREES, grounds, request), *_content(record, donors)],
        also=(
            department.foreign_office,
            "Giám đốc, các Phó Giám đốc Sở (để báo cáo)",
            f"{record.unit} (để thực hiện)",
        ),
    )
    return (paper,)


def _content(record: AidProject, donors: str) -> list:
    fields, beneficiaries = chosen(record, "fields"), chosen(record, "beneficiaries")
    number = f" ({count(record.beneficiary_count)} người)" if record.beneficiary_count else ""
    names = (
        f"{record.title} (tên tiếng Anh: {record.english_title})" if record.english_title else record.title
    )
    return [
        *section("1. Tên khoản viện trợ", f"{names}."),
        *section("2. Bên cung cấp viện trợ", f"{donors}."),
        *section(
            "3. Cơ quan chủ quản, chủ khoản viện trợ",
            f"Cơ quan chủ quản: {or_blank(record.managing_agency)}.", f"Chủ khoản viện trợ: {record.unit}.",
            f"Hình thức quản lý: {small(record.get_management_display())}." if record.management else "",
        ),
        *section("4. Mục tiêu", *sentences(record.objective)),
        *section(
            "5. Nội dung, lĩnh vực, địa bàn", *sentences(record.content),
            f"Lĩnh vực: {fields}." if fields else "",
            *sentences(f"Địa bàn: {record.area}" if record.area else ""),
            f"Đối tượng hưởng lợi: {beneficiaries}{number}." if beneficiaries else "",
        ),
        *section("6. Kết quả dự kiến", *sentences(record.expected_results)),
        *section("7. Giá trị, hình thức viện trợ", *_worth(record)),
        *section("8. Thời gian thực hiện", f"{from_to(record.start_date, record.end_date).capitalize()}."),
        *section("9. Ý kiến thẩm định, góp ý", *(opinion(row, AGREED[row.agreed]) for row in record.opinions.order_by("pk"))),
    ]  # fmt: skip


def _worth(record: AidProject) -> list[str]:
    total = (
        f"Tổng giá trị: {amount(record.value, record.currency).strip()}" if record.value is not None else ""
    )
    if total and record.value_usd is not None and record.currency != "USD":
        total += f" (tương đương {amount(record.value_usd, 'USD')})"
    forms = [
        small(row.get_form_display())
        + (f" ({amount(row.value, record.currency).strip()})" if row.value is not None else "")
        for row in record.forms.order_by("pk")
    ]
    own = f"Vốn đối ứng: {amount(record.counterpart)}" if record.counterpart is not None else ""
    if own and record.counterpart_form:
        own += f" ({small(record.get_counterpart_form_display())})"
    lines = [total, f"Hình thức: {'; '.join(forms)}" if forms else "", own]
    return [f"{line}." if line else "" for line in lines]


AID = (PaperKind("to-trinh", _("Proposal (tờ trình)"), aid_proposal),)

"""The proposal to sign an agreement, addressed to whoever permits it (domain A1, A4, A5, A12)."""

import datetime

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Scope, SigningName, Term
from core.department import Department
from core.papers.printing import PaperKind, Secret
from core.papers.proposal import Basis, opening, proposal, unit_proposal
from core.papers.tree import Paper, Paragraph
from core.papers.words import AGREED, count, listed, on_day, opinion, section, sentences, small

LAW = Basis("Luật Thỏa thuận quốc tế số 70/2020/QH14", datetime.date(2021, 7, 1))
DECREE = Basis("Nghị định số 64/2021/NĐ-CP ngày 30/6/2021 của Chính phủ", datetime.date(2021, 7, 1))
LAWS = {SigningName.TP: (LAW,), SigningName.SO: (LAW, DECREE)}
"""By whose name; papers of units and domestic ones are no international agreements in the sense of the law."""


def agreement_proposal(record: Agreement, secret: Secret) -> tuple[Paper]:
    department, kind = Department.current(), small(record.get_kind_display() or "văn bản hợp tác")
    partners = listed(record.partners.all())
    subject = f"Về việc ký kết {kind} với {partners}"
    grounds = tuple(f"Căn cứ {line.rstrip(';.')}" for line in record.legal_basis.splitlines() if line.strip())
    proposing = record.proposing_unit or record.unit
    if record.signing_name in LAWS:
        laws = LAWS[record.signing_name] if record.scope == Scope.QUOC_TE else ()
        request = f"{department.name} kính trình {department.superior} xem xét, cho phép ký kết văn bản, cụ thể như sau:"
        ground = f"Xét đề nghị của {proposing}" if proposing else ""
        blocks = [*opening(record, laws, (*grounds, ground), request), *_content(record, partners)]
        also = (
            "Giám đốc, các Phó Giám đốc Sở (để báo cáo)",
            f"{proposing} (để thực hiện)" if proposing else "",
        )
        return (
            proposal(
                record, subject=subject, addressed=(department.superior, department.foreign_office),
                blocks=blocks, also=also,
            ),
        )  # fmt: skip
    request = f"{proposing or 'Đơn vị'} kính trình {department.name} xem xét, cho phép ký kết văn bản, cụ thể như sau:"
    blocks = [*opening(record, (), grounds, request), *_content(record, partners)]
    return (unit_proposal(record, proposing, subject=subject, blocks=blocks),)


def _content(record: Agreement, partners: str) -> list:
    signing = [
        f"Danh nghĩa ký: {record.get_signing_name_display()}." if record.signing_name else "",
        f"Người ký phía Việt Nam: {_line(record.signer)}." if record.signer else "",
        f"Người ký phía đối tác: {_line(record.partner_signer)}." if record.partner_signer else "",
        f"Dự kiến ký {on_day(record.signed_on)}"
        + (f" tại {record.signing_place}." if record.signing_place else ".")
        if record.signed_on
        else "",
    ]
    contents = [f"- {_line(row.content)}." for row in record.contents.order_by("pk")]
    form = [
        f"Ngôn ngữ: {record.languages}." if record.languages else "",
        f"Số bản gốc: {count(record.originals)}." if record.originals else "",
    ]
    return [
        *section("1. Tên văn bản", record.title),
        *section(
            "2. Bên ký kết nước ngoài" if record.scope == Scope.QUOC_TE else "2. Bên ký kết", f"{partners}."
        ),
        *section("3. Sự cần thiết, mục tiêu", *sentences(record.background), *sentences(record.objective)),
        *section("4. Nội dung chính", *sentences(record.main_content), *contents),
        *section("5. Danh nghĩa ký, người ký", *signing),
        *section("6. Hiệu lực, ngôn ngữ", _term(record), *form),
        *section("7. Ý kiến các cơ quan", *_opinions(record)),
    ]


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".;")


def _term(record: Agreement) -> str:
    if record.term == Term.DEN_NGAY and record.expiry_date:
        return f"Hiệu lực đến hết {on_day(record.expiry_date)}."
    if record.term in (Term.XAC_DINH, Term.TU_GIA_HAN) and record.term_months:
        renewed = ", tự động gia hạn" if record.term == Term.TU_GIA_HAN or record.auto_renewal else ""
        return f"Thời hạn hiệu lực: {count(record.term_months)} tháng{renewed}."
    return f"Thời hạn hiệu lực: {small(record.get_term_display())}." if record.term else ""


def _opinions(record: Agreement) -> list[Paragraph]:
    rows = record.consultations.order_by("pk")
    return [opinion(row, small(row.get_result_display()) or AGREED[None]) for row in rows]


AGREEMENT = (PaperKind("to-trinh", _("Proposal (tờ trình)"), agreement_proposal),)

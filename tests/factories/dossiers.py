"""Dossiers complete enough to be sent, and the paper each step asks for."""

import datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.models import Agreement, Consultation
from aid_projects.models import AidForm, AidProject
from conferences.models import Conference
from core.attachments import DocumentKind, attach
from core.files.kinds import PDF
from core.workflow import perform
from delegations.models import Funding, InboundDelegation, OutboundDelegation
from tests.factories import people
from tests.factories.records import agreement, aid, conference, inbound, outbound


def soon(days: int = 40) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def ready_outbound(**details) -> OutboundDelegation:
    made = outbound(
        **{
            "content": "Học tập", "invitation_number": "12/TM", "unit_letter_number": "34/BVT", "in_plan": True,
            "start_date": soon(), "end_date": soon(45), **details,
        }
    )  # fmt: skip
    Funding(delegation=made, source="NSDV").save(by=None)
    return made


def ready_inbound(**details) -> InboundDelegation:
    made = inbound(
        **{
            "rank": "CHUYEN_MON", "host_name": "Nguyễn Văn Bình", "purposes": ["LAMVIEC"], "fields": ["TRAINING"],
            "content": "Trao đổi chuyên môn", "place": "Hà Nội", "guest_count": 1, "request_number": "5/CV",
            "in_plan": True, "start_date": soon(), "end_date": soon(42), **details,
        }
    )  # fmt: skip
    made.senders.add(people.partner())
    return made


def ready_conference(**details) -> Conference:
    return conference(
        **{
            "kind": "HOI_THAO", "mode": "TRUC_TIEP", "reason": "Chia sẻ", "objective": "Học hỏi",
            "content": "Can thiệp mạch", "place": "Hà Nội", "vietnamese": 100, "foreign_visiting": 5,
            "request_number": "7/CV", "in_plan": True, "start_date": soon(60), "end_date": soon(61), **details,
        }
    )  # fmt: skip


def ready_agreement(**details) -> Agreement:
    made = agreement(
        **{
            "signing_name": "SO", "proposing_unit": people.unit(), "fields": ["TRAINING"],
            "main_content": "Đào tạo", "term": "XAC_DINH", **details,
        }
    )  # fmt: skip
    Consultation(
        agreement=made, agency="Sở Ngoại vụ", sent_on=soon(-9), due=soon(-2), replied_on=soon(-3)
    ).save(by=None)
    return made


def ready_aid(**details) -> AidProject:
    made = aid(
        **{
            "state": "MOBILISING", "managing_agency": "UBND thành phố Hà Nội", "fields": ["EQUIPMENT"],
            "beneficiaries": ["NVYT"], "area": "Hà Nội", "objective": "Nâng cao", "content": "Đào tạo",
            "expected_results": "100 bác sĩ", "document_number": "1/VK", "start_date": soon(60), "end_date": soon(400),
            "value": Decimal(1000), "currency": "USD", "usd_rate": Decimal(1), **details,
        }
    )  # fmt: skip
    made.forms.all().first().delete(by=None)
    AidForm(aid=made, form="HTKT").save(by=None)
    return made


READY = {
    OutboundDelegation: ready_outbound,
    InboundDelegation: ready_inbound,
    Conference: ready_conference,
    Agreement: ready_agreement,
    AidProject: ready_aid,
}
PAPERS = {
    "department_letter_number": "12/TTr-SYT", "permit_number": "34/QĐ-UBND", "report_number": "5/BC-BVT",
    "consent_number": "9/CV", "handover_number": "1/BB", "settlement_number": "2/QT", "copy_number": "3/BC",
    "signer": "Trần Văn Chung",
}  # fmt: skip
"""What is typed where a step asks for a text; where it asks for a day, today."""


def typed(step) -> dict:
    """What someone types into the dialog of a step."""
    return {name: PAPERS.get(name, timezone.localdate()) for name in step.asks}


def scan(record) -> None:
    """The scan of the signed text, in the record's file."""
    pdf = SimpleUploadedFile("van-ban.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    attach(record, pdf, PDF, kind=DocumentKind.SIGNED, by=people.officer())


def take(screen, record, name: str, by, comment: str = ""):
    """Take a step of the screen's table as this person."""
    step = next(step for step in screen.transitions if step.name == name)
    if name == "sign":
        scan(record)
    return perform(step, record, by=by, comment=comment, values=typed(step))

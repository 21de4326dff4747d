"""The outline of the report (domain §2.1): its headings in order, and the slots of text under each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from aid_projects.models import AidProject
from conferences.models import Conference
from delegations.models import InboundDelegation, OutboundDelegation
from reports.periods import Period
from reports.text import details, judgement, results, shortcomings, supplements
from reports.text.material import Material

Maker = Callable[[Material], str | list[str]]
WRITE = _("The data tell nothing here; please write it.")


def nothing(m: Material) -> str:
    """The officer writes it."""
    return ""


@dataclass(frozen=True)
class Slot:
    """A paragraph or some that belong together, changed together by hand. Its key is permanent."""

    key: str
    make: Maker = nothing
    hint: Any = ""
    """Shown to the officer where nothing stands; without it an empty slot needs nothing."""


@dataclass(frozen=True)
class Part:
    """A heading with the slots under it. Level 1 stands in the report even when nothing is under it."""

    title: str | Callable[[Period], str]
    level: int
    slots: tuple[Slot, ...] = ()

    def heading(self, period: Period) -> str:
        return self.title if isinstance(self.title, str) else self.title(period)


def _plan_title(period: Period) -> str:
    return f"IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM {(period.ahead or 'thời gian tới').upper()}"


def _slots(prefix: str, makers: Iterable[tuple[str, Maker]]) -> tuple[Slot, ...]:
    return tuple(Slot(f"{prefix}.{name}", make) for name, make in makers)


OUTLINE: tuple[Part, ...] = (
    Part(
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        1,
        (
            Slot("direction", hint=WRITE),
            Slot("direction.training", judgement.training),
            Slot("direction.reporting", judgement.unit_reporting),
        ),
    ),
    Part("II. KẾT QUẢ THỰC HIỆN", 1),
    Part("1. Tổ chức và quản lý đoàn ra, đoàn vào thuộc phạm vi phụ trách của Sở", 2),
    Part(
        "1.1. Đoàn ra",
        3,
        (
            Slot("outbound.trips", results.trips),
            Slot("outbound.plan", details.trips_planned),
            Slot("outbound.countries", details.destinations),
            Slot("outbound.examples", details.examples(OutboundDelegation)),
        ),
    ),
    Part(
        "1.2. Đoàn vào",
        3,
        (
            Slot("inbound.visits", results.visits),
            Slot("inbound.plan", details.visits_planned),
            Slot("inbound.countries", details.origins),
            Slot("inbound.examples", details.examples(InboundDelegation)),
            Slot("delegations.urgent", details.urgent),
        ),
    ),
    Part("2. Hợp tác quốc tế", 2, (Slot("agreements.in_force", results.agreements_in_force),)),
    Part("2.1. Cấp Thành phố", 3, (Slot("agreements.city", results.city_agreements),)),
    Part(
        "2.2. Cấp Sở và đơn vị trực thuộc",
        3,
        (
            Slot("agreements.department", results.department_agreements),
            Slot("agreements.units", results.unit_agreements),
            Slot("agreements.examples", details.examples(Agreement)),
        ),
    ),
    Part("2.3. Hợp tác trong nước", 3, (Slot("agreements.domestic", results.domestic_agreements),)),
    Part(
        "3. Tổ chức và quản lý hội nghị, hội thảo quốc tế",
        2,
        (
            Slot("conferences.hosted", results.conferences_hosted),
            Slot("conferences.attended", results.conferences_attended),
            Slot("conferences.examples", details.examples(Conference)),
        ),
    ),
    Part(
        "4. Vận động, tiếp nhận và sử dụng viện trợ nước ngoài",
        2,
        (
            Slot("aid.total", results.aid),
            Slot("aid.approved", results.aid_approved),
            Slot("aid.examples", details.examples(AidProject)),
        ),
    ),
    Part("5. Nhân lực làm công tác đối ngoại ngành y tế", 2, (Slot("personnel", results.personnel),)),
    Part("6. Bổ sung số liệu kỳ trước", 2, (Slot("supplement", supplements.supplement),)),
    Part("III. ĐÁNH GIÁ CHUNG", 1),
    Part(
        "1. Kết quả đạt được",
        2,
        (
            Slot("assessment", hint=WRITE),
            Slot("assessment.plan", judgement.in_plan),
            Slot("assessment.partners", judgement.partners_gained),
            Slot("assessment.units", judgement.from_units("results")),
        ),
    ),
    Part(
        "2. Khó khăn, tồn tại",
        2,
        (
            *_slots("difficulties", judgement.DIFFICULTIES.items()),
            *_slots("difficulties", ((code, shortcomings.shortcoming(code)) for code in shortcomings.SAID)),
            Slot("difficulties.own"),
            Slot("difficulties.units", judgement.from_units("difficulties")),
        ),
    ),
    Part(
        "3. Nguyên nhân",
        2,
        (Slot("causes", hint=WRITE), Slot("causes.units", judgement.from_units("causes"))),
    ),
    Part(
        _plan_title,
        1,
        (
            Slot("plan", hint=WRITE),
            Slot("plan.agreements", judgement.renew_agreements),
            Slot("plan.dormant", judgement.carry_out_agreements),
            Slot("plan.reports", judgement.collect_reports),
            Slot("plan.units", judgement.from_units("plan")),
        ),
    ),
    Part(
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
        1,
        (Slot("proposals", hint=WRITE), Slot("proposals.units", judgement.from_units("proposals"))),
    ),
)
SLOTS = {slot.key: slot for part in OUTLINE for slot in part.slots}

"""Drafts complete enough to be sent, one maker for each type: the record, its links, its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from agreements.models import Agreement
from aid_projects.models import AidForm, AidProject
from conferences.models import Conference, Speaker
from delegations.models import Funding, Guest, InboundDelegation, Leg, Member, OutboundDelegation
from doiNgoai.demo.stage import PREFIX, SOURCE

GUESTS = (
    "Tanaka Haruto",
    "Kim Min-jun",
    "Sophie Laurent",
    "Emily Carter",
    "Lukas Weber",
    "Noah Wilson",
    "Chanthavong Bounmy",
)


@dataclass(frozen=True)
class Maker:
    """Makes drafts of `model`: `usual` values, the dossier's own before them."""

    model: type
    usual: dict
    rows: Callable
    links: dict[str, str]
    """Link of the record → name in the dossier's details of what it holds (codes of countries, names of partners)."""

    def __call__(self, stage, dossier, by):
        told = {**self.usual, **stage.dates(dossier.details)}
        fields = {field.name for field in self.model._meta.concrete_fields}
        unit = stage.cast.units[dossier.unit]
        told["proposing_unit"] = unit
        record = self.model(
            title=PREFIX + dossier.title,
            unit=unit,
            source=SOURCE,
            **{name: value for name, value in told.items() if name in fields},
        )
        links = {link: _named(stage, told.get(name, ())) for link, name in self.links.items()}
        return record, links, list(self.rows(stage, record, told, by))


def _named(stage, names) -> list:
    names = (names,) if isinstance(names, str) else names
    return [stage.countries.get(name) or stage.partners[name] for name in names]


def _of_trip(stage, trip, told, by):
    for country in _named(stage, told["to"]):
        yield Leg(country=country, start_date=trip.start_date, end_date=trip.end_date)
    yield Funding(source=told["paid"])
    for place in range(told["people"]):
        person = stage.cast.traveller(trip.unit, by=by, party_managed=told["managed"] and place == 0)
        yield Member(
            person=person, unit=trip.unit, position=person.position, role="MEMBER" if place else "LEADER",
            passport_kind=told["passport"], passport_number=f"P{person.pk:07d}",
        )  # fmt: skip


def _of_visit(stage, visit, told, by):
    nationality = _named(stage, told["countries"])[0]
    for place in range(visit.guest_count):
        yield Guest(
            full_name=f"{GUESTS[(place + len(visit.title)) % 7]} {'I' * (place // 7)}".strip(), leads=place == 0, nationality=nationality,
            organisation=told["partners"], position="Bác sĩ", residence_declared=told["declared"],
        )  # fmt: skip


def _of_conference(stage, conference, told, by):
    nationality = _named(stage, told["countries"])[0]
    for place, name in enumerate(GUESTS[: told["speakers"]]):
        yield Speaker(
            full_name=name,
            nationality=nationality,
            topic=f"Báo cáo chuyên đề {place + 1}",
            papers_cleared=told["cleared"],
        )


def _of_aid(stage, aid, told, by):
    yield AidForm(form=told["form"], value=aid.value)


def _none(stage, record, told, by):
    return ()


trip = Maker(
    OutboundDelegation,
    {
        "purposes": ["HNHT"], "content": "Tham dự hội nghị, trao đổi chuyên môn và tìm hiểu mô hình tổ chức của đối tác",
        "invitation_number": "TM-MH/2", "unit_letter_number": "CV-MH/5", "in_plan": True, "to": "JP", "partners": "Đối tác minh họa 01",
        "paid": "NSDV", "people": 2, "managed": False, "passport": "ORDINARY",
    },
    _of_trip,
    {"inviters": "partners"},
)  # fmt: skip
visit = Maker(
    InboundDelegation,
    {
        "rank": "CHUYEN_MON", "host_name": "Vũ Quang Thịnh", "host_title": "Phó Giám đốc", "purposes": ["LAMVIEC"], "fields": ["TREATMENT"],
        "content": "Trao đổi chuyên môn, tham quan khoa phòng và làm việc với lãnh đạo đơn vị", "place": "Hà Nội", "guest_count": 3,
        "request_number": "CV-MH/6", "in_plan": True, "countries": "KR", "partners": "Đối tác minh họa 02", "declared": False,
    },
    _of_visit,
    {"countries": "countries", "senders": "partners"},
)  # fmt: skip
agreement = Maker(
    Agreement,
    {
        "kind": "BGN", "signing_name": "DONVI", "fields": ["TRAINING"], "main_content": "Trao đổi bác sĩ, đào tạo và hội chẩn từ xa",
        "term": "DEN_NGAY", "partners": "Đối tác minh họa 03", "countries": "FR",
    },
    _none,
    {"partners": "partners", "countries": "countries"},
)  # fmt: skip
conference = Maker(
    Conference,
    {
        "kind": "HOI_THAO", "mode": "TRUC_TIEP", "reason": "Cập nhật kiến thức chuyên môn", "objective": "Chia sẻ kinh nghiệm giữa các đơn vị",
        "content": "Báo cáo khoa học và thảo luận chuyên đề", "place": "Hà Nội", "vietnamese": 150, "foreign_visiting": 12, "in_plan": True,
        "request_number": "CV-MH/7", "countries": "JP", "partners": "Đối tác minh họa 01", "funding": ["XHH"], "speakers": 2, "cleared": True,
    },
    _of_conference,
    {"countries": "countries", "partners": "partners"},
)  # fmt: skip
aid = Maker(
    AidProject,
    {
        "kind": "PDA", "managing_agency": "UBND thành phố Hà Nội", "fields": ["EQUIPMENT"], "beneficiaries": ["BENH_NHAN_NGHEO"], "area": "Hà Nội",
        "objective": "Nâng cao chất lượng khám, chữa bệnh", "content": "Hỗ trợ đào tạo và chuyển giao kỹ thuật", "expected_results": "60 bác sĩ được đào tạo",
        "document_number": "VK-MH/8", "value": Decimal(50000), "currency": "USD", "usd_rate": Decimal(1), "form": "HTKT",
        "partners": "Tổ chức Project Vietnam Foundation",
    },
    _of_aid,
    {"donors": "partners"},
)  # fmt: skip

"""One record of each type, with child rows, owned by the owner's unit; and the form that enters one."""

import datetime
import itertools

from django.apps import apps

from agreements.models import Agreement, ContentItem
from aid_projects.models import AidForm, AidProject
from conferences.models import Conference, Speaker
from core.records import Tracked
from delegations.models import Guest, InboundDelegation, Leg, Member, OutboundDelegation
from directory.models import Partner, PartnerAlias, Person, PlannedActivity, Unit
from personnel.models import FocalPoint, Language, Topic, TrainingCourse
from reports.models import ReportPeriod, UnitReport
from tests.factories.people import country, partner, unit

DAY = datetime.date(2024, 3, 1)
NUMBERS = itertools.count(1)
SHARED = (Unit, Partner)
"""Types of the directory, seen by every role and kept by the department."""


def record_types() -> list[type[Tracked]]:
    """Every record type, found by introspection."""
    return [model for model in apps.get_models() if issubclass(model, Tracked)]


def person(name: str = "Nguyễn Văn An", **details) -> Person:
    return Person.objects.create(by=None, **{"full_name": name, "unit": unit(), **details})


def outbound(**details) -> OutboundDelegation:
    made = OutboundDelegation.objects.create(
        by=None,
        **{
            "title": "Đoàn học tập",
            "unit": unit(),
            "start_date": DAY,
            "end_date": DAY,
            "purposes": ["DTBD"],
            **details,
        },
    )
    Leg(delegation=made, country=country()).save(by=None)
    someone = person(f"Nguyễn Văn {next(NUMBERS)}", unit=made.unit)
    Member(delegation=made, person=someone, unit=made.unit, role="LEADER").save(by=None)
    made.inviters.add(partner())
    return made


def inbound(**details) -> InboundDelegation:
    made = InboundDelegation.objects.create(
        by=None, **{"title": "Đoàn chuyên gia", "unit": unit(), "start_date": DAY, "end_date": DAY, **details}
    )
    Guest(delegation=made, full_name="Tanaka Ichirō", nationality=country()).save(by=None)
    made.countries.add(country())
    return made


def agreement(**details) -> Agreement:
    made = Agreement.objects.create(
        by=None, **{"title": "Biên bản ghi nhớ", "kind": "BGN", "unit": unit(), **details}
    )
    ContentItem(agreement=made, content="Đào tạo bác sĩ").save(by=None)
    made.partners.add(partner())
    return made


def conference(**details) -> Conference:
    made = Conference.objects.create(
        by=None,
        **{"title": "Hội thảo tim mạch", "unit": unit(), "start_date": DAY, "end_date": DAY, **details},
    )
    Speaker(conference=made, full_name="Tanaka Ichirō", nationality=country()).save(by=None)
    made.countries.add(country())
    return made


def aid(**details) -> AidProject:
    made = AidProject.objects.create(
        by=None, **{"title": "Trang thiết bị", "kind": "PDA", "unit": unit(), **details}
    )
    AidForm(aid=made, form="HANG").save(by=None)
    made.donors.add(partner())
    return made


def focal_point(**details) -> FocalPoint:
    made = FocalPoint.objects.create(
        by=None,
        **{
            "person": person(f"Trần Thị {next(NUMBERS)}"),
            "unit": unit(),
            "kind": "CHUYEN_TRACH",
            "start_date": DAY,
            **details,
        },
    )
    Language(focal_point=made, language="Tiếng Anh", level="C1").save(by=None)
    return made


def training(**details) -> TrainingCourse:
    made = TrainingCourse.objects.create(
        by=None, **{"title": "Tập huấn đối ngoại", "unit": unit(), "start_date": DAY, **details}
    )
    Topic(course=made, topic="Lễ tân đối ngoại", speaker="Lê Anh Tú").save(by=None)
    return made


def planned(**details) -> PlannedActivity:
    made = PlannedActivity.objects.create(
        by=None, **{"title": "Đón đoàn Nhật Bản", "year": 2024, "kind": "INBOUND", "unit": unit(), **details}
    )
    made.countries.add(country())
    return made


def any_partner(**details) -> Partner:
    made = Partner.objects.create(
        by=None, **{"name": f"Tổ chức {next(NUMBERS)}", "kind": "PCPNN", "country": country(), **details}
    )
    PartnerAlias(partner=made, name="TC").save(by=None)
    return made


def any_unit(**details) -> Unit:
    number = next(NUMBERS)
    return Unit.objects.create(
        by=None, **{"code": f"X{number}", "name": f"Trung tâm {number}", "kind": "TTYT", **details}
    )


def period(**details) -> ReportPeriod:
    """The first half of 2024, collecting."""
    return ReportPeriod.objects.create(
        by=None,
        **{
            "code": "2024-H1",
            "unit_due": datetime.date(2024, 6, 18),
            "department_due": datetime.date(2024, 6, 21),
            **details,
        },
    )


def unit_report(**details) -> UnitReport:
    """Of the first half of 2024; a unit reports once, so the second is of a unit of its own."""
    if "period" not in details:
        details["period"] = ReportPeriod.objects.live().filter(code="2024-H1").first() or period()
    if "unit" not in details:
        reported = UnitReport.objects.filter(period=details["period"], unit=unit()).exists()
        details["unit"] = any_unit() if reported else unit()
    return UnitReport.objects.create(by=None, **details)


def _other_day() -> datetime.date:
    return DAY + datetime.timedelta(days=next(NUMBERS))


MAKE = {
    ReportPeriod: lambda **details: period(**{"code": f"2024-01-01..{_other_day()}", **details}),
    UnitReport: unit_report,
    OutboundDelegation: outbound,
    InboundDelegation: inbound,
    Agreement: agreement,
    Conference: conference,
    AidProject: aid,
    FocalPoint: focal_point,
    TrainingCourse: training,
    PlannedActivity: planned,
    Partner: any_partner,
    Unit: any_unit,
    Person: lambda **details: person(f"Phạm Văn {next(NUMBERS)}", **details),
}


def make(model, **details) -> Tracked:
    record = MAKE[model](**details)
    record.settle()
    return record


NAME_FIELD = {Person: "full_name", FocalPoint: "position", Partner: "name", Unit: "name"}
"""The field whose change the tests look for; elsewhere the title."""

LEAST = {
    OutboundDelegation: {"kind": "CONG_TAC", "currency": "VND"},
    InboundDelegation: {},
    Agreement: {"scope": "QUOC_TE"},
    Conference: {"role": "CHU_TRI"},
    AidProject: {"kind": "PDA"},
    FocalPoint: {"full_name": "Lê Thị Hoa", "kind": "CHUYEN_TRACH", "start_date": "01/03/2024"},
    TrainingCourse: {"start_date": "01/03/2024"},
    PlannedActivity: {"year": "2024", "kind": "INBOUND", "state": "REGISTERED"},
    Partner: {"kind": "BV"},
    Unit: {"code": "MOI", "kind": "TTYT", "active": "on"},
    Person: {},
}
"""What a draft needs besides its name: domain §3, fields marked D."""


def name_field(model) -> str:
    return NAME_FIELD.get(model, "title")


def least_form(model, name: str = "Tên mới") -> dict:
    """The smallest form that saves."""
    data = {name_field(model): name, **LEAST[model]}
    if "unit" in {field.name for field in model._meta.fields} and model is not Unit:
        data["unit"] = str(unit().pk)
    return data

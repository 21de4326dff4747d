"""Counted records, one line each: permitted, in the first half of 2024, of one unit, unless a test says otherwise."""

import datetime
import itertools
from decimal import Decimal

from agreements.models import Agreement, Implementation
from aid_projects.models import AidProject, Disbursement
from conferences.models import Conference
from core.indicators.windows import DECISION
from delegations.models import InboundDelegation, Leg, Member, OutboundDelegation
from directory.models import Country, Person, Unit
from personnel.models import FocalPoint, TrainingCourse
from reports import catalogue
from reports.periods import Period, parse
from reports.services import Number, figures, rows

MARCH = datetime.date(2024, 3, 1)
NAMES = itertools.count(1)
H1 = parse("2024-H1")


def day(text: str) -> datetime.date:
    """`14/06/2024`."""
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  a calendar day has no zone


def unit(name: str = "Bệnh viện Tim Hà Nội", **details) -> Unit:
    found = Unit.objects.filter(name=name).first()
    return found or Unit.objects.create(
        by=None, **{"code": f"U{next(NAMES)}", "name": name, "kind": "BVCK", **details}
    )


def own_unit(details: dict) -> dict:
    """The details, with the usual unit where they name none; another unit is not made for nothing."""
    return details if "unit" in details else {"unit": unit(), **details}


def person(name: str = "", **details) -> Person:
    return Person.objects.create(
        by=None, **{"full_name": name or f"Cán bộ {next(NAMES)}", **own_unit(details)}
    )


def trip(*, to: tuple[str, ...] = (), people: int = 0, **details) -> OutboundDelegation:
    made = OutboundDelegation.objects.create(
        by=None,
        **{
            "title": "Đoàn học tập",
            "state": "PERMITTED",
            "permit_date": MARCH,
            "start_date": MARCH,
            "end_date": MARCH,
            **own_unit(details),
        },
    )
    for code in to:
        leg(made, code)
    for _number in range(people):
        member(made)
    return made


def leg(trip: OutboundDelegation, code: str, **details) -> None:
    Leg(delegation=trip, country=Country.objects.get(code=code), **details).save(by=None)


def member(trip: OutboundDelegation, who: Person | None = None, of: Unit | None = None, **details) -> Member:
    who = who or person()
    made = Member(delegation=trip, person=who, unit=of or unit(), **details)
    made.save(by=None)
    return made


def visit(*, countries: tuple[str, ...] = (), **details) -> InboundDelegation:
    made = InboundDelegation.objects.create(
        by=None,
        **{
            "title": "Đoàn chuyên gia",
            "state": "PERMITTED",
            "start_date": MARCH,
            "end_date": MARCH,
            "guest_count": 3,
            **own_unit(details),
        },
    )
    made.countries.set(Country.objects.filter(code__in=countries))
    return made


def agreement(**details) -> Agreement:
    return Agreement.objects.create(
        by=None,
        **{
            "title": "Biên bản ghi nhớ",
            "kind": "BGN",
            "signing_name": "DONVI",
            "state": "SIGNED",
            "signed_on": MARCH,
            **own_unit(details),
        },
    )


def implemented(agreement: Agreement, on: str) -> None:
    Implementation(agreement=agreement, date=day(on), content="Họp triển khai").save(by=None)


def conference(**details) -> Conference:
    return Conference.objects.create(
        by=None,
        **{
            "title": "Hội thảo tim mạch",
            "state": "PERMITTED",
            "start_date": MARCH,
            "end_date": MARCH,
            **own_unit(details),
        },
    )


def aid(**details) -> AidProject:
    return AidProject.objects.create(
        by=None,
        **{
            "title": "Trang thiết bị",
            "kind": "PDA",
            "state": "UNDER_WAY",
            "permit_date": MARCH,
            "start_date": MARCH,
            "end_date": MARCH,
            "value": Decimal("1000.00"),
            "currency": "USD",
            "usd_rate": Decimal(1),
            **own_unit(details),
        },
    )


def disbursed(aid: AidProject, on: str, usd: str) -> None:
    Disbursement(aid=aid, date=day(on), amount=Decimal(usd), usd=Decimal(usd)).save(by=None)


def focal_point(**details) -> FocalPoint:
    details = own_unit(details)
    return FocalPoint.objects.create(
        by=None,
        **{"kind": "KIEM_NHIEM", "start_date": MARCH, "person": person(unit=details["unit"]), **details},
    )


def course(**details) -> TrainingCourse:
    return TrainingCourse.objects.create(
        by=None, **{"title": "Tập huấn đối ngoại", "start_date": MARCH, **own_unit(details)}
    )


def count(*codes: str, period: Period = H1, basis: str = DECISION, user=None) -> list[Number]:
    """The figures of these codes, and proof that each equals its rows where it counts rows."""
    window = period.window(basis)
    found = figures(catalogue.chosen(*codes), window, period.previous.window(basis), user=user)
    for code in codes:
        parts = rows(catalogue.BY_CODE[code], window, user=user)
        if all(part.part.measure.path == "pk" for part in parts):
            assert found[code].value == sum(part.rows.count() for part in parts)
    return [found[code].value for code in codes]

"""The three files of a year of 5,000 dossiers: pytest tests/bench/report_set.py -s (not part of `make test`)."""

import datetime
import itertools
import resource
import time
from decimal import Decimal

import pytest

from agreements.models import Agreement
from aid_projects.models import AidProject, Disbursement
from conferences.models import Conference
from core.bulk import insert, link
from delegations.models import Guest, InboundDelegation, Leg, Member, OutboundDelegation
from directory.models import Country, Person
from reports.documents.files import KINDS, write_set
from reports.documents.paper import usual_head
from reports.periods import parse
from reports.selection import Selection
from reports.summary import summarise
from reports.text.narrative import draft
from tests.factories import people

pytestmark = pytest.mark.django_db
YEAR = Selection(parse("2024"))
LIMIT = 20.0
"""Seconds on two cores that have nothing else to do."""
TRIPS, VISITS, AGREEMENTS, CONFERENCES, AID = 1_900, 2_000, 400, 300, 400
MEMBERS = 3
FIELDS = (
    "tim mạch",
    "nhi khoa",
    "ung bướu",
    "sản phụ khoa",
    "y học cổ truyền",
    "chẩn đoán hình ảnh",
    "dược lâm sàng",
)
WORK = "Trao đổi kinh nghiệm, đào tạo và chuyển giao kỹ thuật {field}; thống nhất kế hoạch hợp tác giai đoạn {first} – {last}"


def day(number: int) -> datetime.date:
    return datetime.date(2024, 1, 1) + datetime.timedelta(days=number % 340)


def told(number: int) -> str:
    return WORK.format(field=FIELDS[number % len(FIELDS)], first=2020 + number % 5, last=2025 + number % 7)


def dossier(model, number: int, title: str, units, **details):
    return model(
        title=f"{title} số {number} về {FIELDS[number % len(FIELDS)]}", unit=units[number % len(units)],
        permit_date=day(number), permit_number=f"{number}/QĐ-UBND", permit_agency="UBND thành phố Hà Nội",
        start_date=day(number), end_date=day(number) + datetime.timedelta(days=number % 12), **details,
    )  # fmt: skip


def fill() -> None:
    units = [people.unit(f"Bệnh viện Đa khoa khu vực số {number}") for number in range(80)]
    countries = list(Country.objects.order_by("pk")[:40])
    partners = [
        people.partner(f"Đại học Y khoa thành phố số {number}", code=countries[number % 40].code)
        for number in range(120)
    ]
    staff = [
        Person(full_name=f"Nguyễn Thị Minh {number}", unit=units[number % 80], birth_date=day(number))
        for number in range(2_000)
    ]
    insert(staff, by=None)
    trips = [
        dossier(OutboundDelegation, number, "Đoàn học tập kinh nghiệm", units, state="COMPLETED", purposes=["DTBD"],
                content=told(number), in_plan=number % 3 > 0, report_number=f"{number}/BC", report_date=day(number + 20))
        for number in range(TRIPS)
    ]  # fmt: skip
    insert(trips, by=None)
    insert(
        [Leg(delegation=trip, country=countries[number % 40]) for number, trip in enumerate(trips)], by=None
    )
    someone = itertools.cycle(staff)
    insert(
        [
            Member(delegation=trip, person=(who := next(someone)), unit=who.unit, position="Phó Trưởng khoa Nội tổng hợp",
                   role="MEMBER" if place else "LEADER")
            for trip in trips for place in range(MEMBERS)
        ], by=None,
    )  # fmt: skip
    link("inviters", ((trip, [partners[number % 120]]) for number, trip in enumerate(trips)))
    visits = [
        dossier(InboundDelegation, number, "Đoàn chuyên gia y tế", units, state="COMPLETED", guest_count=5,
                content=told(number), place="Hội trường bệnh viện", in_plan=True)
        for number in range(VISITS)
    ]  # fmt: skip
    insert(visits, by=None)
    insert(
        [Guest(delegation=visit, full_name=f"Professor Sato {number}", position="Viện trưởng", leads=True, nationality=countries[0])
         for number, visit in enumerate(visits)], by=None,
    )  # fmt: skip
    link("countries", ((visit, [countries[number % 40]]) for number, visit in enumerate(visits)))
    link("senders", ((visit, [partners[number % 120]]) for number, visit in enumerate(visits)))
    signed = [
        Agreement(title=f"Bản ghi nhớ hợp tác số {number} về {FIELDS[number % 7]}", unit=units[number % 80], kind="BGN",
                  signing_name="DONVI", state="SIGNED", signed_on=day(number), effective_date=day(number),
                  expiry_date=day(number) + datetime.timedelta(days=1000), main_content=told(number))
        for number in range(AGREEMENTS)
    ]  # fmt: skip
    insert(signed, by=None)
    link("partners", ((paper, [partners[number % 120]]) for number, paper in enumerate(signed)))
    insert(
        [dossier(Conference, number, "Hội thảo quốc tế", units, state="COMPLETED", content=told(number)) for number in range(CONFERENCES)],
        by=None,
    )  # fmt: skip
    gifts = [
        dossier(AidProject, number, "Dự án hỗ trợ kỹ thuật", units, state="UNDER_WAY", kind="PDA", objective=told(number),
                value=Decimal(10_000 + number), currency="USD", usd_rate=Decimal(1))
        for number in range(AID)
    ]  # fmt: skip
    insert(gifts, by=None)
    insert(
        [
            Disbursement(aid=gift, date=gift.start_date, amount=Decimal(500), usd=Decimal(500))
            for gift in gifts
        ],
        by=None,
    )


def peak() -> int:
    """MB of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Clock:
    def __init__(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        return f"{time.perf_counter() - self.wall:6.2f} s, {time.process_time() - self.cpu:6.2f} s of CPU"


def test_the_set_of_a_large_year_is_quick():
    fill()
    print(f"\nbefore: {peak()} MB")  # noqa: T201
    steps: list[tuple[int, str, Clock]] = []

    def progress(percent, said):
        if steps:
            print(f"{steps[-1][1]:40} {steps[-1][2]}  {peak()} MB")  # noqa: T201
        steps.append((percent, said, Clock()))

    whole = Clock()
    summary = summarise(YEAR)
    print(f"{'summary':40} {whole}")  # noqa: T201
    files = write_set(summary, draft(summary), usual_head(summary), progress=progress)
    progress(100, "")
    print(f"{'all':40} {whole}  {peak()} MB")  # noqa: T201
    for kind in KINDS:
        print(f"{kind}: {len(files[kind][1]) / 1e6:.1f} MB")  # noqa: T201
    figures = {code: figure.value for code, figure in summary.figures.items()}
    assert (figures["DR01"], figures["DR02"], figures["DV01"]) == (TRIPS, TRIPS * MEMBERS, VISITS)
    assert time.perf_counter() - whole.wall < LIMIT

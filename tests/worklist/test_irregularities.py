"""Rules across records: each broken by one record and kept by another, told on its page and listed alike."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from aid_projects.models import AidProject, Disbursement
from conferences.models import Conference
from core.checks import found_in
from core.records import Record
from delegations.models import InboundDelegation, Member, OutboundDelegation
from delegations.views import OUTBOUND
from directory.models import Partner, Person
from tests.factories import people
from tests.factories.dossiers import READY, ready_outbound, take
from tests.factories.records import DAY, NUMBERS, agreement, aid, conference, inbound, outbound, person
from worklist.catalogue import SCREENS

pytestmark = pytest.mark.django_db

LATER = DAY + datetime.timedelta(days=1)
EARLIER = DAY - datetime.timedelta(days=1)
TODAY = timezone.localdate()
LAST_YEAR, NEXT_YEAR = TODAY - datetime.timedelta(days=365), TODAY + datetime.timedelta(days=365)


def trip(**details) -> OutboundDelegation:
    return outbound(**{"state": "PERMITTED", "in_plan": True, **details})


def visit(**details) -> InboundDelegation:
    return inbound(**{"state": "PERMITTED", "in_plan": True, **details})


def held(**details) -> Conference:
    return conference(**{"state": "PERMITTED", "in_plan": True, "foreign_visiting": 5, **details})


def somebody(**details) -> Person:
    return person(f"Lê Văn {next(NUMBERS)}", **details)


def goes(trip: OutboundDelegation, who, **details) -> Member:
    row = Member(delegation=trip, person=who, **{"unit": people.unit(), **details})
    row.save(by=None)
    return row


# --- people abroad ------------------------------------------------------------------------------


def with_double(*, first: dict | None = None, second: dict | None = None, member: dict | None = None):
    """A trip of somebody who is on another one too."""
    busy, other, made = person("Nguyễn Văn An"), trip(**(first or {})), trip(**(second or {}))
    goes(other, busy)
    goes(made, busy, **(member or {}))
    return made


def namesakes(**details):
    made, other = trip(), trip()
    goes(other, person("Nguyễn Văn An"))
    goes(made, person("Nguyễn Văn An", **details))
    return made


def with_leaders(one: str, other: str, *, apart: bool = False, **more):
    made = trip()
    goes(made, somebody(), position=one)
    goes(trip(**more) if apart else made, somebody(), position=other)
    return made


def leaders_of_two_units():
    made = trip()
    goes(made, somebody(), position="Giám đốc")
    goes(made, somebody(), position="Phó Giám đốc", unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    return made


def by_position_of_the_person():
    made = trip()
    goes(made, somebody(position="Giám đốc"))
    goes(made, somebody(position="Phó giám đốc phụ trách"), position="")
    return made


def with_passport(expiry: datetime.date | None, kind: str = "OFFICIAL", **member):
    made = trip(start_date=datetime.date(2024, 8, 31), end_date=datetime.date(2024, 9, 2))
    goes(made, somebody(passport_kind=kind, passport_expiry=expiry), **member)
    return made


def permitted_by_steps() -> OutboundDelegation:
    record = ready_outbound()
    people.unit_head()
    for who, step in (
        (people.owner, "submit"),
        (people.unit_head, "approve_unit"),
        (people.officer, "receive"),
        (people.officer, "propose"),
        (people.head, "approve_office"),
        (people.leader, "approve_leader"),
        (people.clerk, "issue"),
        (people.officer, "permit"),
    ):
        record = take(OUTBOUND, record, step, who())
    return record


def joined_afterwards():
    record = permitted_by_steps()
    goes(record, somebody())
    return record


# --- aid ----------------------------------------------------------------------------------------


def approved(**details) -> AidProject:
    return aid(
        **{
            "state": "UNDER_WAY", "permit_number": "1/QĐ-UBND", "permit_date": DAY, "value": Decimal(1000),
            "currency": "USD", "usd_rate": Decimal(1), **details,
        }
    )  # fmt: skip


def paid(*amounts: str, **details) -> AidProject:
    made = approved(**details)
    for amount in amounts:
        Disbursement(aid=made, date=DAY, amount=Decimal(amount)).save(by=None)
    return made


def given_by(*, kind: str = "PCPNN", state: str = "UNDER_WAY", **registration) -> AidProject:
    made = approved(state=state)
    made.donors.add(
        Partner.objects.create(
            by=None, name=f"Quỹ {next(NUMBERS)}", kind=kind, country=people.country(), **registration
        )
    )
    return made


# --- each check ---------------------------------------------------------------------------------


def of_activity(make: Callable) -> list:
    return [
        ("decision_late", lambda: make(permit_date=LATER), lambda: make(permit_date=DAY)),
        (
            "decision_late",
            lambda: make(permit_date=LATER),
            lambda: make(permit_date=LATER, state="CANCELLED"),
        ),
        ("report_early", lambda: make(report_date=EARLIER), lambda: make(report_date=DAY)),
        ("unplanned", lambda: make(in_plan=False), lambda: make(in_plan=False, unplanned_reason="Đột xuất")),
        ("unplanned", lambda: make(in_plan=False), lambda: make(in_plan=None)),
    ]


OF_DAYS = {"actual_start": DAY, "actual_end": DAY}
CASES = [
    *of_activity(trip),
    *of_activity(visit),
    *of_activity(held),
    ("decision_late", lambda: trip(permit_date=LATER), lambda: trip(permit_date=LATER, actual_start=LATER, end_date=LATER)),
    ("two_trips", with_double, lambda: with_double(member={"participation": "NOT_GOING"})),
    ("two_trips", with_double, lambda: with_double(first={"state": "DRAFT"})),
    ("two_trips", with_double, lambda: with_double(first={"state": "POSTPONED"})),
    ("two_trips", with_double, lambda: with_double(second={"state": "REFUSED"})),
    ("two_trips", with_double, lambda: with_double(first={"start_date": LATER, "end_date": LATER})),
    (
        "two_trips",
        lambda: with_double(first={"start_date": LATER, "end_date": LATER, "actual_start": DAY}),
        lambda: with_double(first={"actual_start": LATER, "actual_end": LATER}),
    ),
    ("two_trips", namesakes, lambda: namesakes(birth_date=datetime.date(1980, 1, 1))),
    ("two_trips", namesakes, lambda: namesakes(unit=people.unit("Bệnh viện Phụ sản Hà Nội"))),
    ("leaders_together", lambda: with_leaders("Giám đốc", "Phó Giám đốc"), leaders_of_two_units),
    ("leaders_together", lambda: with_leaders("PHÓ GIÁM ĐỐC", "GIÁM ĐỐC"), lambda: with_leaders("Phó Giám đốc", "Phó Giám đốc")),
    ("leaders_together", lambda: with_leaders("Giám đốc", "Phó Giám đốc", apart=True), lambda: with_leaders("Giám đốc", "Phó Giám đốc", apart=True, state="DRAFT")),
    (
        "leaders_together",
        lambda: with_leaders("Bí thư Đảng ủy, Giám đốc", "Phó giám đốc"),
        lambda: with_leaders("Giám đốc", "Phó Giám đốc", apart=True, start_date=LATER, end_date=LATER),
    ),
    ("leaders_together", by_position_of_the_person, lambda: with_leaders("Trợ lý Giám đốc", "Phó Giám đốc")),
    ("days_uncovered", lambda: trip(actual_start=DAY, actual_end=LATER), lambda: trip(**OF_DAYS)),
    ("days_uncovered", lambda: visit(actual_start=EARLIER, actual_end=DAY), lambda: visit(**OF_DAYS)),
    ("joined_after_decision", joined_afterwards, permitted_by_steps),
    ("passport_expiring", lambda: with_passport(datetime.date(2025, 2, 27)), lambda: with_passport(datetime.date(2025, 3, 1))),
    ("passport_expiring", lambda: with_passport(datetime.date(2024, 8, 1)), lambda: with_passport(None)),
    (
        "passport_expiring",
        lambda: with_passport(datetime.date(2025, 1, 1), "", passport_kind="DIPLOMATIC"),
        lambda: with_passport(datetime.date(2025, 1, 1), "ORDINARY"),
    ),
    ("clinical", lambda: visit(clinical=True), lambda: visit(clinical=True, clinical_permit="12/GP")),
    (
        "signed_early",
        lambda: agreement(state="SIGNED", signed_on=DAY, permit_date=LATER),
        lambda: agreement(state="SIGNED", signed_on=DAY, permit_date=DAY),
    ),
    ("unapproved", lambda: approved(permit_date=None), approved),
    ("unapproved", lambda: approved(permit_number=""), lambda: approved(permit_number="", state="SUBMITTED")),
    ("overpaid", lambda: paid("1000", "50.01"), lambda: paid("1000", "50")),
    ("overpaid", lambda: paid("1100"), lambda: paid("1100", state="REVOKED")),
    ("donor_unregistered", given_by, lambda: given_by(kind="CQCP")),
    (
        "donor_unregistered",
        lambda: given_by(registration_number="1", registration_expiry=LAST_YEAR),
        lambda: given_by(registration_number="1", registration_expiry=NEXT_YEAR),
    ),
    ("donor_unregistered", given_by, lambda: given_by(state="ENDED")),
]  # fmt: skip


def screen_of(record: Record):
    return next(screen for screen in SCREENS if isinstance(record, screen.model))


def listed(client, record: Record, code: str) -> list[str]:
    rows = client.get(reverse(f"{record.slug}_list"), {"check": code}).context["rows"]
    return [row["url"] for row in rows]


def told(client, record: Record, code: str) -> list[bool]:
    """Is it said in the list of the check, on the record's page and on its form?"""
    check = next(check for check in screen_of(record).checks if check.code == code)
    words = check.words(record) if check.words else [str(check.label)]
    pages = (record.get_absolute_url(), reverse(f"{record.slug}_edit", args=[record.pk]))
    return [
        record.get_absolute_url() in listed(client, record, code),
        *(bool(words) and set(words) <= set(client.get(page).context["warnings"]) for page in pages),
    ]


@pytest.mark.parametrize(("code", "broken", "kept"), CASES)
def test_check_finds_what_breaks_it_and_nothing_else(client, code, broken, kept):
    client.force_login(people.officer())
    assert told(client, kept(), code) == [False, False, False]
    assert told(client, broken(), code) == [True, True, True]


def test_every_check_is_tried():
    assert {check.code for screen in SCREENS for check in screen.checks} == {code for code, *_rest in CASES}


def test_codes_are_told_apart_within_a_type():
    for screen in SCREENS:
        codes = [check.code for check in screen.checks]
        assert len(set(codes)) == len(codes)


@pytest.fixture
def one_of_each():
    """What breaks the rules, of two units: (of the owner's, of another)."""
    theirs = people.unit("Bệnh viện Phụ sản Hà Nội")
    return [make(**more) for more in ({}, {"unit": theirs, "title": "Hồ sơ của đơn vị khác"}) for make in (
        lambda **more: trip(permit_date=LATER, **more),
        lambda **more: visit(clinical=True, **more),
        lambda **more: held(in_plan=False, **more),
        lambda **more: agreement(state="SIGNED", signed_on=DAY, permit_date=LATER, **more),
        lambda **more: approved(permit_number="", **more),
    )]  # fmt: skip


def test_page_counts_what_each_list_shows(client, one_of_each):
    client.force_login(people.leader())
    found = {}
    for kind in client.get(reverse("irregularities")).context["types"]:
        for line in kind["checks"]:
            assert len(client.get(line["url"]).context["rows"]) == line["count"]
            found[kind["title"], line["label"]] = line["count"]
    assert sum(found.values()) == 10


def test_unit_sees_only_its_own(client, one_of_each):
    client.force_login(people.owner())
    types = client.get(reverse("irregularities")).context["types"]
    assert sum(line["count"] for kind in types for line in kind["checks"]) == 5
    for kind in types:
        for line in kind["checks"]:
            assert "Hồ sơ của đơn vị khác" not in client.get(line["url"]).content.decode()


def test_draft_is_told_to_its_writer_and_not_listed(client):
    draft = trip(state="DRAFT", permit_date=LATER)
    returned = trip(state="RETURNED", permit_date=LATER)
    client.force_login(people.owner())
    assert client.get(draft.get_absolute_url()).context["warnings"] == [
        "Văn bản cho phép được cấp sau ngày bắt đầu."
    ]
    assert listed(client, draft, "decision_late") == [returned.get_absolute_url()]


def test_other_unit_is_not_named_in_full(client):
    busy = person("Nguyễn Văn An")
    other = trip(unit=people.unit("Bệnh viện Phụ sản Hà Nội"), title="Đoàn của đơn vị khác")
    made = trip()
    for each in (other, made):
        goes(each, busy)
    client.force_login(people.owner())
    (told,) = client.get(made.get_absolute_url()).context["warnings"]
    assert (other.number in told, "Bệnh viện Phụ sản Hà Nội" in told) == (False, True)


@pytest.mark.parametrize("who", [people.nobody, people.administrator])
def test_who_sees_no_dossier_is_refused(client, who):
    client.force_login(who())
    assert client.get(reverse("irregularities")).status_code == 403


def test_unknown_check_filters_nothing_and_breaks_nothing(client):
    client.force_login(people.leader())
    trip()
    assert client.get(reverse("outbound_list"), {"check": "none"}).status_code == 200


def test_page_takes_one_query_a_type(client, one_of_each, django_assert_num_queries):
    client.force_login(people.leader())
    client.get(reverse("irregularities"))
    with django_assert_num_queries(9):
        client.get(reverse("irregularities"))
    trip(permit_date=LATER)
    with django_assert_num_queries(9):
        client.get(reverse("irregularities"))


@pytest.mark.parametrize("model", READY, ids=lambda model: model.slug)
def test_record_page_asks_all_checks_at_once(client, model, django_assert_num_queries):
    record = READY[model]()
    checks = screen_of(record).checks
    with django_assert_num_queries(1 if checks else 0):
        found_in(record, checks)


def test_models_are_all_covered():
    assert {screen.model for screen in SCREENS if screen.checks} == {
        OutboundDelegation, InboundDelegation, Agreement, Conference, AidProject,
    }  # fmt: skip

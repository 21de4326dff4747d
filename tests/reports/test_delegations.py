"""DR01–DR06 and DV01–DV06: what counts, what does not, and on which day."""

import datetime

import pytest

from core.indicators.windows import DEPARTURE
from reports import catalogue
from reports.periods import free, parse
from reports.services import figures
from tests.reports.makers import count, day, leg, member, person, trip, unit, visit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("decided", "expected"),
    [("14/12/2023", 0), ("15/12/2023", 1), ("14/06/2024", 1), ("15/06/2024", 0)],
)
def test_trip_counts_from_first_to_last_day_of_window(decided, expected):
    trip(permit_date=day(decided))
    assert count("DR01") == [expected]


def test_trip_of_departure_basis_counts_by_departure():
    trip(permit_date=day("14/12/2023"), start_date=day("15/12/2023"), end_date=day("20/12/2023"), people=2)
    assert count("DR01", "DR02") == [0, 0]
    assert count("DR01", "DR02", basis=DEPARTURE) == [1, 2]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("DRAFT", 0),
        ("SUBMITTED", 0),
        ("RETURNED", 0),
        ("FORWARDED", 0),
        ("PERMITTED", 1),
        ("COMPLETED", 1),
        ("REFUSED", 0),
        ("CANCELLED", 0),
    ],
)
def test_activity_counts_only_when_permitted(state, expected):
    trip(state=state, people=1)
    visit(state=state)
    assert count("DR01", "DR02", "DV01") == [expected] * 3


def test_private_trip_never_counts():
    trip(kind="VIEC_RIENG", to=("JP",), people=2)
    assert count("DR01", "DR02", "DR03", "DR04") == [0, 0, 0, 0]


def test_withdrawn_records_never_count():
    for record in (trip(to=("JP",), people=1), visit(countries=("JP",))):
        record.withdraw(by=None, reason="nhập trùng")
    assert count("DR01", "DR02", "DR03", "DR04", "DV01", "DV02", "DV03") == [0] * 7


def test_member_not_going_is_no_person_trip():
    made = trip(people=1)
    member(made, participation="NOT_GOING", absence_reason="ốm")
    assert count("DR01", "DR02", "DR03") == [1, 1, 1]


def test_person_on_two_trips_is_two_person_trips_and_one_person():
    who = person("Nguyễn Văn An", birth_date=day("01/02/1980"))
    for made in (trip(), trip()):
        member(made, who)
    assert count("DR02", "DR03") == [2, 1]


def test_persons_are_told_apart_by_name_birth_date_and_unit_of_the_row():
    made, again = trip(), trip()
    known = person("Nguyễn Văn An", birth_date=day("01/02/1980"))
    member(made, known)
    member(again, person("NGUYỄN  văn An", birth_date=day("01/02/1980")))  # the same, written otherwise
    member(made, person("Nguyễn Văn An", birth_date=day("02/02/1980")))
    member(made, person("Nguyễn Văn An"))
    member(again, person("Nguyễn Văn Ấn", birth_date=day("01/02/1980")))
    member(trip(), known, of=unit("Bệnh viện Phụ sản Hà Nội"))
    assert count("DR02", "DR03") == [6, 5]


def test_trips_of_domain_test_vector():
    """Domain §3.9: D1 of A sends a1, a2 (A) and b1 (B) to two countries; D2 of B sends a1 and b1."""
    a, b = unit("Đơn vị A"), unit("Đơn vị B")
    a1, a2, b1 = person("a1", unit=a), person("a2", unit=a), person("b1", unit=b)
    first, second = trip(unit=a, to=("JP", "KR")), trip(unit=b, to=("FR",))
    for made, who, of in ((first, a1, a), (first, a2, a), (first, b1, b), (second, a1, a), (second, b1, b)):
        member(made, who, of)
    assert count("DR01", "DR02", "DR03", "DR04") == [2, 5, 3, 3]


def test_countries_count_once_and_without_transit():
    made = trip(to=("JP", "KR"))
    leg(made, "FR", transit=True)
    trip(to=("JP",))
    assert count("DR04") == [2]


def test_trip_not_said_to_be_planned_is_outside_the_plan():
    for in_plan in (True, False, None):
        trip(in_plan=in_plan)
        visit(in_plan=in_plan)
    assert count("DR05", "DR06", "DV05", "DV06") == [1, 2, 1, 2]


@pytest.mark.parametrize(("arrival", "leaving", "expected"), [
    ("14/12/2023", "20/12/2023", 0),
    ("15/12/2023", "20/12/2023", 1),
    ("14/06/2024", "20/06/2024", 1),
    ("15/06/2024", "20/06/2024", 0),
])  # fmt: skip
def test_visit_across_a_boundary_counts_where_it_began(arrival, leaving, expected):
    visit(start_date=day(arrival), end_date=day(leaving))
    assert count("DV01") == [expected]


def test_visit_counts_once_in_two_neighbouring_periods():
    visit(start_date=day("14/06/2024"), end_date=day("20/06/2024"))
    assert [count("DV01", period=parse(f"2024-H{half}")) for half in (1, 2)] == [[1], [0]]


def test_guests_are_the_actual_ones_where_recorded():
    visit(guest_count=5, actual_guest_count=4)
    visit(guest_count=3)
    visit(guest_count=None)
    visit(guest_count=7, actual_guest_count=0)
    assert count("DV01", "DV02") == [4, 7]


def test_sending_countries_and_hosts_count_once():
    visit(countries=("JP", "KR"))
    visit(countries=("JP",), unit=unit("Bệnh viện Phụ sản Hà Nội"))
    visit(countries=("JP",))
    assert count("DV03", "DV04") == [2, 2]


def test_free_dates_include_both_ends():
    for decided in ("28/02/2024", "29/02/2024", "01/03/2024"):
        trip(permit_date=day(decided))
    assert count("DR01", period=free(day("29/02/2024"), day("29/02/2024"))) == [1]


def test_previous_period_is_counted_beside_this_one():
    trip(permit_date=day("15/12/2022"))
    trip(permit_date=day("14/06/2023"))
    trip(permit_date=datetime.date(2024, 1, 1))
    period = parse("2024-H1")
    found = figures(catalogue.chosen("DR01"), period.window(), period.previous.window())["DR01"]
    assert (found.value, found.previous, found.change, str(found.rate)) == (1, 2, -1, "-50.0")

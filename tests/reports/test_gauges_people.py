"""K11–K16: focal points: part-time, missing, changing, experienced, trained."""

from decimal import Decimal

import pytest

from personnel.models import Attendance
from tests.reports.gauges import counts, light, listed, readings
from tests.reports.makers import course, day, focal_point, person, trip, unit, visit

pytestmark = pytest.mark.django_db

BEFORE = day("01/06/2022")


def test_part_time_of_those_in_office():
    focal_point()
    focal_point(kind="CHUYEN_TRACH")
    focal_point(end_date=day("13/06/2024"))
    focal_point(start_date=day("15/06/2024"))
    assert counts("K11", "look", "of") == [1, 2]
    assert readings("K11") == [Decimal("50.0")]
    assert light("K11") == "INFO"


def test_unit_has_a_focal_point_when_a_main_one_is_in_office():
    with_one, deputy_only, left, withdrawn = (unit(f"Bệnh viện {letter}") for letter in "ABCD")
    focal_point(unit=with_one, role="CHINH")
    focal_point(unit=deputy_only, role="DU_PHONG")
    focal_point(unit=left, role="CHINH", end_date=day("13/06/2024"))
    focal_point(unit=withdrawn, role="CHINH").withdraw(by=None, reason="nhầm")
    assert listed("K12", "look") == ["Bệnh viện B", "Bệnh viện C", "Bệnh viện D"]
    assert readings("K12") == [Decimal("75.0")]
    assert light("K12") == "RED"


def test_every_unit_with_a_focal_point_is_good():
    focal_point(role="CHINH")
    assert light("K12") == "GREEN"


def test_turnover_in_twelve_months():
    focal_point(start_date=BEFORE)
    focal_point(start_date=BEFORE)
    focal_point(start_date=BEFORE, end_date=day("15/06/2023"))  # the first day of the twelve months
    focal_point(start_date=BEFORE, end_date=day("14/06/2023"))  # the day before: counts at the beginning only
    focal_point(start_date=day("01/01/2024"))
    assert counts("K13", "look", "start", "of") == [1, 4, 3]
    assert readings("K13") == [Decimal("28.6")]  # 1 of 3.5
    assert light("K13") == "AMBER"


def test_nobody_ever_in_office_measures_nothing():
    assert readings("K13") == [None]
    assert readings("K14") == [None]


@pytest.mark.parametrize(
    ("start", "months"),
    [("14/06/2022", 24), ("15/06/2022", 23), ("31/05/2024", 0), ("14/05/2024", 1), ("14/06/2024", 0)],
)
def test_whole_months_in_office(start, months):
    focal_point(start_date=day(start))
    assert readings("K14") == [months]


def test_median_months_of_those_in_office():
    for start in ("14/06/2023", "14/06/2021", "14/12/2023"):
        focal_point(start_date=day(start))
    focal_point(start_date=day("14/06/2010"), end_date=day("13/06/2024"))
    assert readings("K14") == [12]
    focal_point(start_date=day("14/04/2024"))
    assert readings("K14") == [9]  # between 6 and 12
    assert light("K14") == "RED"


def test_capacity_and_load():
    focal_point(kind="CHUYEN_TRACH")
    focal_point(time_share=Decimal("25.00"))
    focal_point(time_share=None)
    trip()
    visit()
    visit()
    assert counts("K15", "look", "of", "unknown") == [3, Decimal("1.25"), 1]
    assert readings("K15")[1] == Decimal("2.4")


def test_without_capacity_there_is_no_load():
    trip()
    assert readings("K15") == [Decimal("0.00"), None]


def test_trained_in_the_last_24_months():
    def attends(focal, on: str, **details):
        Attendance(course=course(start_date=day(on)), person=focal.person, **details).save(by=None)

    attends(focal_point(), "15/06/2022")
    attends(focal_point(), "14/06/2022")
    attends(focal_point(), "15/06/2024")
    attends(focal_point(), "01/03/2024", present=False)
    Attendance(course=course(), person=person()).save(by=None)
    focal_point()
    assert counts("K16", "look", "of") == [4, 5]
    assert readings("K16") == [Decimal("20.0")]
    assert light("K16") == "RED"

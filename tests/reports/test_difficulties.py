"""KK01–KK04: idle units, and result reports that fell due, came late or never."""

import pytest

from core.indicators.windows import DEPARTURE
from tests.reports.makers import (
    agreement,
    aid,
    conference,
    count,
    day,
    member,
    person,
    trip,
    unit,
    visit,
)

pytestmark = pytest.mark.django_db

OTHER = "Bệnh viện Phụ sản Hà Nội"


@pytest.mark.parametrize(
    "act",
    [
        trip,
        visit,
        agreement,
        lambda **details: agreement(scope="TRONG_NUOC", **details),
        conference,
        aid,
    ],
    ids=["leads a trip", "hosts a visit", "signs", "signs at home", "hosts a conference", "owns aid"],
)
def test_unit_is_active_by_any_counted_activity(act):
    act(unit=unit(OTHER))
    unit("Trung tâm không hoạt động")
    assert count("KK01", "KK02") == [1, 2]


def test_unit_is_active_by_staff_it_sends():
    sent = unit(OTHER)
    member(trip(), person(unit=sent), of=sent)
    assert count("KK01", "KK02") == [0, 2]


def test_unit_is_idle_when_nothing_it_did_counts():
    idle = unit(OTHER)
    trip(unit=idle, kind="VIEC_RIENG")
    visit(unit=idle, state="CANCELLED")
    agreement(unit=idle, state="DRAFT")
    conference(unit=idle, role="THAM_DU")
    aid(unit=idle, permit_date=None)
    member(trip(), person(unit=idle), of=idle, participation="NOT_GOING")
    trip(unit=idle, permit_date=day("15/06/2024"))
    assert count("KK01", "KK02") == [1, 2]


def test_row_without_a_unit_makes_no_unit_active():
    """NOT IN with an empty value would silently count nobody."""
    agreement(unit=None)
    unit(OTHER)
    assert count("KK01", "KK02") == [1, 1]


def test_department_and_units_of_other_times_are_not_counted():
    unit("Sở Y tế Hà Nội", kind="SO")
    unit("Phòng Nghiệp vụ Y", kind="PHONG")
    unit("Trung tâm đã giải thể", valid_to=day("13/06/2024"))
    unit("Bệnh viện Nhi Hà Nội", valid_from=day("15/06/2024"))
    unit("Trung tâm đã rút").withdraw(by=None, reason="nhập trùng")
    unit("Đơn vị tạm dừng", active=False)
    assert count("KK01", "KK02") == [2, 2]


def test_activity_follows_the_basis():
    trip(
        unit=unit(OTHER),
        permit_date=day("14/12/2023"),
        start_date=day("15/12/2023"),
        end_date=day("20/12/2023"),
    )
    assert count("KK01", "KK03") == [1, 0]
    assert count("KK01", "KK03", basis=DEPARTURE) == [0, 1]


@pytest.mark.parametrize(
    ("make", "last", "due"),
    [
        (trip, "30/05/2024", 1),  # + 15 = 14/06, the last day
        (trip, "31/05/2024", 0),
        (visit, "07/06/2024", 1),  # + 7
        (visit, "08/06/2024", 0),
        (conference, "30/05/2024", 1),  # + 15
        (conference, "31/05/2024", 0),
    ],
)
def test_report_falls_due_so_many_days_after_the_last_day(make, last, due):
    make(end_date=day(last))
    assert count("KK03", "KK04") == [due, due]


@pytest.mark.parametrize(("filed", "late"), [("16/03/2024", 0), ("17/03/2024", 1), (None, 1)])
def test_report_on_the_due_day_is_on_time(filed, late):
    """Also when the due day is a Saturday, as 16/03/2024 is."""
    trip(report_date=day(filed) if filed else None)
    assert count("KK03", "KK04") == [1, late]


def test_actual_last_day_decides_where_recorded():
    trip(end_date=day("31/05/2024"), actual_start=day("01/03/2024"), actual_end=day("30/05/2024"))
    trip(end_date=day("30/05/2024"), actual_start=day("01/03/2024"), actual_end=day("31/05/2024"))
    visit(end_date=day("08/06/2024"), actual_start=day("01/03/2024"), actual_end=day("07/06/2024"))
    assert count("KK03") == [2]


def test_report_late_after_the_period_is_still_late():
    visit(end_date=day("07/06/2024"), report_date=day("30/06/2024"))
    assert count("KK03", "KK04") == [1, 1]


def test_only_counted_activities_owe_a_report():
    trip(kind="VIEC_RIENG")
    trip(state="CANCELLED")
    conference(role="THAM_DU")
    trip(permit_date=day("14/12/2023"))
    visit(end_date=None)
    assert count("KK03", "KK04") == [0, 0]

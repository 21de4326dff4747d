"""NL01–NL06: focal points on the last day, training courses and their attendance."""

import pytest

from personnel.models import Attendance
from reports.selection import Selection
from reports.summary import summarise
from tests.reports.makers import H1, count, course, day, focal_point, person, unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("14/06/2024", None, 1),
        ("15/06/2024", None, 0),
        ("01/01/2020", "14/06/2024", 1),
        ("01/01/2020", "13/06/2024", 0),
    ],
)
def test_focal_point_counts_when_serving_on_the_last_day(start, end, expected):
    focal_point(start_date=day(start), end_date=day(end) if end else None)
    assert count("NL01", "NL02") == [expected, expected]


def test_focal_points_split_by_kind_and_units_count_once():
    focal_point(kind="CHUYEN_TRACH")
    focal_point()
    focal_point(unit=unit("Bệnh viện Phụ sản Hà Nội"))
    assert count("NL01", "NL02", "NL03", "NL04") == [3, 2, 1, 2]


def test_department_is_no_unit_with_a_focal_point():
    focal_point(unit=unit("Sở Y tế Hà Nội", kind="SO"))
    assert count("NL01", "NL02", "KK02") == [1, 0, 0]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(None, "13/06/2024", 0), (None, "14/06/2024", 1), ("14/06/2024", None, 1), ("15/06/2024", None, 0)],
)
def test_unit_counts_when_it_exists_on_the_last_day(since, until, expected):
    here = unit(
        "Trung tâm cũ", valid_from=day(since) if since else None, valid_to=day(until) if until else None
    )
    focal_point(unit=here)
    assert count("NL01", "NL02", "KK02") == [1, expected, expected]


@pytest.mark.parametrize(
    ("start", "expected"), [("14/12/2023", 0), ("15/12/2023", 1), ("14/06/2024", 1), ("15/06/2024", 0)]
)
def test_course_counts_by_its_first_day(start, expected):
    course(start_date=day(start), attendance=10)
    assert count("NL05", "NL06") == [expected, 10 * expected]


def test_attendance_is_the_number_else_those_present_else_zero_with_a_footnote():
    course(attendance=40)
    counted = course()
    for present in (True, True, False):
        Attendance(course=counted, person=person(), present=present).save(by=None)
    both = course(attendance=0)
    Attendance(course=both, person=person()).save(by=None)
    course()
    assert count("NL05", "NL06") == [4, 42]
    assert "Có 1 lớp tập huấn chưa có số lượt tham dự, được tính là 0." in summarise(Selection(H1)).footnotes


def test_withdrawn_focal_point_and_course_never_count():
    focal_point().withdraw(by=None, reason="nhập trùng")
    course(attendance=5).withdraw(by=None, reason="nhập trùng")
    assert count("NL01", "NL02", "NL05", "NL06") == [0, 0, 0, 0]

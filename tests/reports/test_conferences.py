"""HN01–HN04: conferences by role, and their delegates."""

import pytest

from tests.reports.makers import conference, count, day

pytestmark = pytest.mark.django_db


def test_conferences_count_by_role():
    conference()
    conference()
    conference(role="THAM_DU", vietnamese=4, foreign_visiting=9)
    assert count("HN01", "HN02", "HN03", "HN04") == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("opening", "expected"), [("14/12/2023", 0), ("15/12/2023", 1), ("14/06/2024", 1), ("15/06/2024", 0)]
)
def test_conference_counts_by_its_opening(opening, expected):
    conference(start_date=day(opening), end_date=day("20/06/2024"))
    assert count("HN01") == [expected]


@pytest.mark.parametrize(
    ("state", "expected"), [("FORWARDED", 0), ("PERMITTED", 1), ("COMPLETED", 1), ("CANCELLED", 0)]
)
def test_conference_counts_when_permitted(state, expected):
    conference(state=state, vietnamese=10)
    assert count("HN01", "HN03") == [expected, 10 * expected]


def test_delegates_are_the_actual_ones_where_recorded():
    conference(
        vietnamese=100,
        foreign_resident=10,
        foreign_visiting=5,
        actual_vietnamese=90,
        actual_foreign_visiting=0,
    )
    conference(vietnamese=7)
    conference()
    assert count("HN03", "HN04") == [107, 10]


def test_withdrawn_conference_never_counts():
    conference(vietnamese=7).withdraw(by=None, reason="nhập trùng")
    assert count("HN01", "HN03") == [0, 0]

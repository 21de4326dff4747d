"""The same period last year: from what was issued, from paper, from the records, or not known."""

import datetime

import pytest

from reports.models import PaperReport
from reports.periods import parse
from reports.selection import Selection
from reports.summary import summarise
from tests.factories import people
from tests.reports.makers import day, trip, visit

pytestmark = pytest.mark.django_db


def figure(code: str, period: str = "2025-H1", **user):
    return summarise(Selection(parse(period)), **user).figures[code]


def briefing() -> PaperReport:
    """The briefing of 11/6/2024 as somebody enters it who never had the records."""
    return PaperReport.objects.create(
        by=None,
        code="2024-H1",
        number="20/BC-SYT",
        issued_on=datetime.date(2024, 6, 11),
        figures={"DR02": "23", "DV01": "46", "VT01": "14", "VT05": "1500000.50"},
    )


def test_nothing_is_known_where_nothing_was_entered():
    trip(people=2, permit_date=day("01/03/2025"))
    found = figure("DR02")
    assert (found.value, found.previous, found.change, found.rate) == (2, None, None, None)


def test_zero_is_zero_where_something_was_entered():
    visit(start_date=day("01/03/2024"))
    trip(people=2, permit_date=day("01/03/2025"))
    assert figure("DR02").previous == 0


def test_a_paper_is_compared_with_and_named():
    briefing()
    trip(people=46, permit_date=day("01/03/2025"))
    found = figure("DR02")
    assert (found.previous, found.change, str(found.rate)) == (23, 23, "100.0")
    assert str(figure("VT05").previous) == "1500000.50"
    assert figure("HN01").previous is None, "the paper does not say"
    notes = summarise(Selection(parse("2025-H1"))).footnotes
    assert any("số 20/BC-SYT ngày 11/6/2024" in note for note in notes)


def test_a_paper_goes_before_the_records():
    briefing()
    visit(start_date=day("01/03/2024"))
    assert figure("DV01").previous == 46


def test_a_withdrawn_paper_says_nothing():
    briefing().withdraw(by=people.officer(), reason="Nhầm kỳ")
    assert figure("DR02").previous is None


def test_a_unit_is_never_compared_with_the_paper_of_the_sector():
    briefing()
    visit(start_date=day("01/03/2024"), unit=people.unit())
    assert figure("DV01", user=people.owner()).previous == 1

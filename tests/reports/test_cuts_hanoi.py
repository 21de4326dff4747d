"""The department's real first half of 2024: every piece of every figure is exactly the rows it opens."""

import pytest

from reports.views import NARROWINGS
from tests.factories import people
from tests.reports.test_cuts import differing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanoi")]


@pytest.mark.parametrize("by", NARROWINGS)
def test_every_piece_of_every_figure_opens_its_rows(by):
    assert differing(by) == []


@pytest.mark.parametrize("by", NARROWINGS)
def test_so_does_every_piece_a_unit_sees(by):
    assert differing(by, user=people.owner()) == []

"""K1, K1b, K2: idle units, units without initiative, planned activities."""

from decimal import Decimal

import pytest

from core.indicators.windows import Window
from directory.models import PlannedActivity
from reports.gauges.activity import preceding
from tests.reports.gauges import counts, light, listed, readings
from tests.reports.makers import conference, day, trip, unit, visit

pytestmark = pytest.mark.django_db


def test_share_of_idle_units():
    trip(unit=unit("Bệnh viện A"))
    for name in ("Bệnh viện B", "Bệnh viện C"):
        unit(name)
    assert readings("K1") == [Decimal("66.7")]
    assert light("K1") == "RED"


def test_no_unit_measures_nothing():
    assert readings("K1") == [None]
    assert light("K1") == "UNKNOWN"


@pytest.mark.parametrize(("active", "seen"), [(8, "GREEN"), (7, "AMBER"), (6, "AMBER"), (5, "RED")])
def test_light_changes_at_twenty_and_forty_per_cent(active, seen):
    for number in range(10):
        made = unit(f"Bệnh viện {number}")
        if number < active:
            visit(unit=made)
    assert light("K1") == seen


@pytest.mark.parametrize(
    ("window", "before"),
    [
        (("15/12/2023", "14/06/2024"), ("15/06/2023", "14/12/2023")),
        (("15/06/2024", "14/12/2024"), ("15/12/2023", "14/06/2024")),
        (("15/12/2023", "14/12/2024"), ("15/12/2022", "14/12/2023")),
        (("01/01/2024", "30/06/2024"), ("01/07/2023", "31/12/2023")),
        (("01/03/2024", "10/03/2024"), ("20/02/2024", "29/02/2024")),
    ],
)
def test_period_right_before(window, before):
    found = preceding(Window(*map(day, window)))
    assert found.days == tuple(map(day, before))


def test_unit_without_initiative_was_idle_twice_and_plans_nothing():
    unit("Bệnh viện A")
    planning, cancelled, active_before = unit("Bệnh viện B"), unit("Bệnh viện C"), unit("Bệnh viện D")
    unit("Bệnh viện E", valid_from=day("01/01/2024"))
    visit(unit=active_before, start_date=day("01/10/2023"))
    for owner, state in ((planning, "REGISTERED"), (cancelled, "CANCELLED")):
        PlannedActivity.objects.create(
            by=None, unit=owner, year=2024, kind="INBOUND", title="Đón đoàn", state=state
        )
    assert listed("K1b", "look") == ["Bệnh viện A", "Bệnh viện C"]
    assert counts("K1", "look") == [5]


def test_planned_activities_of_all():
    trip(in_plan=True)
    visit(in_plan=True)
    visit(in_plan=False)
    conference(in_plan=None)
    conference(in_plan=False, role="THAM_DU")
    visit(in_plan=True, state="DRAFT")
    assert readings("K2") == [Decimal("50.0")]
    assert counts("K2", "look", "of") == [2, 4]
    assert light("K2") == "AMBER"

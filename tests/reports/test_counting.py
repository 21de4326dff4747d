"""The statement that counts all figures is kept: it may follow from nothing but the window."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.indicators.windows import DEPARTURE
from personnel.indicators import UNKNOWN_ATTENDANCE
from reports import catalogue
from reports.counting import Plan, tally, united
from reports.services import parts_of
from tests.factories import people
from tests.reports.makers import H1, agreement, aid, conference, count, course, day, trip, unit, visit

WANTED = tuple(parts_of((*catalogue.INDICATORS, UNKNOWN_ATTENDANCE)))
TOLD = tuple(parts_of(catalogue.chosen(*catalogue.BY_UNIT)))


@pytest.mark.django_db
def test_statement_follows_from_the_window_alone(monkeypatch):
    def statement():
        return Plan(WANTED, (H1.window(), H1.previous.window()), TOLD).statement

    first = statement()
    later = timezone.now() + datetime.timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr(timezone, "localdate", lambda *args: later.date())
    trip()
    assert statement() == first


@pytest.mark.django_db
def test_who_sees_all_sees_what_the_statement_counts():
    plan = Plan(WANTED, (H1.window(),), TOLD)
    statement = united(plan.selects, None).query.sql_with_params()
    for who in (people.leader, people.officer, people.head):
        assert united(plan.selects, who()).query.sql_with_params() == statement


@pytest.mark.django_db
def test_another_window_or_unit_is_never_told_from_the_kept_statement():
    trip(people=1)
    trip(people=1, permit_date=day("01/08/2024"), unit=unit("Bệnh viện Phụ sản Hà Nội"))
    assert [count("DR02"), count("DR02", user=people.owner()), count("DR02", user=people.leader())] == [
        [1],
        [1],
        [1],
    ]
    assert count("DR02", user=people.stranger()) == [0]
    assert count("DR02", basis=DEPARTURE, user=people.leader()) == [2]


@pytest.mark.django_db
def test_parts_by_unit_add_up_to_what_is_counted_undivided():
    for name in ("Bệnh viện Tim Hà Nội", "Bệnh viện Phụ sản Hà Nội"):
        of = unit(name)
        trip(people=2, to=("JP",), unit=of)
        visit(countries=("JP",), unit=of, guest_count=3)
        agreement(unit=of)
        conference(unit=of)
        aid(unit=of)
        course(unit=of)
    windows = (H1.window(), H1.previous.window())
    parts = [part for part in WANTED if not part.idle]
    divided = [part for part in parts if "unit" in part.family.cuts and part.measure.adds_up]
    whole, by_unit = tally(parts, windows), tally(divided, windows, by_unit=divided)
    for part in divided:
        for place in range(2):
            assert by_unit.whole(part, place) == whole.whole(part, place)


@pytest.mark.django_db
def test_the_statement_is_built_once():
    with CaptureQueriesContext(connection) as queries:
        for _time in range(2):
            tally(WANTED, (H1.window(), H1.previous.window()), by_unit=TOLD, steady=True)
    first, second = (query["sql"] for query in queries.captured_queries)
    assert first == second

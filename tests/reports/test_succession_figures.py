"""Figures of units that merged since: as it was, and under the unit at the end of the chain, with the same totals."""

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse

from core.filters import HEIRS
from core.indicators.cuts import NOT_GIVEN
from directory import succession
from directory.models import FormerName, Unit
from personnel.models import FocalPoint
from reports import catalogue
from reports.as_unit import AsUnit
from reports.collection import owing, units_asked
from reports.gauges import GAUGES
from reports.gauges.results import read
from reports.periods import parse
from reports.selection import Selection
from reports.services import breakdown, figures, narrowed_figure, rows
from reports.summary import summarise
from reports.trends import divided_over_time
from tests.factories import people
from tests.factories.records import period, unit_report
from tests.reports.makers import (
    H1,
    agreement,
    aid,
    conference,
    disbursed,
    focal_point,
    member,
    trip,
    unit,
    visit,
)

pytestmark = pytest.mark.django_db
THEN = Selection(H1)
DAY = datetime.date(2025, 7, 1)
TIM, SAN, NHI = "Bệnh viện Tim Hà Nội", "Bệnh viện Phụ sản Hà Nội", "Bệnh viện Nhi Hà Nội"


def heirs_view() -> Selection:
    """A new one each time: it reads the mergers once, as a request does."""
    return Selection(H1, units=HEIRS)


DIVIDED = [each for each in catalogue.INDICATORS if "unit" in each.cuts()]


def merge(old: str, new: str, on=DAY) -> None:
    succession.merge_into(unit(new), unit(old), on=on, paper="", by=None)


@pytest.fixture
def activity():
    """Three units, each with something of everything; one person travels for two of them."""
    for place, name in enumerate((TIM, SAN, NHI), start=1):
        own = unit(name)
        someone = None
        for _number in range(place):
            left = trip(unit=own, to=("JP", "KR"), purposes=["DTBD"])
            row = member(left, someone)
            someone = row.person
        visit(unit=own, countries=("JP",), guest_count=place)
        agreement(unit=own)
        conference(unit=own)
        disbursed(aid(unit=own), "02/03/2024", f"{place}00.00")
        focal_point(unit=own)
    unit("Đơn vị không hoạt động")


def keyed(slices) -> dict:
    return {each.key: each.values for each in slices}


def pieces(selection: Selection) -> dict:
    return keyed(breakdown(DIVIDED, "unit", selection.window))


def summed(selection: Selection) -> dict:
    found = pieces(selection)
    return {each.code: sum(values[each.code] for values in found.values()) for each in DIVIDED}


def test_without_mergers_both_views_are_one(activity):
    assert pieces(THEN) == pieces(heirs_view())


def test_chain_is_told_at_its_end_with_the_same_totals(activity):
    before = pieces(THEN)
    merge(TIM, SAN)
    merge(SAN, NHI)
    assert pieces(THEN) == before  # as it was
    under, end = pieces(heirs_view()), unit(NHI).pk
    assert set(before) - set(under) == {unit(TIM).pk, unit(SAN).pk}
    assert under[end]["DR01"] == 1 + 2 + 3
    for each in DIVIDED:
        if all(part.measure.adds_up for part in each.parts):
            assert summed(heirs_view())[each.code] == summed(THEN)[each.code], each.code
    whole = figures(catalogue.INDICATORS, THEN.window, THEN.previous)
    assert {code: figure.value for code, figure in whole.items()} == {
        code: figure.value
        for code, figure in figures(catalogue.INDICATORS, heirs_view().window, heirs_view().previous).items()
    }


def test_number_is_its_list_in_both_views(activity):
    merge(TIM, SAN)
    merge(SAN, NHI)
    for selection in (THEN, heirs_view()):
        for key, values in pieces(selection).items():
            narrow = {"unit": NOT_GIVEN if key is None else str(key)}
            for each in DIVIDED:
                opened = narrowed_figure(each, selection.window, selection.previous, narrow=narrow)
                assert opened.value == values[each.code], (selection.units, each.code, narrow)


def test_unit_that_passed_opens_the_rows_of_its_heir(activity):
    merge(TIM, SAN)
    trips = catalogue.BY_CODE["DR01"]
    listed = {
        view.units: {
            row.unit_id
            for part in rows(trips, view.window, narrow={"unit": str(unit(TIM).pk)})
            for row in part.rows
        }
        for view in (THEN, heirs_view())
    }
    assert listed == {"": {unit(TIM).pk}, HEIRS: {unit(TIM).pk, unit(SAN).pk}}


def test_distinct_values_are_counted_once_under_the_heir():
    """A person on trips of both units is one traveller of each then, and the countries of the two are not added up."""
    distinct = [each for each in DIVIDED if any(part.measure.distinct for part in each.parts)]
    assert distinct
    for name in (TIM, SAN):
        trip(unit=unit(name), to=("JP",), purposes=["DTBD"])
        visit(unit=unit(name), countries=("JP",))
    merge(TIM, SAN)
    for each in distinct:
        under = pieces(heirs_view())[unit(SAN).pk][each.code]
        opened = narrowed_figure(
            each, heirs_view().window, heirs_view().previous, narrow={"unit": str(unit(SAN).pk)}
        )
        assert under == opened.value, each.code


def test_table_of_the_report_in_both_views(activity, client):
    totals = {code: figure.value for code, figure in summarise(THEN).figures.items()}
    merge(TIM, SAN)
    merge(SAN, NHI)
    then, under = summarise(THEN), summarise(heirs_view())
    assert {TIM, SAN, NHI} <= {each.label for each in then.units}
    assert [each.label for each in under.units] == [NHI]
    assert {code: figure.value for code, figure in under.figures.items()} == totals
    for code in catalogue.BY_UNIT:
        assert sum(each.values[code] for each in under.units) == sum(each.values[code] for each in then.units)


def test_pages_offer_both_views_and_keep_them_in_the_address(activity, client):
    merge(TIM, SAN)
    client.force_login(people.officer())
    page = client.get(reverse("summary") + "?period=2024-H1")
    ways = page.context["by_unit"]["ways"]
    assert [way["active"] for way in ways] == [True, False]
    under = client.get(ways[1]["url"].partition("#")[0])
    assert [row[0]["text"] for row in under.context["by_unit"]["rows"]] == [NHI, SAN]
    row = under.context["by_unit"]["rows"][1]
    assert "units=heirs" in row[1]["url"]
    opened = client.get(row[1]["url"])
    assert opened.context["figure"]["value"] == row[1]["text"]
    assert SAN in opened.context["figure"]["window_label"]
    assert [way["active"] for way in opened.context["figure"]["unit_views"]] == [False, True]
    book = client.get(under.context["xlsx_url"])
    assert book.status_code == 200
    assert [row[1]["text"] for row in under.context["by_unit"]["rows"]] == ["3", "3"]


@pytest.mark.parametrize("address", ["/?period=2024-H1", "/bao-cao/DR01/dien-bien/?period=2024-H1&by=unit"])
def test_charts_offer_both_views(activity, client, address):
    merge(TIM, SAN)
    client.force_login(people.officer())
    then, under = (client.get(f"{address}{more}") for more in ("", "&units=heirs"))
    assert then.status_code == under.status_code == 200
    assert TIM in then.content.decode()
    page = under.content.decode()
    assert "units=heirs" in page
    if "by=unit" in address:
        told = {row[0]["text"]: row[-1]["text"] for row in under.context["chart"]["table"]["rows"]}
        assert TIM not in told
        assert told[SAN] == "3" or SAN in told


def test_trend_by_unit_under_heirs(activity):
    merge(TIM, SAN)
    trips = catalogue.BY_CODE["DR01"]
    found = {
        each.key: sum(each.values.values())
        for each in divided_over_time(trips, "unit", [heirs_view().window])
    }
    assert found == {unit(SAN).pk: 3, unit(NHI).pk: 3}


def test_wrong_view_is_refused_at_its_field(client):
    client.force_login(people.officer())
    assert client.get(reverse("home") + "?units=xyz").status_code == 404
    assert client.get(reverse("summary") + "?units=xyz").status_code == 200
    assert (
        client.get(reverse("figure", args=["DR01"]) + "?units=heirs&unit=99999999999999999999").status_code
        == 404
    )
    assert client.get(reverse("figure", args=["DR01"]) + "?units=heirs&unit=-4").status_code == 404


def test_report_names_units_as_they_were_called_then(activity):
    own = unit(TIM)
    FormerName(unit=own, name="Bệnh viện Tim mạch", until=datetime.date(2025, 8, 19)).save(by=None)
    labels = {each.key: each.label for each in summarise(THEN).units}
    assert labels[own.pk] == "Bệnh viện Tim mạch"
    assert {each.key: each.label for each in summarise(heirs_view()).units}[own.pk] == TIM
    later = replace(THEN, period=parse("2025-H2"))
    assert {each.key: each.label for each in summarise(later).units}.get(own.pk, TIM) == TIM


# --- what is asked of a unit that passed ---------------------------------------------------------


def test_unit_is_counted_and_asked_until_it_passed():
    tim, san = unit(TIM), unit(SAN)
    merge(TIM, SAN, on=datetime.date(2024, 6, 14))
    assert set(units_asked(H1)) == {san}  # the first day on which it no longer stands
    assert set(units_asked(parse("2023-H2"))) == {tim, san}


def test_focal_points_are_not_missed_after_the_merger():
    unit(TIM), unit(SAN)
    missing = {result.gauge.code: result for result in read(GAUGES, THEN.window, THEN.previous)}["K12"]
    merge(TIM, SAN, on=datetime.date(2024, 3, 1))
    after = {result.gauge.code: result for result in read(GAUGES, THEN.window, THEN.previous)}["K12"]
    assert (missing.now["look"], after.now["look"]) == (2, 1)
    assert (missing.now["of"], after.now["of"]) == (2, 1)


def test_report_already_asked_of_a_unit_that_passed_is_no_longer_owed():
    made = unit_report(period=period())
    officer = people.officer()
    assert list(owing(made.period, officer)) == [made]
    succession.merge_into(unit(SAN), made.unit, on=datetime.date(2024, 6, 1), paper="", by=None)
    assert list(owing(made.period, officer)) == []
    late = {result.gauge.code: result for result in read(GAUGES, THEN.window, THEN.previous)}["K10"]
    assert late.now["look"] == 0


def test_vacancy_is_not_owed_by_a_unit_that_passed():
    point = focal_point(unit=unit(TIM), role="CHINH", end_date=DAY)
    owed = FocalPoint.DEADLINES[0].owed
    assert owed(point)
    merge(TIM, SAN)
    assert not owed(FocalPoint.objects.get(pk=point.pk))


# --- the reports of units ------------------------------------------------------------------------


def test_report_of_a_unit_counts_what_had_passed_into_it_by_then(activity):
    merge(TIM, SAN)
    before, after = (AsUnit(unit(SAN), last) for last in (H1.end, datetime.date(2025, 12, 31)))
    assert set(before.units) == {unit(SAN).pk}
    assert set(after.units) == {unit(SAN).pk, unit(TIM).pk}
    own = figures(catalogue.chosen("DR01"), THEN.window, THEN.previous, user=before)["DR01"].value
    assert own == 2


def test_people_of_the_successor_see_figures_of_both(activity, client):
    stranger = people.stranger()
    assert stranger.unit == unit(SAN)
    merge(TIM, SAN)
    client.force_login(stranger)
    page = client.get(reverse("summary") + "?period=2024-H1")
    assert {row[0]["text"] for row in page.context["by_unit"]["rows"]} == {TIM, SAN}
    assert page.context["by_unit"]["totals"][1]["text"] == "3"


def test_whose_unit_passed_reads_the_report_of_the_successor(activity):
    owner = people.owner()
    merge(TIM, SAN)
    assert summarise(THEN, user=type(owner).objects.get(pk=owner.pk)).unit == unit(SAN)


def test_median_by_unit_is_told_in_both_views(activity):
    from reports.gauges.timeliness import BY_UNIT  # noqa: PLC0415

    merge(TIM, SAN)
    assert str(BY_UNIT.name(THEN.window)) == "F(unit__name)"
    assert Unit.objects.filter(name=SAN).exists()
    found = {
        result.gauge.code: result.gauge.tables(heirs_view().window, None)
        for result in read(GAUGES, heirs_view().window, heirs_view().previous)
        if result.gauge.code == "K5"
    }
    assert TIM not in {row[0] for table in found["K5"] for row in table.rows}

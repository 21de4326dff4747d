"""The first page of each role: which parts it shows, empty and full, and that every number opens what it says."""

import pytest
from django.utils.translation import gettext

from core.indicators.windows import DEPARTURE
from reports import catalogue
from reports.pages.boards.charts import DIVISIONS
from reports.pages.boards.tiles import line
from reports.periods import CALENDAR, free, parse
from reports.services import figures
from reports.trends import half_years, over_time, years
from tests.factories import people
from tests.reports.boards import OTHER, deadline, filled, numbers_open_their_rows, parts, soon, step
from tests.reports.makers import agreement, aid, conference, day, member, trip, unit, visit

pytestmark = pytest.mark.django_db

# --- which parts --------------------------------------------------------------------------------

LEADER = [
    "tiles",
    "world",
    "month",
    "unit",
    "divided",
    "trends",
    "waiting",
    "ahead",
    "overdue",
    "expiring",
    "difficulties",
]
OFFICER = [
    "waiting",
    "overdue",
    "soon",
    "tiles",
    "world",
    "month",
    "unit",
    "divided",
    "trends",
    "ahead",
    "difficulties",
    "expiring",
]
UNIT = [
    "waiting",
    "own",
    "overdue",
    "tiles",
    "world",
    "month",
    "divided",
    "trends",
    "report",
    "soon",
    "ahead",
    "expiring",
    "difficulties",
]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (people.leader, LEADER),
        (people.officer, OFFICER),
        (people.head, OFFICER),
        (people.clerk, OFFICER),
        (people.owner, UNIT),
        (people.unit_head, UNIT),
    ],
)
@pytest.mark.parametrize("fill", [lambda: None, filled])
def test_each_role_has_its_parts_empty_and_full(client, who, expected, fill):
    client.force_login(who())
    fill()
    assert list(parts(client)) == expected
    assert client.get("/").status_code == 200
    assert client.get("/?period=2024").status_code == 200
    assert client.get("/?period=2024-02-01..2024-03-31&basis=departure").status_code == 200


def test_leader_reads_what_needs_a_decision_and_the_officer_the_inbox(client):
    client.force_login(people.leader())
    assert parts(client)["waiting"]["title"] == gettext("What needs your decision")
    client.force_login(people.officer())
    assert parts(client)["waiting"]["title"] == gettext("Waiting for me")


# --- tiles and trends ---------------------------------------------------------------------------


def test_tiles_equal_the_figures_of_the_report_and_open_them(client):
    client.force_login(people.leader())
    filled()
    trip(permit_date=day("01/03/2023"), people=1)
    tiles = parts(client)["tiles"]["tiles"]
    assert [tile["value"] for tile in tiles] == ["3", "1", "1", "1", "200"]
    assert (tiles[0]["change_label"], tiles[0]["change_tone"]) == ("tăng 200,0%", "up")
    for tile in tiles:
        assert client.get(tile["url"]).context["figure"]["value"] == tile["value"]
        assert tile["line"].startswith("M3.0 ")


@pytest.mark.parametrize("user", [lambda: None, people.leader, people.owner])
@pytest.mark.parametrize("basis", ["decision", DEPARTURE])
def test_figures_over_time_are_those_of_each_period(user, basis):
    filled()
    trip(permit_date=day("01/03/2022"), people=1)
    indicators, user = catalogue.INDICATORS, user()
    periods = [*half_years(parse("2024-H1")), *years(parse("2024"))]
    found = over_time(indicators, [each.window(basis) for each in periods], user=user)
    for period in periods[-7:]:
        alone = figures(indicators, period.window(basis), period.previous.window(basis), user=user)
        assert {code: found[code][period.window(basis)] for code in found} == {
            code: figure.value for code, figure in alone.items()
        }


def test_figures_over_time_take_one_query(django_assert_num_queries):
    filled()
    windows = [each.window() for each in half_years(parse("2024-H1"))]
    with django_assert_num_queries(1):
        over_time(catalogue.chosen(*catalogue.TILES), windows)
    assert over_time([], windows) == {}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (parse("2024-H1"), "2021-H2 2022-H1 2022-H2 2023-H1 2023-H2 2024-H1"),
        (parse("2024"), "2022-H1 2022-H2 2023-H1 2023-H2 2024-H1 2024-H2"),
        (parse("2024-H2", CALENDAR), "2022-H1 2022-H2 2023-H1 2023-H2 2024-H1 2024-H2"),
        (free(day("01/02/2024"), day("20/06/2024")), "2022-H1 2022-H2 2023-H1 2023-H2 2024-H1 2024-H2"),
        (parse("1902-H1"), "1902-H1"),
    ],
)
def test_half_years_lead_up_to_the_period(period, expected):
    found = half_years(period)
    assert " ".join(each.code for each in found)[-len(expected) :] == expected
    assert {each.rule for each in found} == {period.rule}


def test_years_lead_up_to_the_period():
    assert [each.code for each in years(parse("2024-H1"))] == ["2020", "2021", "2022", "2023", "2024"]


def test_trend_opens_the_report_of_each_period_and_the_rows_of_each_figure(client):
    client.force_login(people.leader())
    filled()
    trip(permit_date=day("01/03/2022"), people=1)
    trend = parts(client)["trends"]
    assert [column["period"] for column in trend["figures"][0]["columns"]][-1] == gettext("H1/%(year)s") % {
        "year": "24"
    }
    assert [bool(column["height"]) for column in trend["figures"][0]["columns"]] == [False, True] + [
        False
    ] * 3 + [True]
    report = client.get(trend["figures"][0]["columns"][1]["url"])
    assert report.context["window_label"].startswith("6 tháng đầu năm 2022")
    assert numbers_open_their_rows(client, trend) == 6
    assert [row[0]["text"] for row in trend["table"]["rows"]][-1] == "6 tháng đầu năm 2024"


def test_year_is_seen_among_years(client):
    client.force_login(people.leader())
    columns = parts(client, "period=2024")["trends"]["figures"][0]["columns"]
    assert [column["period"] for column in columns] == ["2020", "2021", "2022", "2023", "2024"]


def test_line_of_nothing_is_not_drawn():
    assert line([0, 0, 0]) == line([]) == line([5]) == ""
    assert line([0, 10]) == "M3.0 25.0L117.0 3.0"


# --- charts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", DIVISIONS)
def test_every_division_opens_its_rows(client, by):
    client.force_login(people.leader())
    filled()
    chart = parts(client, f"period=2024-H1&by={by}")["divided"]
    assert [way["active"] for way in chart["ways"]] == [name == by for name in DIVISIONS]
    assert numbers_open_their_rows(client, chart) or by == "funding"
    for dataset in chart["datasets"]:
        assert [bool(url) for url in dataset["urls"]] == [bool(value) for value in dataset["data"]]


def test_division_nobody_knows_is_the_first(client):
    client.force_login(people.leader())
    assert parts(client, "period=2024-H1&by=whim")["divided"]["ways"][0]["active"]


@pytest.mark.parametrize("name", ["month", "unit"])
def test_charts_open_their_rows(client, name):
    client.force_login(people.leader())
    filled()
    assert numbers_open_their_rows(client, parts(client)[name])


# --- scope --------------------------------------------------------------------------------------


def test_unit_sees_only_its_own(client):
    """Nothing of another unit stands in any part, though a colleague of its own travels with the other."""
    client.force_login(people.owner())
    theirs = unit(OTHER)
    title = "Đoàn của đơn vị khác"
    joined = trip(
        unit=theirs,
        title=title,
        to=("FR",),
        start_date=soon(3),
        end_date=soon(4),
        permit_date=day("01/03/2024"),
    )
    member(joined)
    visit(unit=theirs, title=title, countries=("FR",))
    visit(unit=theirs, title=title, start_date=soon(1), end_date=soon(2))
    agreement(unit=theirs, title=title, expiry_date=day("01/07/2024"), effective_date=day("01/03/2024"))
    conference(unit=theirs, title=title, start_date=soon(1), end_date=soon(1))
    aid(unit=theirs, title=title)
    step(trip(unit=theirs, title=title, state="RETURNED"), "submit", "RETURNED")
    deadline(joined, soon(-3), code="X")
    deadline(joined, soon(3), code="Y")
    page = client.get("/?period=2024-H1")
    assert title not in page.content.decode()
    assert OTHER not in page.content.decode()
    found = parts(client)
    assert [tile["value"] for tile in found["tiles"]["tiles"]] == ["0"] * 5
    assert not [each for each in found["world"]["countries"]["told"] if each["url"]]
    for name in ("waiting", "own", "overdue", "soon", "ahead", "expiring"):
        assert found[name]["items"] == []


def test_unit_finds_its_own_dossiers_and_report(client):
    client.force_login(people.owner())
    draft = trip(title="Đoàn đang viết", state="DRAFT", permit_date=None)
    trip(title="Đoàn đã xong", state="COMPLETED")
    trip(title="Đoàn đã hủy", state="CANCELLED")
    found = parts(client)
    assert [(each["text"], each["url"]) for each in found["own"]["items"]] == [
        ("Đoàn đang viết", draft.get_absolute_url())
    ]
    assert client.get(found["report"]["url"]).context["window_label"] == found["report"]["period"]


@pytest.mark.parametrize("who", [people.leader, people.officer, people.owner])
def test_boards_take_as_many_queries_for_one_record_as_for_many(client, who, django_assert_max_num_queries):
    client.force_login(who())

    def fill():
        filled()
        trip(start_date=soon(2), end_date=soon(3))
        step(trip(state="AT_LEADER"), "approve_leader", "AT_LEADER")
        step(trip(state="REVIEWING"), "process", "REVIEWING")
        step(trip(state="RETURNED"), "submit", "RETURNED")

    fill()
    client.get("/?period=2024-H1")
    with django_assert_max_num_queries(18):
        client.get("/?period=2024-H1")
    for _number in range(4):
        fill()
    with django_assert_max_num_queries(18):
        client.get("/?period=2024-H1")

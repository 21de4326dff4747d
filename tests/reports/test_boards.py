"""The first page of each role: which parts it shows, empty and full, and that every number opens what it says."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from core.approval import ApprovalStep
from core.deadlines import Deadline
from core.indicators.windows import DEPARTURE
from reports import catalogue
from reports.pages.boards.charts import DIVISIONS
from reports.pages.boards.tiles import line
from reports.periods import CALENDAR, free, parse
from reports.services import figures
from reports.trends import half_years, over_time, years
from tests.factories import people
from tests.reports.boards import numbers_open_their_rows, parts
from tests.reports.makers import agreement, aid, conference, day, disbursed, member, trip, unit, visit

pytestmark = pytest.mark.django_db

OTHER = "Bệnh viện Phụ sản Hà Nội"


def soon(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def filled():
    """A little of everything in the first half of 2024, of one unit, and a trip of another."""
    went = trip(to=("JP",), people=2, purposes=["DTBD"])
    went.inviters.set([people.partner()])
    visit(countries=("KR",), fields=["TRAINING"], guest_count=5)
    agreement(
        scope="QUOC_TE", fields=["TRAINING"], expiry_date=day("01/07/2024"), effective_date=day("01/03/2024")
    )
    conference()
    given = aid(fields=["TRAINING"])
    given.donors.set([people.partner()])
    disbursed(given, "05/03/2024", "200.00")
    trip(unit=unit(OTHER), title="Đoàn của đơn vị khác", to=("FR",), people=1)


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


# --- what is to be done -------------------------------------------------------------------------


def step(record, permission: str, stage: str) -> ApprovalStep:
    return ApprovalStep.objects.create(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        record_number=record.number,
        record_title=record.title,
        unit=record.unit,
        position=1,
        stage=stage,
        permission=permission,
        opened_at=timezone.now() - datetime.timedelta(days=3),
        due=soon(-1),
    )


def test_what_waits_is_what_the_inbox_counts(client):
    client.force_login(people.leader())
    for _number in range(8):
        step(trip(state="AT_LEADER"), "approve_leader", "AT_LEADER")
    step(trip(state="REVIEWING"), "process", "REVIEWING")
    waiting = parts(client)["waiting"]
    assert (len(waiting["items"]), waiting["count"]) == (6, "8")
    assert client.get(waiting["more_url"]).context["page"].paginator.count == 8
    assert waiting["items"][0]["note"].startswith(
        ngettext("waiting for %(days)s day", "waiting for %(days)s days", 3) % {"days": "3"}
    )
    assert client.get(waiting["items"][0]["url"]).status_code == 200


def deadline(record, due: datetime.date, code: str = "DR_REPORT") -> Deadline:
    return Deadline.objects.create(
        code=code,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        record_number=record.number,
        record_title=record.title,
        unit=record.unit,
        owner=Deadline.Owner.UNIT,
        due=due,
    )


@pytest.mark.parametrize(("name", "days"), [("overdue", -1), ("soon", 0), ("soon", 14)])
def test_deadlines_are_those_of_the_page_of_deadlines(client, name, days):
    client.force_login(people.officer())
    Deadline.objects.all().delete()
    for _number in range(7):
        deadline(trip(), soon(days), code=f"X{_number}")
    Deadline.objects.exclude(code__startswith="X").delete()
    found = parts(client)
    assert (len(found[name]["items"]), found[name]["count"]) == (6, "7")
    assert not found["overdue" if name == "soon" else "soon"]["items"]
    page = client.get(found[name]["more_url"])
    assert page.context["total"] == 7 if "total" in page.context else page.status_code == 200


def test_next_days_show_who_leaves_arrives_and_meets(client):
    client.force_login(people.leader())
    trip(title="Đoàn sắp đi", start_date=soon(2), end_date=soon(3))
    visit(title="Đoàn sắp đến", start_date=soon(1), end_date=soon(3), state="SUBMITTED")
    conference(title="Hội thảo sắp mở", start_date=soon(14), end_date=soon(14))
    trip(title="Đoàn nháp", start_date=soon(2), end_date=soon(3), state="DRAFT")
    trip(title="Đoàn đã hủy", start_date=soon(2), end_date=soon(3), state="CANCELLED")
    trip(title="Đoàn sau này", start_date=soon(15), end_date=soon(16))
    items = parts(client)["ahead"]["items"]
    assert [each["text"] for each in items] == ["Đoàn sắp đến", "Đoàn sắp đi", "Hội thảo sắp mở"]
    assert [client.get(each["url"]).status_code for each in items] == [200] * 3
    assert items[0]["state"]["label"] == "Đã gửi Sở"


def test_expiring_agreements_are_those_of_the_figure(client):
    client.force_login(people.leader())
    filled()
    expiring = parts(client)["expiring"]
    assert [each["note"] for each in expiring["items"]] == ["hết hiệu lực 01/07/2024"]
    assert client.get(expiring["more_url"]).context["figure"]["value"] == expiring["count"] == "1"


# --- difficulties -------------------------------------------------------------------------------


def test_difficulties_come_once_the_page_is_shown_and_open_their_lists(client):
    client.force_login(people.leader())
    filled()
    place = parts(client)["difficulties"]
    context = client.get(place["later_url"]).context
    red = {
        line["code"]
        for section in client.get(place["url"]).context["sections"]
        for line in section["gauges"]
        if line["state"]["tone"] == "danger"
    }
    assert {line["code"] for line in context["lines"]} == red != set()
    for found in context["lines"]:
        page = client.get(found["rows_url"])
        (shown,) = [each for each in page.context["lists"] if each["active"]]
        assert found["rows"] == f"{shown['label']}: {shown['count']}"


@pytest.mark.parametrize("who", [people.nobody, people.administrator])
def test_who_reads_no_figures_is_told_no_difficulties(client, who):
    client.force_login(who())
    assert client.get(reverse("difficulties")).status_code == 403


def test_difficulties_of_what_cannot_be_are_not_found(client):
    client.force_login(people.leader())
    assert client.get(reverse("difficulties"), {"period": "1492-H1"}).status_code == 404


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

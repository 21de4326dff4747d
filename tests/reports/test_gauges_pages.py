"""The pages of the gauges: who sees them, what each number opens, in how many queries."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.events import Event
from reports.gauges import BY_CODE
from tests.factories import people
from tests.reports.makers import agreement, aid, conference, day, focal_point, trip, unit, visit

pytestmark = pytest.mark.django_db

PAGE = "/bao-cao/ton-tai/"
H1 = "?period=2024-H1"
OTHER = "Bệnh viện Phụ sản Hà Nội"


def fill(times: int = 1, **details) -> None:
    for _number in range(times):
        trip(people=1, to=("JP",), submitted_on=day("20/02/2024"), urgent_reason="gấp", **details)
        visit(countries=("JP",), submitted_on=day("20/02/2024"), **details)
        conference(submitted_on=day("20/02/2024"), **details)
        paper = agreement(submitted_on=day("20/02/2024"), expiry_date=day("01/07/2024"), **details)
        paper.partners.add(people.partner())
        aid(permit_date=day("01/12/2023"), submitted_on=day("20/02/2024"), **details)
        focal_point(unit=details.get("unit", unit()))


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}K3/", f"{PAGE}K3/tai-ve/"])
def test_only_readers_come_in(client, address):
    assert client.get(address).url == f"{reverse('login')}?next={address}"
    for who in (people.nobody, people.administrator):
        client.force_login(who())
        assert client.get(address).status_code == 403
    client.force_login(people.leader())
    assert client.post(address).status_code == 405


def test_clerk_reads_but_takes_no_file(client):
    client.force_login(people.clerk())
    assert client.get(f"{PAGE}K3/").context["table"]["export_url"] == ""
    assert client.get(f"{PAGE}K3/tai-ve/").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "K99/",
        "k3/",
        "KK01/",
        "K3/?rows=none",
        "K3/?part=4",
        "K3/?part=x",
        "K3/?period=x",
        "K10/?rows=nobody",
    ],
)
def test_address_that_asks_for_what_cannot_be_is_not_found(client, address):
    client.force_login(people.leader())
    assert client.get(PAGE + address).status_code == 404


def test_every_gauge_stands_on_the_page_and_opens(client):
    client.force_login(people.leader())
    fill()
    sections = client.get(PAGE + H1).context["sections"]
    lines = [line for section in sections for line in section["gauges"]]
    assert [line["code"] for line in lines] == list(BY_CODE)
    assert sorted(BY_CODE, key=lambda code: (int(code[1:].rstrip("b")), code)) == [
        "K1", "K1b", *(f"K{number}" for number in range(2, 24)),
    ]  # fmt: skip
    for line in lines:
        opened = client.get(line["url"]).context
        assert (opened["gauge"]["code"], opened["gauge"]["readings"]) == (line["code"], line["readings"])


def test_every_number_opens_as_many_rows(client):
    client.force_login(people.leader())
    fill(2)
    for section in client.get(PAGE + H1).context["sections"]:
        for line in section["gauges"]:
            for listed in line["lists"]:
                opened = client.get(listed["url"]).context
                assert next(each for each in opened["lists"] if each["active"])["count"] == listed["count"]
                tabs = [client.get(tab["url"]).context["table"] for tab in opened["parts"]]
                for table in tabs or [opened["table"]]:
                    assert len(table["rows"]) == table["page"].paginator.count


def test_first_type_with_rows_is_shown(client):
    client.force_login(people.leader())
    visit(submitted_on=day("28/02/2024"))
    context = client.get(f"{PAGE}K3/{H1}").context
    assert [part["active"] for part in context["parts"]] == [False, True, False]
    assert [row["cells"][5]["text"].split()[0] for row in context["table"]["rows"]] == ["2"]


def test_urgent_dossiers_tell_the_reason(client):
    client.force_login(people.leader())
    trip(urgent_reason="Đối tác mời gấp")
    page = client.get(f"{PAGE}K4/{H1}&rows=urgent")
    assert "Đối tác mời gấp" in page.content.decode()


def test_pages_of_a_long_list(client):
    client.force_login(people.leader())
    for _number in range(51):
        visit(submitted_on=day("28/02/2024"))
    table = client.get(f"{PAGE}K3/{H1}&part=2&page=2").context["table"]
    assert len(table["rows"]) == 1
    assert "rows=look&part=2&page=1" in table["page_links"][0]["url"]


def test_file_holds_exactly_the_rows_and_is_logged(client):
    client.force_login(people.leader())
    visit(title="Đoàn gấp", submitted_on=day("28/02/2024"))
    visit(title="Đoàn sớm", submitted_on=day("01/01/2024"))
    response = client.get(f"{PAGE}K3/tai-ve/{H1}&rows=look")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    text = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert ("Đoàn gấp" in text, "Đoàn sớm" in text) == (True, False)
    assert Event.objects.get(kind=Event.Kind.EXPORT).comment.startswith(f"{PAGE}K3/tai-ve/")


def test_unit_sees_only_its_own(client):
    client.force_login(people.owner())
    theirs = unit(OTHER)
    fill(unit=theirs, title="Hồ sơ của đơn vị khác")
    page = client.get(PAGE + H1)
    lines = [line for section in page.context["sections"] for line in section["gauges"]]
    told = {(line["code"], each["label"]): each["count"] for line in lines for each in line["lists"]}
    assert {key for key, count in told.items() if count not in ("0", "1")} == set()
    for line in lines:
        for each in line["lists"]:
            content = client.get(each["url"]).content.decode()
            assert OTHER not in content and "Hồ sơ của đơn vị khác" not in content


def test_english_page(client):
    client.force_login(people.leader())
    client.cookies["django_language"] = "en"
    line = client.get(f"{PAGE}K9/{H1}").context["gauge"]
    assert line["label"] == "Share of result reports filed in time"


def test_menu_marks_the_page_and_not_the_report(client):
    client.force_login(people.leader())
    active = [
        item["url"] for group in client.get(PAGE).context["nav"] for item in group["items"] if item["active"]
    ]
    assert active == [PAGE]


def test_page_takes_as_many_queries_for_one_record_as_for_many(client, django_assert_num_queries):
    client.force_login(people.leader())
    fill()
    client.get(PAGE + H1)
    with django_assert_num_queries(13):
        client.get(PAGE + H1)
    fill(5)
    with django_assert_num_queries(13):
        client.get(PAGE + H1)


@pytest.mark.parametrize("code", BY_CODE)
def test_detail_takes_few_queries(client, code, django_assert_max_num_queries):
    client.force_login(people.leader())
    fill(3)
    client.get(f"{PAGE}{code}/{H1}")
    for rows in BY_CODE[code].rows:
        with django_assert_max_num_queries(12):
            client.get(f"{PAGE}{code}/{H1}&rows={rows.name}")

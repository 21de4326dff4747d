"""The pages: who sees which figures, what an address may ask for, and what each number opens."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.events import Event
from reports import catalogue
from tests.factories import people
from tests.reports.makers import agreement, day, trip, unit, visit

pytestmark = pytest.mark.django_db

PAGES = ["/bao-cao/", "/bao-cao/DR02/"]
FILES = ["/bao-cao/tai-ve/", "/bao-cao/DR02/tai-ve/"]
OTHER = "Bệnh viện Phụ sản Hà Nội"


@pytest.mark.parametrize("address", ["/", *PAGES, *FILES])
def test_stranger_to_the_site_is_sent_to_sign_in(client, address):
    assert client.get(address).url == f"{reverse('login')}?next={address}"


@pytest.mark.parametrize("address", ["/", *PAGES, *FILES])
def test_who_has_no_role_is_refused(client, address):
    client.force_login(people.nobody())
    assert client.get(address).status_code == 403


def test_administrator_is_led_to_the_accounts_and_sees_no_figure(client):
    client.force_login(people.administrator())
    assert client.get("/").url == reverse("user_list")
    assert [client.get(address).status_code for address in (*PAGES, *FILES)] == [403] * 4


@pytest.mark.parametrize("who", [people.leader, people.officer, people.head, people.owner])
def test_readers_open_every_page_and_file(client, who):
    client.force_login(who())
    trip(people=1)
    assert [client.get(address).status_code for address in ("/", *PAGES)] == [200] * 3
    for address in FILES:
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("address", ["/", *PAGES, *FILES])
def test_only_reading_is_answered(client, address):
    client.force_login(people.leader())
    assert client.post(address).status_code == 405


def test_download_is_logged(client):
    client.force_login(people.leader())
    b"".join(client.get("/bao-cao/tai-ve/?period=2024-H1").streaming_content)
    event = Event.objects.get(kind=Event.Kind.EXPORT)
    assert (event.actor_name, event.comment) == ("leader", "/bao-cao/tai-ve/?period=2024-H1")


@pytest.mark.parametrize(
    "address",
    [
        "/bao-cao/DR99/",
        "/bao-cao/dr02/",
        "/bao-cao/NL06%3F/",
        "/bao-cao/DR02/?period=2024-H3",
        "/bao-cao/DR02/?period=2024-H1&basis=whim",
        "/bao-cao/DR02/?unit=x",
        "/bao-cao/DR02/?unit=-1",
        "/bao-cao/DR02/?unit=99999999999999999999999",
        "/bao-cao/DR01/?month=2024-13",
        "/bao-cao/DR01/?month=xx",
        "/bao-cao/DR01/?purpose=NONE",
        "/bao-cao/NL01/?country=1",  # not divided in this way
        "/?period=1492-H1",
        "/bao-cao/tai-ve/?period=x",
        "/bao-cao/DR02/tai-ve/?unit=x",
    ],
)
def test_address_that_asks_for_what_cannot_be_is_not_found(client, address):
    client.force_login(people.leader())
    assert client.get(address).status_code == 404


def test_unit_that_does_not_exist_has_no_rows(client):
    client.force_login(people.leader())
    trip(people=1)
    page = client.get("/bao-cao/DR02/?period=2024-H1&unit=999999999")
    assert page.context["figure"]["value"] == "0"


def test_summary_says_at_its_field_what_is_wrong(client):
    client.force_login(people.leader())
    context = client.get("/bao-cao/?period=free&start=02/03/2024&end=01/03/2024").context
    assert context["form"].errors == {"end": ["Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ."]}
    context = client.get("/bao-cao/?period=free&start=02/03/2024").context
    assert context["form"].errors == {"start": ["Vui lòng nhập cả ngày đầu và ngày cuối kỳ."]}


def test_summary_takes_window_basis_and_free_dates(client):
    client.force_login(people.leader())
    trip(permit_date=day("20/12/2023"), start_date=day("02/02/2024"), end_date=day("03/02/2024"), people=1)

    def told(query):
        context = client.get(f"/bao-cao/?{query}").context
        return context["window_label"], context["sections"][0]["figures"][0]["value"]

    assert told("period=2024-H1") == ("6 tháng đầu năm 2024 (từ ngày 15/12/2023 đến ngày 14/6/2024)", "1")
    assert told("period=2024-H1&window=calendar") == (
        "6 tháng đầu năm 2024 (từ ngày 01/01/2024 đến ngày 30/6/2024)",
        "0",
    )
    assert told("period=2024-H1&window=calendar&basis=departure")[1] == "1"
    assert told("period=free&start=20/12/2023&end=20/12/2023") == (
        "Từ ngày 20/12/2023 đến ngày 20/12/2023",
        "1",
    )
    assert told("period=2023-12-21..2024-01-01") == ("Từ ngày 21/12/2023 đến ngày 01/01/2024", "0")


def test_overview_opens_on_the_latest_period_with_an_outcome(client):
    client.force_login(people.leader())
    trip(state="COMPLETED", permit_date=day("01/03/2024"))
    trip(permit_date=day("01/08/2024"))
    agreement(signed_on=day("01/03/2021"))
    assert client.get("/").context["window_label"].startswith("6 tháng đầu năm 2024 ")


def test_unit_officer_never_sees_rows_of_another_unit(client):
    client.force_login(people.owner())
    theirs = unit(OTHER)
    trip(unit=theirs, title="Đoàn của đơn vị khác", people=1, state="COMPLETED")
    visit(unit=theirs, title="Đoàn của đơn vị khác")
    agreement(unit=theirs, title="Đoàn của đơn vị khác")
    for code in catalogue.BY_CODE:
        page = client.get(f"/bao-cao/{code}/?period=2024-H1&unit={theirs.pk}")
        if page.status_code == 200:
            assert page.context["figure"]["value"] == "0"
    pages = [
        client.get(f"{address}?period=2024-H1")
        for address in ("/", "/bao-cao/", "/bao-cao/DR02/", "/bao-cao/DV03/")
    ]
    assert ["Đoàn của đơn vị khác" in page.content.decode() for page in pages] == [False] * 4


def test_figure_shows_fifty_rows_a_page(client):
    client.force_login(people.leader())
    for _number in range(51):
        visit()
    first, second = (
        client.get(f"/bao-cao/DV01/?period=2024-H1&page={page}").context["parts"][0] for page in (1, 2)
    )
    assert [len(part["rows"]) for part in (first, second)] == [50, 1]
    assert first["total_label"] == "51 dòng"
    assert (
        first["page_links"][1]["url"] == "/bao-cao/DV01/?period=2024-H1&window=decree&basis=decision&page=2"
    )


def test_parts_of_a_figure_turn_their_pages_apart(client):
    client.force_login(people.leader())
    for _number in range(51):
        trip()
        visit()
    parts = client.get("/bao-cao/KK04/?period=2024-H1&page2=2").context["parts"]
    assert [len(part["rows"]) for part in parts] == [50, 1, 0]


def test_figure_tells_its_definition_and_opens_records(client):
    client.force_login(people.leader())
    made = trip(people=1)
    context = client.get("/bao-cao/DR02/?period=2024-H1").context
    assert context["figure"]["definition"] == (
        'Thành viên của các đoàn ra được tính, không kể người ghi "Không đi". Một người đi hai đoàn được tính hai lượt.'
    )
    assert [row["url"] for row in context["parts"][0]["rows"]] == [made.get_absolute_url()]


def test_file_of_a_figure_says_who_took_it_when_and_of_what(client):
    made = trip()
    officer = people.officer()
    client.force_login(officer)
    asked = {"period": "2024-H1", "unit": made.unit_id}
    answer = client.get(reverse("figure_xlsx", args=["DR01"]), asked)
    page = load_workbook(io.BytesIO(b"".join(answer))).active
    told = "\n".join(str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell)
    assert f"Người xuất: {officer}" in told
    assert f"{timezone.localtime():%d/%m/%Y}" in told
    assert "6 tháng đầu năm 2024" in told
    assert str(made.unit) in told.partition("Bộ lọc:")[2].partition("\n")[0]
    assert "Số dòng: 1" in told


def test_english_page_writes_numbers_its_way(client):
    client.force_login(people.leader())
    client.cookies["django_language"] = "en"
    visit(guest_count=1_234)
    line = client.get("/bao-cao/DV02/?period=2024-H1").context["figure"]
    assert (line["label"], line["value"]) == ("Visits of foreign guests", "1,234")


@pytest.mark.parametrize(
    "address", ["/?period=2024-H1", "/bao-cao/?period=2024-H1", "/bao-cao/DR02/?period=2024-H1"]
)
def test_pages_take_as_many_queries_for_one_record_as_for_many(client, address, django_assert_num_queries):
    client.force_login(people.leader())

    def fill(times):
        for _number in range(times):
            trip(people=2, to=("JP",), purposes=["DTBD"])
            visit(countries=("JP",))
            paper = agreement(signing_name="TP", expiry_date=day("01/07/2024"))
            paper.partners.add(people.partner())

    fill(1)
    client.get(address)
    with django_assert_num_queries(QUERIES[address.split("?")[0]]):
        client.get(address)
    fill(5)
    with django_assert_num_queries(QUERIES[address.split("?")[0]]):
        client.get(address)


QUERIES = {"/": 17, "/bao-cao/": 14, "/bao-cao/DR02/": 12}

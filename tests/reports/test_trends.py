"""A figure over the periods, whole and divided: every number opens its rows, a unit sees its own."""

import pytest
from django.urls import reverse

from reports import catalogue
from reports.pages.trend import WAYS, ways_of
from reports.views import NARROWINGS
from tests.factories import people
from tests.reports.boards import numbers_open_their_rows
from tests.reports.makers import aid, day, disbursed, trip, unit, visit

pytestmark = pytest.mark.django_db


def page(client, code: str, query: str = ""):
    return client.get(f"{reverse('figure_trend', args=[code])}?period=2024-H1&{query}")


def told(client, code: str, query: str = "") -> dict[str, list[str]]:
    """Piece → its numbers, the oldest first."""
    rows = page(client, code, query).context["chart"]["table"]["rows"]
    return {row[0]["text"]: [cell["text"] for cell in row[1:]] for row in rows[1:]}


def filled():
    """Trips of two units in 2022 and 2024, a visit, and aid of two donors of one country disbursed twice."""
    for date in ("01/03/2022", "01/03/2024"):
        went = trip(permit_date=day(date), to=("JP", "JP"), people=2, purposes=["DTBD"])
        went.inviters.set([people.partner()])
    trip(unit=unit("Bệnh viện Phụ sản Hà Nội"), to=("FR",), people=1)
    visit(countries=("KR",), fields=["TRAINING", "RESEARCH"], guest_count=5)
    given = aid(fields=["TRAINING"], start_date=day("01/01/2023"))
    given.donors.set([people.partner(), people.partner("Quỹ Nhật Bản", "JP", "CQCP")])
    disbursed(given, "05/07/2023", "100.00")
    disbursed(given, "05/03/2024", "200.00")


def test_pieces_of_a_figure_in_each_half_year(client):
    client.force_login(people.leader())
    filled()
    assert told(client, "DR02", "by=country") == {
        "Nhật Bản": ["0", "2", "0", "0", "0", "2"],
        "Pháp": ["0", "0", "0", "0", "0", "1"],
    }
    assert told(client, "VT06", "by=country") == {"Nhật Bản": ["0", "0", "0", "0", "100", "200"]}
    assert told(client, "DV02", "by=field&period=2024")


@pytest.mark.parametrize(
    "code", ["DR01", "DR02", "DV01", "DV02", "TT01", "HN01", "VT01", "VT05", "VT06", "KK04"]
)
def test_every_number_opens_the_rows_of_its_period(client, code):
    client.force_login(people.leader())
    filled()
    for by in ("", *ways_of(catalogue.OPENED[code])):
        for period in ("2024-H1", "2024"):
            answer = client.get(
                reverse("figure_trend", args=[code]), {"period": period} | ({"by": by} if by else {})
            )
            numbers_open_their_rows(client, answer.context["chart"])
    for report in answer.context["reports"]:
        assert client.get(report["url"]).status_code == 200


def test_ways_are_ways_to_narrow_and_have_a_name_each():
    assert set(WAYS) == set(NARROWINGS) - {"month"}
    assert ways_of(catalogue.BY_CODE["VT06"]) == ["unit", "country", "field", "donor", "partner_kind"]
    assert ways_of(catalogue.BY_CODE["NL01"]) == ["unit"]


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("DR99", ""),
        ("DR02", "by=whim"),
        ("NL01", "by=donor"),
        ("DR02", "by=month"),
        ("DR02", "period=2024-H9"),
    ],
)
def test_what_cannot_be_is_not_found(client, code, query):
    client.force_login(people.leader())
    assert page(client, code, query).status_code == 404


@pytest.mark.parametrize("who", [people.nobody, people.administrator])
def test_who_reads_no_figures_sees_no_trend(client, who):
    client.force_login(who())
    assert page(client, "DR02").status_code == 403


def test_unit_sees_its_own(client):
    client.force_login(people.owner())
    filled()
    assert list(told(client, "DR01", "by=unit")) == ["Bệnh viện Tim Hà Nội"]
    assert list(told(client, "DR01", "by=country")) == ["Nhật Bản"]


@pytest.mark.parametrize("by", ["", "by=country", "by=purpose"])
def test_trend_takes_as_many_queries_for_one_record_as_for_many(client, by, django_assert_max_num_queries):
    client.force_login(people.leader())
    page(client, "DR02", by)
    for _number in range(3):
        filled()
    with django_assert_max_num_queries(8):
        page(client, "DR02", by)

"""What is to be done, and the difficulties, on the first page of each role: the same as the pages they open."""

import pytest
from django.urls import reverse
from django.utils.translation import ngettext

from core.deadlines import Deadline
from tests.factories import people
from tests.reports.boards import deadline, filled, parts, soon, step
from tests.reports.makers import conference, trip, visit

pytestmark = pytest.mark.django_db


# --- what is to be done -------------------------------------------------------------------------


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

"""Rules and days off in the administrator's hands; what dossiers owe follows."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from core.deadlines import Deadline, Holiday, Rule
from core.events import Event
from core.rules import Rulebook
from core.workdays import add_working_days
from tests.factories import people
from tests.factories import records as make
from tests.factories.forms import as_sent

pytestmark = pytest.mark.django_db
PAGES = ("rule_list", "rule_create", "holiday_list", "holiday_create")


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=datetime.UTC).date()


@pytest.fixture
def administrator(client):
    client.force_login(people.administrator())
    return client


def rule(code="out_report_days") -> Rule:
    return Rule.objects.get(code=code)


def change(client, address: str, **typed):
    return client.post(address, as_sent(client.get(address)) | typed)


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_the_administrators(client, page):
    for person, status in ((people.administrator(), 200), (people.officer(), 403), (people.owner(), 403)):
        client.force_login(person)
        assert client.get(reverse(page)).status_code == status


def test_changed_rule_moves_the_deadlines_and_is_logged(administrator, django_capture_on_commit_callbacks):
    with time_machine.travel("2025-02-17 09:00+07:00", tick=False):
        trip = make.outbound(state="PERMITTED", start_date=day("10/02/2025"), end_date=day("14/02/2025"))
        trip.settle()
        with django_capture_on_commit_callbacks(execute=True):
            response = change(administrator, reverse("rule_edit", args=[rule().pk]), number="10")
        assert response.url == reverse("rule_list")
        assert Deadline.objects.of(trip).get().due == day("24/02/2025")
    event = Event.objects.get(kind=Event.Kind.ADMIN)
    assert (event.actor_name, event.comment, event.record_number) == ("administrator", "number: 15 → 10", "")


def test_code_of_a_rule_stays(administrator):
    change(administrator, reverse("rule_edit", args=[rule().pk]), code="out_lead_min")
    assert rule().code == "out_report_days"


def test_rules_of_one_code_never_hold_at_once(administrator):
    typed = {
        "code": "out_report_days", "label": "Báo cáo", "number": "10", "measure": "DAYS", "remind": "1,0", "escalate_after": "3",
        "basis": "Quyết định mới",
    }  # fmt: skip
    address = reverse("rule_create")
    refused = administrator.post(address, typed | {"valid_from": "01/07/2025"})
    assert "valid_from" in refused.context["form"].errors
    change(administrator, reverse("rule_edit", args=[rule().pk]), valid_to="30/06/2025")
    assert administrator.post(address, typed | {"valid_from": "01/07/2025"}).status_code == 302
    assert Rulebook.current().on("out_report_days", day("30/06/2025")).number == 15
    assert Rulebook.current().on("out_report_days", day("01/07/2025")).number == 10
    again = administrator.post(address, typed | {"valid_from": "01/01/2020", "valid_to": "01/01/2021"})
    assert "valid_from" in again.context["form"].errors


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"remind": "5;1"}, "remind"),
        ({"remind": "5,,1"}, "remind"),
        ({"number": "1001"}, "number"),
        ({"number": "-1"}, "number"),
        ({"valid_from": "02/01/2025", "valid_to": "01/01/2025"}, "valid_to"),
    ],
)
def test_nonsense_is_refused(administrator, typed, field):
    response = change(administrator, reverse("rule_edit", args=[rule().pk]), **typed)
    assert field in response.context["form"].errors


def test_reminder_days_are_put_in_order(administrator):
    change(administrator, reverse("rule_edit", args=[rule().pk]), remind="-1, 0, 14,3")
    assert rule().remind == "14,3,0,-1"


def test_rule_is_never_deleted(administrator):
    change(administrator, reverse("rule_edit", args=[rule().pk]), delete="1")
    assert rule()


def test_days_off_are_added_changed_and_deleted(administrator):
    administrator.post(reverse("holiday_create"), {"date": "13/03/2025", "name": "Nghỉ đột xuất"})
    holiday = Holiday.objects.get(date=day("13/03/2025"))
    assert add_working_days(day("12/03/2025"), 1) == day("14/03/2025")
    address = reverse("holiday_edit", args=[holiday.pk])
    change(administrator, address, date="14/03/2025")
    assert add_working_days(day("12/03/2025"), 1) == day("13/03/2025")
    change(administrator, address, delete="1")
    assert not Holiday.objects.filter(pk=holiday.pk).exists()
    assert Event.objects.filter(kind=Event.Kind.ADMIN, action="holiday_list").count() == 3


def test_the_same_day_stands_once(administrator):
    response = administrator.post(reverse("holiday_create"), {"date": "30/04/2025", "name": "Lần nữa"})
    assert "date" in response.context["form"].errors

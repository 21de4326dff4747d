"""Units that have not reported: reminded by night, by a button, listed."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from core import obligations
from core.deadlines import Deadline, Holiday
from core.notifications import Notification
from core.reminders import Night
from directory.models import Unit
from reports.models import UnitReport
from tests.factories import people
from tests.reports.asking import report_of, save_ready, take

pytestmark = pytest.mark.django_db


def night(day: str, capture) -> Night:
    with time_machine.travel(f"{day} 02:00+07:00", tick=False), capture(execute=True):
        obligations.refresh_all()
        done = Night(datetime.date.fromisoformat(day))
        done.work()
    return done


def test_who_has_not_reported_is_reminded_by_itself_and_the_superior_told(
    asked, django_capture_on_commit_callbacks
):
    Holiday.objects.all().delete()
    head, capture = people.unit_head(), django_capture_on_commit_callbacks
    take(save_ready(report_of(people.stranger())), "submit", people.stranger())
    Notification.objects.all()._raw_delete("default")
    asked_for = reverse("unit_report_detail", args=[report_of(people.owner()).pk])

    def told(kind: str) -> list[str]:
        return [
            row.person.username
            for row in Notification.objects.filter(kind=kind, url=asked_for).order_by("pk")
        ]

    night("2024-06-17", capture)
    assert told("DEADLINE") == ["owner"]  # a day before
    night("2024-06-19", capture), night("2024-06-19", capture)
    assert told("DEADLINE") == ["owner", "owner"]  # the day after, once however often the night is worked
    assert told("ESCALATION") == []
    night("2024-06-21", capture)
    assert told("ESCALATION") == [head.username]
    assert not Notification.objects.filter(person=people.stranger(), kind="DEADLINE").exists()


def test_button_reminds_those_who_have_not_reported(client, asked, django_capture_on_commit_callbacks):
    take(save_ready(report_of(people.stranger())), "submit", people.stranger())
    Notification.objects.all()._raw_delete("default")
    nobody = Unit.objects.create(by=None, code="YY", name="Trung tâm không tài khoản", kind="TTYT")
    UnitReport.objects.create(by=None, period=asked, unit=nobody)
    url = reverse("period_remind", args=[asked.pk])
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(url, follow=True)
    assert [row.person for row in Notification.objects.all()] == [people.owner()]
    assert "Trung tâm không tài khoản" in page.content.decode()
    client.force_login(people.owner())
    assert client.post(url).status_code == 403


def test_list_of_those_missing(client, asked):
    take(save_ready(report_of(people.stranger())), "submit", people.stranger())
    page = client.get(asked.get_absolute_url() + "?show=missing")
    assert [row["unit"] for row in page.context["rows"]] == ["Bệnh viện Tim Hà Nội"]
    assert page.context["counted"] == {"asked": 2, "handed_in": 1, "missing": 1, "nothing": 0}
    listed = client.get(reverse("period_list")).context["rows"]
    assert [(row["handed_in"], row["asked"]) for row in listed] == [(1, 2)]


def test_nothing_is_owed_once_the_report_is_being_approved(asked):
    one = take(asked, "consolidate", people.officer())
    assert Deadline.objects.open().filter(owner="UNIT").count() == 2
    take(one, "propose", people.officer())
    assert not Deadline.objects.open().filter(owner="UNIT").exists()
    assert Deadline.objects.open().filter(owner="DEPARTMENT").count() == 1

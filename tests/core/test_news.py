"""Who hears how a dossier goes on."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import events
from core.approval import ApprovalStep
from core.news import tell_decided, tell_opened
from core.notifications import Kind, Notification
from core.reminders import put_away
from tests.factories import people
from tests.factories.records import outbound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def committed(django_capture_on_commit_callbacks):
    """`with committed():` what is told after commit is told when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def unit_head():
    return people.user("unit_head", "unit_head", people.unit())


def step(record, permission, stage="REVIEWING", **details) -> ApprovalStep:
    return ApprovalStep.objects.create(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        record_number=record.number,
        record_title=record.title,
        unit=record.unit,
        position=ApprovalStep.objects.of(record).count() + 1,
        stage=stage,
        permission=permission,
        **{"opened_at": timezone.now(), **details},
    )


def decision(record, by, comment="") -> events.Event:
    return events.log(events.Event.Kind.TRANSITION, by=by, record=record, action="decide", comment=comment)


def who_heard(kind) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("person__username", flat=True))


def test_step_of_the_unit_is_told_to_its_head(committed):
    owner, record = people.owner(), outbound()
    unit_head(), people.user("other_head", "unit_head", people.unit("Bệnh viện Phụ sản Hà Nội"))
    with committed():
        tell_opened(record, step(record, "approve_unit", "UNIT_REVIEW"), by=owner)
    assert who_heard(Kind.WAITING) == {"unit_head"}
    notice = Notification.objects.get()
    assert record.number in notice.text and notice.url == record.get_absolute_url()


def test_step_of_few_is_told_and_of_many_is_left_to_the_inbox(committed):
    record = outbound()
    people.head()
    for number in range(4):
        people.user(f"officer{number}", "department_officer")
    with committed():
        tell_opened(record, step(record, "approve_office", "AT_OFFICE", closed_at=timezone.now()), by=None)
        tell_opened(record, step(record, "process"), by=None)
    assert who_heard(Kind.WAITING) == {"head"}


def test_step_nobody_may_take_goes_one_up(committed):
    record = outbound()
    people.officer()
    with committed():
        tell_opened(record, step(record, "approve_unit", "UNIT_REVIEW"), by=people.owner())
    assert who_heard(Kind.WAITING) == {"officer"}


def test_step_is_told_once_and_put_away_when_taken(committed):
    record = outbound()
    people.head()
    opened = step(record, "approve_office", "AT_OFFICE")
    with committed():
        for _time in range(2):
            tell_opened(record, opened, by=None)
    assert Notification.objects.unread().count() == 1
    opened.closed_at = timezone.now()
    opened.save()
    put_away()
    assert Notification.objects.unread().count() == 0


def test_no_step_open_tells_nobody(committed):
    with committed():
        tell_opened(outbound(), None, by=None)
    assert not Notification.objects.exists()


def test_decision_is_told_to_the_unit_with_its_reason(committed):
    record, officer = outbound(), people.officer()
    people.owner(), people.colleague(), people.stranger(), unit_head(), people.leader()
    with committed():
        event = decision(record, officer, "Thiếu thư mời")
        for _time in range(2):
            tell_decided(record, event, _("Return"), by=officer)
    assert who_heard(Kind.COURSE) == {"owner", "colleague", "unit_head"}
    notice = Notification.objects.filter(person__username="owner").get()
    assert record.number in notice.text and "Thiếu thư mời" in notice.text


def test_nobody_is_told_what_they_did(committed):
    record, owner = outbound(), people.owner()
    people.colleague()
    with committed():
        tell_decided(record, decision(record, owner), _("Cancel"), by=owner, everyone=True)
    assert who_heard(Kind.COURSE) == {"colleague"}


def test_cancelling_is_told_to_all_who_had_it_and_are_still_here(committed):
    record, officer, head, leader = outbound(), people.officer(), people.head(), people.leader()
    people.user("idle", "department_officer")
    leader.is_active = False
    leader.save()
    for person in (officer, officer, head, leader):
        step(record, "process", closed_at=timezone.now(), closed_by=person)
    with committed():
        tell_decided(record, decision(record, None), _("Cancel"), by=None, everyone=True)
    assert who_heard(Kind.COURSE) == {"officer", "head"}


def test_two_decisions_are_two_notifications(committed):
    record, owner = outbound(), people.owner()
    with committed():
        for _time in range(2):
            tell_decided(record, decision(record, None), _("Return"), by=None)
    assert Notification.objects.of(owner).count() == 2


def test_record_of_no_unit_tells_nobody(committed):
    record = outbound()
    people.owner()
    record.unit = None
    with committed():
        tell_decided(record, decision(record, None), _("Return"), by=None)
    assert not Notification.objects.exists()

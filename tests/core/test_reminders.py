"""Each reminder once: to whom, when, and what nights missed, dates moved and people gone change."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import HeldRole
from core.approval import ApprovalStep
from core.deadlines import Deadline, Holiday, Rule
from core.notifications import Kind, Notification
from core.reminders import Reminder, offsets_in, remind
from tests.factories import people

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 3, 12)
"""A Thursday."""
NUMBERS = iter(range(1, 10_000))


@pytest.fixture(autouse=True)
def rule():
    return Rule.objects.create(code="out_report_days", label="Báo cáo kết quả đoàn", number=15)


def deadline(due=DUE, **details) -> Deadline:
    number = next(NUMBERS)
    return Deadline.objects.create(
        **{
            "code": "out_report",
            "rule": "out_report_days",
            "record_type": "delegations.outbounddelegation",
            "record_id": number,
            "record_number": f"DR-2026-{number:04d}",
            "record_title": "Đoàn học tập tại Nhật Bản",
            "unit": people.unit(),
            "owner": Deadline.Owner.UNIT,
            "due": due,
            **details,
        }
    )


def step(permission="process", due=DUE, **details) -> ApprovalStep:
    number = next(NUMBERS)
    return ApprovalStep.objects.create(
        **{
            "record_type": "delegations.outbounddelegation",
            "record_id": number,
            "record_number": f"DR-2026-{number:04d}",
            "record_title": "Đoàn học tập",
            "unit": people.unit(),
            "position": 1,
            "stage": "REVIEWING",
            "permission": permission,
            "opened_at": timezone.now(),
            "due": due,
            **details,
        }
    )


def unit_head():
    return people.user("unit_head", "unit_head", people.unit())


def night(days: int) -> None:
    """The nightly work so many days after the due date."""
    with time_machine.travel(
        datetime.datetime.combine(DUE, datetime.time(1)) + days * datetime.timedelta(1), tick=False
    ):
        remind()


def told(person, kind=None) -> list[Notification]:
    found = Notification.objects.filter(person=person).order_by("pk")
    return list(found.filter(kind=kind) if kind else found)


def days_told(person) -> list[str]:
    return [notice.key.rpartition(":")[2] for notice in told(person)]


def test_every_offset_is_told_on_its_day():
    owner = people.owner()
    deadline()
    for day in range(-8, 3):
        night(day)
    assert days_told(owner) == ["5", "1", "0", "-1"]


def test_run_twice_tells_once():
    owner = people.owner()
    deadline()
    night(-5)
    night(-5)
    assert days_told(owner) == ["5"]


def test_three_days_off_lose_nothing_and_tell_once():
    owner = people.owner()
    deadline()
    night(-6)
    night(0)
    assert days_told(owner) == ["0"]
    night(0)
    assert days_told(owner) == ["0"]


def test_moved_date_is_told_anew():
    owner = people.owner()
    row = deadline()
    night(-1)
    row.due += datetime.timedelta(30)
    row.save()
    night(0)
    assert days_told(owner) == ["1"]
    night(29)
    assert [notice.due for notice in told(owner)] == [DUE, row.due]


def test_offset_added_afterwards_does_not_tell_what_is_known(rule):
    owner = people.owner()
    deadline()
    night(-1)
    rule.remind = "10,5,1,0"
    rule.save()
    night(-1)
    assert days_told(owner) == ["1"]


def test_rule_says_when():
    owner = people.owner()
    Rule.objects.create(code="agr_expiry", label="Hết hiệu lực", number=180, remind="180, 90,30")
    deadline(code="expiry", rule="agr_expiry")
    night(-181)
    assert told(owner) == []
    for day in range(-180, 0, 10):
        night(day)
    assert days_told(owner) == ["180", "90", "30"]


def test_closed_deadline_is_silent_and_its_notification_put_away():
    owner = people.owner()
    row, other = deadline(), deadline()
    night(-5)
    row.closed_on = DUE
    row.save()
    night(-4)
    unread = Notification.objects.unread()
    assert list(unread.values_list("subject_id", flat=True)) == [other.pk]
    night(0)
    assert [notice.subject_id for notice in told(owner)] == [row.pk, other.pk, other.pk]


def test_later_reminder_takes_the_place_of_the_unread_one():
    owner = people.owner()
    deadline()
    night(-5)
    night(-1)
    assert [notice.read_at is None for notice in told(owner)] == [False, True]


def test_says_what_which_dossier_and_where():
    owner = people.owner()
    row = deadline()
    night(-5)
    (notice,) = told(owner)
    for part in ("12/03/2026", "Báo cáo kết quả chuyến đi", row.record_number, "Đoàn học tập tại Nhật Bản"):
        assert part in notice.text
    assert notice.url == f"/doan-ra/{row.record_id}/"
    assert (notice.kind, notice.due) == (Kind.DEADLINE, DUE)


# --- to whom ---


def test_unit_is_told_and_no_other():
    owner, colleague, stranger, officer = (
        people.owner(),
        people.colleague(),
        people.stranger(),
        people.officer(),
    )
    deadline()
    night(-5)
    assert [len(told(person)) for person in (owner, colleague, stranger, officer, unit_head())] == [
        1,
        1,
        0,
        0,
        0,
    ]


def test_department_is_told_of_its_own():
    owner, officer = people.owner(), people.officer()
    deadline(owner=Deadline.Owner.DEPARTMENT)
    night(-5)
    assert [len(told(person)) for person in (owner, officer)] == [0, 1]


def test_unit_without_officer_its_head_is_told():
    head, officer = unit_head(), people.officer()
    deadline()
    night(-5)
    assert [len(told(person)) for person in (head, officer)] == [1, 0]


def test_unit_without_account_the_department_is_told_and_why():
    officer = people.officer()
    deadline()
    night(-5)
    assert people.unit().name in told(officer)[0].text


def test_nobody_at_all_nothing_is_lost():
    deadline()
    night(-5)
    assert not Reminder.objects.exists()
    owner = people.owner()
    night(-4)
    assert days_told(owner) == ["5"]


def test_deadline_of_no_unit_goes_to_the_department():
    """An officer of the department belongs to no unit; that makes the department nobody's unit."""
    officer = people.officer()
    clerk = people.user("clerk", "clerk")
    deadline(unit=None)
    night(-5)
    assert [len(told(person)) for person in (officer, clerk)] == [1, 0]


def test_who_left_is_told_nothing_and_who_came_takes_over():
    owner = people.owner()
    deadline()
    night(-5)
    owner.is_active = False
    owner.save()
    colleague = people.colleague()
    night(-4)
    night(-1)
    assert days_told(owner) == ["5"]
    assert days_told(colleague) == ["5", "1"]


def test_role_ended_and_stand_in_holds_it_for_some_days():
    owner, stand_in = people.owner(), people.user("stand_in", "", people.unit())
    HeldRole.objects.filter(user=owner).update(end_date=DUE - datetime.timedelta(3))
    HeldRole.objects.create(
        user=stand_in, role="unit_officer", start_date=DUE - datetime.timedelta(2), end_date=DUE
    )
    deadline()
    for day in (-5, -1, 0, 1):
        night(day)
    assert days_told(owner) == ["5"]
    assert days_told(stand_in) == ["1", "0"]


# --- escalation ---


def test_superior_is_told_once_after_three_working_days():
    owner, head, officer = people.owner(), unit_head(), people.officer()
    deadline()
    for day in range(5):  # Friday is the first working day overdue, the weekend does not count
        night(day)
    assert told(head) == []
    for day in range(5, 12):
        night(day)
    assert [notice.kind for notice in told(head)] == [Kind.ESCALATION]
    assert [len(told(person, Kind.ESCALATION)) for person in (owner, officer)] == [0, 0]
    assert told(head)[0].created_at.date() == datetime.date(2026, 3, 17)


def test_days_off_put_escalation_off():
    head = unit_head()
    people.owner()
    Holiday.objects.create(date=datetime.date(2026, 3, 13), name="Nghỉ bù")
    Holiday.objects.create(date=datetime.date(2026, 3, 14), name="Làm bù", works=True)
    deadline()
    night(4)
    assert told(head) == []
    night(5)
    assert len(told(head)) == 1


def test_rule_says_when_to_escalate(rule):
    head = unit_head()
    people.owner()
    rule.escalate_after = 10
    rule.save()
    deadline()
    night(13)
    assert told(head) == []
    night(14)
    assert len(told(head)) == 1


def test_department_escalates_to_its_office_head():
    people.officer()
    office, leader = people.head(), people.leader()
    deadline(owner=Deadline.Owner.DEPARTMENT)
    night(10)
    assert [len(told(person)) for person in (office, leader)] == [1, 0]


def test_unit_head_reminded_for_the_unit_is_not_their_own_superior():
    head, officer = unit_head(), people.officer()
    deadline()
    night(10)
    assert [notice.kind for notice in told(head)] == [Kind.DEADLINE]
    assert [notice.kind for notice in told(officer)] == [Kind.ESCALATION]


def test_moved_date_escalates_anew():
    people.owner()
    head = unit_head()
    row = deadline()
    night(10)
    row.due += datetime.timedelta(30)
    row.save()
    night(20)
    night(45)
    assert [notice.due for notice in told(head)] == [DUE, row.due]


# --- approval steps ---


def test_step_beyond_its_norm_is_told_and_escalated():
    officer, office = people.officer(), people.head()
    step()
    night(0)
    assert told(officer) == []
    for day in range(1, 10):
        night(day)
    assert days_told(officer) == ["-1", "-7"]
    assert [notice.kind for notice in told(office)] == [Kind.ESCALATION]


def test_step_of_a_unit_is_told_to_that_unit():
    head, other = unit_head(), people.user("other", "unit_head", people.unit("Bệnh viện Phụ sản Hà Nội"))
    step("approve_unit", stage="UNIT_REVIEW")
    night(1)
    assert [len(told(person)) for person in (head, other)] == [1, 0]


def test_leader_has_no_superior_here():
    leader = people.leader()
    step("approve_leader", stage="AT_LEADER")
    night(30)
    assert [notice.kind for notice in told(leader)] == [Kind.DEADLINE]


def test_steps_closed_pending_or_without_norm_are_silent():
    officer = people.officer()
    step(closed_at=timezone.now())
    step(opened_at=None)
    step(due=None)
    night(30)
    assert told(officer) == []


# --- size ---


@pytest.mark.parametrize("day", [-5, 20])
def test_reads_do_not_grow_with_the_deadlines(day):
    for person in (people.owner, unit_head, people.officer, people.head):
        person()
    night(day)  # what is read once and kept: rules, days off
    reads = []
    for many in (5, 45):
        for number in range(many):
            deadline(owner=Deadline.Owner.values[number % 2])
        with CaptureQueriesContext(connection) as queries:
            night(day)
        reads.append(sum(query["sql"].startswith("SELECT") for query in queries))
    assert reads[1] <= reads[0] < 12
    assert Notification.objects.filter(kind=Kind.DEADLINE).count() == 50


def test_offsets_as_typed():
    assert offsets_in("5, 1,0,-1 ,-7") == (5, 1, 0, -1, -7)
    assert offsets_in("") == ()

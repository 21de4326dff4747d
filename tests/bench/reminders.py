"""The nightly reminders of 10,000 open dossiers, measured where they are asked for: pytest tests/bench/reminders.py -s (not part of `make test`)."""

import datetime
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import bulk
from core.approval import ApprovalStep
from core.deadlines import Deadline
from core.notifications import Notification
from core.reminders import Reminder, remind
from directory.models import Unit
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)
MANY, UNITS = 10_000, 100
LIMIT = 60


def fill() -> None:
    units = [people.unit(f"Bệnh viện {number}") for number in range(UNITS)]
    for number, unit in enumerate(units):
        people.user(f"officer{number}", "unit_officer", unit)
        people.user(f"second{number}", "unit_officer", unit)
        people.user(f"head{number}", "unit_head", unit)
    for number in range(5):
        people.user(f"department{number}", "department_officer")
    people.head()
    today = timezone.localdate()
    dossiers = [
        {
            "record_type": "delegations.outbounddelegation",
            "record_id": number,
            "record_number": f"DR-{number}",
            "record_title": "Đoàn học tập kinh nghiệm quản lý bệnh viện",
            "unit": units[number % UNITS],
            "due": today + datetime.timedelta(number % 60 - 40),
        }
        for number in range(MANY)
    ]
    owners = Deadline.Owner.values
    bulk.add([Deadline(code="report", owner=owners[one["record_id"] % 4 == 0], **one) for one in dossiers])
    bulk.add(
        [
            ApprovalStep(position=1, stage="REVIEWING", permission="process", opened_at=timezone.now(), **one)
            for one in dossiers
        ]
    )


def test_reminders_of_many():
    fill()
    for what in ("everything at once", "nothing new"):
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            said = remind()
        spent = time.perf_counter() - start
        print(  # noqa: T201  the result
            f"{connection.vendor:12} {what:20} {spent:6.1f} s {len(queries):5} statements, {said}; "
            f"ledger {Reminder.objects.count()}, bell {Notification.objects.count()}, units {Unit.objects.count()}"
        )
        assert spent < LIMIT

"""Deadlines of records that come in a workbook, and of many records at once."""

import datetime

import pytest
import time_machine

from core import bulk, obligations
from core.deadlines import Deadline
from delegations.models import OutboundDelegation
from doiNgoai.management.commands.demo import WORKBOOK
from exchange.services import load_workbook
from tests.factories.people import unit

pytestmark = pytest.mark.django_db


@time_machine.travel("2024-06-20 09:00+07:00", tick=False)
def test_loaded_records_owe_what_entered_ones_owe():
    assert load_workbook(WORKBOOK).errors == []
    before = list(Deadline.objects.order_by("pk").values())
    assert {row["record_type"] for row in before} >= {"agreements.agreement", "personnel.focalpoint"}
    obligations.refresh_all()
    assert list(Deadline.objects.order_by("pk").values()) == before


@time_machine.travel("2025-03-20 09:00+07:00", tick=False)
def test_thousand_trips_cost_as_many_queries_as_batches(django_assert_max_num_queries):
    day, of = datetime.date(2025, 3, 3), unit()
    bulk.insert(
        [
            OutboundDelegation(
                title=f"Đoàn {place}", unit=of, state="PERMITTED", start_date=day, end_date=day
            )
            for place in range(1000)
        ],
        by=None,
    )
    with django_assert_max_num_queries(60):
        obligations.refresh_all()
    assert Deadline.objects.open().count() == 1000

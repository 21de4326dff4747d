"""The department's real workbook, loaded once for a module of tests that only read; a period opened by its officer."""

from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from exchange.services import load_workbook
from reports.models import ReportPeriod
from tests.factories import people
from tests.reports.asking import DECIDED, NEW

WORKBOOK = Path(__file__).parents[2] / "doiNgoai/demo/ha_noi_6t1_2024.xlsx"


@pytest.fixture(scope="module")
def hanoi(django_db_setup, django_db_blocker):
    """Every record of the workbook, within a transaction that is rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load_workbook(WORKBOOK).errors == []
        yield
        transaction.set_rollback(True)


@pytest.fixture
def asked(client, django_capture_on_commit_callbacks):
    """The first half of 2024, opened by the officer on 10/06/2024; two units, each with an officer."""
    people.owner(), people.stranger()
    client.force_login(people.officer())
    with (
        time_machine.travel("2024-06-10 09:00+07:00", tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = client.post(reverse("period_create") + NEW, DECIDED)
    opened = ReportPeriod.objects.get()
    assert answer["Location"] == opened.get_absolute_url()
    return opened

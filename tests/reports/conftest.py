"""The department's real workbook, loaded once for a module of tests that only read."""

from pathlib import Path

import pytest
from django.db import transaction

from exchange.services import load_workbook

WORKBOOK = Path(__file__).parents[2] / "doiNgoai/demo/ha_noi_6t1_2024.xlsx"


@pytest.fixture(scope="module")
def hanoi(django_db_setup, django_db_blocker):
    """Every record of the workbook, within a transaction that is rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load_workbook(WORKBOOK).errors == []
        yield
        transaction.set_rollback(True)

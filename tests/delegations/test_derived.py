"""What follows from a person or a guest."""

import pytest
from django.db import IntegrityError, transaction

from delegations.models import Guest
from tests.factories.records import inbound, outbound

pytestmark = pytest.mark.django_db


def test_corrected_name_changes_whom_figures_count():
    row = outbound().members.first()
    version = row.history.count()
    row.person.full_name = "Tên Đã Sửa"
    row.person.save(by=None)
    row.refresh_from_db()
    assert row.person_key.startswith("tên đã sửa|")
    assert row.history.count() == version


def test_two_heads_of_guests_are_refused_by_the_database():
    visit = inbound()
    Guest(delegation=visit, full_name="Anna", leads=True).save(by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Guest(delegation=visit, full_name="Bob", leads=True).save(by=None)

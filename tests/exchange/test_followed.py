"""What follows from loaded records is taken from the load itself: it is what reading them again would give."""

import pytest

from core.deadlines import Deadline
from core.search.entries import SearchEntry
from core.search.keeping import refresh_everything, searched_types
from directory.models import Person
from doiNgoai.management.commands.demo import WORKBOOK
from exchange.services import load_workbook

pytestmark = pytest.mark.django_db


def kept() -> dict:
    texts = {
        model: list(model._base_manager.order_by("pk").values_list("pk", "search_text"))
        for model in searched_types()
    }
    return texts | {SearchEntry: list(SearchEntry.objects.order_by("record_type", "record_id").values())}


def test_what_a_load_is_found_by_is_what_reading_it_again_gives():
    assert load_workbook(WORKBOOK).errors == []
    before = kept()
    entries = {(entry["record_type"], entry["record_id"]) for entry in before[SearchEntry]}
    assert {("directory.person", key) for key in Person.objects.values_list("pk", flat=True)} <= entries
    refresh_everything()
    assert kept() == before
    assert Deadline.objects.exists()

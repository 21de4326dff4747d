"""What the tests of the exchange share."""

import pytest
from django.utils import translation

from exchange.services import load_workbook
from tests.exchange.books import write


@pytest.fixture
def english(vietnamese):
    """Notes and labels in English; the headings of the workbook are Vietnamese all the same."""
    with translation.override("en"):
        yield


@pytest.fixture
def load(tmp_path):
    def run(sheets, **options):
        return load_workbook(write(tmp_path / "so_lieu.xlsx", sheets), **options)

    return run

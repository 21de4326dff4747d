"""What the tests of the exchange share."""

import pytest
from django.utils import translation


@pytest.fixture
def english(vietnamese):
    """Notes and labels in English; the headings of the workbook are Vietnamese all the same."""
    with translation.override("en"):
        yield

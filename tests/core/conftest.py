"""Tests of the pure modules read messages in the language of the source."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english(vietnamese):
    with translation.override("en"):
        yield

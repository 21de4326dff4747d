"""Shared fixtures."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def vietnamese():
    """Tests read the product in the language of its users."""
    with translation.override("vi"):
        yield

"""Shared fixtures."""

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def vietnamese():
    """Tests read the product in the language of its users."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """What one test cached (the department's name) is unknown to the next."""
    cache.clear()

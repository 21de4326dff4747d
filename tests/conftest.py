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
def forgotten_department():
    """The department one test cached is unknown to the next. Only this key: other workers share the Redis."""
    cache.delete("department")

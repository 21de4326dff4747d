"""Shared fixtures."""

import pytest
from django.core.cache import cache
from django.utils import translation

from core.deadlines import DAYS_OFF_KEY, RULES_KEY


@pytest.fixture(autouse=True)
def vietnamese():
    """Tests read the product in the language of its users."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def forgotten_settings():
    """What one test cached is unknown to the next. Only these keys: other workers share the Redis."""
    cache.delete_many(["department", RULES_KEY, DAYS_OFF_KEY])

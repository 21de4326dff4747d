"""Shared fixtures."""

from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from core.deadlines import DAYS_OFF_KEY, RULES_KEY

DATABASE = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items):
    """What asks nothing of the database says the same beside the other one: marked, it is run once."""
    for item in items:
        if item.get_closest_marker("django_db") is None and not DATABASE.intersection(item.fixturenames):
            item.add_marker("once")


@pytest.fixture(autouse=True)
def vietnamese():
    """Tests read the product in the language of its users."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def forgotten_settings():
    """What one test cached is unknown to the next. Only these keys: other workers share the Redis."""
    cache.delete_many(["department", RULES_KEY, DAYS_OFF_KEY])


@pytest.fixture(autouse=True, scope="session")
def frozen_rows_may_go_between_tests():
    """SQLite empties its tables row by row, which the triggers over what was issued refuse: lifted while it does."""
    if connection.vendor != "sqlite":  # PostgreSQL truncates, of which row triggers hear nothing
        yield
        return
    frozen, flush = import_module("reports.migrations.0002_frozen"), type(connection.ops).sql_flush

    def sql_flush(self, style, tables, **kwargs):
        if not set(frozen.TABLES) & set(tables):
            return flush(self, style, tables, **kwargs)
        return [*frozen.SQLITE_AWAY, *flush(self, style, tables, **kwargs), *frozen.SQLITE]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", sql_flush)
        yield

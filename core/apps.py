from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

LONG_WORK = ("work", "intake.work", "exports.work", "bulk_actions")
"""Modules of an app that register kinds of long work (`core/work.py`)."""


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from core.search import keeping

        connection_created.connect(add_vietnamese_order, dispatch_uid="core.vi_icu")
        keeping.connect()
        post_migrate.connect(keeping.fill, sender=self, dispatch_uid="core.search")
        autodiscover_modules(*LONG_WORK)


def add_vietnamese_order(connection, **kwargs) -> None:
    """SQLite has no ICU: give it PostgreSQL's collation name with our own comparison."""
    if connection.vendor == "sqlite":
        from core.text import vietnamese_compare  # apps load before models: keep start-up light

        connection.connection.create_collation("vi_icu", vietnamese_compare)

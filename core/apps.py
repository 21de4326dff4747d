from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        connection_created.connect(add_vietnamese_order, dispatch_uid="core.vi_icu")
        autodiscover_modules("work")  # the kinds of long work each app registers (core/work.py)


def add_vietnamese_order(connection, **kwargs) -> None:
    """SQLite has no ICU: give it PostgreSQL's collation name with our own comparison."""
    if connection.vendor == "sqlite":
        from core.text import vietnamese_compare  # apps load before models: keep start-up light

        connection.connection.create_collation("vi_icu", vietnamese_compare)

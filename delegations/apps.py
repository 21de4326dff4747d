from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "delegations"

    def ready(self) -> None:
        from delegations import signals  # noqa: F401  connects the receivers

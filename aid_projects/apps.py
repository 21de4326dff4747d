from django.apps import AppConfig


class AidProjectsConfig(AppConfig):
    name = "aid_projects"

    def ready(self) -> None:
        from aid_projects import signals  # noqa: F401  connects the receivers

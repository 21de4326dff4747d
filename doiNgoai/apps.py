from django.apps import AppConfig


class DoiNgoaiConfig(AppConfig):
    """An app only so that its commands, templates and system checks are found."""

    name = "doiNgoai"

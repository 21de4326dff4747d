"""Where secrets (encrypted fields) stand, found by introspection: a new record type is covered by itself."""

from django.apps import apps

from core.fields import EncryptedTextField
from core.records import Child, Tracked


def secrets_of(model) -> list[EncryptedTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


def bearers(model: type[Tracked]) -> list[type]:
    """The tables that keep secrets of this record type: its own, and those of its child rows."""
    children = [
        child
        for child in apps.get_models()
        if issubclass(child, Child) and child._meta.get_field(child.PARENT).related_model is model
    ]
    return [table for table in (model, *children) if secrets_of(table)]


def bearing_types() -> list[type[Tracked]]:
    """Every record type with secrets."""
    return [model for model in apps.get_models() if issubclass(model, Tracked) and bearers(model)]

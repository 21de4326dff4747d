"""Which fields of a dossier and of its rows hold the number of a letter, decision or report: it is found by them too."""

from functools import cache

from core.fields import EncryptedTextField


@cache
def number_fields(model) -> list[str]:
    """The fields that hold a document's number: named `…_number`, neither secret nor for some people only."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name.endswith("_number")
        and field.name != "record_number"  # of another record, which not everyone may see who sees this one
        and not isinstance(field, EncryptedTextField)
        and field.name not in model.SENSITIVE
    ]


@cache
def numbered_rows(model) -> dict[str, list[str]]:
    """The record's rows that hold documents' numbers: relation → fields."""
    relations = [
        relation
        for relation in model._meta.related_objects
        if relation.field.name == getattr(relation.related_model, "PARENT", None)
    ]
    return {
        relation.get_accessor_name(): names
        for relation in relations
        if (names := number_fields(relation.related_model))
    }

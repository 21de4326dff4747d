"""What a dossier needs, with its legal basis: shown beside the form, done or missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from core.guards import missing_from


@dataclass(frozen=True)
class Item:
    label: Any
    basis: str
    fields: tuple[str, ...]
    """Fields and child tables it is seen by: all filled, it is done."""
    met: Callable[[Any], bool] = lambda record: True
    """What else must hold."""
    needed: Callable[[Any], bool] = lambda record: True
    """Is it asked of this record?"""


def _relations(items: tuple[Item, ...], model) -> set[str]:
    """The links and child tables the items are seen by."""
    relations = {field.name for field in model._meta.get_fields() if field.many_to_many or field.one_to_many}
    return relations.intersection(name for item in items for name in item.fields)


def read(items: tuple[Item, ...], record) -> list[dict]:
    """The checklist of a record as it is stored; of a new one nothing is done yet."""
    stored = record.pk is not None
    if stored:  # several items ask of the same rows whether there are any, and what they are like
        prefetch_related_objects([record], *_relations(items, type(record)))
    return [
        {
            "label": item.label,
            "basis": item.basis,
            "field": item.fields[0],
            "done": stored and not missing_from(record, item.fields) and item.met(record),
        }
        for item in items
        if not stored or item.needed(record)
    ]

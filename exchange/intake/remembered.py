"""What a person taught the wizard: what the columns of a file hold, what a value means."""

from collections import defaultdict

from django.apps import apps

from core import bulk
from core.columns import Column
from core.names import Names
from core.text import match_key
from exchange.models import ImportBatch, RememberedColumns, RememberedValue


def kind_of(column: Column, model) -> str:
    """What the texts of a column name: a model, or the choices of one column; "" when they name nothing."""
    if target := column.refers_to(model):
        return target._meta.label_lower
    return f"{model._meta.label_lower}.{column.path}" if column.options(model) else ""


def teach(user, names: dict[type, Names]) -> dict[tuple[type, str], list[tuple[str, str]]]:
    """Make known what this person calls units, partners, countries; what the choices are called besides."""
    choices, things = defaultdict(list), defaultdict(dict)
    for one in RememberedValue.objects.filter(owner=user):
        model, path = _parts(one.kind)
        if path:
            choices[model, path].append((one.text, one.target))
        elif model in names:
            things[model][one.text] = int(one.target)
    for model, texts in things.items():
        live = model._base_manager.in_bulk(set(texts.values()))
        for text, key in texts.items():
            if key in live and getattr(live[key], "deleted_at", None) is None:
                names[model].call(live[key], text)
    return choices


def _parts(kind: str) -> tuple[type, str]:
    app, model, *path = kind.split(".", 2)
    return apps.get_model(app, model), path[0] if path else ""


def remember_value(user, kind: str, text: str, target: str) -> None:
    row = RememberedValue(owner=user, kind=kind, text=text, key=match_key(text), target=target)
    bulk.upsert([row], unique=("owner", "kind", "key"))


def remember_columns(user, batch: ImportBatch) -> None:
    row = RememberedColumns(
        owner=user, shape=batch.shape, sheet=batch.sheet, mapping=batch.mapping, fixed=batch.fixed
    )
    bulk.upsert([row], unique=("owner", "shape"))


def columns_of(user, shape: str) -> RememberedColumns | None:
    return RememberedColumns.objects.filter(owner=user, shape=shape).first()

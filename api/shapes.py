"""What a type of records has in the API: its columns, its fields, the schemas of a whole record."""

from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from api import described, values
from api.described import Schema, list_of, or_null, thing
from core.columns import Choice, Column, Date, Integer, Reference, State, YesNo
from core.records import Kept, Record, Tracked
from core.screens import Screen
from core.workflow import Transition

HIDDEN = {
    "id", "search_text", "name_key", "person_key", "deleted_at", "created_at", "created_by", "updated_at", "updated_by",
    "version", "figures", "number",
}  # fmt: skip
"""Fields that stand elsewhere in the answer, or only serve the database."""


def writes(screen: Screen) -> bool:
    """Is it entered and withdrawn as every record is? Periods and units' reports are opened by the department."""
    return issubclass(screen.model, Tracked)


def is_kept(screen: Screen) -> bool:
    """Has it a page of its own, a version and a history? A deadline only follows from its record."""
    return issubclass(screen.model, Kept)


def columns_of(screen: Screen) -> tuple[Column, ...]:
    """The columns of its list and files; of a type that declares none, its plain fields."""
    if screen.columns:
        return tuple(screen.columns)
    return tuple(_column(field) for field in _fields(screen.model) if not isinstance(field, models.JSONField))


def _column(field) -> Column:
    if field.name == "state":
        return State(field.name)
    if field.choices:
        return Choice(field.name)
    kinds = (
        (models.ForeignKey, Reference),
        (models.DateTimeField, Column),
        (models.DateField, Date),
        (models.IntegerField, Integer),
        (models.BooleanField, YesNo),
    )
    return next((column for kind, column in kinds if isinstance(field, kind)), Column)(field.name)


def _fields(model) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if field.name not in HIDDEN]


@cache
def _names(model, form) -> tuple[str, ...]:
    own = [field.name for field in (*_fields(model), *model._meta.many_to_many)]
    typed = [name for name in form.base_fields if name not in ("version", "change_reason")]
    return tuple(dict.fromkeys([*typed, *own]))


def names_of(screen: Screen) -> tuple[str, ...]:
    """The fields of a record in the API: what is typed, in the order of the form, then what follows from it."""
    return _names(screen.model, screen.form)


def steps_of(screen: Screen) -> tuple[Transition, ...]:
    """The steps a program takes. A report's issuing makes its files and is asked for on its page."""
    return tuple(step for step in screen.transitions if (screen.model.slug, step.name) != ("period", "issue"))


def field_of(model, name: str) -> models.Field:
    """The field, of the record or of the person it names."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return model._meta.get_field("person").related_model._meta.get_field(name)


def component(screen: Screen, kind: str) -> str:
    """Name of a schema: `OutboundRecord`, `OutboundRow`, `OutboundInput`."""
    return "".join(part.capitalize() for part in screen.model.slug.split("_")) + kind


STEP = thing(
    {
        "name": described.TEXT,
        "label": described.TEXT,
        "asks": list_of(described.TEXT),
        "offers": list_of(described.TEXT),
        "needs_comment": described.YES_NO,
    }
)


def record_schema(screen: Screen) -> Schema:
    model = screen.model
    own = {name: values.schema_of_field(field_of(model, name)) for name in names_of(screen)}
    rows = {part.name: list_of(_row_schema(part), title=str(part.title)) for part in screen.rows}
    head = {
        "id": described.KEY,
        "reference": described.TEXT,
        "url": described.TEXT,
        "version": described.WHOLE,
        "created_at": described.MOMENT,
        "created_by": or_null(described.TEXT),
        "updated_at": described.MOMENT,
        "updated_by": or_null(described.TEXT),
    }
    tail = {
        "shown_state": or_null(described.TEXT),
        "may_edit": described.YES_NO,
        "may_withdraw": described.YES_NO,
        "steps": list_of(STEP),
        "warnings": list_of(described.TEXT),
        "labels": {"type": "object", "additionalProperties": described.TEXT},
    }
    number = {"number": described.TEXT} if issubclass(model, Record) else {}
    sensitive = [name for name in own if name in _guarded(model)]
    return thing({**head, **number, **own, **rows, **tail}, optional=("labels", *sensitive))


def _guarded(model) -> set[str]:
    """Fields some readers are not given."""
    secrets = {field.name for field in model._meta.concrete_fields if values.is_secret(field)}
    return {*getattr(model, "SENSITIVE", {}), *secrets}


def _row_schema(part) -> Schema:
    model = part.model()
    own = {name: values.schema_of_field(field_of(model, name)) for name in part.fields}
    return thing(
        {"id": described.KEY, **own}, optional=tuple(name for name in own if name in _guarded(model))
    )

"""What an answer holds: values as programs read them, of a model's field or of a list's column, with their schemas.

Days are ISO, decimals text, choices their codes, other rows their keys. Secrets are masked here, whoever asks.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.timezone import localtime

from api import described
from api.described import Schema, list_of, or_null
from core.columns import (
    Amount,
    Choice,
    Choices,
    Column,
    Date,
    Integer,
    Reference,
    References,
    RowChoices,
    RowReferences,
    YesNo,
)
from core.columns import plain as without_zeros
from core.fields import ChoiceSetField, EncryptedTextField, mask


def plain(value: Any) -> Any:
    """A Python value as JSON has it."""
    if isinstance(value, datetime.datetime):
        return localtime(value).isoformat(timespec="seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(without_zeros(value), "f")
    return value if value is None or isinstance(value, bool | int | list | dict) else str(value)


def is_secret(field) -> bool:
    return isinstance(field, EncryptedTextField)


# --- fields of a model --------------------------------------------------------------------------


def of_field(record, field) -> Any:
    if isinstance(field, EncryptedTextField):
        return mask(getattr(record, field.name))
    if field.many_to_many:
        return [thing.pk for thing in getattr(record, field.name).all()]
    return plain(getattr(record, field.attname))


KINDS = (
    (models.ForeignKey, described.KEY),
    (models.BooleanField, described.YES_NO),
    (models.DateTimeField, described.MOMENT),
    (models.DateField, described.DAY),
    (models.TimeField, {"type": "string"}),
    (models.DecimalField, described.NUMBER),
    (models.IntegerField, described.WHOLE),
)
"""Model field → its schema; the first match counts, anything else is text."""


def schema_of_field(field) -> Schema:
    title = {"title": str(field.verbose_name)}
    if isinstance(field, ChoiceSetField):
        return list_of(_codes(field.flatchoices), **title)
    if field.many_to_many:
        return list_of(described.KEY, **title)
    if isinstance(field, models.JSONField):
        return title
    if field.choices:
        blank = field.blank or field.null
        return _codes(field.flatchoices, blank=blank) | title
    kind = next((schema for kind, schema in KINDS if isinstance(field, kind)), described.TEXT)
    return (or_null(kind) if field.null else kind) | title


def _codes(choices, *, blank: bool = False) -> Schema:
    codes = [code for code, _label in choices if code not in ("", None)]
    return {"type": "string", "enum": [*codes, *([""] if blank else [])]}


# --- columns of a list --------------------------------------------------------------------------


def of_column(record, column: Column) -> Any:
    """The value behind a column; what is only told in words (a masked number, a composed cell) is text."""
    if column.secret:
        return column.typed(record) or ""
    if isinstance(column, Reference):
        thing = column.value(record)
        return None if thing is None else thing.pk
    if isinstance(column, References):
        return [thing.pk for thing in column.things(record)]
    if isinstance(column, RowReferences):
        return [getattr(row, f"{column.of}_id") for row in column.rows(record)]
    if isinstance(column, RowChoices):
        return [getattr(row, column.of) for row in column.rows(record)]
    if isinstance(column, Choices):
        return column.value(record)
    if column.afterwards:  # other rows told in one cell
        return str(column.typed(record) or "")
    value = plain(column.value(record))
    return "" if value is None and _is_text(column, type(record)) else value


def _own_field(column: Column, model):
    try:
        return column.field(model)
    except FieldDoesNotExist:  # computed
        return None


def _is_text(column: Column, model) -> bool:
    field = _own_field(column, model)
    return column.kind == "text" and (field is None or not field.null)


def schema_of_column(column: Column, model) -> Schema:
    title = {"title": str(column.label_for(model))}
    if column.secret:
        return described.TEXT | title
    if isinstance(column, Reference):
        return or_null(described.KEY) | title
    if isinstance(column, References | RowReferences):
        return list_of(described.KEY) | title
    if isinstance(column, Choices):
        return list_of(_codes(column.field(model).flatchoices)) | title
    if isinstance(column, RowChoices):
        return list_of(described.TEXT) | title
    if isinstance(column, Choice):
        return or_null(described.TEXT) | title
    for kind, schema in (
        (Date, described.DAY),
        (Integer, described.WHOLE),
        (Amount, described.NUMBER),
        (YesNo, described.YES_NO),
    ):
        if isinstance(column, kind):
            return or_null(schema) | title
    field = None if column.afterwards else _own_field(column, model)
    return described.TEXT | title if field is None else schema_of_field(field) | title

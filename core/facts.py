"""Values in words, for the record's page and its history. Secrets are always masked here."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format, number_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.columns import SEPARATOR, plain
from core.fields import ChoiceSetField, EncryptedTextField, mask
from core.sight import Sight


def _moment(value) -> str:
    return date_format(localtime(value), "SHORT_DATETIME_FORMAT")


WORDS = (
    (EncryptedTextField, mask),
    (models.BooleanField, lambda value: _("Yes") if value else _("No")),
    (models.DateTimeField, _moment),
    (models.DateField, lambda value: date_format(value, "SHORT_DATE_FORMAT")),
    (models.TimeField, lambda value: time_format(value, "TIME_FORMAT")),
    (models.DecimalField, lambda value: number_format(plain(value), force_grouping=True)),
    (models.PositiveSmallIntegerField, str),
    (models.IntegerField, lambda value: number_format(value, force_grouping=True)),
)
"""Model field → how its value is written; the first match counts."""


def in_words(field, value) -> str:
    """The value of a plain field, in the language in force."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(field, ChoiceSetField):
        return SEPARATOR.join(field.labels(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return next((str(write(value)) for kind, write in WORDS if isinstance(field, kind)), str(value))


def kind_of(field) -> str:
    if isinstance(field, models.DateField | models.TimeField):
        return "date"
    return "number" if isinstance(field, models.DecimalField | models.IntegerField) else "text"


def fact(record, name: str, sight: Sight) -> dict[str, Any]:
    """Label, value and kind of a field; what may not be read is empty. A name that is not the row's own is its person's."""
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:
        return fact(record.person, name, sight)
    if not sight.reads(field):
        value = ""
    elif field.many_to_many:
        value = SEPARATOR.join(str(thing) for thing in getattr(record, name).all())
    elif field.many_to_one:
        thing = getattr(record, name)
        value = "" if thing is None else str(thing)
    else:
        value = in_words(field, getattr(record, name))
    long = isinstance(field, models.TextField) and not isinstance(field, ChoiceSetField | EncryptedTextField)
    wide = long or getattr(field, "max_length", None) in (255, 500)
    return {"label": field.verbose_name, "value": value, "kind": kind_of(field), "wide": wide}


def sections_of(record, form, parts, *, user, sight: Sight | None = None) -> list[dict]:
    """The record's page: what is filled of each section, then the child tables that stand after it.

    The record keeps the rows read here: what else the page says of them costs no query.
    """
    sight = sight or Sight(user, record)
    kept = (models.Prefetch(part.name, part.model().in_order()) for part in parts)
    models.prefetch_related_objects([record], *kept)
    tables = {part.name: table_of(record, part, sight) for part in parts}
    found = []
    for section in form.sections:
        facts = [(name, fact(record, name, sight)) for name in section.fields]
        filled = [item for name, item in facts if item["value"]]
        if all(_is_default(record, name) for name, item in facts if item["value"]):
            filled = []
        own = [tables.pop(name) for name in section.rows if name in tables]
        found.append(
            {"title": section.title, "items": filled, "tables": [table for table in own if table["rows"]]}
        )
    found.append({"title": "", "items": [], "tables": [table for table in tables.values() if table["rows"]]})
    return [section for section in found if section["items"] or section["tables"]]


def _is_default(record, name: str) -> bool:
    """Nobody chose it: a section of nothing else says nothing."""
    field = next((field for field in record._meta.fields if field.name == name), None)
    return field is not None and field.has_default() and getattr(record, name) == field.get_default()


def table_of(record, part, sight: Sight) -> dict:
    """A child table of the record's page, with the columns of its form."""
    facts = [[fact(row, name, sight) for name in part.fields] for row in getattr(record, part.name).all()]
    used = [place for place in range(len(part.fields)) if any(row[place]["value"] for row in facts)]
    return {
        "title": part.title,
        "columns": [facts[0][place]["label"] for place in used] if facts else [],
        "rows": [
            [{"text": row[place]["value"], "kind": row[place]["kind"]} for place in used] for row in facts
        ],
        "empty": _("None entered."),
    }

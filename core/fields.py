"""Field types of the product: a set of choices in one column, and text encrypted at rest."""

import base64
import hashlib
import json
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import Contains
from django.utils.translation import gettext_lazy as _


class ChoiceSetField(models.TextField):
    """Several codes of one list, kept in the list's order as `|A|B|`; in Python a list of codes.

    One text column instead of a table per list: history and filters treat it like any other field.
    Filter with `field__has="A"`.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        if not value:
            return []
        if isinstance(value, str):
            value = [code for code in value.split("|") if code]
        order = [code for code, _label in self.flatchoices]
        return sorted(
            dict.fromkeys(value), key=lambda code: order.index(code) if code in order else len(order)
        )

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def get_prep_value(self, value):
        codes = self.to_python(value)
        return f"|{'|'.join(codes)}|" if codes else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        known = {code for code, _label in self.flatchoices}
        if unknown := [code for code in value if code not in known]:
            raise ValidationError(_("Unknown choice: %(codes)s"), params={"codes": ", ".join(unknown)})
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"])

    def labels(self, value) -> list[str]:
        names = dict(self.flatchoices)
        return [str(names.get(code, code)) for code in self.to_python(value)]

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, f"get_{name}_display", lambda row: "; ".join(self.labels(getattr(row, self.attname))))

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.flatchoices,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


@ChoiceSetField.register_lookup
class Has(Contains):
    """`purposes__has="TRAINING"`: the set holds this code."""

    lookup_name = "has"

    def get_prep_lookup(self):
        return f"|{self.rhs}|"

    def get_rhs_op(self, connection, rhs):
        return connection.operators["contains"] % rhs


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys]
    )


def cipher() -> MultiFernet:
    """The first key encrypts, all decrypt: add a new key in front to rotate."""
    keys = tuple(settings.FIELD_ENCRYPTION_KEYS) or (f"field-encryption:{settings.SECRET_KEY}",)
    return _cipher(keys)


class EncryptedTextField(models.TextField):
    """Text encrypted at rest. It cannot be searched or compared by the database."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return cipher().encrypt(value.encode()).decode() if value else ""

    def from_db_value(self, value, expression, connection):
        return cipher().decrypt(value.encode()).decode() if value else ""

    def formfield(self, **kwargs):
        return super().formfield(**{"widget": forms.TextInput, "max_length": 20, **kwargs})


class EncryptedJSONField(EncryptedTextField):
    """Lists and dicts encrypted at rest: what strangers' sheets hold before anyone has looked at it."""

    def get_prep_value(self, value):
        return super().get_prep_value(json.dumps(value, ensure_ascii=False) if value else "")

    def from_db_value(self, value, expression, connection):
        return (
            json.loads(super().from_db_value(value, expression, connection) or "null") or self.get_default()
        )


HIDDEN_PART = "****"
"""A masked secret is known by it: typed or loaded back, it leaves the secret as it is."""


def mask(secret: str) -> str:
    """`B1234567` → `B****567`: enough to recognise, too little to use."""
    if not secret:
        return ""
    return f"{secret[0]}{HIDDEN_PART}{secret[-3:]}" if len(secret) > 5 else HIDDEN_PART

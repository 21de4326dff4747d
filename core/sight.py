"""What of a record a person may read.

Fields a model names in `SENSITIVE` are for the holders of a permission, and no file carries them. Secrets (encrypted
fields) are shown masked, and only on records of one's own scope; whole only when asked for (`core/reveal.py`).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.access import SEE_PASSPORTS
from core.fields import EncryptedTextField


def permission_for(field) -> str:
    """What one must be allowed to read the field; empty: nothing beyond the record."""
    return getattr(field.model, "SENSITIVE", {}).get(field.name, "")


def is_sensitive(field) -> bool:
    return bool(permission_for(field))


def may_type(user, field) -> bool:
    """May the person fill the field in? Never what they may not read."""
    if isinstance(field, EncryptedTextField):
        return user.may(SEE_PASSPORTS)
    return not is_sensitive(field) or user.may(permission_for(field))


@dataclass
class Sight:
    """A person before a record."""

    user: Any
    record: Any

    @cached_property
    def own(self) -> bool:
        """Does the record lie within the person's scope, not only within sight?"""
        return type(self.record).objects.owned_by(self.user).filter(pk=self.record.pk).exists()

    def reads(self, field) -> bool:
        if isinstance(field, EncryptedTextField):
            return self.own
        return not is_sensitive(field) or self.user.may(permission_for(field))

"""Keys with which a person's programs speak for that person: `/api/v1` (ADR 15).

Only the digest is kept; the key itself is shown once. A key may what its person may at that moment, never more, and
dies with the account's activity and with the password it was made under.
"""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from core import events

BEGINNING = "dng_"
"""Tells a key of ours from other secrets, to people and to scanners of leaked ones."""
HINT = len(BEGINNING) + 4
DEFAULT_DAYS, MOST_DAYS = 90, 365
NOTED_EVERY = datetime.timedelta(minutes=1)
"""So often at most the last use is written: a program that asks a thousand times is no thousand writes."""
USED = "api_token"
"""Action of the event of a first use from an address."""


class Rights(models.TextChoices):
    READ = "READ", _("Read")
    WRITE = "WRITE", _("Read and write")


class Tokens(models.QuerySet):
    def found(self, key: str):
        """The key's row with its person, whether it works or not."""
        return self.filter(digest=digest_of(key)).select_related("person__unit").first()


class ApiToken(models.Model):
    """One key of one person."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens", verbose_name=_("Person")
    )
    name = models.CharField(_("What it is for"), max_length=100)
    rights = models.CharField(_("Rights"), max_length=5, choices=Rights, default=Rights.READ)
    expires_on = models.DateField(_("Works until"))
    hint = models.CharField(max_length=12, editable=False)
    """Its first characters, so that its owner knows which one it is."""
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_under = models.CharField(max_length=64, editable=False)
    """Of the password of that day: another password ends the key."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)
    last_used_from = models.CharField(max_length=45, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = Tokens.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def writes(self) -> bool:
        return self.rights == Rights.WRITE

    @property
    def works(self) -> bool:
        """Does it open anything today?"""
        return (
            self.revoked_at is None
            and self.expires_on >= timezone.localdate()
            and self.person.is_active
            and constant_time_compare(self.made_under, self.person.get_session_auth_hash())
        )


def digest_of(key: str) -> str:
    """A key is 256 random bits: nothing slower than one SHA-256 makes it safer."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def make_token(
    person, *, name: str, rights: str, expires_on: datetime.date, address: str = ""
) -> tuple[ApiToken, str]:
    """A new key: its row, and the key itself, which nobody can read again."""
    key = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken(
        person=person,
        name=name,
        rights=rights,
        expires_on=expires_on,
        hint=key[:HINT],
        digest=digest_of(key),
        made_under=person.get_session_auth_hash(),
    )
    token.save(force_insert=True)
    _log(token, "create", by=person, address=address)
    return token, key


def revoke(token: ApiToken, *, by, address: str = "") -> None:
    """End it; doing it twice is doing it once."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        _log(token, "revoke", by=by, address=address)


def _log(token: ApiToken, act: str, *, by, address: str) -> None:
    words = f"{act}: {token} · {token.rights} · {token.expires_on:%d/%m/%Y}"
    if by != token.person:
        words += f" · {token.person.username}"
    events.log(
        events.Event.Kind.ADMIN, by=by, record=token, action="api_token", comment=words, address=address
    )


def note_use(token: ApiToken, address: str) -> None:
    """When and from where it was used last; an address it never came from goes to the log."""
    now, same = timezone.now(), token.last_used_from == address
    if same and token.last_used_at is not None and now - token.last_used_at < NOTED_EVERY:
        return
    if not same and not _used_from(token, address).exists():
        events.log(
            events.Event.Kind.SIGN_IN,
            by=token.person,
            record=token,
            action=USED,
            comment=str(token),
            address=address,
        )
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=now, last_used_from=address)


def _used_from(token: ApiToken, address: str):
    return events.Event.objects.filter(
        kind=events.Event.Kind.SIGN_IN,
        record_type=token._meta.label_lower,
        record_id=str(token.pk),
        address=address,
    )

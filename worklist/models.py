"""What a person's work list keeps: the calendars subscribed to."""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import ChoiceSetField

MOST_FEEDS = 10
"""Addresses one person may have at a time."""
_SIGNED = signing.Signer(salt="worklist.calendar", sep=".")


class Held(models.TextChoices):
    TRIPS = "TRIPS", _("Outbound delegations")
    VISITS = "VISITS", _("Inbound delegations")
    CONFERENCES = "CONFERENCES", _("Conferences")
    DEADLINES = "DEADLINES", _("Deadlines")


class CalendarFeedQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(revoked_at=None)

    def of_token(self, token: str) -> "CalendarFeed | None":
        """The calendar behind an address, of somebody who may still sign in. What nobody signed is not looked up."""
        try:
            secret = _SIGNED.unsign(token)
        except signing.BadSignature:
            return None
        found = self.in_use().filter(secret_hash=_hashed(secret), owner__is_active=True)
        return found.select_related("owner").first()

    def begin(self, owner, title: str, holds: list[str]) -> tuple["CalendarFeed", str]:
        """A new calendar, and the token of its address, which is not kept and cannot be shown again."""
        secret = secrets.token_urlsafe(32)
        feed = self.model(owner=owner, title=title, holds=holds, secret_hash=_hashed(secret))
        feed.save()
        return feed, _SIGNED.sign(secret)

    def mark_fetched(self, at) -> None:
        """Bookkeeping of the address alone: no record of the department changes."""
        self.update(last_used_at=at)


class CalendarFeed(models.Model):
    """An address under which a calendar programme reads, without signing in, what its owner may see at that moment."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendars")
    title = models.CharField(_("Where it is used"), max_length=60)
    holds = ChoiceSetField(_("Holds"), choices=Held)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("Created"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("Revoked"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("Last fetched"), null=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save()


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

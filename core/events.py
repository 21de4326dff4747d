"""Append-only events: what was done to which dossier, by whom. No foreign keys to what they tell of."""

import ipaddress

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One act. It outlives the record and the person it names."""

    class Kind(models.TextChoices):
        TRANSITION = "TRANSITION", _("Change of state")
        EXPORT = "EXPORT", _("Export")
        IMPORT = "IMPORT", _("Import")
        SIGN_IN = "SIGN_IN", _("Sign-in")
        WITHDRAWAL = "WITHDRAWAL", _("Withdrawal")
        SIGN_OUT = "SIGN_OUT", _("Sign-out")
        SIGN_FAILED = "SIGN_FAILED", _("Failed sign-in")
        ADMIN = "ADMIN", _("Administration")
        REVEAL = "REVEAL", _("Passport numbers seen whole")
        RETENTION = "RETENTION", _("Erased by retention")
        UPLOAD = "UPLOAD", _("File added")
        REMOVAL = "REMOVAL", _("File removed")
        DOWNLOAD = "DOWNLOAD", _("Personal data taken out")

    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor_id_text = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=40, blank=True)
    record_number = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=60, blank=True)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    comment = models.TextField(blank=True)
    address = models.CharField(max_length=45, blank=True)
    """Of the client, where the act came from a browser and it matters."""

    class Meta:
        app_label = "core"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["record_type", "record_id"], name="event_of_record")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_name} {self.action or self.kind} {self.record_number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("Events are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Events are never deleted.")


def address_of(request) -> str:
    """The client's address; behind the proxy we trust, the one the proxy tells."""
    peer = request.META.get("REMOTE_ADDR", "") if request is not None else ""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() if peer else ""
    if told and peer in settings.TRUSTED_PROXIES:
        try:
            return str(ipaddress.ip_address(told))
        except ValueError:
            return peer
    return peer


def log(kind, **told) -> Event:
    """Write one event, which tells what `event_of` does."""
    event = event_of(kind, **told)
    event.save()
    return event


def event_of(
    kind,
    *,
    by,
    record=None,
    action: str = "",
    from_state: str = "",
    to_state: str = "",
    comment: str = "",
    at=None,
    address: str = "",
) -> Event:
    """An event not written yet. `by` is the person, or None for the system."""
    number = getattr(record, "number", "")
    return Event(
        kind=kind,
        at=at or timezone.now(),
        actor_id_text=str(by.pk) if by else "",
        actor_name=str(by) if by else "",
        record_type=record._meta.label_lower if record is not None else "",
        record_id=str(record.pk) if record is not None else "",
        record_number=number if isinstance(number, str) else "",  # accounts and settings have none
        action=action,
        from_state=from_state,
        to_state=to_state,
        comment=comment,
        address=address,
    )

"""The bell: what a person is told once, kept until it is read."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core import bulk


class Kind(models.TextChoices):
    DEADLINE = "DEADLINE", _("Deadlines of my dossiers")
    ESCALATION = "ESCALATION", _("Overdue dossiers of those I lead")
    WAITING = "WAITING", _("Dossiers that wait for me")
    COURSE = "COURSE", _("Dossiers returned or decided")
    JOB = "JOB", _("Long work that has ended")
    SYSTEM = "SYSTEM", _("The system itself")


ICONS = {
    Kind.DEADLINE: "alarm",
    Kind.ESCALATION: "exclamation-triangle",
    Kind.WAITING: "inbox",
    Kind.COURSE: "signpost",
    Kind.JOB: "gear",
    Kind.SYSTEM: "info-circle",
}


MOST_SHOWN = 99


class Subject(models.TextChoices):
    """What a notification may become obsolete with."""

    DEADLINE = "DEADLINE", "deadline"
    STEP = "STEP", "approval step"


class NotificationQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def unread(self):
        return self.filter(read_at=None)

    def unread_counted(self):
        """As many of the unread as the bell counts: one more than it can show."""
        return self.filter(pk__in=self.unread().order_by()[: MOST_SHOWN + 1].values("pk"))

    def unread_first(self):
        return self.order_by(F("read_at").asc(nulls_first=True), "-pk")

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """One thing told to one person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120)
    """What it tells of, in short: a person is never told the same key twice."""
    due = models.DateField(null=True)
    subject = models.CharField(max_length=10, choices=Subject, blank=True)
    subject_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notification_unread"),
            models.Index(fields=["subject", "subject_id", "person"], name="notification_subject"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def overdue(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()


def in_the_bell(unread: int) -> str:
    """How many are unread as the bell says it: up to "99+"; "" when all is read."""
    return f"{MOST_SHOWN}+" if unread > MOST_SHOWN else str(unread or "")


def notify(people: Iterable, kind: Kind, text, url: str, key: str, **details) -> None:
    """Tell these people once what is done is stored. A bell that fails undoes nothing: it is logged.

    The text is kept in Vietnamese; `details`: `due`, `subject`, `subject_id`.
    """
    transaction.on_commit(partial(store, people, kind, text, url, key, **details), robust=True)


def store(people: Iterable, kind: Kind, text, url: str, key: str, **details) -> None:
    with override(settings.LANGUAGE_CODE):
        words = str(text)
    bulk.add(
        [
            Notification(person_id=key_of, kind=kind, text=words, url=url, key=key, **details)
            for key_of in dict.fromkeys(person.pk for person in people)
        ]
    )

"""By when: rules kept in the database, the calendar's days off, and the due dates that follow for each record."""

import datetime

from django.apps import apps
from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import access
from core.states import as_shown

RULES_KEY, DAYS_OFF_KEY = "rules", "days_off"
"""Under which the cache keeps them."""
SOON = datetime.timedelta(days=14)

DAYS = RegexValidator(
    r"^ *-?\d{1,3}( *, *-?\d{1,3})* *$", _("Write whole numbers with commas between: 5,1,0,-1.")
)


class Cached(models.Model):
    """Rows read whole and kept in the cache, forgotten when one changes."""

    CACHE_KEY = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self._forget()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self._forget()
        return deleted

    def _forget(self) -> None:
        """Now, for this request; and once others can read the change."""
        cache.delete(self.CACHE_KEY)
        transaction.on_commit(lambda: cache.delete(self.CACHE_KEY))


class Rule(Cached):
    """A number of days with its legal basis, in force from a day to a day. Edited by the administrator."""

    CACHE_KEY = RULES_KEY

    class Measure(models.TextChoices):
        DAYS = "DAYS", _("calendar days")
        WORKING = "WORKING", _("working days")
        MONTHS = "MONTHS", _("months")

    code = models.CharField(_("Code"), max_length=40)
    label = models.CharField(_("Rule"), max_length=200)
    number = models.PositiveSmallIntegerField(_("Number"))
    measure = models.CharField(_("Measured in"), max_length=8, choices=Measure, default=Measure.DAYS)
    basis = models.CharField(_("Legal basis"), max_length=500, blank=True)
    source = models.CharField(_("Source"), max_length=500, blank=True)
    valid_from = models.DateField(_("In force from"), null=True, blank=True)
    valid_to = models.DateField(_("In force until"), null=True, blank=True)
    remind = models.CharField(
        _("Remind so many days before"),
        max_length=60,
        default="5,1,0,-1,-7",
        help_text=_("Negative: after."),
        validators=[DAYS],
    )
    escalate_after = models.PositiveSmallIntegerField(
        _("Tell the superior after"), default=3, help_text=_("Working days overdue.")
    )

    class Meta:
        app_label = "core"
        ordering = ["code", "valid_from"]
        verbose_name = _("rule")

    def __str__(self) -> str:
        return self.label

    def holds_on(self, day: datetime.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Holiday(Cached):
    """A day off, or a Saturday or Sunday worked instead (a swap day)."""

    CACHE_KEY = DAYS_OFF_KEY

    date = models.DateField(_("Day"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    works = models.BooleanField(_("Worked instead"), default=False)

    class Meta:
        app_label = "core"
        ordering = ["date"]
        verbose_name = _("holiday")

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class Urgency(models.TextChoices):
    """How near a deadline is today; shown, never stored."""

    OVERDUE = "OVERDUE", _("Overdue")
    TODAY = "TODAY", _("Due today")
    SOON = "SOON", _("Due soon")
    LATER = "LATER", _("Later")
    CLOSED = "CLOSED", _("Closed")


URGENCY_TONES = {
    "OVERDUE": ("danger", "exclamation-octagon"),
    "TODAY": ("warning", "alarm"),
    "SOON": ("warning", "clock"),
    "LATER": ("muted", "calendar-event"),
    "CLOSED": ("success", "check2"),
}


class DeadlineQuerySet(models.QuerySet):
    def of(self, record):
        return self.filter(record_type=record._meta.label_lower, record_id=record.pk)

    def open(self):
        return self.filter(closed_on=None)

    def visible_to(self, user):
        """Open deadlines: the department all, a unit those of its own records."""
        if user.may(access.VIEW_ALL):
            return self.open()
        if user.unit_id and user.may(access.VIEW_UNIT):
            return self.open().filter(unit__in=user.units)
        return self.none()

    def creatable_by(self, user) -> bool:
        return False

    def editable_by(self, user):
        """Nothing: they follow from their records, and close with what was owed."""
        return self.none()

    def withdrawn_for(self, user):
        return self.none()


class Deadline(models.Model):
    """What one record owes by a day. Kept up to date by `record.settle()`; closed when done or no longer owed."""

    slug = "deadline"

    class Owner(models.TextChoices):
        UNIT = "UNIT", _("Unit")
        DEPARTMENT = "DEPARTMENT", _("Department")

    code = models.CharField(max_length=40)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    row = models.BigIntegerField(default=0)
    """Key of the child row it is about (a consultation); 0: the record itself."""
    row_title = models.CharField(max_length=200, blank=True, default="")
    record_number = models.CharField(_("Record number"), max_length=20, blank=True)
    record_title = models.CharField(_("Dossier"), max_length=500)
    unit = models.ForeignKey(
        "directory.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("Unit")
    )
    owner = models.CharField(max_length=10, choices=Owner)
    due = models.DateField(_("Due"))
    rule = models.CharField(max_length=40, blank=True)
    """Code of the rule it follows from, which says when to remind of it; empty: the rule of its own code."""
    basis = models.CharField(_("Legal basis"), max_length=500, blank=True)
    closed_on = models.DateField(null=True)
    search_text = models.TextField(default="", editable=False)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        app_label = "core"
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["due"], condition=models.Q(closed_on=None), name="deadline_open_due"),
            models.Index(
                fields=["unit", "due"], condition=models.Q(closed_on=None), name="deadline_open_unit"
            ),
            models.Index(
                fields=["owner", "unit", "due"], condition=models.Q(closed_on=None), name="deadline_open"
            ),
            models.Index(fields=["record_type", "record_id"], name="deadline_of_record"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id", "code", "row"], name="deadline_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_number} {self.code} {self.due:%d/%m/%Y}"

    @property
    def days_left(self) -> int:
        """Calendar days from today; negative when overdue."""
        return (self.due - timezone.localdate()).days

    @property
    def shown_state(self) -> Urgency:
        if self.closed_on is not None:
            return Urgency.CLOSED
        if self.days_left <= 0:
            return Urgency.OVERDUE if self.days_left < 0 else Urgency.TODAY
        return Urgency.SOON if self.days_left <= SOON.days else Urgency.LATER

    @property
    def in_words(self) -> str:
        """How long it still takes, or how long it is overdue."""
        if self.closed_on is not None:
            return str(Urgency.CLOSED.label)
        if self.days_left == 0:
            return str(Urgency.TODAY.label)
        if self.days_left < 0:
            text = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", -self.days_left)
        else:
            text = ngettext("%(count)s day left", "%(count)s days left", self.days_left)
        return text % {"count": number_format(abs(self.days_left), force_grouping=True)}

    @property
    def shown(self) -> dict:
        """On screen: words, tone and icon."""
        return {**as_shown(self.shown_state, URGENCY_TONES), "label": self.in_words}

    def get_absolute_url(self) -> str:
        """The page of the record that owes it."""
        return reverse(f"{apps.get_model(self.record_type).slug}_detail", args=[self.record_id])

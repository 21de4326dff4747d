"""By when: rules kept in the database, the calendar's days off, and the due dates that follow for each record."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

DAYS = RegexValidator(
    r"^ *-?\d{1,3}( *, *-?\d{1,3})* *$", _("Write whole numbers with commas between: 5,1,0,-1.")
)


class Rule(models.Model):
    """A number of days with its legal basis, in force from a day to a day. Edited by the administrator."""

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
        return f"{self.code} {self.number} {self.measure}"


class Holiday(models.Model):
    """A day off, or a Saturday or Sunday worked instead (a swap day)."""

    date = models.DateField(_("Day"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    works = models.BooleanField(_("Worked instead"), default=False)

    class Meta:
        app_label = "core"
        ordering = ["date"]
        verbose_name = _("holiday")

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class Deadline(models.Model):
    """What one record owes by a day. Kept up to date by `record.settle()`; closed when done or no longer owed."""

    class Owner(models.TextChoices):
        UNIT = "UNIT", _("Unit")
        DEPARTMENT = "DEPARTMENT", _("Department")

    code = models.CharField(max_length=40)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    row = models.BigIntegerField(default=0)
    """Key of the child row it is about (a consultation); 0: the record itself."""
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

    class Meta:
        app_label = "core"
        ordering = ["due", "pk"]
        indexes = [
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

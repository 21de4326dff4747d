"""What was issued, with its evidence. Rows are added and never changed: here, and by triggers of the database."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.period import ReportPeriod


class FrozenError(TypeError):
    """Somebody tried to change what was issued."""

    def __init__(self) -> None:
        super().__init__("What was issued is never changed: issue a new version.")


class FrozenQuerySet(models.QuerySet):
    """Reads and adds."""

    def update(self, **kwargs):
        raise FrozenError

    def delete(self):
        raise FrozenError

    def bulk_update(self, *args, **kwargs):
        raise FrozenError


class Frozen(models.Model):
    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise FrozenError
        super().save(*args, **(kwargs | {"force_insert": True}))

    def delete(self, *args, **kwargs):
        raise FrozenError


class ReportIssue(Frozen):
    """One version of the report of a period as it was sent: figures, text, who and when."""

    period = models.ForeignKey(ReportPeriod, models.PROTECT, related_name="issues")
    version = models.PositiveSmallIntegerField(_("Version"))
    number = models.CharField(_("Number of the paper"), max_length=100)
    issued_on = models.DateField(_("Date of the paper"))
    reason = models.TextField(_("Reason for the new version"), blank=True)
    issued_at = models.DateTimeField(_("Issued at"))
    issued_by_id = models.BigIntegerField()
    issued_by_name = models.CharField(_("Issued by"), max_length=150)
    """Names, not links: an account may go, the evidence stays."""
    head = models.JSONField()
    """Window, basis, title, recipients, signer: what the heading and the notes said."""
    figures = models.JSONField()
    """Code → {value, previous, before_from, label, unit, definition, parts: [{list, rows: [place in the list]}]}."""
    units = models.JSONField()
    """The table by unit: [{unit, label, values}]."""
    text = models.JSONField()
    """The blocks of the text in order: [{slot, kind, level, text, edited}]."""
    seal = models.CharField(max_length=64)
    """SHA-256 over all that is frozen, files included (`reports.freeze.seal`)."""

    class Meta(Frozen.Meta):
        ordering = ["period", "-version"]
        constraints = [models.UniqueConstraint(fields=["period", "version"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.period.title} – {self.number} ({self.version})"


class FrozenList(Frozen):
    """Rows as they read when the report was issued; each once, however many figures count it."""

    issue = models.ForeignKey(ReportIssue, models.PROTECT, related_name="lists")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    columns = models.JSONField()
    """Headings of the cells."""
    rows = models.JSONField()
    """[{type, id, key, number, cells}]: the record, the key of the row itself, what its cells said."""

    class Meta(Frozen.Meta):
        ordering = ["issue", "place"]
        constraints = [models.UniqueConstraint(fields=["issue", "place"], name="frozen_list_once")]

    def __str__(self) -> str:
        return self.title


class FrozenFile(Frozen):
    """A file exactly as it was sent."""

    issue = models.ForeignKey(ReportIssue, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=4)
    """docx, pdf, xlsx."""
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta(Frozen.Meta):
        ordering = ["issue", "kind"]
        constraints = [models.UniqueConstraint(fields=["issue", "kind"], name="frozen_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        """Do the bytes still have the sum they were stored with?"""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.sha256

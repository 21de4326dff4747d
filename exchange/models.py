"""What clerks bring in, staged until it is right: a batch of rows, and what a person taught the wizard."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedJSONField
from core.jobs import Job


class ImportBatch(models.Model):
    """One file or pasted block of one person, on its way into the records."""

    class Status(models.TextChoices):
        READING = "READING", _("Columns to be chosen")
        CHECKED = "CHECKED", _("Being repaired")
        COMMITTED = "COMMITTED", _("Stored")
        UNDONE = "UNDONE", _("Taken back")

    OPEN = (Status.READING, Status.CHECKED)
    """Not stored yet."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("File"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    pasted = models.BooleanField(default=False)
    status = models.CharField(_("State"), max_length=10, choices=Status, default=Status.READING)
    tables = EncryptedJSONField(default=list)
    """The sheets of the file: {name, rows, head}; the head are its first rows, as text."""
    table = models.PositiveSmallIntegerField(default=0)
    sheet = models.CharField(_("What it holds"), max_length=60, blank=True)
    """Title of the exchange workbook's sheet its rows are rows of."""
    first_row, last_row = models.IntegerField(default=0), models.IntegerField(default=0)
    """The heading's rows, from 0; both -1 where none is found."""
    titles = models.JSONField(default=list)
    told = models.JSONField(default=list)
    """The lines above the heading: they say of which days the sheet tells."""
    samples = EncryptedJSONField(default=dict)
    """Some filled cells of each column."""
    data_rows = models.PositiveIntegerField(default=0)
    shape = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    """Column of the file, from 0 (as text) → key of what it holds."""
    fixed = models.JSONField(default=dict)
    """Key → the value of every row, where the file has no such column."""
    remembered = models.BooleanField(default=False)
    """Are the columns as this person said for another file of this shape?"""
    left_out = models.JSONField(default=list)
    """Rows below the heading that are no data: {row, reason}."""
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    """The work under way, or the last one."""
    created_at = models.DateTimeField(_("Brought in at"), default=timezone.now)
    committed_at = models.DateTimeField(_("Stored at"), null=True)
    undone_at = models.DateTimeField(null=True)
    swept = models.BooleanField(default=False)
    """Its cells are erased (`exchange.intake.sweeping`)."""
    counts = models.JSONField(default=list)
    """What was stored, by sheet: as `Load.counts`."""
    persons = models.JSONField(default=list)
    """Keys of the persons it entered with its records."""

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import")
        indexes = [models.Index(fields=["owner", "-created_at"], name="import_of_owner")]

    def __str__(self) -> str:
        return self.name

    def locked(self) -> "ImportBatch":
        """The batch as it is now; whoever else would stage, store or take it back waits until the transaction ends."""
        return type(self).objects.select_for_update().get(pk=self.pk)

    def folder(self) -> Path:
        """Where the file itself lies: outside the web root, and no view gives it back."""
        path = Path(settings.VAR_DIR) / "imports" / str(self.pk)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    @property
    def size(self) -> int:
        """Bytes of the file; 0 when it is not kept any more."""
        file = self.folder() / "upload"
        return file.stat().st_size if file.exists() else 0

    def drop(self) -> None:
        """Throw away the batch, its rows and the file."""
        shutil.rmtree(self.folder(), ignore_errors=True)
        self.delete()


class ImportRowQuerySet(models.QuerySet):
    def counted(self):
        """Those that would be stored."""
        return self.filter(excluded=False)

    def faulty(self):
        return self.counted().filter(level=ImportRow.Level.ERROR)

    def sound(self):
        """Those of records none of whose rows is at fault."""
        return self.counted().exclude(head__in=list(self.faulty().values_list("head", flat=True).distinct()))


class ImportRow(models.Model):
    """A row as the clerk wrote it, as it was repaired, and what is still wrong with it."""

    class Level(models.TextChoices):
        OK = "OK", _("Nothing to remark")
        WARNING = "WARNING", _("To be looked at")
        ERROR = "ERROR", _("At fault")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    """Its row in the file, as Excel numbers it."""
    head = models.PositiveIntegerField()
    """The row that begins its record: itself, or one above whose people or payments it goes on with."""
    content = EncryptedJSONField(default=dict)
    """`raw`: the cells by column; `edited`: what was typed here, by key; `cells`: those taken from the row above;
    `told`: what it says, as columns of the sheet and rows of its child sheets."""
    level = models.CharField(max_length=7, choices=Level, default=Level.OK)
    errors = models.JSONField(default=list)
    """What is wrong: {key, text}; the key of the column it is shown at, or ""."""
    warnings = models.JSONField(default=list)
    similar = models.JSONField(default=list)
    """Existing records it may be about: {text, url}."""
    unknown = models.JSONField(default=list)
    """Values that could not be understood: [kind, text]."""
    follows = models.BooleanField(default=False)
    """Does it take something from the row above?"""
    known = models.BooleanField(default=False)
    """Is there a record of it already?"""
    fingerprint = models.CharField(max_length=32, blank=True, db_index=True)
    """What its record says in all, to tell the same one in another file."""
    excluded = models.BooleanField(default=False)
    record_id = models.BigIntegerField(null=True)
    record_version = models.PositiveIntegerField(null=True)
    record_number = models.CharField(max_length=20, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="import_row_once")]
        indexes = [
            models.Index(
                fields=["batch", "position"],
                condition=Q(level="ERROR", excluded=False),
                name="import_row_faulty",
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.position}"

    @property
    def continues(self) -> bool:
        return self.head != self.position


class RememberedColumns(models.Model):
    """What the columns of files of one shape hold, as this person said last."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    shape = models.CharField(max_length=64)
    sheet = models.CharField(max_length=60)
    mapping = models.JSONField(default=dict)
    fixed = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "shape"], name="remembered_shape_once")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.shape[:8]}"


class RememberedValue(models.Model):
    """What this person calls a thing: `Mỹ` is Hoa Kỳ. Of a choice its code, of a country, unit or partner its key."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=100)
    """Label of the model referred to, or `label.path` of the choice."""
    text = models.CharField(max_length=500)
    key = models.CharField(max_length=500)
    """`match_key` of the text."""
    target = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "kind", "key"], name="remembered_value_once")]

    def __str__(self) -> str:
        return f"{self.text} → {self.target}"

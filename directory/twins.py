"""Records kept twice: what says so, what a person said of it, and what a merging moved. Pairs stand in order of their keys."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mergeable(models.Model):
    """A record that may turn out to be another one: it stays as a tombstone that leads to the one kept."""

    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("Merged into"),
    )

    class Meta:
        abstract = True

    @property
    def heir(self):
        """The record that stands for this one now; None: it stands for itself."""
        found = self.merged_into
        while found is not None and found.merged_into_id:
            found = found.merged_into
        return found


class Pair(models.Model):
    """Two records of one type; no foreign keys, so that one row fits every type."""

    record_type = models.CharField(max_length=60)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()

    class Meta:
        abstract = True


class LikelyPair(Pair):
    """Two records that may be one, as the finder saw them last. Found anew every night."""

    score = models.FloatField()

    class Meta:
        app_label = "directory"
        constraints = [
            models.UniqueConstraint(fields=["record_type", "first_id", "second_id"], name="likely_pair_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.first_id} ~ {self.second_id}"


class NotDuplicate(Pair):
    """Somebody looked and said: two different ones. Never asked again."""

    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        app_label = "directory"
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "first_id", "second_id"], name="not_duplicate_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.first_id} ≠ {self.second_id}"


class Merging(models.Model):
    """Two records made one: who did it, and everything that moved, so that it can be put back (ADR 10)."""

    record_type = models.CharField(max_length=60)
    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    gone_name = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    moved = models.JSONField(default=dict)
    """Keys of rows, never their values: what a row held stands in its history (`directory/merging.py`)."""
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        app_label = "directory"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["record_type", "kept_id"], name="merging_of")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.kept_id} ← {self.gone_id}"

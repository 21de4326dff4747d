"""The tables a search reads: a narrow row for each record, and the words they are made of."""

import zlib

from django.db import models
from django.db.models.functions import Left, Right


class SearchEntry(models.Model):
    """What one record is found by and shown with. Follows from the record (`keeping`); empty when it is withdrawn.

    On SQLite two FTS5 tables of trigrams (`core_search_names`, `core_search_text`) follow by triggers of migration
    0005. A later migration that makes SQLite rebuild this table must put them back.
    """

    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    place = models.BigIntegerField(unique=True)
    """Newest first: see `place_of`."""
    number = models.CharField(max_length=60, db_index=True)
    """The record's number, padded."""
    names = models.TextField()
    text = models.TextField()
    """Everything, names and number too."""
    shown = models.JSONField(default=dict)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["record_type", "record_id"], name="entry_of_record")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"

    @property
    def content(self) -> tuple:
        return (self.place, self.number, self.names, self.text, self.shown)


class SearchWord(models.Model):
    """A word some record holds or held. For typing errors; never shown, for it may be another unit's."""

    word = models.CharField(max_length=60, unique=True)
    length = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "core"
        indexes = [
            models.Index(Left("word", 1), "length", name="search_word_first"),
            models.Index(Right("word", 1), "length", name="search_word_last"),
        ]

    def __str__(self) -> str:
        return self.word


KIND_BITS, KEY_BITS = 10, 31


def kind_number(label: str) -> int:
    return zlib.crc32(label.encode()) % (1 << KIND_BITS)


def place_of(label: str, pk: int, day) -> int:
    """The day, made unique by type and key: an index in this order gives the newest finds without sorting all."""
    return (day.toordinal() << KIND_BITS + KEY_BITS) | (kind_number(label) << KEY_BITS) | pk

"""The abstract bases of everything that is recorded: `Kept`, `Tracked`, `Record`, `Activity`, `Child`."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core import lateness, obligations
from core.approval import keep_named
from core.numbering import next_numbers
from core.scope import DossierQuerySet, ScopedQuerySet
from core.search.changes import found_anew
from core.search.paper_numbers import number_fields, numbered_rows
from core.states import GRANTED, WRITTEN_AT, ActivityState, Stage, dated_state
from core.text import fold_all

USER = settings.AUTH_USER_MODEL
LIVE = models.Q(deleted_at=None)
"""Condition of the indexes lists are sorted by: only so both databases take rows in the index's order."""


def covering(name: str, fields: str) -> models.Index:
    """An index of all that the figures read of a type, by state and date: counting never fetches its long rows."""
    return models.Index(fields=fields.split(), condition=LIVE, name=name)


def _history():
    return HistoricalRecords(
        inherit=True,
        m2m_fields_model_field_name="_history_m2m_fields",
        excluded_fields=["search_text"],
        history_change_reason_field=models.TextField(null=True),
    )


class Authored(models.Model):
    """Saved only with its author's name: `save(by=user)`; `by=None` is the system itself."""

    SENSITIVE: ClassVar[dict[str, str]] = {}
    """Field → permission (`core.access`) one must hold to read it; no file carries it (`core/sight.py`)."""

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Set what follows from other fields. Called before every save and before the workbook's checks."""

    def stamp(self, by, reason: str = "") -> None:
        """What every write notes, whether it saves one row or inserts many (`core.bulk`)."""
        self.derive()

    def _sign(self, by, reason: str) -> None:
        """Whom and what the entry of history will name."""
        self._history_user = by
        self._change_reason = reason or None

    def save(self, *args, by, reason: str = "", **kwargs):
        self._sign(by, reason)
        self.stamp(by, reason)
        super().save(*args, **kwargs)

    @classmethod
    def before_insert(cls, rows: list) -> None:
        """What new rows need of the database before they are stored."""

    def delete(self, *args, by, reason: str = "", **kwargs):
        self._sign(by, reason)
        return super().delete(*args, **kwargs)


class Kept(Authored):
    """A row people work at: authored, versioned against stale edits, with its history, withdrawn but never destroyed."""

    slug: ClassVar[str]
    """Names the type in addresses: `<slug>_list`, `<slug>_detail`…"""

    number = ""
    """Only a numbered dossier (`Record`) has one."""
    shown_state = None
    """The state as it is today, where the type has states."""
    QUICK_ADD: ClassVar[str] = ""
    """Name of the address where a new one is entered in a dialog, beside the fields that refer to it."""
    heir = None
    """The record this one was merged into: old addresses lead there."""

    created_at = models.DateTimeField(_("Entered at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        USER, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Entered by")
    )
    updated_at = models.DateTimeField(_("Changed at"), default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        USER, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Changed by")
    )
    version = models.PositiveIntegerField(_("Version"), default=0, editable=False)
    deleted_at = models.DateTimeField(_("Withdrawn at"), null=True, editable=False, db_index=True)

    history = _history()
    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    DEADLINES: ClassVar[tuple[obligations.DeadlineKind, ...]] = ()
    """What it owes by when (`<app>/deadlines.py`)."""
    DEADLINE_RELATIONS: ClassVar[tuple[str, ...]] = ()
    """What they read besides the row itself."""

    def stamp(self, by, reason=""):
        super().stamp(by, reason)
        now = self.written_at
        if self._state.adding:
            self.created_at, self.created_by = now, by
        self.updated_at, self.updated_by = now, by
        self.version += 1

    @property
    def written_at(self) -> datetime.datetime:
        """Now; or the moment a script tells in `_history_date`, which django-simple-history reads too."""
        return getattr(self, "_history_date", None) or timezone.now()

    def delete(self, *args, **kwargs):
        raise TypeError("Records are withdrawn (withdraw), never deleted.")

    def withdraw(self, *, by, reason: str) -> None:
        """Take the record out of every list and figure; its history stays."""
        self.deleted_at = self.written_at
        self.save(by=by, reason=reason)
        obligations.follow(type(self), [self.pk])

    def follow_up(self) -> None:
        """Bring up to date what follows from the record: what a step of the workflow changes."""
        obligations.follow(type(self), [self.pk])

    def settle(self) -> None:
        """Bring up to date what follows from the record and its rows; called once they are all saved."""
        self.follow_up()

    @classmethod
    def affected(cls, keys: list[int]) -> list[tuple[type, list[int]]]:
        """Records whose obligations follow from these, by type: themselves, and more where a type says so."""
        return [(cls, keys)]

    @property
    def rule_day(self) -> datetime.date:
        """The rules in force on this day are the record's: its first day, else the day it was sent, else today."""
        return getattr(self, "first_day", None) or getattr(self, "submitted_on", None) or timezone.localdate()

    @property
    def reference(self) -> str:
        """What messages and paths call it: its number, else its name."""
        return self.number or str(self)

    def get_absolute_url(self) -> str:
        return reverse(f"{self.slug}_detail", args=[self.pk])


class Tracked(Kept):
    """A record with lists, forms and a search of its own."""

    search_text = models.TextField(default="", editable=False)

    class Meta:
        abstract = True

    SEARCH_RELATIONS: ClassVar[tuple[str, ...]] = ()
    """What `search_parts` reads besides the row itself, to fetch it for many rows at once."""
    SEARCH_DAY: ClassVar[tuple[str, ...]] = (
        "first_day",
        "signed_on",
        "start_date",
        "permit_date",
        "submitted_on",
    )
    """The first of these that is filled tells the newer find from the older."""
    LEAD: ClassVar[lateness.Lead | None] = None
    """How long before its first day it is sent to the department."""

    def stamp(self, by, reason=""):
        super().stamp(by, reason)
        self.search_text = self.folded()

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            found_anew.send(type(self), rows=[self])

    def folded(self) -> str:
        return fold_all(self.searched(anew=True))

    def searched(self, *, anew: bool = False) -> list[str]:
        """`search_parts` as they were when the search text was last put together."""
        if anew or self._searched is None:
            self._searched = [part for part in self.search_parts() if part]
        return self._searched

    _searched: list[str] | None = None

    def search_parts(self) -> list[str]:
        """What a search finds this row by. Never personal identifiers."""
        return [str(self)]

    def search_names(self) -> list[str]:
        """What it is called: a find by its name stands before the others."""
        return [str(self)]

    @classmethod
    def search_relations(cls) -> tuple[str, ...]:
        return cls.SEARCH_RELATIONS

    @classmethod
    def shown_state_fields(cls) -> tuple[str, ...]:
        """The fields `shown_state` follows from: a find shows the state of today without the record."""
        return ()

    @property
    def search_day(self) -> datetime.date | None:
        return next((day for name in self.SEARCH_DAY if (day := getattr(self, name, None))), None)

    def refresh_search(self) -> None:
        """Take child rows and links saved after the record into its search text. Not a change of the record."""
        text = self.folded()
        if text != self.search_text:
            self.search_text = text
            type(self)._base_manager.filter(pk=self.pk).update(search_text=text)
        found_anew.send(type(self), rows=[self])

    def settle(self) -> None:
        self.refresh_search()
        super().settle()


class Record(Tracked):
    """A numbered dossier with a state. Subclasses declare `unit`, `title` and, but for activities, `state`."""

    PREFIX: ClassVar[str]
    WRITTEN: ClassVar[tuple[str, ...]] = WRITTEN_AT
    """Positions where the unit writes the dossier; elsewhere it is locked (`core/locking.py`)."""
    GRANTED: ClassVar[tuple[str, ...]] = ()
    """States after the decision."""
    APPROVED: ClassVar[frozenset[str]] = frozenset()
    """Fields and rows the decision speaks of: changed only by a new approval."""
    DEPARTMENTS: ClassVar[frozenset[str]] = frozenset({
        "submitted_on", "department_letter_number", "department_letter_date", "permit_number", "permit_date",
        "permit_agency", "copy_number", "copy_date", "consultations", "opinions", "adjustments",
    })  # fmt: skip
    """Fields and rows only the department fills in."""
    LATER: ClassVar[frozenset[str]] = frozenset()
    """Results that nobody can know while the dossier is written."""
    RESULTS: ClassVar[frozenset[str]] = frozenset()
    """Fields and rows the unit fills in after the decision."""
    RESULTS_OPEN: ClassVar[tuple[str, ...]] = ()
    """States in which it may."""

    number = models.CharField(_("Record number"), max_length=20, unique=True, editable=False)
    source = models.CharField(_("Data source"), max_length=500, blank=True)
    note = models.TextField(_("Note"), blank=True)
    planned_activity = models.ForeignKey(
        "directory.PlannedActivity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Line of the year's programme"),
    )
    submitted_on = models.DateField(_("Sent to the department"), null=True, blank=True)
    entered_afterwards = models.BooleanField(
        _("Entered afterwards"),
        default=False,
        editable=False,
        help_text=_("Paper history: left out of processing times."),
    )
    adjustment = models.CharField(
        _("Re-approval"), max_length=12, choices=Stage, blank=True, default="", editable=False
    )
    """Where the changes of an approved dossier stand; its state stays what was approved. Empty: none asked for."""
    urgent_reason = models.TextField(_("Reason for the urgent way"), blank=True, default="", editable=False)
    department_letter_number = models.CharField(_("Department's proposal no."), max_length=100, blank=True)
    department_letter_date = models.DateField(_("Date of the department's proposal"), null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def position(self) -> str:
        """Where the dossier stands for the workflow: at its re-approval while there is one, else its state."""
        return self.adjustment or self.state

    def save(self, *args, **kwargs):
        with transaction.atomic():
            self.before_insert([self])
            super().save(*args, **kwargs)

    @classmethod
    def before_insert(cls, rows):
        """Give numbers of this year to the rows that have none."""
        unnumbered = [row for row in rows if not row.number]
        if unnumbered:
            given = [row.number for row in rows if row.number]
            numbers = next_numbers(cls, timezone.localdate().year, len(unnumbered), spoken_for=given)
            for row, number in zip(unnumbered, numbers, strict=True):
                row.number = number

    def follow_up(self) -> None:
        super().follow_up()
        keep_named(self)

    def __str__(self) -> str:
        return self.title

    def search_parts(self) -> list[str]:
        return [self.number, self.title, str(self.unit or ""), *self.document_numbers()]

    def document_numbers(self) -> list[str]:
        """Of every letter, decision and report the record and its rows name."""
        found = [getattr(self, name) for name in number_fields(type(self))]
        if self.pk:
            for relation, names in numbered_rows(type(self)).items():
                found += [getattr(row, name) for row in getattr(self, relation).all() for name in names]
        return list(dict.fromkeys(filter(None, found)))

    @classmethod
    def search_relations(cls):
        return tuple(dict.fromkeys([*super().search_relations(), *numbered_rows(cls)]))


def references(model) -> list[str]:
    """Names of what a row refers to, to be read along with it."""
    return [field.name for field in model._meta.fields if field.many_to_one]


class Activity(Record):
    """What needs a permission and then happens: trips, visits, conferences. Subclasses declare `start_date`, `end_date`."""

    FIRST_DAY: ClassVar[tuple[str, ...]] = ("actual_start", "start_date")
    LAST_DAY: ClassVar[tuple[str, ...]] = ("actual_end", "end_date")
    """The first of these fields that is filled is the day."""
    GRANTED = GRANTED
    RESULTS_OPEN = (ActivityState.PERMITTED,)
    REPORT_DAYS: ClassVar[int]
    """The result report falls due so many calendar days after the last day (indicators KK03, KK04)."""

    in_plan = models.BooleanField(_("In the plan"), null=True, blank=True)
    unplanned_reason = models.TextField(_("Reason when unplanned"), blank=True)
    report_number = models.CharField(_("Report no."), max_length=100, blank=True)
    report_date = models.DateField(_("Report date"), null=True, blank=True)
    report_summary = models.TextField(_("Summary of the report"), blank=True)
    state = models.CharField(_("State"), max_length=12, choices=ActivityState, default=ActivityState.DRAFT)

    class Meta:
        abstract = True

    @property
    def first_day(self) -> datetime.date | None:
        return next((day for name in self.FIRST_DAY if (day := getattr(self, name))), None)

    @property
    def last_day(self) -> datetime.date | None:
        return next((day for name in self.LAST_DAY if (day := getattr(self, name))), None)

    @classmethod
    def shown_state_fields(cls):
        return ("state", *cls.FIRST_DAY, *cls.LAST_DAY)

    @property
    def days(self) -> int | None:
        """Days as planned, both ends included."""
        return (self.end_date - self.start_date).days + 1 if self.start_date and self.end_date else None

    @property
    def shown_state(self):
        return dated_state(self.state, self.first_day, self.last_day, timezone.localdate())


class Child(Authored):
    """A row inside a record (member, guest, disbursement…), with its own history."""

    PARENT: ClassVar[str]
    """Name of the foreign key to the record."""

    history = _history()

    class Meta:
        abstract = True
        ordering = ["pk"]

    @classmethod
    def in_order(cls) -> models.QuerySet:
        """The rows in their order, each with what it refers to beside the record."""
        names = [name for name in references(cls) if name != cls.PARENT]
        rows = cls._default_manager.order_by(*cls._meta.ordering)
        return rows.select_related(*names) if names else rows  # without names it would follow every reference

    @classmethod
    def sibling_faults(cls, rows) -> list[tuple[int, str, str]]:
        """Rules among the rows of one record: (position, field, message) per fault. No query."""
        return []

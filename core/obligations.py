"""What records owe by when: declared per type as `DeadlineKind`s, kept as rows of `Deadline`."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import prefetch_related_objects
from django.utils import timezone

from core import bulk
from core.deadlines import Deadline
from core.lateness import Lead
from core.rules import Rulebook
from core.states import WRITTEN_AT, Stage
from core.text import fold_all

Owner = Deadline.Owner
NOT_YET_SENT = (*WRITTEN_AT, Stage.UNIT_REVIEW)
ENDED = frozenset(
    {"COMPLETED", "REFUSED", "POSTPONED", "CANCELLED", "TERMINATED", "REPLACED", "DECLINED", "REVOKED"}
)
"""States of any type in which a dossier owes nothing any more."""


class Term(Enum):
    """How the day follows from the anchor and the number of the rule."""

    AFTER = "within N days from the anchor"
    BEFORE = "at least N days before the anchor"
    ON = "on the anchor itself, working day or not"


def itself(record) -> tuple:
    return (record,)


def always(item) -> bool:
    return True


def nothing(item) -> None:
    return None


@dataclass(frozen=True)
class DeadlineKind:
    """One obligation of a record type. What it is owed for (the record, or each of some rows) is its item."""

    code: str
    label: Any
    rule: str | Callable[[Any], str | tuple[str, ...]]
    """Code of the rule that gives the number; several are added up."""
    anchor: Callable[[Any], datetime.date | None]
    """The day of the item the term is counted from; None while it is not known."""
    owner: Owner | Callable[[Any], Owner] = Owner.UNIT
    term: Term = Term.AFTER
    owed: Callable[[Any], bool] = always
    """Does the record owe it where it stands?"""
    items: Callable[[Any], Iterable] = itself
    """What of the record it is owed for; each has a `pk` to tell it by."""
    done: Callable[[Any], Any] = nothing
    """The day the item was done, or True when done on a day not recorded."""
    stated: Callable[[Any], datetime.date | None] = nothing
    """A day the item itself names; it counts before the rule."""
    watch: str = ""
    """Code of a rule: what comes by itself is worth watching only from so long before the anchor."""
    running: bool = False
    """Owed by paper history too, because it still lies ahead."""
    by_anchor: bool = False
    """The rule in force on the anchor counts, not on the record's own day: for what lasts for years."""

    def rules_for(self, item) -> tuple[str, ...]:
        found = self.rule(item) if callable(self.rule) else self.rule
        return (found,) if isinstance(found, str) else tuple(found)

    def owner_for(self, item) -> Owner:
        return self.owner if isinstance(self.owner, Owner) else self.owner(item)

    def due(self, item, record, book: Rulebook, today: datetime.date) -> tuple[datetime.date, str] | None:
        """The day it is due and the legal basis; None while nothing is owed."""
        anchor, stated = self.anchor(item), self.stated(item)
        day = anchor if self.by_anchor and anchor else record.rule_day
        rules = book.all_on(self.rules_for(item), day)
        basis = "; ".join(dict.fromkeys(rule.basis for rule in rules if rule.basis))
        if stated:
            return stated, basis
        if anchor is None or not rules:
            return None
        if self.watch and today < book.latest_day(book.all_on([self.watch], day), anchor):
            return None
        if self.term is Term.ON:
            return anchor, basis
        return (book.last_day if self.term is Term.AFTER else book.latest_day)(rules, anchor), basis


def submission(code: str, label, lead: Lead) -> DeadlineKind:
    """The obligation every dossier with a lead time has: to be sent in time."""
    return DeadlineKind(
        code,
        label,
        lead.least,
        lambda record: record.start_date,
        term=Term.BEFORE,
        owed=lambda record: record.state in NOT_YET_SENT and lead.needed(record),
        done=lambda record: record.submitted_on,
    )


@cache
def types() -> tuple[type, ...]:
    """The record types that owe something, found by introspection."""
    return tuple(model for model in apps.get_models() if getattr(model, "DEADLINES", ()))


@cache
def kinds() -> dict[str, DeadlineKind]:
    return {kind.code: kind for model in types() for kind in model.DEADLINES}


def label_of(deadline: Deadline) -> str:
    """What is owed, and which row it is about."""
    kind = kinds().get(deadline.code)
    label = str(kind.label) if kind else deadline.code
    return f"{label}: {deadline.row_title}" if deadline.row_title else label


def has_ended(record) -> bool:
    return record.deleted_at is not None or getattr(record, "state", "") in ENDED


def owed_by(record, book: Rulebook, today: datetime.date) -> Iterator[Deadline]:
    """The deadlines the record has now, as rows not yet stored; a closed one where something owed is done."""
    afterwards = getattr(record, "entered_afterwards", False)
    for kind in record.DEADLINES:
        owed = not has_ended(record) and (kind.running or not afterwards) and kind.owed(record)
        for item in kind.items(record):
            done = kind.done(item)
            found = kind.due(item, record, book, today) if owed and not done else None
            if found or done:
                yield Deadline(
                    code=kind.code,
                    record_type=record._meta.label_lower,
                    record_id=record.pk,
                    row=0 if item is record else item.pk,
                    row_title="" if item is record else str(item)[:200],
                    record_number=record.number,
                    record_title=str(record)[:500],
                    unit_id=record.unit_id,
                    owner=kind.owner_for(item),
                    rule=kind.rules_for(item)[0],
                    due=found[0] if found else None,
                    basis=found[1][:500] if found else "",
                    closed_on=None if found else (done if isinstance(done, datetime.date) else today),
                    search_text=fold_all([record.number, str(record)]),
                )


COMPARED = (
    "record_number", "record_title", "row_title", "unit_id", "owner", "due", "rule", "basis", "closed_on", "search_text",
)  # fmt: skip


def changes(
    record, stored: dict[tuple, Deadline], book: Rulebook, today: datetime.date
) -> Iterator[Deadline]:
    """Rows to store: new, moved, closed or open again. What is closed and stays closed keeps its day."""
    now = {(row.code, row.row): row for row in owed_by(record, book, today)}
    for key, row in now.items():
        before = stored.get(key)
        if row.closed_on is None:
            if before is None or any(getattr(before, name) != getattr(row, name) for name in COMPARED):
                yield row
        elif before is not None and before.closed_on is None:
            before.closed_on = row.closed_on
            yield before
    for key, row in stored.items():
        if key not in now and row.closed_on is None:
            row.closed_on = today
            yield row


def refresh(model, keys: Iterable[int]) -> None:
    """Bring the deadlines of these records up to date. A constant number of queries for each few hundred."""
    if not model.DEADLINES:
        return
    book, today = Rulebook.current(), timezone.localdate()
    for part in bulk.batches(keys):
        stored = defaultdict(dict)
        for row in Deadline.objects.filter(record_type=model._meta.label_lower, record_id__in=part):
            stored[row.record_id][row.code, row.row] = row
        records = model._base_manager.filter(pk__in=part).prefetch_related(*model.DEADLINE_RELATIONS)
        bulk.upsert(
            [row for record in records for row in changes(record, stored[record.pk], book, today)],
            unique=("record_type", "record_id", "code", "row"),
        )


def begin(model, records: list) -> None:
    """The deadlines of records that were just stored, with all that belongs to them."""
    if not model.DEADLINES:
        return
    book, today = Rulebook.current(), timezone.localdate()
    for part in bulk.batches(records):
        prefetch_related_objects(part, *model.DEADLINE_RELATIONS)
        bulk.put([row for record in part for row in changes(record, {}, book, today)])


def follow(model, keys: Iterable[int], *, begun: Mapping[type, Container[int]] | None = None) -> None:
    """Refresh these records and those whose obligations follow from them, but for those just `begun`."""
    begun = begun or {}
    for touched, theirs in model.affected(list(keys)):
        refresh(touched, [key for key in theirs if key not in begun.get(touched, ())])


def refresh_all() -> int:
    """Recompute what every dossier that has not ended owes: rules and days off change, days go by."""
    count = 0
    for model in types():
        for part in bulk.batches(_running(model)):
            refresh(model, part)
            count += len(part)
    return count


def _running(model) -> Iterator[int]:
    """Keys of records that may owe something: not ended, or with a deadline still open."""
    live = model._base_manager.filter(deleted_at=None)
    if any(field.name == "state" for field in model._meta.concrete_fields):
        live = live.exclude(state__in=ENDED)
    rows = Deadline.objects.open().filter(record_type=model._meta.label_lower)
    held = rows.exclude(record_id__in=live.values("pk")).values_list("record_id", flat=True).distinct()
    yield from list(live.order_by("pk").values_list("pk", flat=True))
    yield from list(held.order_by("record_id"))

"""Entries follow their records: at every write, once for what stands in the database, and each night for the rest."""

import logging
from collections.abc import Iterable, Iterator
from functools import partial

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from core import bulk
from core.attachments import SENSITIVE, Attachment
from core.records import Record, Tracked
from core.search.changes import found_anew
from core.search.entries import SearchEntry, SearchWord, place_of
from core.search.words import names_key, padded
from core.text import fold_all

logger = logging.getLogger(__name__)


def connect() -> None:
    found_anew.connect(_follow, dispatch_uid="core.search")


def _follow(sender, rows, *, new: bool = False, **kwargs) -> None:
    begin(rows) if new else keep(rows)


def searched_types() -> list[type[Tracked]]:
    return [model for model in apps.get_models() if issubclass(model, Tracked)]


# --- one entry ----------------------------------------------------------------------------------


def entry_of(row: Tracked, papers: Iterable[str] = ()) -> SearchEntry:
    """`papers`: numbers and names of its files."""
    label = row._meta.label_lower
    day = row.search_day
    place = place_of(label, row.pk, day or timezone.localdate(row.created_at))
    entry = SearchEntry(record_type=label, record_id=row.pk, place=place, number="", names="", text="")
    if row.deleted_at is None:
        names, parts = row.search_names(), [*row.searched(), *papers]
        entry.number = padded(row.number)[:60] if row.number else ""
        entry.names, entry.text = (
            names_key(names),
            padded(fold_all(filter(None, [*names, *parts]))),
        )
        name, unit = str(row), str(getattr(row, "unit", None) or "")
        entry.shown = {
            "name": name,
            "number": row.number,
            "unit": unit,
            "day": day.isoformat() if day else "",
            "state": {name: _plain(getattr(row, name)) for name in row.shown_state_fields()},
            "parts": [part for part in dict.fromkeys(parts) if part and part not in (name, row.number, unit)],
        }
    return entry


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _papers(model, rows: list) -> dict[int, list[str]]:
    """Of dossiers: numbers and names of the files everyone may read who sees the dossier."""
    if not issubclass(model, Record):
        return {}
    files = Attachment.objects.live().filter(
        record_type=model._meta.label_lower, record_id__in=[row.pk for row in rows]
    )
    found: dict[int, list[str]] = {}
    for key, *words in files.exclude(kind__in=SENSITIVE).values_list("record_id", "number", "name"):
        found.setdefault(key, []).extend(words)
    return found


# --- keeping ------------------------------------------------------------------------------------


def begin(rows: list[Tracked]) -> None:
    """The entries of rows that were just stored; nobody can have given them files yet."""
    for part in bulk.batches(rows):
        entries = [entry_of(row) for row in part]
        bulk.put(entries)
        _learn({word for entry in entries for word in entry.text.split()})


def keep(rows: list[Tracked]) -> None:
    """Bring the entries of these rows of one type up to date; what is so already is not written."""
    for part in bulk.batches(rows):
        model = type(part[0])
        keys = [row.pk for row in part]
        stored = {
            entry.record_id: entry
            for entry in SearchEntry.objects.filter(record_type=model._meta.label_lower, record_id__in=keys)
        }
        papers = _papers(model, part)
        entries = [entry_of(row, papers.get(row.pk, ())) for row in part]
        stale = [
            entry
            for entry in entries
            if entry.record_id not in stored or stored[entry.record_id].content != entry.content
        ]
        bulk.upsert(stale, unique=("record_type", "record_id"))
        known = {word for entry in stored.values() for word in entry.text.split()}
        _learn({word for entry in stale for word in entry.text.split()} - known)


def _learn(words: set[str]) -> None:
    """Once the records are stored for good: two who store the same new word do not wait for one another."""
    if words:
        transaction.on_commit(partial(_store_words, sorted(words)), robust=True)


def _store_words(words: list[str]) -> None:
    wanted = [word for word in words if 1 < len(word) <= LONGEST_WORD and not any(map(str.isdigit, word))]
    for part in bulk.batches(wanted):
        known = set(SearchWord.objects.filter(word__in=part).values_list("word", flat=True))
        bulk.add([SearchWord(word=word, length=len(word)) for word in part if word not in known])


LONGEST_WORD = 30
"""No one mistypes a longer one; what is longer is no word."""


# --- all of them --------------------------------------------------------------------------------


def refresh(model: type[Tracked]) -> int:
    """The search texts and entries of every record of a type, also after a unit or partner changed its name."""
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for part in bulk.batches(keys):
        bulk.refresh_search(model, part)
    return len(keys)


def refresh_everything() -> int:
    return sum(refresh(model) for model in searched_types())


def learn_everything() -> None:
    """The words of every entry: what a crash between storing a record and its words left out."""
    words: set[str] = set()
    for text in SearchEntry.objects.values_list("text", flat=True).iterator(chunk_size=2000):
        words.update(text.split())
    _store_words(sorted(words))


def _unkept() -> Iterator[type[Tracked]]:
    """Types with records and no entry: what an older version stored."""
    for model in searched_types():
        entries = SearchEntry.objects.filter(record_type=model._meta.label_lower)
        if model._base_manager.exists() and not entries.exists():
            yield model


def fill(sender, using=DEFAULT_DB_ALIAS, plan=(), **kwargs) -> None:
    """After `migrate`: the entries of records an older version stored."""
    if not plan or any(backwards for _migration, backwards in plan):
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return  # only a part was migrated: the tables are not yet what the models say
    for model in _unkept():
        logger.info("Search: %s records of %s are made findable.", refresh(model), model._meta.label)

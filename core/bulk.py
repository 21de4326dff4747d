"""Many rows at once, with author and history: the one place of `bulk_create`, `bulk_update` and `core.writing`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter

from django.db import connection, transaction
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, When, prefetch_related_objects
from django.utils import timezone

from core import writing
from core.approval import PERMISSION_AT, ApprovalStep, end, waiting_here
from core.search.changes import found_anew
from core.states import Stage

BATCH, MANY = 500, 5_000


def batches(things: Iterable, size: int = BATCH) -> Iterator[list]:
    return writing.batches(things, size)


beside = writing.beside


def give_keys(rows: list) -> None:
    """New rows of one model get their keys: what belongs to them can be made, and told to them, before they are stored."""
    writing.give_keys(rows)


def tell(rows: list, relation: str, things: Mapping[int, list]) -> None:
    """New rows know what belongs to them by this relation (key → rows or linked things), stored or not yet."""
    field = type(rows[0])._meta.get_field(relation)
    if field.many_to_many:
        things = _as_read(field.related_model, things)
    for row in rows:
        row.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = things.get(row.pk, ())


def _as_read(model, things: Mapping[int, list]) -> dict[int, list]:
    """Things of one type as they will be read: in the order of the type, not as they were named."""
    several = {thing.pk for found in things.values() if len(found) > 1 for thing in found}
    ordered = model._default_manager.filter(pk__in=several).values_list("pk", flat=True) if several else ()
    places = {key: place for place, key in enumerate(ordered)}
    return {key: sorted(found, key=lambda thing: places.get(thing.pk, 0)) for key, found in things.items()}


def insert(rows: list, *, by) -> None:
    """Store new rows of one model; history is written apart, when their links are in place.

    They are found at once, by what they were told of too: what nobody told a new row there is not.
    """
    if not rows:
        return
    model = type(rows[0])
    searched = hasattr(model, "search_relations")
    with transaction.atomic(savepoint=False):
        give_keys(rows)
        model.before_insert(rows)
        if searched:
            _know(model, rows)
        references = [field for field in model._meta.concrete_fields if field.is_relation]
        for row in rows:
            if any(_has_new_key(row, field) for field in references):
                row._prepare_related_fields_for_save(operation_name="bulk_create")
            row.stamp(by)
        writing.insert(rows)
        if searched:
            found_anew.send(model, rows=rows, new=True)


def _has_new_key(row, reference) -> bool:
    """Does it refer to a thing that was given its key since?"""
    return getattr(row, reference.attname) is None and reference.get_cached_value(row, None) is not None


def _know(model, rows: list) -> None:
    """Everything the search reads of new rows."""
    for relation in {path.partition("__")[0] for path in model.search_relations()}:
        field = model._meta.get_field(relation)
        untold = [row for row in rows if relation not in getattr(row, "_prefetched_objects_cache", ())]
        if untold and (field.one_to_many or field.many_to_many):
            tell(untold, relation, {})
    prefetch_related_objects(rows, *model.search_relations())


def link(path: str, pairs: Iterable[tuple]) -> None:
    """Fill the many-to-many field `path` of new records: (record, things in their order)."""
    pairs = [(record, things) for record, things in pairs if things]
    if not pairs:
        return
    field = type(pairs[0][0])._meta.get_field(path)
    writing.insert_pairs(
        field.remote_field.through,
        (field.m2m_field_name(), field.m2m_reverse_field_name()),
        ((record.pk, thing.pk) for record, things in pairs for thing in things),
    )


def write_history(rows: list, *, by, update: bool = False) -> None:
    """One entry of history for each row, with the links it has now.

    The database copies what it holds: an entry is never built here, so that ten thousand cost a few statements.
    """
    if not rows:
        return
    model = type(rows[0])
    kind, now = "~" if update else "+", timezone.now()
    told = defaultdict(list)
    for row in rows:
        told[getattr(row, "_history_date", None) or now, getattr(row, "_change_reason", None) or ""].append(
            row.pk
        )
    for (at, reason), keys in told.items():
        for part in batches(keys, MANY):
            _copy_to_history(model, part, at=at, reason=reason, kind=kind, by=by)


def _copy_to_history(model, keys: list[int], *, at, reason: str, kind: str, by) -> None:
    entries = model.history.model
    own = ("history_id", "history_date", "history_change_reason", "history_type", "history_user")
    columns = [field.column for field in entries._meta.concrete_fields if field.name not in own]
    quote = connection.ops.quote_name
    names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(keys))
    at = connection.ops.adapt_datetimefield_value(at)
    history, table, key = (
        quote(name) for name in (entries._meta.db_table, model._meta.db_table, model._meta.pk.column)
    )
    writing.run(
        f"INSERT INTO {history} ({names}, history_date, history_change_reason, history_type, history_user_id) "  # noqa: S608  names of our own tables
        f"SELECT {names}, %s, %s, %s, %s FROM {table} WHERE {key} IN ({marks}) ORDER BY {key}",
        [at, reason, kind, by.pk if by else None, *keys],
    )
    for field in entries._history_m2m_fields:
        copies = getattr(entries(pk=0), field.name).model
        through = field.remote_field.through
        pairs = [
            (copies._meta.get_field(each.name).column, each.column) for each in through._meta.concrete_fields
        ]
        into = ", ".join(quote(copy) for copy, _column in pairs)
        what = ", ".join(f"link.{quote(column)}" for _copy, column in pairs)
        source = quote(through._meta.get_field(field.m2m_field_name()).column)
        writing.run(
            f"INSERT INTO {quote(copies._meta.db_table)} ({quote(copies._meta.get_field('history').column)}, {into}) "  # noqa: S608
            f"SELECT entry.history_id, {what} FROM {quote(through._meta.db_table)} link "
            f"JOIN {history} entry ON entry.{key} = link.{source} AND entry.history_date = %s "
            f"WHERE link.{source} IN ({marks}) ORDER BY link.id",
            [at, *keys],
        )


@contextmanager
def one_entry_of_history(record, *, by):
    """Saving a record and its links inside leaves one entry instead of one for each link."""
    new = record._state.adding
    record.skip_history_when_saving = True
    try:
        yield
    finally:
        del record.skip_history_when_saving
    write_history([record], by=by, update=not new)


def withdraw(model, keys: list[int], *, by, reason: str, at) -> list:
    """Take records of one type out of every list, as `record.withdraw` takes one; what they owe the caller follows.

    Only what a withdrawal changes is written: nobody else may be at work on them. Returns them.
    """
    records = list(_searched(model, keys))
    for record in records:
        record.deleted_at = record._history_date = at
        record._sign(by, reason)
        record.stamp(by, reason)
    names = ("deleted_at", "updated_at", "updated_by", "version", "search_text")
    values = attrgetter("pk", *(model._meta.get_field(name).attname for name in names))
    writing.change(model, names, map(values, records))
    write_history(records, by=by, update=True)
    found_anew.send(model, rows=records)
    return records


def delete(model, keys: list[int], *, by, reason: str, at) -> None:
    """Remove rows of records that nothing refers to, as `row.delete` removes one: their history ends with it."""
    for part in batches(keys, MANY):
        _copy_to_history(model, part, at=at, reason=reason, kind="-", by=by)
        writing.delete(model, part)


def _searched(model, keys: list[int]):
    """Records with everything their search text reads."""
    related = ["unit"] if any(field.name == "unit" for field in model._meta.concrete_fields) else []
    records = model._base_manager.filter(pk__in=keys).select_related(*related)
    return records.prefetch_related(*model.search_relations())


def refresh_search(model, keys: Iterable[int]) -> None:
    """Bring the search text of these records up to date with their child rows and links."""
    for part in batches(keys):
        found, stale = list(_searched(model, part)), []
        for record in found:
            if (text := record.folded()) != record.search_text:
                record.search_text = text
                stale.append(record)
        writing.change(model, ("search_text",), ((record.pk, record.search_text) for record in stale))
        found_anew.send(model, rows=found)


def open_missing_steps(model) -> int:
    """Every dossier under way waits where it stands: those moved by a workbook get their step. Returns how many."""
    steps = ApprovalStep.objects.open().filter(record_type=model._meta.label_lower)
    records = model._base_manager.filter(pk=OuterRef("record_id"))
    places = records.annotate(stands_at=Case(When(adjustment="", then="state"), default="adjustment"))
    now = timezone.now()
    for step in steps.annotate(stands_at=Subquery(places.values("stands_at"))).exclude(stage=F("stands_at")):
        step.closed_at, step.outcome = now, ApprovalStep.Outcome.STOPPED
        step.save()
    open_ones = steps.filter(record_id=OuterRef("pk"))
    sent = [stage for stage in PERMISSION_AT if stage != Stage.DRAFT]
    under_way = model.objects.live().filter(Q(adjustment="", state__in=sent) | ~Q(adjustment=""))
    lost = [
        waiting_here(record, at=now) for record in under_way.exclude(Exists(open_ones)).select_related("unit")
    ]
    last = ApprovalStep.objects.filter(
        record_type=model._meta.label_lower, record_id__in=[step.record_id for step in lost]
    )
    rounds = dict(last.order_by().values_list("record_id").annotate(Max("round")))
    for step in lost:
        step.round = rounds.get(step.record_id, 0) + 1
    ApprovalStep.objects.bulk_create(lost, batch_size=BATCH)
    return len(lost)


def stop(model, keys: Iterable[int], *, by, comment: str, at) -> None:
    """Nobody is waited for at these dossiers any more (`core.approval.stop`)."""
    names = ("opened_at", "closed_at", "closed_by", "closed_by_name", "outcome", "comment")
    values = attrgetter("pk", *(ApprovalStep._meta.get_field(name).attname for name in names))
    waiting = ApprovalStep.objects.filter(record_type=model._meta.label_lower, closed_at=None)
    for part in batches(keys):
        steps = list(waiting.filter(record_id__in=part))
        for step in steps:
            end(step, ApprovalStep.Outcome.STOPPED, by=by, comment=comment, at=at)
        writing.change(ApprovalStep, names, map(values, steps))


def name_steps(model, keys: Iterable[int]) -> None:
    """Steps not closed yet bear the present titles and units of these dossiers (`core.approval.keep_named`)."""
    waiting = ApprovalStep.objects.filter(record_type=model._meta.label_lower, closed_at=None)
    for part in batches(keys):
        steps, stale = list(waiting.filter(record_id__in=part)), []
        records = model._base_manager.in_bulk({step.record_id for step in steps})
        for step in steps:
            record = records[step.record_id]
            if (step.record_title, step.unit_id) != (record.title, record.unit_id):
                step.record_title, step.unit_id = record.title, record.unit_id
                stale.append(step)
        ApprovalStep.objects.bulk_update(stale, ["record_title", "unit"], batch_size=BATCH)


def rederive(rows: Iterable, field: str) -> None:
    """Store a value that follows from rows changed elsewhere. Not a change of these rows: no author, no history."""
    stale = []
    for row in rows:
        before = getattr(row, field)
        row.derive()
        if getattr(row, field) != before:
            stale.append(row)
    if stale:
        type(stale[0])._base_manager.bulk_update(stale, [field], batch_size=BATCH)


def put(rows: list) -> None:
    """Store new plain rows that follow from records, where none like them can stand yet."""
    writing.insert(rows)


def change(model, names: tuple[str, ...], values: Iterable[tuple]) -> None:
    """Fields of plain rows, by key: (key, value of each field, …)."""
    writing.change(model, names, values)


def add(rows: list) -> None:
    """Store plain rows that are no one's work (notifications, what was sent); one that stands already stays."""
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def upsert(rows: list, *, unique: tuple[str, ...], fields: Iterable[str] = ()) -> None:
    """Store rows that follow from records (no author, no history): new ones in, the others as they are now.

    `fields`: of the others only these are written.
    """
    if not rows:
        return
    model = type(rows[0])
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    for row in rows:
        row.pk = None  # told apart by what is unique, so that two writers at once store one row
    model._base_manager.bulk_create(
        sorted(rows, key=lambda row: [getattr(row, name) for name in unique]),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=list(fields) or [name for name in names if name not in unique],
    )

"""Many rows at once, with author and history: the one place of `bulk_create` and `bulk_update`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, When
from django.utils import timezone

from core.approval import PERMISSION_AT, ApprovalStep, waiting_here
from core.search.changes import found_anew
from core.states import Stage

BATCH = 500


def batches(things: Iterable) -> Iterator[list]:
    things = iter(things)
    while part := list(islice(things, BATCH)):
        yield part


def insert(rows: list, *, by) -> None:
    """Store new rows of one model; history is written apart, when their links are in place."""
    if not rows:
        return
    model = type(rows[0])
    model.before_insert(rows)
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="bulk_create")
        row.stamp(by)
    model._base_manager.bulk_create(rows, batch_size=BATCH)
    if (
        hasattr(model, "search_relations") and not model.search_relations()
    ):  # the others: `refresh_search`, with their rows
        found_anew.send(model, rows=rows)


def link(path: str, pairs: Iterable[tuple]) -> None:
    """Fill the many-to-many field `path` of new records: (record, things in their order)."""
    pairs = [(record, things) for record, things in pairs if things]
    if not pairs:
        return
    field = type(pairs[0][0])._meta.get_field(path)
    source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through = field.remote_field.through
    through._base_manager.bulk_create(
        (through(**{source: record.pk, target: thing.pk}) for record, things in pairs for thing in things),
        batch_size=BATCH,
    )


def write_history(rows: list, *, by, update: bool = False) -> None:
    """One entry of history for each row, with the links it has now."""
    if not rows:
        return
    model = type(rows[0])
    entries = model.history.bulk_history_create(rows, batch_size=BATCH, update=update, default_user=by)
    entry_of = {row.pk: entry for row, entry in zip(rows, entries, strict=True)}
    for field in model.history.model._history_m2m_fields:
        copies = getattr(entries[0], field.name).model
        through = field.remote_field.through
        source = field.m2m_field_name()
        names = [f.attname for f in through._meta.concrete_fields]
        links = through._base_manager.filter(**{f"{source}__in": list(entry_of)}).order_by("pk")
        copies._base_manager.bulk_create(
            (
                copies(
                    history=entry_of[getattr(one, f"{source}_id")],
                    **{name: getattr(one, name) for name in names},
                )
                for one in links
            ),
            batch_size=BATCH,
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


def refresh_search(model, keys: Iterable[int]) -> None:
    """Bring the search text of these records up to date with their child rows and links."""
    for part in batches(keys):
        records = model._base_manager.filter(pk__in=part)
        related = ["unit"] if any(field.name == "unit" for field in model._meta.concrete_fields) else []
        found, stale = list(records.select_related(*related).prefetch_related(*model.search_relations())), []
        for record in found:
            if (text := record.folded()) != record.search_text:
                record.search_text = text
                stale.append(record)
        model._base_manager.bulk_update(stale, ["search_text"], batch_size=BATCH)
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


def name_steps(model, keys: Iterable[int]) -> None:
    """Steps not closed yet bear the present titles and units of these dossiers (`core.approval.keep_named`)."""
    waiting = ApprovalStep.objects.filter(record_type=model._meta.label_lower, closed_at=None)
    for part in batches(keys):
        records, stale = model._base_manager.in_bulk(part), []
        for step in waiting.filter(record_id__in=part):
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

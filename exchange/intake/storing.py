"""Storing what was staged, whole or not at all, and taking it back while nobody has touched it."""

from collections.abc import Callable, Iterator

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import approval, bulk, events
from core.attachments import Attachment
from core.collector import collector_rests
from core.links import Link
from core.records import Child, Record
from core.workflow import Refused
from exchange.catalogue import sheet_called
from exchange.intake.checking import Check
from exchange.models import ImportBatch, ImportRow

RESULTS = ("content", "level", "errors", "warnings", "similar", "unknown", "follows", "known", "fingerprint")
RECORDS = ("record_id", "record_version", "record_number")


def keep_results(rows: list[ImportRow]) -> None:
    bulk.upsert(rows, unique=("batch", "position"), fields=(*RESULTS, "excluded"))


@collector_rests()
def store(batch: ImportBatch, *, by, only_sound: bool = False, progress: Callable | None = None) -> bool:
    """Check the rows once more and store them in one transaction; False when they turned out to be at fault.

    A process that is killed at any moment leaves nothing: the records, the mark that the batch is stored and the
    entry in the log are of one transaction.
    """
    try:
        with transaction.atomic():
            batch = _locked(batch)
            if batch.status != ImportBatch.Status.CHECKED:
                raise Refused(_("This import is stored already, or not checked yet."))
            rows = batch.rows.sound() if only_sound else batch.rows.counted()
            check, heads = Check(batch, by=by, progress=progress), {}
            check.again(_read(rows, heads))
            if not heads:
                raise Refused(_("No row is left to be stored."))
            if check.load.errors:
                found = list(rows)
                Check(batch, by=by).run(found)
                keep_results(found)
                return False
            check.load.commit()
            _note(batch, heads, check, by)
    except IntegrityError:
        raise Refused(_("Two rows contradict each other or what is stored; nothing was stored.")) from None
    return True


def _locked(batch: ImportBatch) -> ImportBatch:
    """The batch as it is now; whoever else would store it waits until this is over."""
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


def _read(rows: QuerySet, heads: dict[int, int]) -> Iterator[ImportRow]:
    """The rows one by one: what they hold is not kept in memory; `heads`: by their keys, the rows that begin their records."""
    for one in rows.only("batch", "position", "head", "content").iterator():
        heads[one.pk] = one.head
        yield one


def _note(batch: ImportBatch, heads: dict[int, int], check: Check, by) -> None:
    """Which record came of which row; that it happened."""
    records = {head: row.instance for head, row in check.rows.items()}
    bulk.change(
        ImportRow,
        RECORDS,
        (
            (key, record.pk, getattr(record, "version", None), getattr(record, "number", "") or "")
            for key, head in heads.items()
            for record in [records[head]]
        ),
    )
    batch.status, batch.committed_at = ImportBatch.Status.COMMITTED, timezone.now()
    batch.counts = check.load.counts()
    batch.save()
    events.log(events.Event.Kind.IMPORT, by=by, action="wizard", comment=f"{batch.name}: {len(heads)}")


# --- taking back --------------------------------------------------------------------------------


def undo(batch: ImportBatch, *, by, reason: str, progress: Callable | None = None) -> None:
    """Withdraw every record the import made; refused, naming them, when some were touched since."""
    with transaction.atomic():
        batch = _locked(batch)
        if batch.status != ImportBatch.Status.COMMITTED:
            raise Refused(_("Only what was stored is taken back."))
        if not _may_withdraw(batch, by):
            raise Refused(_("You may not withdraw these records."))
        if told := touched(batch):
            raise Refused(
                _("Changed since, so nothing is taken back: %(records)s.") % {"records": "; ".join(told)}
            )
        records = _made(batch)
        for done, record in enumerate(records):
            _withdraw(record, by, reason)
            if progress and done % 100 == 0:
                progress(100 * done // len(records))
        batch.status, batch.undone_at = ImportBatch.Status.UNDONE, timezone.now()
        batch.save()
        events.log(events.Event.Kind.WITHDRAWAL, by=by, action="wizard", comment=f"{batch.name}: {reason}")


def _may_withdraw(batch: ImportBatch, by) -> bool:
    """Does the person still answer for what the import made?"""
    sheet = sheet_called(batch.sheet)
    owner = getattr(sheet, "record_model", sheet.model)
    return bool(owner.objects.creatable_by(by))


def _made(batch: ImportBatch) -> list:
    keys = batch.rows.filter(record_id__isnull=False).values_list("record_id", flat=True)
    return list(sheet_called(batch.sheet).model._base_manager.filter(pk__in=list(keys)).order_by("pk"))


def touched(batch: ImportBatch, most: int = 10) -> list[str]:
    """Which of the records were changed, sent, referred to or given files since, or are gone: what they are called."""
    model = sheet_called(batch.sheet).model
    stored = dict(batch.rows.filter(record_id__isnull=False).values_list("record_id", "record_version"))
    found = {record.pk: record for record in model._base_manager.filter(pk__in=list(stored))}
    busy = _changed_rows(model, stored) if issubclass(model, Child) else _in_use(model, found)
    changed = [
        key for key in stored if key not in found or key in busy or _is_changed(found[key], stored[key])
    ]
    return [str(getattr(found.get(key), "reference", "") or found.get(key) or key) for key in changed][:most]


def _is_changed(record, version: int | None) -> bool:
    return not isinstance(record, Child) and (record.version != version or record.deleted_at is not None)


def _changed_rows(model, keys) -> set[int]:
    """Rows of records with more than their first entry of history."""
    entries = (
        model.history.filter(id__in=list(keys)).order_by().values("id").annotate(count=Count("history_id"))
    )
    return set(entries.filter(count__gt=1).values_list("id", flat=True))


def _in_use(model, found: dict) -> set[int]:
    """Records with files, with links to others, or that other records refer to."""
    used = set()
    for other, name in _referring(model):
        rows = other._base_manager.filter(**{f"{name}__in": list(found)})
        used |= set(rows.values_list(name, flat=True))
    if issubclass(model, Record):
        label = model._meta.label_lower
        files = Attachment.objects.filter(record_type=label, record_id__in=list(found))
        used |= set(files.values_list("record_id", flat=True))
        numbers = {record.number: key for key, record in found.items()}
        linked = Link.objects.filter(Q(first__in=list(numbers)) | Q(second__in=list(numbers)))
        ends = {end for pair in linked.values_list("first", "second") for end in pair}
        used |= {key for number, key in numbers.items() if number in ends}
    return used


def _referring(model) -> Iterator[tuple[type, str]]:
    """Every field of other records that may refer to one of these; their own rows, links and history are not others."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        other, field = relation.related_model, relation.field
        own = issubclass(other, Child) and field.name == other.PARENT
        if not own and not other._meta.auto_created and not other.__name__.startswith("Historical"):
            yield other, field.name


def _withdraw(record, by, reason: str) -> None:
    if isinstance(record, Child):
        record.delete(by=by, reason=reason)
        return
    record.withdraw(by=by, reason=reason)
    if isinstance(record, Record):
        approval.stop(record, approval.ApprovalStep.Outcome.STOPPED, by=by, comment=reason, at=timezone.now())

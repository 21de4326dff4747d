"""Storing what was staged, whole or not at all."""

from collections.abc import Callable, Iterator

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import bulk, events
from core.collector import collector_rests
from core.workflow import Refused
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
            batch = batch.locked()
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
    batch.persons = [person.pk for person in check.load.entered]
    batch.save()
    events.log(events.Event.Kind.IMPORT, by=by, action="wizard", comment=f"{batch.name}: {len(heads)}")

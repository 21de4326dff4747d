"""The wizard's long work: small batches within the request, large ones in the worker."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.jobs import Job
from core.work import Work, prepare, register
from core.work import start as start_job
from core.workflow import Refused
from exchange.catalogue import importable
from exchange.intake import repairing, staging, storing, undoing
from exchange.models import ImportBatch

READ, STAGE, CHECK = "intake_read", "intake_stage", "intake_check"
STORE, UNDO = "intake_store", "intake_undo"
SMALL = 300
"""Rows that are checked and stored within the request."""
LITTLE = 200_000
"""Bytes of a file that is read within the request: some thousand rows, half a second."""


def read(batch: ImportBatch, **chosen: int) -> None:
    """Find the sheet and its heading, or look at those that were `chosen` (as `staging.look`)."""
    if batch.size <= LITTLE:
        staging.look(batch, **chosen)
    else:
        _begin(batch, READ, _("Reading of %(name)s"), at_once=False, **chosen)


def stage(batch: ImportBatch) -> None:
    _begin(batch, STAGE, _("Check of %(name)s"), at_once=batch.data_rows <= SMALL)


def check(batch: ImportBatch) -> None:
    """Check anew what had values that were not understood."""
    few = repairing.with_unknown(batch).count() <= SMALL
    _begin(batch, CHECK, _("Check of %(name)s"), at_once=few)


def store(batch: ImportBatch, *, only_sound: bool) -> None:
    few = batch.rows.counted().count() <= SMALL
    _begin(batch, STORE, _("Import of %(name)s"), at_once=few, only_sound=only_sound)


def undo(batch: ImportBatch, *, reason: str) -> None:
    few = batch.rows.filter(record_id__isnull=False).count() <= SMALL
    _begin(batch, UNDO, _("Taking back %(name)s"), at_once=few, reason=reason)


def is_busy(batch: ImportBatch) -> bool:
    """Is work under way, or about to begin? A worker that fell silent is not waited for."""
    return bool(batch.job and not batch.job.finished and not batch.job.is_silent)


def _begin(batch: ImportBatch, kind: str, title: str, *, at_once: bool, **asked) -> None:
    if is_busy(batch):
        raise Refused(_("This import is being worked at; wait until that has ended."))
    job = prepare(
        kind, title=title % {"name": batch.name[:100]}, by=batch.owner, payload={"batch": batch.pk, **asked}
    )
    batch.job = job
    batch.save(update_fields=["job"])
    start_job(job, at_once=at_once)
    batch.refresh_from_db()


def _batch_of(job: Job) -> ImportBatch:
    batch = ImportBatch.objects.select_related("owner__unit").filter(pk=job.payload["batch"]).first()
    if batch is None or not importable(batch.owner):
        raise Refused(_("The import is not there any more."))
    return batch


def _read(job: Job) -> None:
    chosen = {name: job.payload[name] for name in ("table", "first_row") if name in job.payload}
    staging.look(_batch_of(job), **chosen)
    job.finish()


def _stage(job: Job) -> None:
    staging.stage(_batch_of(job), progress=job.report)
    job.finish()


def _check(job: Job) -> None:
    batch = _batch_of(job)
    repairing.recheck_each(batch, list(repairing.with_unknown(batch)))
    job.finish()


def _store(job: Job) -> None:
    batch = _batch_of(job)
    stored = storing.store(batch, by=job.owner, only_sound=job.payload["only_sound"], progress=job.report)
    if stored:
        job.finish()
    else:
        job.fail(_("Rows turned out to be at fault when they were checked once more; nothing was stored."))


def _undo(job: Job) -> None:
    undoing.undo(_batch_of(job), by=job.owner, reason=job.payload["reason"], progress=job.report)
    job.finish()


def _page(job: Job) -> str:
    return reverse("intake_rows", args=[job.payload["batch"]])


register(
    *(
        Work(kind, do, may=lambda user: bool(importable(user)), page=_page)
        for kind, do in (
            (READ, _read),
            (STAGE, _stage),
            (CHECK, _check),
            (STORE, _store),
            (UNDO, _undo),
        )
    )
)

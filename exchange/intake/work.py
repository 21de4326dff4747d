"""The wizard's long work: small batches within the request, large ones in the worker."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.jobs import Job
from core.work import Work, prepare, register
from core.work import start as start_job
from core.workflow import Refused
from exchange.catalogue import importable
from exchange.intake import repairing, staging, storing
from exchange.models import ImportBatch

STAGE, CHECK, STORE, UNDO = "intake_stage", "intake_check", "intake_store", "intake_undo"
SMALL = 300
"""Rows that are checked and stored within the request."""


def read(batch: ImportBatch) -> None:
    """Find the sheet and its heading: seconds at most, for the reader has limits of its own."""
    staging.look(batch)


def stage(batch: ImportBatch) -> None:
    _begin(batch, STAGE, _("Check of %(name)s"), rows=batch.data_rows)


def check(batch: ImportBatch) -> None:
    """Check anew what had values that were not understood."""
    _begin(batch, CHECK, _("Check of %(name)s"), rows=repairing.with_unknown(batch).count())


def store(batch: ImportBatch, *, only_sound: bool) -> None:
    rows = batch.rows.counted().count()
    _begin(batch, STORE, _("Import of %(name)s"), rows=rows, only_sound=only_sound)


def undo(batch: ImportBatch, *, reason: str) -> None:
    rows = batch.rows.filter(record_id__isnull=False).count()
    _begin(batch, UNDO, _("Taking back %(name)s"), rows=rows, reason=reason)


def is_busy(batch: ImportBatch) -> bool:
    """Is work under way, or about to begin? A worker that fell silent is not waited for."""
    return bool(batch.job and not batch.job.finished and not batch.job.is_silent)


def _begin(batch: ImportBatch, kind: str, title: str, *, rows: int, **asked) -> None:
    if is_busy(batch):
        raise Refused(_("This import is being worked at; wait until that has ended."))
    job = prepare(
        kind, title=title % {"name": batch.name[:100]}, by=batch.owner, payload={"batch": batch.pk, **asked}
    )
    batch.job = job
    batch.save(update_fields=["job"])
    start_job(job, at_once=rows <= SMALL)
    batch.refresh_from_db()


def _batch_of(job: Job) -> ImportBatch:
    batch = ImportBatch.objects.select_related("owner__unit").filter(pk=job.payload["batch"]).first()
    if batch is None or not importable(batch.owner):
        raise Refused(_("The import is not there any more."))
    return batch


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
    storing.undo(_batch_of(job), by=job.owner, reason=job.payload["reason"], progress=job.report)
    job.finish()


def _page(job: Job) -> str:
    return reverse("intake_rows", args=[job.payload["batch"]])


register(
    *(
        Work(kind, do, may=lambda user: bool(importable(user)), page=_page)
        for kind, do in ((STAGE, _stage), (CHECK, _check), (STORE, _store), (UNDO, _undo))
    )
)

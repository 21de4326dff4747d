"""Beginning an import or export: small ones run at once, large ones in the worker."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.jobs import Job
from core.work import begin, prepare, start
from exchange.work import EXPORT_ALL, IMPORT

SMALL_FILE = 150_000
"""Bytes; a workbook of some thousand rows is checked within the request."""
SMALL_EXPORT = 2_000
"""Records; more are written by the worker."""


def receive(upload, *, by) -> Job:
    """Keep an uploaded workbook and have it checked. Nothing is stored before `confirm`."""
    job = prepare(
        IMPORT,
        title=_("Check of %(name)s") % {"name": _short(upload.name)},
        by=by,
        payload={"name": upload.name, "commit": False},
    )
    with (job.folder() / "upload").open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    start(job, at_once=upload.size <= SMALL_FILE)
    return job


def confirm(checked: Job, *, by) -> Job:
    """Store a workbook that was checked without fault; it is checked again while it is stored.

    Asked twice (a double click, an old page), it is stored once, unless storing it failed.
    """
    name = checked.payload["name"]
    with transaction.atomic():
        Job.objects.select_for_update().get(pk=checked.pk)
        stored = Job.objects.filter(payload__checked_by=checked.pk).exclude(status=Job.Status.FAILED)
        if stored.exists():
            return stored.first()
        job = prepare(
            IMPORT,
            title=_("Import of %(name)s") % {"name": _short(name)},
            by=by,
            payload={"name": name, "commit": True, "checked_by": checked.pk},
        )
    size = (checked.folder() / "upload").stat().st_size
    start(job, at_once=size <= SMALL_FILE)
    return job


def export(*, by, records: int) -> Job:
    """Write the workbook of what `by` may see."""
    return begin(EXPORT_ALL, title=_("Workbook of all records"), by=by, at_once=records <= SMALL_EXPORT)


def _short(name: str) -> str:
    """A file's name within the title of a job."""
    return name if len(name) <= 100 else f"{name[:80]}…{name[-15:]}"

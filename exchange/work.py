"""The work of an import or export job."""

import logging

from django.utils.translation import gettext as _

from core import events
from core.jobs import Job
from exchange.services import load_workbook, save_workbook

logger = logging.getLogger(__name__)

IMPORT, EXPORT = "import_workbook", "export_workbook"


def run(job: Job) -> None:
    """Do the work of a started job; it always ends done or failed."""
    try:
        {IMPORT: _import, EXPORT: _export}[job.kind](job)
    except Exception:
        logger.exception("Job %s failed", job.pk)
        job.fail(
            _(
                "Something went wrong on our side; nothing was stored. The administrator finds the reason in the log."
            )
        )


def _import(job: Job) -> None:
    commit = job.payload["commit"]
    source = Job.objects.get(pk=job.payload["checked_by"]) if commit else job
    load = load_workbook(
        source.folder() / "upload",
        name=job.payload["name"],
        by=job.owner,
        check_only=not commit,
        progress=job.report,
    )
    result = {
        "ok": not load.errors,
        "committed": commit and not load.errors,
        "errors": [error.as_dict() for error in load.errors[:2000]],
        "warnings": [warning.as_dict() for warning in load.warnings[:500]],
        "error_count": len(load.errors),
        "counts": load.counts() if not load.errors else [],
    }
    if load.errors:
        job.fail(_("%(count)d errors; nothing was stored.") % {"count": len(load.errors)}, result=result)
    else:
        job.finish(result=result)


def _export(job: Job) -> None:
    path = job.folder() / "result.xlsx"
    partial = path.with_suffix(".part")
    save_workbook(str(partial), user=job.owner)
    partial.rename(path)  # a killed worker never leaves half a file under the final name
    events.log(events.Event.Kind.EXPORT, by=job.owner, action="workbook")
    job.finish(result={"file": "result.xlsx", "name": "so_lieu_doi_ngoai.xlsx"})

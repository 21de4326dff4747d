"""The work of importing and exporting the exchange workbook."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core import events
from core.access import EXCHANGE_WORKBOOK, EXPORT
from core.jobs import Job
from core.work import Work, register
from exchange.services import load_workbook, save_workbook

IMPORT, EXPORT_ALL = "import_workbook", "export_workbook"


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
    events.log(events.Event.Kind.EXPORT, by=job.owner, action="workbook", comment=f"xlsx · #{job.pk}")
    job.finish(result={"files": {"result.xlsx": "so_lieu_doi_ngoai.xlsx"}})


register(
    Work(
        IMPORT,
        _import,
        may=lambda user: user.may(EXCHANGE_WORKBOOK),
        page=lambda job: reverse("workbook_result", args=[job.pk]) if job.result else "",
    ),
    Work(EXPORT_ALL, _export, may=lambda user: user.may(EXPORT)),
)

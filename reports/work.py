"""The work of a report's job: draft files, or the issue itself."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from core import events
from core.access import VIEW_ALL
from core.jobs import Job
from core.work import Work, register
from reports.freeze.issue import issue, preview
from reports.models import ReportPeriod

PREVIEW, ISSUE = "report_preview", "report_issue"


def _preview(job: Job) -> None:
    period = ReportPeriod.objects.live().get(pk=job.payload["period"])
    files = {}
    for kind, (name, content) in preview(period, job.report).items():
        partial = job.folder() / f"{kind}.part"
        partial.write_bytes(content)
        partial.rename(job.folder() / kind)  # a killed worker never leaves half a file under the final name
        files[kind] = name
    events.log(events.Event.Kind.EXPORT, by=job.owner, action="report", comment=job.title)
    job.finish(result={"files": files})


def _issue(job: Job) -> None:
    told = job.payload
    kept = issue(
        told["period"],
        by=job.owner,
        number=told["number"],
        day=datetime.date.fromisoformat(told["day"]),
        reason=told["reason"],
        progress=job.report,
    )
    job.finish(
        result={"issue": [kept.period_id, kept.version]},
        message=_("Issued as version %(version)s.") % {"version": kept.version},
    )


def _issue_of(job: Job) -> str:
    issued = job.result.get("issue")
    return reverse("issue_detail", args=issued) if issued else ""


register(
    Work(PREVIEW, _preview, may=lambda user: user.may(VIEW_ALL)),
    Work(ISSUE, _issue, may=lambda user: user.may(VIEW_ALL), page=_issue_of),
)

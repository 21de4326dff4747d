"""The work of a report's job: draft files, or the issue itself."""

import datetime
import logging

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import events
from core.jobs import Job
from core.workflow import Refused
from reports.freeze.issue import issue, preview
from reports.models import ReportPeriod

logger = logging.getLogger(__name__)
PREVIEW, ISSUE = "report_preview", "report_issue"


def run(job: Job) -> None:
    """Do the work of a started job; it always ends done or failed."""
    try:
        {PREVIEW: _preview, ISSUE: _issue}[job.kind](job)
    except (Refused, ValidationError) as refused:
        said = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        job.fail(" ".join(said))
    except Exception:
        logger.exception("Job %s failed", job.pk)
        job.fail(
            _(
                "Something went wrong on our side; nothing was stored. The administrator finds the reason in the log."
            )
        )


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

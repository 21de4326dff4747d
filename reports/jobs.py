"""Writing and issuing the report's files: always the worker's, who says how far it is."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.jobs import Job
from reports.models import ReportPeriod
from reports.tasks import run_job
from reports.work import ISSUE, PREVIEW


def begin_preview(period: ReportPeriod, *, by) -> Job:
    """The three files as they would be issued now."""
    title = _("Draft files: %(report)s") % {"report": period.title}
    return _begin(PREVIEW, title, by, {"period": period.pk})


def begin_issue(period: ReportPeriod, *, number: str, day: datetime.date, reason: str, by) -> Job:
    """Issue the report: files first, then everything is stored at once."""
    title = _("Issue: %(report)s") % {"report": period.title}
    payload = {"period": period.pk, "number": number, "day": day.isoformat(), "reason": reason}
    return _begin(ISSUE, title, by, payload)


def _begin(kind: str, title: str, by, payload: dict) -> Job:
    job = Job.objects.create(kind=kind, title=title[:200], owner=by, payload=payload)
    transaction.on_commit(lambda: run_job.delay(job.pk))
    return job

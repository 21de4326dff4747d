"""Writing and issuing the report's files: always the worker's, who says how far it is."""

import datetime

from django.utils.translation import gettext as _

from core.jobs import Job
from core.work import begin
from reports.models import ReportPeriod
from reports.work import ISSUE, PREVIEW


def begin_preview(period: ReportPeriod, *, by) -> Job:
    """The three files as they would be issued now."""
    title = _("Draft files: %(report)s") % {"report": period.title}
    return begin(PREVIEW, title=title, by=by, payload={"period": period.pk})


def begin_issue(period: ReportPeriod, *, number: str, day: datetime.date, reason: str, by) -> Job:
    """Issue the report: files first, then everything is stored at once."""
    title = _("Issue: %(report)s") % {"report": period.title}
    payload = {"period": period.pk, "number": number, "day": day.isoformat(), "reason": reason}
    return begin(ISSUE, title=title, by=by, payload=payload)

"""“Bổ sung kỳ trước”: what the report of the period before would say otherwise today."""

from dataclasses import dataclass

from core.papers.words import official_date
from reports.freeze.changes import Changes
from reports.freeze.since import moved_since
from reports.models import ReportIssue
from reports.periods import Period


@dataclass(frozen=True)
class Supplement:
    paper: str
    """“Báo cáo số 05/BC-SYT ngày 05/6/2024”."""
    period: Period
    changes: Changes


def supplement_to(period: Period) -> Supplement | None:
    """Of the latest issued report whose period ended before this one begins; None when there is none."""
    issue = (
        ReportIssue.objects.filter(period__end__lt=period.start, period__deleted_at=None)
        .select_related("period")
        .order_by("-period__end", "period__start", "-version")
        .first()
    )
    if issue is None:
        return None
    paper = f"Báo cáo số {issue.number} ngày {official_date(issue.issued_on)}"
    return Supplement(paper, issue.period.period, moved_since(issue))

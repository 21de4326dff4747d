"""A period on its way to be issued, performed by the people whose steps they are."""

import datetime

from core.workflow import perform
from reports.collection import due_days, open_period
from reports.freeze.issue import issue
from reports.models import ReportIssue, ReportPeriod
from reports.periods import parse
from reports.workflow import PERIOD_STEP
from tests.factories import people

ISSUED_ON = datetime.date(2024, 6, 11)
STEPS = (
    ("consolidate", people.officer),
    ("propose", people.officer),
    ("approve_office", people.head),
    ("approve_leader", people.leader),
)


def opened(code: str = "2024-H1", **details) -> ReportPeriod:
    last = parse(code).end
    due = {"unit_due": last, "department_due": last} | due_days(
        parse(code)
    )  # rules are data, which a test may lack
    period = ReportPeriod(code=code, **due, **details)
    period.derive()
    open_period(period, by=people.officer())
    return ReportPeriod.objects.get(pk=period.pk)


def approved(code: str = "2024-H1", **details) -> ReportPeriod:
    return through(opened(code, **details), [name for name, _who in STEPS])


def through(period: ReportPeriod, names) -> ReportPeriod:
    who = dict(STEPS)
    for name in names:
        period = perform(PERIOD_STEP[name], ReportPeriod.objects.get(pk=period.pk), by=who[name]())
    return ReportPeriod.objects.get(pk=period.pk)


def issued(code: str = "2024-H1", number: str = "05/BC-SYT", **details) -> ReportIssue:
    return issue(approved(code, **details).pk, by=people.clerk(), number=number, day=ISSUED_ON)


def again(kept: ReportIssue, number: str, reason: str) -> ReportIssue:
    """The next version of what was issued."""
    period = perform(PERIOD_STEP["revise"], kept.period, by=people.officer(), comment=reason)
    through(period, [name for name, _who in STEPS if name != "consolidate"])
    return issue(period.pk, by=people.clerk(), number=number, day=ISSUED_ON, reason=reason)

"""The report of the first half of 2024, the department's real half-year, as it was issued: with all its evidence.

No unit is asked: it is made afterwards, from the records of the workbook.
"""

import datetime

from core.workflow import perform
from doiNgoai.demo.stage import Stage
from reports.collection import due_days
from reports.freeze.issue import issue
from reports.models import ReportPeriod
from reports.periods import parse
from reports.workflow import PERIOD_STEP

PERIOD, NUMBER, DAY = "2024-H1", "05/BC-SYT", datetime.date(2024, 6, 11)
"""The day of the briefing; the number is made up."""
STEPS = (("consolidate", "d"), ("propose", "d"), ("approve_office", "h"), ("approve_leader", "l"))


def issue_first_half(stage: Stage) -> None:
    """A period that stands already is left as it is."""
    window = parse(PERIOD)
    if ReportPeriod.objects.of(window).exists():
        return
    period = ReportPeriod(code=PERIOD, **due_days(window))
    period.save(by=stage.cast.player("d", ""))
    for step, who in STEPS:
        period = perform(PERIOD_STEP[step], period, by=stage.cast.player(who, ""))
    issue(period.pk, by=stage.cast.player("c", ""), number=NUMBER, day=DAY)

"""The way of a unit's report to the department, and of the department's report to the paper it is sent as (domain §4)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import approval
from core.access import APPROVE_LEADER, APPROVE_OFFICE, APPROVE_UNIT, EDIT_UNIT, ISSUE, PROCESS, SUBMIT
from core.approval import ApprovalStep, Procedure
from core.guards import refuse
from core.review import paper_of
from core.states import WRITTEN_AT, Stage
from core.workflow import AT_STEP, EVERYONE, UNIT, Act, Transition, perform
from reports.as_unit import activity_of, as_kept, unit_figures
from reports.models import PeriodState, ReportPeriod, UnitReport, UnitReportState
from reports.models.unit_report import AT_UNIT

Outcome = ApprovalStep.Outcome
DAYS_TO_COMPLETE = 2
"""Working days a unit has for a report that came back to it."""
DECREE_ON_REPORTS = gettext_lazy("Decree 09/2019/NĐ-CP art. 12")
UNIT_WAY = Procedure(
    "unit_report",
    gettext_lazy("Report of a unit"),
    gettext_lazy("The department"),
    DECREE_ON_REPORTS,
    ((Stage.UNIT_REVIEW, 1), (Stage.SUBMITTED, 2)),
)
PERIOD_WAY = Procedure(
    "period_report",
    gettext_lazy("Report of the department"),
    gettext_lazy("The department"),
    DECREE_ON_REPORTS,
    ((Stage.COMPILING, 2), (Stage.AT_OFFICE, 1), (Stage.AT_LEADER, 1), (Stage.ISSUING, 1)),
)
PAPER = ("paper_number", "paper_date")

# --- a unit's report ----------------------------------------------------------------------------


def ready(report: UnitReport) -> None:
    """Everything that is missing or cannot be, at once."""
    refuse(_not_nothing(report) if report.nothing else _untold(report))


def _not_nothing(report: UnitReport) -> dict[str, str]:
    activity = activity_of(report.period.selection, report.unit)
    if not activity:
        return {}
    words = _(
        "The unit has activity that counts in this period (%(activity)s): untick this, or correct the records."
    )
    return {"nothing": words % {"activity": activity}}


def _untold(report: UnitReport) -> dict[str, str]:
    faults = {
        "difficulties": _("Say what was difficult; where nothing was, say so."),
        "plan": _("Say what the unit will do in the next period."),
    }
    return {name: words for name, words in faults.items() if not getattr(report, name).strip()}


def _open(report: UnitReport) -> bool:
    return report.period.takes_reports


def _send(report: UnitReport, act: Act) -> str:
    stage = approval.begin(report, UNIT_WAY, by=act.by, at=act.at)
    return _arrived(report, act, stage)


def _pass_on(report: UnitReport, act: Act) -> str:
    approval.place(report, UNIT_WAY, at=act.at)
    stage = approval.advance(report, by=act.by, comment=act.comment, at=act.at)
    return _arrived(report, act, stage)


def _arrived(report: UnitReport, act: Act, stage: str) -> str:
    """What reaches the department takes the unit's figures along as they are now."""
    if stage == Stage.SUBMITTED:
        report.submitted_at = report.submitted_at or act.at
        report.submitted_by = act.by
        report.figures = as_kept(unit_figures(report.period.selection, report.unit))
    return stage


def _accept(report: UnitReport, act: Act) -> str:
    approval.place(report, UNIT_WAY, at=act.at)
    return approval.advance(report, by=act.by, comment=act.comment, at=act.at)


def _give_back(report: UnitReport, act: Act) -> str:
    stopped = approval.stop(report, Outcome.RETURNED, by=act.by, comment=act.comment, at=act.at)
    return approval.wait_at(report, Stage.RETURNED, at=act.at, after=stopped, days=DAYS_TO_COMPLETE)


def _take_back(report: UnitReport, act: Act) -> str:
    stopped = approval.stop(report, Outcome.STOPPED, by=act.by, comment=act.comment, at=act.at)
    return approval.wait_at(report, Stage.DRAFT, at=act.at, after=stopped)


UNIT_STEPS = (
    Transition(
        "submit", gettext_lazy("Hand in"), WRITTEN_AT,
        permission=SUBMIT, icon="send", guard=ready, course=_send, fits=_open,
    ),
    Transition(
        "approve_unit", gettext_lazy("Approve and hand in"), (Stage.UNIT_REVIEW,),
        permission=APPROVE_UNIT, icon="person-check", guard=ready, course=_pass_on, fits=_open,
    ),
    Transition(
        "accept", gettext_lazy("Accept the report"), (Stage.SUBMITTED,), UnitReportState.ACCEPTED,
        permission=PROCESS, tells=UNIT, icon="check2-circle", course=_accept,
    ),
    Transition(
        "return", gettext_lazy("Return for completion"), (Stage.UNIT_REVIEW, Stage.SUBMITTED),
        permission=AT_STEP, tells=UNIT, icon="arrow-return-left", needs_comment=True, course=_give_back, fits=_open,
    ),
    Transition(
        "recall", gettext_lazy("Take back to change"), (Stage.UNIT_REVIEW, Stage.SUBMITTED),
        permission=EDIT_UNIT, icon="arrow-counterclockwise", course=_take_back, fits=_open,
    ),
    Transition(
        "reopen", gettext_lazy("Open again and return"), (UnitReportState.ACCEPTED,),
        permission=PROCESS, tells=UNIT, icon="arrow-return-left", needs_comment=True, course=_give_back, fits=_open,
    ),
)  # fmt: skip


# --- the department's report --------------------------------------------------------------------


def _consolidate(period: ReportPeriod, act: Act) -> str:
    return approval.begin(period, PERIOD_WAY, by=act.by, at=act.at)


def _go_on(period: ReportPeriod, act: Act) -> str:
    approval.place(period, PERIOD_WAY, at=act.at)
    return approval.advance(period, by=act.by, comment=act.comment, at=act.at)


def _issue(period: ReportPeriod, act: Act) -> str:
    """Units that never handed in are asked no more."""
    for report in period.unit_reports.filter(deleted_at=None, state__in=AT_UNIT):
        approval.stop(report, Outcome.STOPPED, by=act.by, at=act.at)
    approval.place(period, PERIOD_WAY, at=act.at)
    return approval.advance(
        period, by=act.by, comment=act.comment, document=paper_of(period, PAPER), at=act.at
    )


def _send_back(period: ReportPeriod, act: Act) -> str:
    """The chain begins anew with the officer."""
    approval.stop(period, Outcome.RETURNED, by=act.by, comment=act.comment, at=act.at)
    return _consolidate(period, act)


def _collect_again(period: ReportPeriod, act: Act) -> str:
    approval.stop(period, Outcome.STOPPED, by=act.by, comment=act.comment, at=act.at)
    return ""


PERIOD_STEPS = (
    Transition(
        "consolidate", gettext_lazy("End the collection and consolidate"), (PeriodState.COLLECTING,),
        permission=PROCESS, icon="collection", course=_consolidate,
    ),
    Transition(
        "propose", gettext_lazy("Propose to the superior"), (Stage.COMPILING,),
        permission=PROCESS, icon="arrow-up-right", course=_go_on,
    ),
    Transition(
        "approve_office", gettext_lazy("Agree and pass on"), (Stage.AT_OFFICE,),
        permission=APPROVE_OFFICE, icon="person-check", course=_go_on,
    ),
    Transition(
        "approve_leader", gettext_lazy("Approve"), (Stage.AT_LEADER,),
        permission=APPROVE_LEADER, icon="check2-circle", course=_go_on,
    ),
    Transition(
        "issue", gettext_lazy("Issue the report"), (Stage.ISSUING,), PeriodState.ISSUED,
        permission=ISSUE, tells=EVERYONE, icon="file-earmark-check", asks=PAPER, course=_issue,
    ),
    Transition(
        "send", gettext_lazy("Note that it was sent"), (PeriodState.ISSUED,), PeriodState.SENT,
        permission=ISSUE, icon="send-check",
    ),
    Transition(
        "revise", gettext_lazy("Prepare a new version"), (PeriodState.ISSUED, PeriodState.SENT),
        permission=PROCESS, icon="files", needs_comment=True, course=_consolidate,
        confirm=gettext_lazy("What was issued stays as it was sent; the new version supersedes it."),
    ),
    Transition(
        "return", gettext_lazy("Return to the officer"), (Stage.AT_OFFICE, Stage.AT_LEADER, Stage.ISSUING),
        permission=AT_STEP, tells=EVERYONE, icon="arrow-return-left", needs_comment=True, course=_send_back,
    ),
    Transition(
        "reopen", gettext_lazy("Open the collection again"), (Stage.COMPILING,), PeriodState.COLLECTING,
        permission=PROCESS, icon="arrow-counterclockwise", needs_comment=True, course=_collect_again,
    ),
)  # fmt: skip
PERIOD_STEP = {step.name: step for step in PERIOD_STEPS}
UNIT_STEP = {step.name: step for step in UNIT_STEPS}


def issue(period: ReportPeriod, *, by, number: str, day, reason: str = "") -> ReportPeriod:
    """Give the report its number and date; the page takes the step through here.

    HERE the job that freezes figures, text and files goes around the step.
    """
    if not number or not day:
        raise ValidationError(_("The report needs its number and date."))
    values = dict(zip(PAPER, (number, day), strict=True))
    return perform(PERIOD_STEP["issue"], period, by=by, comment=reason, values=values)

"""The transitions every dossier shares on its way to a decision, and after it until its report (domain §4).

A type's `workflow.py` builds its table from these and adds what is its own.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import approval
from core.access import (
    APPROVE_LEADER,
    APPROVE_OFFICE,
    APPROVE_UNIT,
    EDIT_UNIT,
    ISSUE,
    PROCESS,
    SUBMIT,
)
from core.approval import ApprovalStep, Procedure
from core.department import Department
from core.restore import restore_approved
from core.states import WRITTEN_AT, ActivityState, Stage
from core.workflow import AT_STEP, EVERYONE, UNIT, Act, Transition

BEFORE_LEADER = (
    Stage.UNIT_REVIEW,
    Stage.SUBMITTED,
    Stage.REVIEWING,
    Stage.CONSULTING,
    Stage.COMPILING,
    Stage.AT_OFFICE,
)
IN_REVIEW = (
    *BEFORE_LEADER,
    Stage.AT_LEADER,
    Stage.ISSUING,
    Stage.GRANTING,
    Stage.FORWARDED,
    Stage.APPRAISING,
)
RETURNED_FROM = (*BEFORE_LEADER, Stage.AT_LEADER, Stage.FORWARDED, Stage.APPRAISING)
REFUSED_FROM = (Stage.AT_OFFICE, Stage.AT_LEADER, Stage.FORWARDED, Stage.APPRAISING)
LETTER = ("department_letter_number", "department_letter_date")
PERMIT = ("permit_number", "permit_date", "permit_agency")
REPORT = ("report_number", "report_date", "report_summary")


def paper_of(record, names: tuple[str, ...]) -> str:
    """Number and date of a paper in words, as a step keeps them."""
    number, day = (getattr(record, name) for name in names[:2])
    return f"{number} ({day:%d/%m/%Y})" if number and day else str(number or "")


class Review:
    """The approval of one type: `procedure(record)` gives its chain, `ready(record)` what must be complete to send."""

    def __init__(self, procedure: Callable[..., Procedure], ready: Callable, *, permitted: str, refused: str):
        self.procedure, self.ready = procedure, ready
        self.permitted, self.refused = permitted, refused

    # --- how the approval steps move ---

    def begin(self, record, act: Act) -> str:
        return approval.begin(record, self.procedure(record), by=act.by, at=act.at)

    def go_on(self, record, act: Act, document: str = "") -> str:
        approval.place(record, self.procedure(record), at=act.at)
        return approval.advance(record, by=act.by, comment=act.comment, document=document, at=act.at)

    def issue(self, record, act: Act) -> str:
        return self.go_on(record, act, paper_of(record, LETTER))

    def decide(self, record, act: Act) -> str:
        self.go_on(record, act, paper_of(record, PERMIT))
        approval.stop(record, ApprovalStep.Outcome.DONE, by=act.by, at=act.at)
        return ""

    def hurry(self, record, act: Act) -> str:
        approval.place(record, self.procedure(record), at=act.at)
        return approval.jump(record, Stage.AT_LEADER, by=act.by, comment=act.comment, at=act.at)

    def give_back(self, record, act: Act) -> str:
        approval.place(record, self.procedure(record), at=act.at)
        return approval.give_back(record, by=act.by, comment=act.comment, at=act.at)

    def turn_down(self, record, act: Act) -> str:
        """A refused change goes back to the unit: what was approved before still stands."""
        if record.adjustment:
            return self.give_back(record, act)
        approval.place(record, self.procedure(record), at=act.at)
        approval.stop(record, ApprovalStep.Outcome.REFUSED, by=act.by, comment=act.comment, at=act.at)
        return ""

    # --- the transitions ---

    def sending(self) -> tuple[Transition, ...]:
        """From the unit to the department."""
        return (
            Transition(
                "submit", gettext_lazy("Send to the department"), WRITTEN_AT,
                permission=SUBMIT, icon="send", guard=self.ready, course=self.begin,
            ),
            Transition(
                "approve_unit", gettext_lazy("Approve and send to the department"), (Stage.UNIT_REVIEW,),
                permission=APPROVE_UNIT, icon="person-check", guard=self.ready, course=self.go_on,
            ),
        )  # fmt: skip

    def department(self) -> tuple[Transition, ...]:
        """Within the department, from its officer to the paper it sends out."""
        return (
            Transition(
                "receive", gettext_lazy("Take up for review"), (Stage.SUBMITTED,),
                permission=PROCESS, icon="inbox", course=self.go_on,
            ),
            Transition(
                "propose", gettext_lazy("Propose to the superior"), (Stage.REVIEWING,),
                permission=PROCESS, icon="arrow-up-right", guard=self.ready, course=self.go_on,
            ),
            Transition(
                "approve_office", gettext_lazy("Agree and pass on"), (Stage.AT_OFFICE,),
                permission=APPROVE_OFFICE, icon="person-check", course=self.go_on,
            ),
            Transition(
                "approve_leader", gettext_lazy("Approve"), (Stage.AT_LEADER,),
                permission=APPROVE_LEADER, icon="check2-circle", course=self.go_on,
            ),
            Transition(
                "urgent", gettext_lazy("Approve at once (urgent)"), BEFORE_LEADER,
                permission=APPROVE_LEADER, tells=EVERYONE, tone="danger", icon="lightning", needs_comment=True,
                confirm=gettext_lazy("The steps before are left out. The reason is shown in the report."),
                effect=_note_urgency, course=self.hurry,
            ),
            Transition(
                "issue", gettext_lazy("Issue the department's proposal"), (Stage.ISSUING,),
                permission=ISSUE, icon="file-earmark-arrow-up", asks=LETTER, course=self.issue,
            ),
        )  # fmt: skip

    def deciding(self) -> tuple[Transition, ...]:
        """The decision: the department's own, or that of the authority above."""
        return (
            Transition(
                "grant", gettext_lazy("Issue the permission"), (Stage.GRANTING,), self.permitted,
                permission=ISSUE, tells=UNIT, icon="check2-circle", asks=PERMIT[:2],
                effect=_by_the_department, course=self.decide, grants=True,
            ),
            Transition(
                "permit", gettext_lazy("Record the permission"), (Stage.FORWARDED,), self.permitted,
                permission=PROCESS, tells=UNIT, icon="check2-circle", asks=PERMIT[:2], offers=PERMIT[2:],
                course=self.decide, grants=True,
            ),
        )  # fmt: skip

    def setbacks(
        self, *, cancelled: str, postponed: str = "", alive: tuple[str, ...] = ()
    ) -> tuple[Transition, ...]:
        """Back to the unit, refused, taken back, cancelled. `alive`: states after the decision where it may still be cancelled."""
        steps = [
            Transition(
                "return", gettext_lazy("Return for completion"), RETURNED_FROM,
                permission=AT_STEP, tells=UNIT, icon="arrow-return-left", needs_comment=True, course=self.give_back,
            ),
            Transition(
                "refuse", gettext_lazy("Record the refusal"), REFUSED_FROM, self.refused,
                permission=AT_STEP, tells=UNIT, tone="danger", icon="slash-circle", needs_comment=True, course=self.turn_down,
            ),
            Transition(
                "recall", gettext_lazy("Take back to change"), (Stage.UNIT_REVIEW, Stage.SUBMITTED), Stage.DRAFT,
                permission=EDIT_UNIT, icon="arrow-counterclockwise", course=_withdraw,
            ),
            Transition(
                "cancel", gettext_lazy("Cancel the dossier"), (*WRITTEN_AT, *IN_REVIEW, *alive), cancelled,
                permission=SUBMIT, tells=EVERYONE, tone="danger", icon="x-circle", needs_comment=True,
                guard=not_begun, course=_end,
            ),
        ]  # fmt: skip
        if postponed:
            steps += [
                Transition(
                    "postpone", gettext_lazy("Postpone"), (*IN_REVIEW, *alive), postponed,
                    permission=SUBMIT, tells=EVERYONE, icon="pause-circle", needs_comment=True, guard=not_begun, course=_end,
                ),
                Transition(
                    "reopen", gettext_lazy("Open again with new dates"), (postponed,), Stage.RETURNED,
                    permission=SUBMIT, icon="play-circle", course=_reopen,
                ),
            ]  # fmt: skip
        return tuple(steps)

    def changes(self, granted: tuple[str, ...]) -> tuple[Transition, ...]:
        """What was approved is changed only by a new approval (domain G4); it stands until then."""
        return (
            Transition(
                "adjust", gettext_lazy("Ask for a change of what was approved"), granted, Stage.DRAFT,
                permission=SUBMIT, icon="pencil-square", needs_comment=True, effect=_begin_adjustment, course=_await_unit,
            ),
            Transition(
                "abandon", gettext_lazy("Drop the change"), WRITTEN_AT, self.permitted,
                permission=SUBMIT, icon="x-lg", needs_comment=True, fits=lambda record: bool(record.adjustment),
                confirm=gettext_lazy("The dossier goes back to what was approved."),
                effect=_undo_changes, course=_end, grants=True,
            ),
        )  # fmt: skip

    def paper_history(self) -> tuple[Transition, ...]:
        """What was decided on paper before, entered afterwards and marked so."""
        return (
            Transition(
                "backfill", gettext_lazy("Enter a decision made on paper"), (Stage.DRAFT,), self.permitted,
                permission=PROCESS, icon="archive", needs_comment=True, asks=PERMIT[:2], offers=PERMIT[2:],
                fits=lambda record: not record.adjustment, effect=_note_afterwards, course=_end,
            ),
        )  # fmt: skip


def reporting(permitted: str, completed: str) -> tuple[Transition, ...]:
    """The unit hands in its result report, the department accepts it and closes the dossier."""
    return (
        Transition(
            "report", gettext_lazy("Hand in the report"), (permitted,), Stage.REPORTED,
            permission=SUBMIT, icon="journal-check", asks=REPORT[:2], offers=REPORT[2:], guard=_may_report, course=_await_acceptance,
        ),
        Transition(
            "complete", gettext_lazy("Accept the report, close the dossier"), (Stage.REPORTED,), completed,
            permission=PROCESS, tells=UNIT, icon="check2-all", course=_end,
        ),
        Transition(
            "return_report", gettext_lazy("Return the report"), (Stage.REPORTED,), permitted,
            permission=PROCESS, tells=UNIT, icon="arrow-return-left", needs_comment=True, course=_end_returned,
        ),
    )  # fmt: skip


def not_begun(record) -> None:
    """Nothing under way is cancelled or postponed: it is reported."""
    first = getattr(record, "first_day", None)
    if record.state == ActivityState.PERMITTED and first and first <= timezone.localdate():
        raise ValidationError(_("It has begun: hand in its report instead."))


def _may_report(record) -> None:
    if record.first_day and record.first_day > timezone.localdate():
        raise ValidationError(_("It has not begun yet."))


def _withdraw(record, act: Act) -> str:
    stopped = approval.stop(record, ApprovalStep.Outcome.STOPPED, by=act.by, comment=act.comment, at=act.at)
    return approval.wait_at(record, Stage.DRAFT, at=act.at, after=stopped)


def _reopen(record, act: Act) -> str:
    return approval.wait_at(record, Stage.RETURNED, at=act.at)


def _await_unit(record, act: Act) -> str:
    return approval.wait_at(record, Stage.DRAFT, at=act.at)


def _await_acceptance(record, act: Act) -> str:
    return approval.wait_at(record, Stage.REPORTED, at=act.at)


def _end(record, act: Act) -> str:
    approval.stop(record, ApprovalStep.Outcome.STOPPED, by=act.by, comment=act.comment, at=act.at)
    return ""


def _end_returned(record, act: Act) -> str:
    approval.stop(record, ApprovalStep.Outcome.RETURNED, by=act.by, comment=act.comment, at=act.at)
    return ""


def _note_urgency(record, act: Act) -> None:
    record.urgent_reason = act.comment


def _note_afterwards(record, act: Act) -> None:
    record.entered_afterwards = True


def _begin_adjustment(record, act: Act) -> None:
    record.adjustment = Stage.DRAFT


def _by_the_department(record, act: Act) -> None:
    record.permit_agency = record.permit_agency or Department.current().name


def _undo_changes(record, act: Act) -> None:
    restore_approved(record, by=act.by, reason=act.comment)

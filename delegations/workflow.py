"""The way of a delegation from draft to result (domain §4; issue 3 adds the chain of approval)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import DECIDE, EDIT_ALL, SUBMIT
from core.guards import missing_from, reason_when_unplanned, refuse, require, sent_today
from core.states import ActivityState as State
from core.workflow import Transition
from delegations.models import FundingSource, MemberRole, OutboundKind, Participation
from delegations.services import clashes
from delegations.states import INBOUND_REQUIRED, OUTBOUND_REQUIRED


def ready_to_go(record) -> None:
    """Everything the department asks of a trip before it reads the dossier."""
    names = [name for name in OUTBOUND_REQUIRED if name != "inviters" or record.kind == OutboundKind.CONG_TAC]
    faults: dict = missing_from(record, names) | reason_when_unplanned(record)
    members = [row for row in record.members.all() if row.participation == Participation.GOING]
    if not members:
        faults["members"] = [_("Please choose the members of the delegation.")]
    elif not any(row.role == MemberRole.LEADER for row in members):
        faults["members"] = [_("Please choose the head of the delegation.")]
    if double := clashes(record):
        faults["members"] = [*faults.get("members", []), *double]
    sponsored = any(row.source == FundingSource.DOANHNGHIEP for row in record.funding.all())
    if sponsored and not record.company_reason:
        faults["company_reason"] = _("Sponsorship by a company must be explained.")
    refuse(faults)


def ready_to_receive(record) -> None:
    faults: dict = missing_from(record, INBOUND_REQUIRED) | reason_when_unplanned(record)
    if record.clinical and not record.clinical_permit:
        faults["clinical_permit"] = _("Professional acts on patients need a permit.")
    if record.needs_sponsorship:
        faults |= missing_from(record, ["sponsorship_number"])
    refuse(faults)


def _steps(ready, forward_needs: tuple[str, ...], close_needs: tuple[str, ...]) -> tuple[Transition, ...]:
    waiting = (State.SUBMITTED, State.FORWARDED)
    return (
        Transition(
            "submit", gettext_lazy("Send to the department"), (State.DRAFT, State.RETURNED), State.SUBMITTED,
            permission=SUBMIT, icon="send", guard=ready, effect=sent_today,
        ),
        Transition(
            "forward", gettext_lazy("Forward to the deciding authority"), (State.SUBMITTED,), State.FORWARDED,
            permission=EDIT_ALL, icon="arrow-up-right", guard=require(*forward_needs),
        ),
        Transition(
            "permit", gettext_lazy("Record the permission"), waiting, State.PERMITTED,
            permission=DECIDE, icon="check2-circle", guard=require("permit_number", "permit_date"),
        ),
        Transition(
            "complete", gettext_lazy("Close the dossier"), (State.PERMITTED,), State.COMPLETED,
            permission=EDIT_ALL, icon="check2-all", guard=require(*close_needs),
        ),
        Transition(
            "return", gettext_lazy("Return for completion"), waiting, State.RETURNED,
            permission=EDIT_ALL, icon="arrow-return-left", needs_comment=True,
        ),
        Transition(
            "refuse", gettext_lazy("Record the refusal"), waiting, State.REFUSED,
            permission=DECIDE, tone="danger", icon="slash-circle", needs_comment=True,
        ),
        Transition(
            "cancel", gettext_lazy("Cancel the dossier"),
            (State.DRAFT, State.RETURNED, State.SUBMITTED, State.FORWARDED, State.PERMITTED), State.CANCELLED,
            permission=SUBMIT, tone="danger", icon="x-circle", needs_comment=True,
        ),
    )  # fmt: skip


OUTBOUND = _steps(
    ready_to_go, ("department_letter_number", "department_letter_date"), ("report_number", "report_date")
)
INBOUND = _steps(ready_to_receive, (), ("report_number", "report_date"))

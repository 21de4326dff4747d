"""The way of an agreement from draft to its end (domain §4; issue 3 adds the chain of approval)."""

from django.utils.translation import gettext_lazy as _

from agreements.models import Scope
from agreements.states import OF_A_SIGNED_PAPER, REQUIRED_TO_SUBMIT
from agreements.states import AgreementState as State
from core.access import DECIDE, EDIT_ALL, SUBMIT
from core.guards import missing_from, refuse, require, sent_today
from core.workflow import Transition

BEFORE_SIGNING = (State.DRAFT, State.SUBMITTED, State.CONSULTING, State.FORWARDED, State.PERMITTED)
WAITING = (State.SUBMITTED, State.CONSULTING, State.FORWARDED)


def ready_to_submit(record) -> None:
    names = [name for name in REQUIRED_TO_SUBMIT if name != "main_content"]
    faults = missing_from(record, names)
    if not record.main_content and not record.contents.exists():
        faults |= missing_from(record, ["main_content"])
    refuse(faults)


def signed(record) -> None:
    """A signed paper says when, by whom and with whom; a domestic one may name its partner in words."""
    names = [*OF_A_SIGNED_PAPER, "signer", *(["partners"] if record.scope == Scope.QUOC_TE else [])]
    refuse(missing_from(record, names))


TRANSITIONS = (
    Transition(
        "submit", _("Send to the department"), (State.DRAFT,), State.SUBMITTED,
        permission=SUBMIT, icon="send", guard=ready_to_submit, effect=sent_today,
    ),
    Transition(
        "consult", _("Ask for opinions"), (State.SUBMITTED,), State.CONSULTING,
        permission=EDIT_ALL, icon="chat-left-text", guard=require("consultations"),
    ),
    Transition(
        "forward", _("Forward to the deciding authority"), (State.SUBMITTED, State.CONSULTING), State.FORWARDED,
        permission=EDIT_ALL, icon="arrow-up-right",
    ),
    Transition(
        "permit", _("Record the permission to sign"), WAITING, State.PERMITTED,
        permission=DECIDE, icon="check2-circle", guard=require("permit_number", "permit_date"),
    ),
    Transition(
        "sign", _("Record the signing"), (State.PERMITTED,), State.SIGNED,
        permission=SUBMIT, icon="pen", guard=signed,
    ),
    Transition(
        "return", _("Return for completion"), WAITING, State.DRAFT,
        permission=EDIT_ALL, icon="arrow-return-left", needs_comment=True,
    ),
    Transition(
        "suspend", _("Suspend"), (State.SIGNED,), State.SUSPENDED,
        permission=EDIT_ALL, icon="pause-circle", needs_comment=True,
    ),
    Transition(
        "resume", _("Resume"), (State.SUSPENDED,), State.SIGNED, permission=EDIT_ALL, icon="play-circle",
    ),
    Transition(
        "terminate", _("Record the termination"), (State.SIGNED, State.SUSPENDED), State.TERMINATED,
        permission=EDIT_ALL, tone="danger", icon="stop-circle", needs_comment=True,
    ),
    Transition(
        "cancel", _("Cancel the dossier"), BEFORE_SIGNING, State.CANCELLED,
        permission=SUBMIT, tone="danger", icon="x-circle", needs_comment=True,
    ),
)  # fmt: skip

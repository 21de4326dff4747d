"""The way of a conference from draft to report (domain §4; issue 3 adds the chain of approval)."""

from django.utils.translation import gettext_lazy

from conferences.models import NOT_INTERNATIONAL, Role
from conferences.states import REQUIRED_TO_SUBMIT, TO_ATTEND
from core.access import DECIDE, EDIT_ALL, SUBMIT
from core.guards import missing_from, reason_when_unplanned, refuse, require, sent_today
from core.states import ActivityState as State
from core.workflow import Transition

WAITING = (State.SUBMITTED, State.FORWARDED)


def ready(record) -> None:
    hosting = record.role == Role.CHU_TRI
    faults = missing_from(record, REQUIRED_TO_SUBMIT if hosting else TO_ATTEND) | reason_when_unplanned(
        record
    )
    if record.foreign_visiting:
        faults |= missing_from(record, ["countries"])
    if hosting and not record.has_foreign_element:
        faults["foreign_visiting"] = str(NOT_INTERNATIONAL)
    refuse(faults)


TRANSITIONS = (
    Transition(
        "submit", gettext_lazy("Send to the department"), (State.DRAFT, State.RETURNED), State.SUBMITTED,
        permission=SUBMIT, icon="send", guard=ready, effect=sent_today,
    ),
    Transition(
        "forward", gettext_lazy("Forward to the deciding authority"), (State.SUBMITTED,), State.FORWARDED,
        permission=EDIT_ALL, icon="arrow-up-right",
    ),
    Transition(
        "permit", gettext_lazy("Record the permission"), WAITING, State.PERMITTED,
        permission=DECIDE, icon="check2-circle", guard=require("permit_number", "permit_date"),
    ),
    Transition(
        "complete", gettext_lazy("Close the dossier"), (State.PERMITTED,), State.COMPLETED,
        permission=EDIT_ALL, icon="check2-all", guard=require("report_number", "report_date"),
    ),
    Transition(
        "return", gettext_lazy("Return for completion"), WAITING, State.RETURNED,
        permission=EDIT_ALL, icon="arrow-return-left", needs_comment=True,
    ),
    Transition(
        "refuse", gettext_lazy("Record the refusal"), WAITING, State.REFUSED,
        permission=DECIDE, tone="danger", icon="slash-circle", needs_comment=True,
    ),
    Transition(
        "cancel", gettext_lazy("Cancel the dossier"), (State.DRAFT, State.RETURNED, *WAITING, State.PERMITTED),
        State.CANCELLED, permission=SUBMIT, tone="danger", icon="x-circle", needs_comment=True,
    ),
)  # fmt: skip

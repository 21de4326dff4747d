"""The way of aid from mobilising to settlement (domain §4; issue 3 adds the chain of approval)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_projects.models import FormOfAid
from aid_projects.states import REQUIRED_TO_SUBMIT, TO_APPROVE, WORTH
from aid_projects.states import AidState as State
from core.access import DECIDE, EDIT_ALL, SUBMIT
from core.guards import missing_from, refuse, require, sent_today
from core.workflow import Transition


def _worth(record) -> dict[str, str]:
    return {} if record.unpriced_goods else missing_from(record, WORTH)


def ready_to_submit(record) -> None:
    faults = missing_from(record, REQUIRED_TO_SUBMIT) | _worth(record)
    forms = {row.form for row in record.forms.all()}
    if FormOfAid.TIEN in forms:
        faults |= missing_from(record, ["account"])
    if FormOfAid.HANG in forms:
        faults |= missing_from(record, ["goods"])
    refuse(faults)


def approved(record) -> None:
    refuse(missing_from(record, TO_APPROVE) | _worth(record))


def may_start(record) -> None:
    """Aid is received and carried out only after approval (Decree 80/2020 art. 4)."""
    if missing := missing_from(record, ("permit_number", "permit_date")):
        message = _("There is no approval yet; it cannot become under way.")
        refuse(dict.fromkeys(missing, message))


TRANSITIONS = (
    Transition(
        "submit", gettext_lazy("Send to the department"), (State.MOBILISING,), State.SUBMITTED,
        permission=SUBMIT, icon="send", guard=ready_to_submit, effect=sent_today,
    ),
    Transition(
        "appraise", gettext_lazy("Send for appraisal"), (State.SUBMITTED,), State.APPRAISING,
        permission=EDIT_ALL, icon="search",
    ),
    Transition(
        "approve", gettext_lazy("Record the approval"), (State.SUBMITTED, State.APPRAISING), State.APPROVED,
        permission=DECIDE, icon="check2-circle", guard=approved,
    ),
    Transition(
        "start", gettext_lazy("Begin carrying out"), (State.APPROVED,), State.UNDER_WAY,
        permission=SUBMIT, icon="play-circle", guard=may_start,
    ),
    Transition(
        "pause", gettext_lazy("Pause"), (State.UNDER_WAY,), State.SUSPENDED,
        permission=EDIT_ALL, icon="pause-circle", needs_comment=True,
    ),
    Transition(
        "resume", gettext_lazy("Resume"), (State.SUSPENDED,), State.UNDER_WAY, permission=EDIT_ALL, icon="play-circle",
    ),
    Transition(
        "end", gettext_lazy("Record the end"), (State.UNDER_WAY, State.SUSPENDED), State.ENDED,
        permission=SUBMIT, icon="flag",
    ),
    Transition(
        "complete", gettext_lazy("Close the dossier"), (State.ENDED,), State.COMPLETED,
        permission=EDIT_ALL, icon="check2-all",
        guard=require("handover_number", "handover_date", "settlement_number", "settlement_date"),
    ),
    Transition(
        "return", gettext_lazy("Return for completion"), (State.SUBMITTED, State.APPRAISING), State.MOBILISING,
        permission=EDIT_ALL, icon="arrow-return-left", needs_comment=True,
    ),
    Transition(
        "decline", gettext_lazy("Record the refusal"), (State.SUBMITTED, State.APPRAISING), State.DECLINED,
        permission=DECIDE, tone="danger", icon="slash-circle", needs_comment=True,
    ),
    Transition(
        "revoke", gettext_lazy("Record the revocation"), (State.APPROVED,), State.REVOKED,
        permission=DECIDE, tone="danger", icon="arrow-counterclockwise", needs_comment=True,
    ),
    Transition(
        "cancel", gettext_lazy("Cancel the dossier"),
        (State.MOBILISING, State.SUBMITTED, State.APPRAISING, State.APPROVED), State.CANCELLED,
        permission=SUBMIT, tone="danger", icon="x-circle", needs_comment=True,
    ),
)  # fmt: skip

"""The way of aid from mobilising to settlement (domain §4); shared steps stand in `core/review.py`."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_projects.models import FormOfAid
from aid_projects.procedures import procedure_of
from aid_projects.states import REQUIRED_TO_SUBMIT, TO_APPROVE, WORTH
from aid_projects.states import AidState as State
from core.access import PROCESS, SUBMIT
from core.guards import missing_from, refuse
from core.review import PERMIT, Review
from core.states import Stage
from core.workdays import add_months
from core.workflow import UNIT, Transition

START_WITHIN_MONTHS = 6
"""Approved aid not begun by then may be revoked (Decree 80/2020 art. 4)."""


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


def may_revoke(record) -> None:
    """Only aid that was not begun in six months after its approval (Decree 80/2020 art. 4)."""
    if record.permit_date and timezone.localdate() <= add_months(record.permit_date, START_WITHIN_MONTHS):
        raise ValidationError(_("It was approved less than six months ago."))


REVIEW = Review(procedure_of, ready_to_submit, permitted=State.APPROVED, refused=State.DECLINED)
BEFORE_SENDING = (
    Transition(
        "agreed", gettext_lazy("Record the donor's consent"), (State.MOBILISING,), Stage.DRAFT,
        permission=SUBMIT, icon="hand-thumbs-up", asks=("consent_number",), offers=("consent_date",),
    ),
    Transition(
        "drop", gettext_lazy("Record that the aid is not accepted"), (State.MOBILISING, Stage.DRAFT), State.DECLINED,
        permission=SUBMIT, tone="danger", icon="slash-circle", needs_comment=True,
        fits=lambda record: not record.adjustment,
    ),
)  # fmt: skip
DECISION = (
    Transition(
        "approve", gettext_lazy("Record the approval"), (Stage.APPRAISING,), State.APPROVED,
        permission=PROCESS, tells=UNIT, icon="check2-circle", asks=PERMIT[:2], offers=PERMIT[2:], guard=approved, course=REVIEW.decide, grants=True,
    ),
)  # fmt: skip
CARRYING_OUT = (
    Transition(
        "start", gettext_lazy("Begin carrying out"), (State.APPROVED,), State.UNDER_WAY,
        permission=SUBMIT, icon="play-circle", guard=may_start,
    ),
    Transition(
        "pause", gettext_lazy("Pause"), (State.UNDER_WAY,), State.SUSPENDED,
        permission=PROCESS, icon="pause-circle", needs_comment=True,
    ),
    Transition(
        "resume", gettext_lazy("Resume"), (State.SUSPENDED,), State.UNDER_WAY, permission=PROCESS, icon="play-circle",
    ),
    Transition(
        "end", gettext_lazy("Record the end"), (State.UNDER_WAY, State.SUSPENDED), State.ENDED,
        permission=SUBMIT, icon="flag",
    ),
    Transition(
        "hand_over", gettext_lazy("Record the handover"), (State.ENDED,), State.HANDED_OVER,
        permission=SUBMIT, icon="box-arrow-right", asks=("handover_number", "handover_date"),
    ),
    Transition(
        "settle", gettext_lazy("Record the settlement"), (State.HANDED_OVER,), State.SETTLED,
        permission=SUBMIT, icon="calculator", asks=("settlement_number", "settlement_date"),
    ),
    Transition(
        "complete", gettext_lazy("Close the dossier"), (State.SETTLED,), State.COMPLETED,
        permission=PROCESS, tells=UNIT, icon="check2-all",
    ),
    Transition(
        "revoke", gettext_lazy("Record the revocation"), (State.APPROVED,), State.REVOKED,
        permission=PROCESS, tells=UNIT, tone="danger", icon="arrow-counterclockwise", needs_comment=True, guard=may_revoke,
    ),
)  # fmt: skip
TRANSITIONS = (
    *BEFORE_SENDING,
    *REVIEW.sending(),
    *REVIEW.department(),
    *DECISION,
    *CARRYING_OUT,
    *REVIEW.changes((State.APPROVED, State.UNDER_WAY)),
    *REVIEW.paper_history(),
    *REVIEW.setbacks(cancelled=State.CANCELLED, alive=(State.MOBILISING, State.APPROVED)),
)

"""The way of an agreement from draft to its end (domain §4); shared steps stand in `core/review.py`."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Scope
from agreements.procedures import procedure_of
from agreements.states import OF_A_SIGNED_PAPER, REQUIRED_TO_SUBMIT
from agreements.states import AgreementState as State
from core.access import PROCESS, SUBMIT
from core.attachments import DocumentKind, has_attachment
from core.guards import missing_from, refuse
from core.review import Review
from core.workflow import UNIT, Transition


def ready_to_submit(record) -> None:
    names = [name for name in REQUIRED_TO_SUBMIT if name != "main_content"]
    faults = missing_from(record, names)
    if not record.main_content and not record.contents.exists():
        faults |= missing_from(record, ["main_content"])
    refuse(faults)


def opinions_in(record) -> None:
    """Every agency consulted has answered, or the day for its answer has passed (Law 70/2020; Decree 64/2021)."""
    rows = list(record.consultations.all())
    if not rows:
        refuse(missing_from(record, ["consultations"]))
    today = timezone.localdate()
    waiting = [row.agency for row in rows if not row.replied_on and (row.due is None or row.due >= today)]
    if waiting:
        message = _("Still to answer: %(agencies)s.") % {"agencies": "; ".join(waiting)}
        raise ValidationError({"consultations": message})


def signed(record) -> None:
    """A signed paper says when, by whom and with whom; a domestic one may name its partner in words."""
    names = [*OF_A_SIGNED_PAPER, "signer", *(["partners"] if record.scope == Scope.QUOC_TE else [])]
    refuse(missing_from(record, names))
    if not has_attachment(record, DocumentKind.SIGNED):
        raise ValidationError(_("Please add the scan of the signed text to the documents first."))


REVIEW = Review(procedure_of, ready_to_submit, permitted=State.PERMITTED, refused=State.REFUSED)
CONSULTING = (
    Transition(
        "compile", gettext_lazy("Close the consultation"), (State.CONSULTING,),
        permission=PROCESS, icon="card-checklist", guard=opinions_in, course=REVIEW.go_on,
    ),
    Transition(
        "propose_compiled", gettext_lazy("Propose with the opinions"), (State.COMPILING,),
        permission=PROCESS, icon="arrow-up-right", guard=ready_to_submit, course=REVIEW.go_on,
    ),
)  # fmt: skip
AFTER_PERMISSION = (
    Transition(
        "sign", gettext_lazy("Record the signing"), (State.PERMITTED,), State.SIGNED,
        permission=SUBMIT, icon="pen", asks=("signed_on", "signer"), offers=("signing_place", "partner_signer"), guard=signed,
    ),
    Transition(
        "copy", gettext_lazy("Record the report after signing"), (State.SIGNED,), State.SIGNED,
        permission=PROCESS, icon="send-check", asks=("copy_number", "copy_date"), fits=lambda record: not record.copy_date,
    ),
    Transition(
        "suspend", gettext_lazy("Suspend"), (State.SIGNED,), State.SUSPENDED,
        permission=PROCESS, tells=UNIT, icon="pause-circle", needs_comment=True,
    ),
    Transition(
        "resume", gettext_lazy("Resume"), (State.SUSPENDED,), State.SIGNED,
        permission=PROCESS, icon="play-circle",
    ),
    Transition(
        "replace", gettext_lazy("Record the replacement"), (State.SIGNED, State.SUSPENDED), State.REPLACED,
        permission=PROCESS, tells=UNIT, icon="arrow-repeat", needs_comment=True,
    ),
    Transition(
        "terminate", gettext_lazy("Record the termination"), (State.SIGNED, State.SUSPENDED), State.TERMINATED,
        permission=PROCESS, tells=UNIT, tone="danger", icon="stop-circle", needs_comment=True,
    ),
)  # fmt: skip
TRANSITIONS = (
    *REVIEW.sending(),
    *REVIEW.department(),
    *CONSULTING,
    *REVIEW.deciding(),
    *AFTER_PERMISSION,
    *REVIEW.changes((State.PERMITTED,)),
    *REVIEW.paper_history(),
    *REVIEW.setbacks(cancelled=State.CANCELLED, alive=(State.PERMITTED,)),
)

"""The way of a delegation from draft to result (domain §4); shared steps stand in `core/review.py`."""

from django.utils.translation import gettext as _

from core.guards import missing_from, reason_when_unplanned, refuse
from core.review import Review, reporting
from core.states import ActivityState as State
from delegations import procedures
from delegations.models import FundingSource, MemberRole, OutboundKind, Participation
from delegations.services import clashes
from delegations.states import INBOUND_REQUIRED, OUTBOUND_REQUIRED


def ready_to_go(record) -> None:
    """Everything the department asks of a trip before it reads the dossier."""
    names = [name for name in OUTBOUND_REQUIRED if name != "inviters" or record.kind == OutboundKind.CONG_TAC]
    if record.kind == OutboundKind.VIEC_RIENG:
        names.remove("invitation_number")
    faults: dict = missing_from(record, names) | reason_when_unplanned(record)
    members = [
        row for row in record.members.select_related("person") if row.participation == Participation.GOING
    ]
    if not members:
        faults["members"] = [_("Please choose the members of the delegation.")]
    elif not any(row.role == MemberRole.LEADER for row in members):
        faults["members"] = [_("Please choose the head of the delegation.")]
    if double := clashes(record):
        faults["members"] = [*faults.get("members", []), *double]
    if any(row.person.party_managed for row in members):
        faults |= missing_from(record, ["party_notice_number"])
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


def _table(review: Review, *more):
    return (
        *review.sending(),
        *review.department(),
        *review.deciding(),
        *reporting(State.PERMITTED, State.COMPLETED),
        *review.changes((State.PERMITTED,)),
        *review.paper_history(),
        *review.setbacks(cancelled=State.CANCELLED, postponed=State.POSTPONED, alive=(State.PERMITTED,)),
    )


OUTBOUND = _table(Review(procedures.of_trip, ready_to_go, permitted=State.PERMITTED, refused=State.REFUSED))
INBOUND = _table(
    Review(procedures.of_visit, ready_to_receive, permitted=State.PERMITTED, refused=State.REFUSED)
)

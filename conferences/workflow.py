"""The way of a conference from draft to report (domain §4); shared steps stand in `core/review.py`."""

from conferences.models import NOT_INTERNATIONAL, Role
from conferences.procedures import procedure_of
from conferences.states import REQUIRED_TO_SUBMIT, TO_ATTEND
from core.guards import missing_from, reason_when_unplanned, refuse
from core.review import Review, reporting
from core.states import ActivityState as State


def ready(record) -> None:
    hosting = record.role == Role.CHU_TRI
    faults = missing_from(record, REQUIRED_TO_SUBMIT if hosting else TO_ATTEND)
    faults |= reason_when_unplanned(record)
    if record.foreign_visiting:
        faults |= missing_from(record, ["countries"])
    if hosting and not record.has_foreign_element:
        faults["foreign_visiting"] = str(NOT_INTERNATIONAL)
    refuse(faults)


REVIEW = Review(procedure_of, ready, permitted=State.PERMITTED, refused=State.REFUSED)
TRANSITIONS = (
    *REVIEW.sending(),
    *REVIEW.department(),
    *REVIEW.deciding(),
    *reporting(State.PERMITTED, State.COMPLETED),
    *REVIEW.changes((State.PERMITTED,)),
    *REVIEW.paper_history(),
    *REVIEW.setbacks(cancelled=State.CANCELLED, postponed=State.POSTPONED, alive=(State.PERMITTED,)),
)

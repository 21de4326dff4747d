"""Who may do what where, written by hand from domain §4: position → role → the steps open to it.

`o` unit officer, `u` unit head, `d` department officer, `h` office head, `l` department leader, `c` clerk; the administrator
takes no step anywhere. A position or role that is not named has none.
"""

from agreements.models import Agreement
from aid_projects.models import AidProject
from conferences.models import Conference
from delegations.models import InboundDelegation, OutboundDelegation

_REVIEW = {
    "UNIT_REVIEW": {
        "o": "recall cancel",
        "u": "approve_unit return",
        "d": "cancel",
        "l": "urgent",
    },
    "SUBMITTED": {"o": "recall cancel", "d": "receive return cancel", "l": "urgent"},
    "REVIEWING": {"o": "cancel", "d": "propose return cancel", "l": "urgent"},
    "AT_OFFICE": {"o": "cancel", "d": "cancel", "h": "approve_office return refuse", "l": "urgent"},
    "AT_LEADER": {"o": "cancel", "d": "cancel", "l": "approve_leader return refuse"},
    "ISSUING": {"o": "cancel", "d": "issue cancel", "c": "issue"},
    "GRANTING": {"o": "cancel", "d": "grant cancel", "c": "grant"},
}


def _more(table: dict, **added) -> dict:
    """The table with more steps in every cell that has `cancel`."""
    return {
        position: {
            who: f"{steps} {added['beside_cancel']}" if "cancel" in steps else steps
            for who, steps in row.items()
        }
        for position, row in table.items()
    }


ACTIVITY = {
    "DRAFT": {"o": "submit cancel", "d": "submit backfill cancel"},
    "RETURNED": {"o": "submit cancel", "d": "submit cancel"},
    **_more(
        _REVIEW | {"FORWARDED": {"o": "cancel", "d": "permit return refuse cancel"}},
        beside_cancel="postpone",
    ),
    "PERMITTED": {"o": "report adjust cancel postpone", "d": "report adjust cancel postpone"},
    "REPORTED": {"d": "complete return_report"},
    "POSTPONED": {"o": "reopen", "d": "reopen"},
}
AGREEMENT = {
    "DRAFT": {"o": "submit cancel", "d": "submit backfill cancel"},
    "RETURNED": {"o": "submit cancel", "d": "submit cancel"},
    **_REVIEW,
    "CONSULTING": {"o": "cancel", "d": "compile return cancel", "l": "urgent"},
    "COMPILING": {"o": "cancel", "d": "propose_compiled return cancel", "l": "urgent"},
    "FORWARDED": {"o": "cancel", "d": "permit return refuse cancel"},
    "PERMITTED": {"o": "sign adjust cancel", "d": "sign adjust cancel"},
    "SIGNED": {"d": "copy suspend replace terminate"},
    "SUSPENDED": {"d": "resume replace terminate"},
}
AID = {
    "MOBILISING": {"o": "agreed drop cancel", "d": "agreed drop cancel"},
    "DRAFT": {"o": "drop submit cancel", "d": "drop submit backfill cancel"},
    "RETURNED": {"o": "submit cancel", "d": "submit cancel"},
    **{position: row for position, row in _REVIEW.items() if position != "GRANTING"},
    "APPRAISING": {"o": "cancel", "d": "approve return refuse cancel"},
    "APPROVED": {"o": "start adjust cancel", "d": "start revoke adjust cancel"},
    "UNDER_WAY": {"o": "end adjust", "d": "pause end adjust"},
    "SUSPENDED": {"o": "end", "d": "resume end"},
    "ENDED": {"o": "hand_over", "d": "hand_over"},
    "HANDED_OVER": {"o": "settle", "d": "settle"},
    "SETTLED": {"d": "complete"},
}
TABLES = {
    OutboundDelegation: ACTIVITY,
    InboundDelegation: ACTIVITY,
    Conference: ACTIVITY,
    Agreement: AGREEMENT,
    AidProject: AID,
}
ADJUSTING = {
    "DRAFT": {"o": "submit abandon cancel", "d": "submit abandon cancel"},
    "RETURNED": {"o": "submit abandon cancel", "d": "submit abandon cancel"},
}
"""While the change of what was approved is written; under review the rows of the type's table hold."""

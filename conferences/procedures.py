"""The ways of conferences to their permission (Decision 06/2020/QĐ-TTg art. 3)."""

from django.utils.translation import gettext_lazy as _

from conferences.models import Authority, Conference, Role
from core.approval import Procedure
from core.states import Stage

WITHIN = (
    (Stage.UNIT_REVIEW, 2),
    (Stage.SUBMITTED, 1),
    (Stage.REVIEWING, 5),
    (Stage.AT_OFFICE, 1),
    (Stage.AT_LEADER, 2),
)
BY_PRIME_MINISTER = Procedure(
    "conference_prime_minister",
    _("Conference permitted by the Prime Minister"),
    _("Prime Minister, through the City People's Committee"),
    "Quyết định 06/2020/QĐ-TTg điều 3 khoản 1",
    (*WITHIN, (Stage.ISSUING, 1), (Stage.FORWARDED, 22)),
)
BY_CITY = Procedure(
    "conference_city",
    _("Conference permitted by the city"),
    _("Chairman of the City People's Committee, through the Department of Foreign Affairs"),
    "Quyết định 06/2020/QĐ-TTg điều 3 khoản 2",
    (*WITHIN, (Stage.ISSUING, 1), (Stage.FORWARDED, 12)),
)
ATTENDING = Procedure(
    "conference_attending",
    _("Taking part in a conference"),
    _("Leader of the department"),
    "Quyết định 67/2011/QĐ-TTg",
    (*WITHIN, (Stage.GRANTING, 1)),
)
PROCEDURES = (BY_PRIME_MINISTER, BY_CITY, ATTENDING)


def procedure_of(conference: Conference) -> Procedure:
    if conference.role == Role.THAM_DU:
        return ATTENDING
    return BY_PRIME_MINISTER if conference.authority == Authority.PRIME_MINISTER else BY_CITY

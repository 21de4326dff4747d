"""The ways of delegations to their permission: authority, legal basis, chain (domain §1.2, §1.3, §4)."""

from django.utils.translation import gettext_lazy as _

from core.approval import Procedure
from core.states import Stage
from delegations.models import InboundDelegation, InboundRank, OutboundDelegation, OutboundKind

WITHIN = (
    (Stage.UNIT_REVIEW, 2),
    (Stage.SUBMITTED, 1),
    (Stage.REVIEWING, 3),
    (Stage.AT_OFFICE, 1),
    (Stage.AT_LEADER, 2),
)
"""From the unit to the department's leader, with working days for each step."""
BY_THE_CITY = (*WITHIN, (Stage.ISSUING, 1), (Stage.FORWARDED, 6))
BY_THE_DEPARTMENT = (*WITHIN, (Stage.GRANTING, 1))
BY_THE_OFFICE = (*WITHIN[:-1], (Stage.GRANTING, 1))

OFFICIAL_TRIP = Procedure(
    "outbound_official",
    _("Official trip abroad"),
    _("City People's Committee, through the Department of Foreign Affairs"),
    "Quyết định 67/2011/QĐ-TTg; Quyết định 48/2013/QĐ-UBND",
    BY_THE_CITY,
)
PRIVATE_TRIP = Procedure(
    "outbound_private",
    _("Private trip abroad"),
    _("Department of Health, by delegation of the city"),
    "Quyết định 48/2013/QĐ-UBND",
    BY_THE_DEPARTMENT,
)
VISIT_1 = Procedure(
    "inbound_group_1",
    _("Inbound, group 1: minister or above"),
    _("Prime Minister, through the City People's Committee"),
    "Quyết định 67/2011/QĐ-TTg",
    BY_THE_CITY,
)
VISIT_2 = Procedure(
    "inbound_group_2",
    _("Inbound, group 2: outside an approved programme"),
    _("Leader of the department"),
    "Quyết định 67/2011/QĐ-TTg; Thông tư 05/2017/TT-BNG",
    BY_THE_DEPARTMENT,
)
VISIT_3 = Procedure(
    "inbound_group_3",
    _("Inbound, group 3: within an approved programme"),
    _("Head of the department's office"),
    "Quyết định 67/2011/QĐ-TTg; Thông tư 05/2017/TT-BNG",
    BY_THE_OFFICE,
)
PROCEDURES = (OFFICIAL_TRIP, PRIVATE_TRIP, VISIT_1, VISIT_2, VISIT_3)


def of_trip(trip: OutboundDelegation) -> Procedure:
    return PRIVATE_TRIP if trip.kind == OutboundKind.VIEC_RIENG else OFFICIAL_TRIP


def of_visit(visit: InboundDelegation) -> Procedure:
    """The group of the procedure (domain I1)."""
    if visit.rank == InboundRank.CAP_CAO:
        return VISIT_1
    return VISIT_3 if visit.in_approved_programme else VISIT_2

"""Delegations going out (đoàn ra) and coming in (đoàn vào)."""

from delegations.models.outbound import (
    Currency,
    Funding,
    FundingSource,
    Leg,
    Member,
    MemberRole,
    OutboundDelegation,
    OutboundKind,
    OutboundPurpose,
    Participation,
)

# Trips stand before visits wherever types are listed in the order in which Django met them.
# isort: split
from delegations.models.inbound import (
    AgencyNotice,
    Gift,
    Guest,
    InboundDelegation,
    InboundFunding,
    InboundPurpose,
    InboundRank,
    ProgrammeItem,
)

__all__ = [
    "AgencyNotice",
    "Currency",
    "Funding",
    "FundingSource",
    "Gift",
    "Guest",
    "InboundDelegation",
    "InboundFunding",
    "InboundPurpose",
    "InboundRank",
    "Leg",
    "Member",
    "MemberRole",
    "OutboundDelegation",
    "OutboundKind",
    "OutboundPurpose",
    "Participation",
    "ProgrammeItem",
]

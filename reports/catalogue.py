"""Every figure in the order of the dictionary, and the report they make. The one module that names every domain."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.indicators import INDICATORS as AGREEMENTS
from agreements.models import Agreement
from agreements.states import SIGNED_ONCE
from aid_projects.indicators import INDICATORS as AID
from conferences.indicators import INDICATORS as CONFERENCES
from conferences.models import Conference
from core.indicators.declaration import Indicator
from core.states import ActivityState
from delegations.indicators.inbound import INBOUND_INDICATORS as INBOUND
from delegations.indicators.outbound import OUTBOUND_INDICATORS as OUTBOUND
from delegations.models import InboundDelegation, OutboundDelegation
from personnel.indicators import INDICATORS as PERSONNEL
from reports.difficulties import INDICATORS as DIFFICULTIES
from reports.relations import WITH_COUNTRIES

INDICATORS: tuple[Indicator, ...] = (
    *OUTBOUND,
    *INBOUND,
    *AGREEMENTS,
    *CONFERENCES,
    *AID,
    *PERSONNEL,
    *DIFFICULTIES,
)
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
OPENED = {**BY_CODE, WITH_COUNTRIES.code: WITH_COUNTRIES}
"""What has a page of its rows: the dictionary, and what only the world map counts."""


def chosen(*codes: str) -> tuple[Indicator, ...]:
    return tuple(OPENED[code] for code in codes)


@dataclass(frozen=True)
class Section:
    """A part of the six-month report: five groups of activity (domain §2.1), then the difficulties."""

    number: str
    key: str
    title: Any
    indicators: tuple[Indicator, ...]


SECTIONS = (
    Section("1", "delegations", _("Organisation and management of delegations"), (*OUTBOUND, *INBOUND)),
    Section("2", "agreements", _("International cooperation"), AGREEMENTS),
    Section("3", "conferences", _("International conferences and workshops"), CONFERENCES),
    Section("4", "aid", _("Mobilising, receiving and using foreign aid"), AID),
    Section("5", "personnel", _("Personnel for external affairs"), PERSONNEL),
    Section("6", "difficulties", _("Difficulties and shortcomings"), DIFFICULTIES),
)

BY_UNIT = {
    "DR01": _("Outbound"),
    "DR02": _("Person-trips"),
    "DR03": _("Travellers"),
    "DV01": _("Inbound"),
    "DV02": _("Guest visits"),
    "TT01": _("International agreements"),
    "HN01": _("Conferences hosted"),
    "VT01": _("Aid under way"),
    "KK04": _("Reports late"),
}
"""The figures told unit by unit, with the short names that fit above a column."""
TILES = {
    "DR02": "airplane",
    "DV01": "people",
    "TT01": "pen",
    "VT01": "gift",
    "VT06": "cash-coin",
}
"""The figures a leader sees first, with their icons."""

_DONE = Q(state=ActivityState.COMPLETED)
TRACES = (
    (OutboundDelegation, _DONE, "permit_date"),
    (InboundDelegation, _DONE, "start_date"),
    (Conference, _DONE, "start_date"),
    (Agreement, Q(state__in=SIGNED_ONCE), "signed_on"),
)
"""What shows that a period has data: records with an outcome. A permission for next month opens no new period."""

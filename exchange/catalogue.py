"""The exchange workbook: its sheets in the order they are written and loaded."""

from agreements.sheets import AgreementSheet, ImplementationSheet
from aid_projects.sheets import AidSheet, DisbursementSheet
from conferences.sheets import ConferenceSheet
from core.workbook.sheet import Sheet
from delegations.sheets import GuestSheet, InboundSheet, MemberSheet, OutboundSheet
from directory.sheets import PartnerSheet, UnitSheet
from personnel.sheets import FocalPointSheet, TrainingSheet


def sheets() -> list[Sheet]:
    return [
        UnitSheet(),
        PartnerSheet(),
        OutboundSheet(),
        MemberSheet(),
        InboundSheet(),
        GuestSheet(),
        AgreementSheet(),
        ImplementationSheet(),
        ConferenceSheet(),
        AidSheet(),
        DisbursementSheet(),
        FocalPointSheet(),
        TrainingSheet(),
    ]


def sheet_called(title: str) -> Sheet:
    return next(sheet for sheet in sheets() if sheet.title == title)


def importable(user) -> list[Sheet]:
    """What this person may bring in by the wizard: what could be entered by hand."""
    return [
        sheet for sheet in sheets() if getattr(sheet, "record_model", sheet.model).objects.creatable_by(user)
    ]

"""States of foreign aid, from mobilising to settlement (domain §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AidState(models.TextChoices):
    MOBILISING = "MOBILISING", _("Mobilising")
    SUBMITTED = "SUBMITTED", _("Submitted to the department")
    APPRAISING = "APPRAISING", _("Being appraised")
    APPROVED = "APPROVED", _("Approved")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    SUSPENDED = "SUSPENDED", _("Paused")
    ENDED = "ENDED", _("Ended")
    COMPLETED = "COMPLETED", _("Completed")
    DECLINED = "DECLINED", _("Not accepted")
    REVOKED = "REVOKED", _("Revoked")
    CANCELLED = "CANCELLED", _("Cancelled")


APPROVED_STATES = (
    AidState.APPROVED,
    AidState.UNDER_WAY,
    AidState.SUSPENDED,
    AidState.ENDED,
    AidState.COMPLETED,
)
"""Approved and counted (indicators VT01–VT08)."""

TONES = {
    "MOBILISING": ("muted", "megaphone"),
    "SUBMITTED": ("info", "send"),
    "APPRAISING": ("info", "search"),
    "APPROVED": ("success", "check2-circle"),
    "UNDER_WAY": ("info", "play-circle"),
    "SUSPENDED": ("warning", "pause-circle"),
    "ENDED": ("success", "flag"),
    "COMPLETED": ("success", "check2-all"),
    "DECLINED": ("muted", "slash-circle"),
    "REVOKED": ("muted", "arrow-counterclockwise"),
    "CANCELLED": ("muted", "x-circle"),
}

REQUIRED_TO_SUBMIT = (
    "donors",
    "managing_agency",
    "fields",
    "beneficiaries",
    "area",
    "objective",
    "content",
    "expected_results",
    "forms",
    "start_date",
    "end_date",
    "consent_number",
    "document_number",
)
"""What a dossier of aid needs before it is sent to the department (domain §3.8: fields marked R)."""

WORTH = ("value", "currency", "usd_rate")
"""Asked from sending on; on screen goods without a price are let off."""
TO_APPROVE = ("permit_number", "permit_date", "start_date", "end_date")
"""What an approved dossier shows, besides its worth; in a workbook too."""

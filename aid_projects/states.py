"""States of foreign aid, from mobilising to settlement (domain §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import TONES as SHARED_TONES
from core.states import Stage


class AidState(models.TextChoices):
    MOBILISING = "MOBILISING", _("Mobilising")
    DRAFT = Stage.DRAFT.value, _("Donor agreed, dossier in the making")
    UNIT_REVIEW = Stage.UNIT_REVIEW.value, Stage.UNIT_REVIEW.label
    SUBMITTED = Stage.SUBMITTED.value, Stage.SUBMITTED.label
    RETURNED = Stage.RETURNED.value, Stage.RETURNED.label
    REVIEWING = Stage.REVIEWING.value, _("Under review by the department")
    AT_OFFICE = Stage.AT_OFFICE.value, Stage.AT_OFFICE.label
    AT_LEADER = Stage.AT_LEADER.value, Stage.AT_LEADER.label
    ISSUING = Stage.ISSUING.value, Stage.ISSUING.label
    APPRAISING = Stage.APPRAISING.value, _("Being appraised")
    APPROVED = "APPROVED", _("Approved")
    UNDER_WAY = "UNDER_WAY", _("Under way")
    SUSPENDED = "SUSPENDED", _("Paused")
    ENDED = "ENDED", _("Ended")
    HANDED_OVER = "HANDED_OVER", _("Handed over")
    SETTLED = "SETTLED", _("Settled")
    COMPLETED = "COMPLETED", _("Completed")
    DECLINED = "DECLINED", _("Not accepted")
    REVOKED = "REVOKED", _("Revoked")
    CANCELLED = "CANCELLED", _("Cancelled")


APPROVED_STATES = (
    AidState.APPROVED,
    AidState.UNDER_WAY,
    AidState.SUSPENDED,
    AidState.ENDED,
    AidState.HANDED_OVER,
    AidState.SETTLED,
    AidState.COMPLETED,
)
"""Approved and counted (indicators VT01–VT08)."""

TONES = {
    **SHARED_TONES,
    "MOBILISING": ("muted", "megaphone"),
    "APPROVED": ("success", "check2-circle"),
    "UNDER_WAY": ("info", "play-circle"),
    "SUSPENDED": ("warning", "pause-circle"),
    "ENDED": ("success", "flag"),
    "HANDED_OVER": ("success", "box-arrow-right"),
    "SETTLED": ("success", "calculator"),
    "DECLINED": ("muted", "slash-circle"),
    "REVOKED": ("muted", "arrow-counterclockwise"),
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

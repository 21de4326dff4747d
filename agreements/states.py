"""States of an agreement, and its effect, which follows from dates and is never stored."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import TONES as SHARED_TONES
from core.states import Stage


class AgreementState(models.TextChoices):
    DRAFT = Stage.DRAFT.value, Stage.DRAFT.label
    UNIT_REVIEW = Stage.UNIT_REVIEW.value, Stage.UNIT_REVIEW.label
    SUBMITTED = Stage.SUBMITTED.value, Stage.SUBMITTED.label
    RETURNED = Stage.RETURNED.value, Stage.RETURNED.label
    REVIEWING = Stage.REVIEWING.value, Stage.REVIEWING.label
    CONSULTING = Stage.CONSULTING.value, Stage.CONSULTING.label
    COMPILING = Stage.COMPILING.value, Stage.COMPILING.label
    AT_OFFICE = Stage.AT_OFFICE.value, Stage.AT_OFFICE.label
    AT_LEADER = Stage.AT_LEADER.value, Stage.AT_LEADER.label
    ISSUING = Stage.ISSUING.value, Stage.ISSUING.label
    GRANTING = Stage.GRANTING.value, Stage.GRANTING.label
    FORWARDED = Stage.FORWARDED.value, Stage.FORWARDED.label
    PERMITTED = "PERMITTED", _("Permitted to sign")
    REFUSED = "REFUSED", _("Refused")
    SIGNED = "SIGNED", _("Signed")
    SUSPENDED = "SUSPENDED", _("Suspended")
    REPLACED = "REPLACED", _("Replaced by another paper")
    TERMINATED = "TERMINATED", _("Terminated")
    CANCELLED = "CANCELLED", _("Cancelled")


SIGNED_ONCE = (
    AgreementState.SIGNED,
    AgreementState.SUSPENDED,
    AgreementState.REPLACED,
    AgreementState.TERMINATED,
)
"""Signed, whatever became of it since: the states that count as signing."""


class Effect(models.TextChoices):
    CHUA_HL = "CHUA_HL", _("Not yet in force")
    DANG_HL = "DANG_HL", _("In force")
    SAP_HET = "SAP_HET", _("Expiring soon")
    HET_HL = "HET_HL", _("Expired")


EXPIRY_WARNING = datetime.timedelta(days=90)


def effect_of(state: str, effective, expiry, today: datetime.date) -> Effect | None:
    """The effect of a signed paper on `today`; None when it was never signed or has been ended."""
    if state != AgreementState.SIGNED:
        return None
    if effective is not None and effective > today:
        return Effect.CHUA_HL
    if expiry is None:
        return Effect.DANG_HL
    if expiry < today:
        return Effect.HET_HL
    return Effect.SAP_HET if expiry <= today + EXPIRY_WARNING else Effect.DANG_HL


TONES = {
    **SHARED_TONES,
    "PERMITTED": ("success", "check2-circle"),
    "SIGNED": ("success", "pen"),
    "SUSPENDED": ("warning", "pause-circle"),
    "REPLACED": ("muted", "arrow-repeat"),
    "TERMINATED": ("muted", "stop-circle"),
    "CHUA_HL": ("info", "hourglass"),
    "DANG_HL": ("success", "check2-circle"),
    "SAP_HET": ("warning", "clock-history"),
    "HET_HL": ("muted", "calendar-x"),
}

REQUIRED_TO_SUBMIT = (
    "kind",
    "signing_name",
    "unit",
    "proposing_unit",
    "partners",
    "fields",
    "main_content",
    "term",
)
"""What an agreement needs before it is sent to the department (domain §3.7: fields marked R)."""
OF_A_SIGNED_PAPER = ("kind", "signing_name", "unit", "signed_on")
"""What a signed paper shows, in a workbook too; an international one also its partners."""

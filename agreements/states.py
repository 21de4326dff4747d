"""States of an agreement, and its effect, which follows from dates and is never stored."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted to the department")
    CONSULTING = "CONSULTING", _("Consulting")
    FORWARDED = "FORWARDED", _("Forwarded")
    PERMITTED = "PERMITTED", _("Permitted to sign")
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
    "DRAFT": ("muted", "pencil"),
    "SUBMITTED": ("info", "send"),
    "CONSULTING": ("info", "chat-left-text"),
    "FORWARDED": ("info", "arrow-up-right"),
    "PERMITTED": ("success", "check2-circle"),
    "SIGNED": ("success", "pen"),
    "SUSPENDED": ("warning", "pause-circle"),
    "REPLACED": ("muted", "arrow-repeat"),
    "TERMINATED": ("muted", "stop-circle"),
    "CANCELLED": ("muted", "x-circle"),
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

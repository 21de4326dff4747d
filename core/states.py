"""The lifecycle shared by what needs a permission and then happens: trips, visits, conferences."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class ActivityState(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted to the department")
    RETURNED = "RETURNED", _("Returned for completion")
    FORWARDED = "FORWARDED", _("Forwarded")
    PERMITTED = "PERMITTED", _("Permitted")
    REFUSED = "REFUSED", _("Refused")
    COMPLETED = "COMPLETED", _("Completed")
    CANCELLED = "CANCELLED", _("Cancelled")


class DatedState(models.TextChoices):
    """States that follow from the dates of a permitted record; shown, never stored."""

    UNDER_WAY = "UNDER_WAY", _("Under way")
    AWAITING_REPORT = "AWAITING_REPORT", _("Awaiting report")


DATED_LABELS = (("Đang thực hiện", "PERMITTED"), ("Chờ báo cáo", "PERMITTED"))
"""Labels of dated states in a workbook: accepted, stored as permitted."""

GRANTED = (ActivityState.PERMITTED, ActivityState.COMPLETED)
"""Permission was granted: the stored states that count in figures."""

BEFORE_PERMISSION = (
    ActivityState.DRAFT,
    ActivityState.SUBMITTED,
    ActivityState.RETURNED,
    ActivityState.FORWARDED,
)
UNDER_REVIEW_OR_GRANTED = (*BEFORE_PERMISSION[1:], *GRANTED)
"""Beyond a draft and neither refused nor cancelled."""
DEAD = (ActivityState.REFUSED, ActivityState.CANCELLED)

TONES = {
    "DRAFT": ("muted", "pencil"),
    "SUBMITTED": ("info", "send"),
    "RETURNED": ("warning", "arrow-return-left"),
    "FORWARDED": ("info", "arrow-up-right"),
    "PERMITTED": ("success", "check2-circle"),
    "REFUSED": ("muted", "slash-circle"),
    "COMPLETED": ("success", "check2-all"),
    "CANCELLED": ("muted", "x-circle"),
    "UNDER_WAY": ("info", "play-circle"),
    "AWAITING_REPORT": ("warning", "hourglass-split"),
}
"""State → (tone, icon) on screen."""


def permit_and_report(state: str) -> list[str]:
    """What a granted and a completed activity must show, in a workbook too."""
    required = ["permit_number", "permit_date"] if state in GRANTED else []
    return required + (["report_number", "report_date"] if state == ActivityState.COMPLETED else [])


def dated_state(state: str, start, end, today: datetime.date):
    """The state to show: a permitted record moves with its dates."""
    if state != ActivityState.PERMITTED or start is None or end is None or today < start:
        return ActivityState(state)
    return DatedState.UNDER_WAY if today <= end else DatedState.AWAITING_REPORT


def as_shown(state, tones: Mapping[str, tuple[str, str]]) -> dict | None:
    """A state on screen: label, tone and icon."""
    if state is None:
        return None
    tone, icon = tones.get(str(state.value), ("muted", "circle"))
    return {"label": state.label, "tone": tone, "icon": icon}


def first_known(fields: Sequence[str]):
    """The first of these fields that is filled, for the database."""
    return Coalesce(*fields) if len(fields) > 1 else F(*fields)

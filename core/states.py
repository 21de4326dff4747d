"""The lifecycle shared by what needs a permission and then happens: trips, visits, conferences."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a dossier stands on its way to a decision. States of a record use the same codes."""

    DRAFT = "DRAFT", _("Draft")
    RETURNED = "RETURNED", _("Returned for completion")
    UNIT_REVIEW = "UNIT_REVIEW", _("Awaiting the unit head")
    SUBMITTED = "SUBMITTED", _("Submitted to the department")
    REVIEWING = "REVIEWING", _("Under review")
    CONSULTING = "CONSULTING", _("Consulting")
    COMPILING = "COMPILING", _("Opinions compiled")
    AT_OFFICE = "AT_OFFICE", _("With the office head")
    AT_LEADER = "AT_LEADER", _("With the department's leader")
    ISSUING = "ISSUING", _("Proposal to be issued")
    GRANTING = "GRANTING", _("Permit to be issued")
    FORWARDED = "FORWARDED", _("Forwarded")
    APPRAISING = "APPRAISING", _("With the appraising body")
    REPORTED = "REPORTED", _("Report handed in")


WRITTEN_AT = (Stage.DRAFT, Stage.RETURNED)
"""Where the unit writes its dossier; further on it is locked."""


class ActivityState(models.TextChoices):
    DRAFT = Stage.DRAFT.value, Stage.DRAFT.label
    UNIT_REVIEW = Stage.UNIT_REVIEW.value, Stage.UNIT_REVIEW.label
    SUBMITTED = Stage.SUBMITTED.value, Stage.SUBMITTED.label
    RETURNED = Stage.RETURNED.value, Stage.RETURNED.label
    REVIEWING = Stage.REVIEWING.value, Stage.REVIEWING.label
    AT_OFFICE = Stage.AT_OFFICE.value, Stage.AT_OFFICE.label
    AT_LEADER = Stage.AT_LEADER.value, Stage.AT_LEADER.label
    ISSUING = Stage.ISSUING.value, Stage.ISSUING.label
    GRANTING = Stage.GRANTING.value, Stage.GRANTING.label
    FORWARDED = Stage.FORWARDED.value, Stage.FORWARDED.label
    PERMITTED = "PERMITTED", _("Permitted")
    REPORTED = Stage.REPORTED.value, Stage.REPORTED.label
    REFUSED = "REFUSED", _("Refused")
    POSTPONED = "POSTPONED", _("Postponed")
    COMPLETED = "COMPLETED", _("Completed")
    CANCELLED = "CANCELLED", _("Cancelled")


class DatedState(models.TextChoices):
    """States that follow from the dates of a permitted record; shown, never stored."""

    UNDER_WAY = "UNDER_WAY", _("Under way")
    AWAITING_REPORT = "AWAITING_REPORT", _("Awaiting report")


DATED_LABELS = (("Đang thực hiện", "PERMITTED"), ("Chờ báo cáo", "PERMITTED"))
"""Labels of dated states in a workbook: accepted, stored as permitted."""

GRANTED = (ActivityState.PERMITTED, ActivityState.REPORTED, ActivityState.COMPLETED)
"""Permission was granted: the stored states that count in figures."""

DEAD = (ActivityState.REFUSED, ActivityState.POSTPONED, ActivityState.CANCELLED)
UNDER_REVIEW = tuple(state for state in ActivityState if state not in (ActivityState.DRAFT, *GRANTED, *DEAD))
UNDER_REVIEW_OR_GRANTED = (*UNDER_REVIEW, *GRANTED)
"""Beyond a draft and neither refused, postponed nor cancelled."""

TONES = {
    "DRAFT": ("muted", "pencil"),
    "UNIT_REVIEW": ("info", "person-check"),
    "SUBMITTED": ("info", "send"),
    "RETURNED": ("warning", "arrow-return-left"),
    "REVIEWING": ("info", "search"),
    "CONSULTING": ("info", "chat-left-text"),
    "COMPILING": ("info", "card-checklist"),
    "AT_OFFICE": ("info", "person-check"),
    "AT_LEADER": ("info", "person-check"),
    "ISSUING": ("info", "file-earmark-arrow-up"),
    "GRANTING": ("info", "file-earmark-arrow-up"),
    "APPRAISING": ("info", "search"),
    "POSTPONED": ("warning", "pause-circle"),
    "FORWARDED": ("info", "arrow-up-right"),
    "PERMITTED": ("success", "check2-circle"),
    "REFUSED": ("muted", "slash-circle"),
    "REPORTED": ("info", "journal-check"),
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

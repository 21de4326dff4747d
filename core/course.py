"""The course of a dossier for its page: what is done, where it waits, since when and for whom, what comes next."""

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import OF_A_UNIT
from core.approval import ApprovalStep, chain_of
from core.states import TONES, Stage, as_shown

NAMED = 3
"""So many holders of a step are named; of more the number is told."""


def course_of(record, screen) -> dict | None:
    """Steps of the last sending, the step the dossier waits at, its procedure. Two or three queries."""
    if screen.procedure is None:
        return None
    procedure = screen.procedure(record)
    steps = list(ApprovalStep.objects.of(record).order_by("round", "position"))
    last = max((step.round for step in steps), default=0)
    current = next((step for step in steps if step.opened_at and not step.closed_at), None)
    shown = [_step(step) for step in steps if step.round == last]
    if not steps and record.position in record.WRITTEN:
        shown = [_coming(stage) for stage, _days in chain_of(procedure)]
    adjusting = Stage(record.adjustment) if record.adjustment else None
    return {
        "procedure": procedure,
        "steps": shown,
        "waiting": waiting_of(current) if current else None,
        "adjusting": as_shown(adjusting, TONES) if adjusting else None,
        "urgent": record.urgent_reason,
    }


def waiting_of(step: ApprovalStep) -> dict:
    """Where it waits: since when, how many days, for whom, until when."""
    since = timezone.localdate(step.opened_at)
    today = timezone.localdate()
    days = (today - since).days
    return {
        "stage": step.called,
        "since": date_format(since, "SHORT_DATE_FORMAT"),
        "days": ngettext("%(count)s day", "%(count)s days", days) % {"count": days},
        "who": names_of_holders(step),
        "due": date_format(step.due, "SHORT_DATE_FORMAT") if step.due else "",
        "late": bool(step.due and step.due < today),
    }


def names_of_holders(step: ApprovalStep) -> str:
    """Who can take the step now, in words."""
    unit = step.unit_id if step.permission in OF_A_UNIT else None
    people = get_user_model().objects.holding(step.permission, unit=unit).order_by("username")
    names = [str(person) for person in people[: NAMED + 1]]
    if not names:
        return _("Nobody holds this role now.")
    return "; ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _step(step: ApprovalStep) -> dict:
    done = step.closed_at is not None
    moment = step.closed_at or step.opened_at
    return {
        "label": step.called,
        "outcome": step.get_outcome_display() if done else "",
        "tone": _tone(step),
        "icon": _icon(step),
        "who": step.closed_by_name if done else "",
        "when": date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
        if moment and step.outcome != "STOPPED"
        else "",
        "comment": step.comment,
        "document": step.document,
        "current": step.opened_at is not None and not done,
    }


def _coming(stage: str) -> dict:
    empty = dict.fromkeys(("outcome", "who", "when", "comment", "document"), "")
    return {"label": Stage(stage).label, "tone": "muted", "icon": "circle", "current": False, **empty}


def _tone(step: ApprovalStep) -> str:
    if step.closed_at is None:
        return "info" if step.opened_at else "muted"
    return {"DONE": "success", "RETURNED": "warning", "REFUSED": "danger"}.get(step.outcome, "muted")


def _icon(step: ApprovalStep) -> str:
    if step.closed_at is None:
        return "hourglass-split" if step.opened_at else "circle"
    return {
        "DONE": "check-circle-fill",
        "RETURNED": "arrow-return-left",
        "REFUSED": "slash-circle",
        "SKIPPED": "skip-forward-circle",
    }.get(step.outcome, "dash-circle")

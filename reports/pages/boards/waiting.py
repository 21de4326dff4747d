"""What waits for this person: for a leader what needs a decision, for an officer the inbox."""

from typing import Any

from django.db.models import Count, F, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import APPROVE_LEADER
from core.approval import ApprovalStep
from core.states import TONES, Stage, as_shown
from reports.pages.boards.desk import Desk
from reports.pages.boards.lists import LONGEST, short_list
from reports.wording import shown


def waiting(desk: Desk) -> dict[str, Any]:
    steps = ApprovalStep.objects.waiting_for(desk.user).select_related("unit")
    pressing = steps.order_by(F("due").asc(nulls_last=True), "opened_at", "pk")
    found = list(pressing.annotate(in_all=Window(Count("pk")))[:LONGEST])
    decides = desk.user.may(APPROVE_LEADER)
    return short_list(
        "waiting",
        _("What needs your decision") if decides else _("Waiting for me"),
        [_item(step) for step in found],
        empty=_("Nothing waits for you."),
        url=reverse("inbox"),
        count=shown(found[0].in_all) if found else "",
    )


def _item(step: ApprovalStep) -> dict[str, Any]:
    return {
        "text": step.record_title,
        "url": step.get_absolute_url(),
        "note": " · ".join(filter(None, [_since(step), str(step.unit or ""), step.record_number])),
        "state": as_shown(Stage(step.stage), TONES),
    }


def _since(step: ApprovalStep) -> str:
    """How long it waits; when it is due, where a norm says so."""
    today = timezone.localdate()
    days = (today - timezone.localdate(step.opened_at)).days
    waits = (
        ngettext("waiting for %(days)s day", "waiting for %(days)s days", days) % {"days": shown(days)}
        if days
        else _("came today")
    )
    if step.due is None:
        return waits
    due = _("was due on %(day)s") if step.due < today else _("due on %(day)s")
    return f"{waits}, {due % {'day': date_format(step.due, 'SHORT_DATE_FORMAT')}}"

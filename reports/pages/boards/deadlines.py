"""What is owed: what is overdue, and for those who do the work also what falls due soon."""

from typing import Any

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines import SOON, Deadline
from core.obligations import label_of
from reports.pages.boards.desk import Desk
from reports.pages.boards.lists import LONGEST, short_list
from reports.wording import shown


def overdue(desk: Desk) -> dict[str, Any]:
    return _deadlines(
        desk,
        "overdue",
        _("Overdue deadlines"),
        {"due__lt": timezone.localdate()},
        empty=_("Nothing is overdue."),
        url=f"{reverse('deadline_list')}?when=overdue",
    )


def next_due(desk: Desk) -> dict[str, Any]:
    today = timezone.localdate()
    return _deadlines(
        desk,
        "soon",
        _("Due within the next 14 days"),
        {"due__range": (today, today + SOON)},
        empty=_("Nothing falls due within the next 14 days."),
        url=f"{reverse('deadline_list')}?when=soon",
    )


def _deadlines(desk: Desk, name: str, title: str, when: dict, *, empty: str, url: str) -> dict[str, Any]:
    rows = Deadline.objects.visible_to(desk.user).filter(**when).select_related("unit")
    found = list(rows.order_by("due", "pk").annotate(in_all=Window(Count("pk")))[:LONGEST])
    return short_list(
        name,
        title,
        [
            {
                "text": each.record_title,
                "url": each.get_absolute_url(),
                "note": " · ".join(filter(None, [label_of(each), str(each.unit or "")])),
                "state": each.shown,
            }
            for each in found
        ],
        empty=empty,
        url=url,
        count=shown(found[0].in_all) if found else "",
    )

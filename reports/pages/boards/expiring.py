"""Agreements that expire within 90 days of the period's end, the next one first."""

from typing import Any

from django.db.models import Count, Window
from django.utils.translation import gettext as _

from reports import catalogue
from reports.pages.boards.desk import Desk
from reports.pages.boards.lists import LONGEST, short_list
from reports.pages.cells import day
from reports.services import rows
from reports.wording import shown


def expiring(desk: Desk) -> dict[str, Any]:
    (part,) = rows(catalogue.BY_CODE["TT07"], desk.selection.window, user=desk.user)
    found = list(part.rows.annotate(in_all=Window(Count("pk")))[:LONGEST])
    return short_list(
        "expiring",
        _("Agreements expiring soon"),
        [
            {
                "text": paper.title,
                "url": paper.get_absolute_url(),
                "note": _("expires on %(day)s") % {"day": day(paper.expiry_date)},
            }
            for paper in found
        ],
        empty=_("No agreement expires within 90 days of the period's end."),
        url=desk.selection.url("figure", "TT07"),
        count=shown(found[0].in_all) if found else "",
    )

"""The overview: the first page of everyone who reads figures, made of the parts their role sees."""

from typing import Any

from django.utils.translation import gettext as _

from reports.pages.boards.desk import Desk
from reports.pages.boards.roles import board_of
from reports.selection import Selection


def overview_page(selection: Selection, *, user, by: str = "") -> dict[str, Any]:
    """The context of reports/overview.html. `by` is the way in which one chart is divided."""
    desk = Desk(selection, user, by)
    return {
        "title": _("Overview"),
        "window_label": selection.window_label,
        "periods": selection.neighbours("home"),
        "bands": [
            {
                "wide": [piece(desk) for piece in band.wide],
                "narrow": [piece(desk) for piece in band.narrow],
            }
            for band in board_of(user)
        ],
    }

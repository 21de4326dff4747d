"""The figures a leader sees first, each with its change against the same period and the line of the last periods."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from reports import catalogue
from reports.pages.boards.desk import Desk
from reports.services import Number
from reports.wording import change_in_words, shown, tone

WIDTH, HEIGHT, MARGIN = 120, 28, 3


def tiles(desk: Desk) -> dict[str, Any]:
    return {
        "template": "reports/boards/tiles.html",
        "tiles": [_tile(desk, code, icon) for code, icon in catalogue.TILES.items()],
        "spark": {"width": WIDTH, "height": HEIGHT},
    }


def _tile(desk: Desk, code: str, icon: str) -> dict[str, Any]:
    figure = desk.tiles[code]
    return {
        "label": str(figure.indicator.label),
        "value": shown(figure.value),
        "unit": str(figure.indicator.unit),
        "change_label": change_in_words(figure),
        "change_tone": tone(figure),
        "previous_label": _("Same period last year: %(value)s") % {"value": shown(figure.previous)},
        "url": desk.selection.url("figure", code),
        "icon": icon,
        "line": line([desk.value(code, each) for each in desk.trend]),
    }


def line(values: Sequence[Number]) -> str:
    """The path of a small line through the values, from zero up; empty where there is nothing to see."""
    highest = max(values, default=0)
    if len(values) < 2 or not highest:
        return ""
    step, tall = (WIDTH - 2 * MARGIN) / (len(values) - 1), HEIGHT - 2 * MARGIN
    points = (
        f"{MARGIN + place * step:.1f} {HEIGHT - MARGIN - tall * float(value / highest):.1f}"
        for place, value in enumerate(values)
    )
    return "M" + "L".join(points)

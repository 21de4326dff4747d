"""Where it goes wrong: the gauges to be dealt with, each with the list behind it.

Reading all gauges takes longer than all the rest of the overview, so the page asks for them once it is shown.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from reports.gauges import GAUGES
from reports.gauges.base import Gauge, Light
from reports.gauges.results import Result
from reports.pages.boards.desk import Desk
from reports.pages.gauges import in_figures
from reports.selection import Selection
from reports.wording import shown

JUDGED: tuple[Gauge, ...] = tuple(
    gauge for gauge in GAUGES if any(reading.limits for reading in gauge.readings)
)
"""The others are for information and never to be dealt with."""


def difficulties(desk: Desk) -> dict[str, Any]:
    return {
        "template": "reports/boards/later.html",
        "id": "difficulties",
        "title": _("Difficulties to be dealt with"),
        "later_url": desk.selection.url("difficulties"),
        "url": desk.selection.url("gauges"),
    }


def red_lines(selection: Selection, results: Iterable[Result]) -> dict[str, Any]:
    """The context of reports/boards/difficulties.html."""
    return {
        "lines": [_line(selection, each) for each in results if each.light == Light.RED],
        "tone": Light.RED.shown,
    }


def _line(selection: Selection, result: Result) -> dict[str, Any]:
    gauge, value = result.gauge, result.value(result.judged)
    look = gauge.rows[0] if gauge.rows else None
    return {
        "label": str(gauge.label),
        "code": gauge.code,
        "value": f"{in_figures(value, result.judged.places)} {result.judged.unit}",
        "url": selection.url("gauge", gauge.code),
        "rows": f"{look.label}: {shown(result.counted(look))}" if look else "",
        "rows_url": selection.url("gauge", gauge.code, rows=look.name) if look else "",
    }

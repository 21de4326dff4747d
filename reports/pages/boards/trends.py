"""The figures of the tiles over the last half-years or years: small columns, each of which opens its period's report."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports import catalogue
from reports.pages.boards.desk import Desk
from reports.pages.cells import cell
from reports.pages.trend import short_name
from reports.periods import Period
from reports.wording import shown

STEP, BAR, TALL = 44, 28, 52
"""Width given to a period, width and greatest height of its column."""
TOP, FOOT = 14, 16
"""Room above for the value and below for the period."""
LONGEST_VALUE = 6


def trends(desk: Desk) -> dict[str, Any]:
    periods = desk.trend
    return {
        "template": "reports/boards/trends.html",
        "title": _("Over the half-years") if periods[-1].part else _("Over the years"),
        "width": STEP * len(periods),
        "height": TOP + TALL + FOOT,
        "base": TOP + TALL,
        "figures": [_figure(desk, code, periods) for code in catalogue.TILES],
        "table": _table(desk, periods),
    }


def _figure(desk: Desk, code: str, periods: list[Period]) -> dict[str, Any]:
    values = [desk.value(code, period) for period in periods]
    highest = max(values, default=0)
    indicator = catalogue.BY_CODE[code]
    return {
        "label": str(indicator.label),
        "unit": str(indicator.unit),
        "url": desk.selection.url("figure_trend", code),
        "columns": [
            {
                "left": STEP * place,
                "middle": STEP * place + STEP // 2,
                "x": STEP * place + (STEP - BAR) // 2,
                "y": TOP + TALL - tall,
                "height": tall,
                "bar": BAR,
                "step": STEP,
                "value": shown(value) if len(shown(value)) <= LONGEST_VALUE else "",
                "over": TOP + TALL - tall - 4,
                "period": short_name(period),
                "label": f"{capfirst(period.name)}: {shown(value)} {indicator.unit}",
                "url": desk.selection.of(period).url("summary"),
                "current": period.code == desk.selection.period.code,
            }
            for place, (period, value) in enumerate(zip(periods, values, strict=True))
            for tall in [max(round(TALL * float(value / highest)), 1) if value else 0]
        ],
    }


def _table(desk: Desk, periods: list[Period]) -> dict[str, Any]:
    """A line for each period, a column for each figure: the period opens its report, a figure its rows."""
    return {
        "columns": [_("Period"), *(str(catalogue.BY_CODE[code].label) for code in catalogue.TILES)],
        "rows": [
            [
                cell(capfirst(period.name), desk.selection.of(period).url("summary")),
                *(
                    cell(
                        shown(desk.value(code, period)),
                        desk.selection.of(period).url("figure", code) if desk.value(code, period) else "",
                    )
                    for code in catalogue.TILES
                ),
            ]
            for period in periods
        ],
    }

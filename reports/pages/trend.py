"""A figure over the last half-years or years, as a whole and divided: every number opens the rows of its period."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.indicators.cuts import NOT_GIVEN
from core.indicators.declaration import Indicator
from core.text import vietnamese_sort_key
from reports.pages.cells import cell
from reports.periods import Period, parse
from reports.selection import AS_IT_WAS, HEIRS, Selection
from reports.services import Number
from reports.trends import Course, divided_over_time, half_years, over_time, years
from reports.wording import shown

WAYS = {
    "unit": gettext_lazy("Unit"),
    "country": gettext_lazy("Country or territory"),
    "purpose": gettext_lazy("Purpose"),
    "field": gettext_lazy("Field"),
    "funding": gettext_lazy("Source of funds"),
    "donor": gettext_lazy("Donor"),
    "partner_kind": gettext_lazy("Kind of partner"),
}
DRAWN, TOLD = 6, 50
"""How many lines a chart can hold, how many rows a table."""


def ways_of(indicator: Indicator) -> list[str]:
    """The ways in which it divides, in the order offered."""
    cuts = indicator.cuts()
    return [way for way in WAYS if way in cuts]


def trend_page(selection: Selection, indicator: Indicator, by: str, *, user) -> dict[str, Any]:
    """The context of reports/trend.html. `by` is one of its ways, or empty for the whole alone."""
    periods = among(selection.period)
    windows = [selection.window_of(period) for period in periods]
    whole = over_time([indicator], windows, user=user)[indicator.code]
    divided = divided_over_time(indicator, by, windows, user=user) if by else []
    divided.sort(key=lambda each: (-sum(each.values.values()), vietnamese_sort_key(each.label)))
    courses = [Course(None, _("In all"), whole), *divided[:TOLD]]
    urls = [
        [_opens(selection, indicator, period, value, by if place else "", each.key) for period, value in zip(periods, each.values.values(), strict=True)]
        for place, each in enumerate(courses)
    ]  # fmt: skip
    return {
        "title": str(indicator.label),
        "crumbs": [
            {"label": _("Overview"), "url": selection.url("home")},
            {"label": str(indicator.label), "url": selection.url("figure", indicator.code)},
            {"label": _("Over the half-years") if periods[-1].part else _("Over the years"), "url": ""},
        ],
        "unit": str(indicator.unit),
        "periods": _spans(selection, indicator, by),
        "reports": [
            {"label": capfirst(period.name), "url": selection.of(period).url("summary")} for period in periods
        ],
        "chart": {
            "id": "trend",
            "title": _("Over the half-years") if periods[-1].part else _("Over the years"),
            "kind": "line",
            "labels": [short_name(period) for period in periods],
            "datasets": [
                {"label": each.label or _("Not given"), "data": [float(value) for value in each.values.values()], "urls": opened}
                for each, opened in _drawn(courses, urls)
            ],
            "ways": _ways(selection, indicator, by),
            "open": True,
            "table": {
                "columns": [
                    str(WAYS[by]) if by else _("Figure"),
                    *(short_name(period) for period in periods),
                ],
                "rows": [
                    [
                        cell(each.label or _("Not given")),
                        *(cell(shown(value), url) for value, url in zip(each.values.values(), opened, strict=True)),
                    ]
                    for each, opened in zip(courses, urls, strict=True)
                ],
            },
        },
    }  # fmt: skip


def among(period: Period) -> list[Period]:
    """The periods a period is seen among: years beside a year, else half-years."""
    return years(period) if not period.is_free and period.part is None else half_years(period)


def short_name(period: Period) -> str:
    """What fits under a column or above one."""
    if period.part is None:
        return str(period.year)
    year = f"{period.year % 100:02d}"
    return _("H1/%(year)s") % {"year": year} if period.part == "H1" else _("H2/%(year)s") % {"year": year}


def _drawn(courses: Sequence[Course], urls: list) -> list[tuple[Course, list[str]]]:
    """The largest pieces; the whole where it is not divided."""
    pairs = list(zip(courses, urls, strict=True))
    return pairs[1 : DRAWN + 1] or pairs[:1]


def _opens(
    selection: Selection, indicator: Indicator, period: Period, value: Number, by: str, key: Any
) -> str:
    if not value:
        return ""
    narrow = {by: NOT_GIVEN if key is None else key} if by else {}
    return selection.of(period).url("figure", indicator.code, **narrow)


def _spans(selection: Selection, indicator: Indicator, by: str) -> list[dict[str, Any]]:
    """Half-years or years: the same page for the other."""
    year = parse(str(selection.period.year), selection.period.rule)
    half = half_years(selection.period)[-1]
    narrow = {"by": by} if by else {}
    now = among(selection.period)[-1]
    return [
        {"label": label, "url": selection.of(period).url("figure_trend", indicator.code, **narrow), "active": active}
        for label, period, active in (
            (_("Half-years"), half, bool(now.part)),
            (_("Years"), year, not now.part),
        )
    ]  # fmt: skip


def _ways(selection: Selection, indicator: Indicator, by: str) -> list[dict[str, Any]]:
    here = replace(selection, units=AS_IT_WAS).url("figure_trend", indicator.code)
    ways = [{"label": _("In all"), "url": here, "active": not by}]
    for way in ways_of(indicator):
        active = way == by and (way != "unit" or selection.units == AS_IT_WAS)
        ways.append({"label": str(WAYS[way]), "url": f"{here}&by={way}", "active": active})
        if way == "unit":
            under = replace(selection, units=HEIRS)
            ways.append(
                {
                    "label": _("Unit, under its successor"),
                    "url": under.url("figure_trend", indicator.code, by=way),
                    "active": way == by and selection.units == HEIRS,
                }
            )
    return ways

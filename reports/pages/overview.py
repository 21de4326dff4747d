"""The overview: what a leader sees first. Every number and every bar opens its rows, every chart has its table."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.indicators import add_months
from core.text import vietnamese_sort_key
from reports import catalogue
from reports.earlier import compared
from reports.pages.cells import cell, day
from reports.selection import Selection
from reports.services import Figure, Slice, breakdown, figures, rows
from reports.summary import own_unit
from reports.wording import change_in_words, shown, tone

LONGEST_CHART, LONGEST_LIST = 10, 6


def overview_page(selection: Selection, *, user) -> dict[str, Any]:
    """The context of reports/overview.html."""
    tiles = figures(catalogue.chosen(*catalogue.TILES), selection.window, selection.previous, user=user)
    tiles = compared(tiles, selection, whole=own_unit(user) is None)
    return {
        "title": _("Overview"),
        "window_label": selection.window_label,
        "periods": selection.neighbours("home"),
        "tiles": [_tile(selection, tiles[code], icon) for code, icon in catalogue.TILES.items()],
        "charts": [chart(selection, user=user) for chart in (by_month, by_unit, by_country, by_purpose)],
        "lists": [expiring(selection, user=user), late(selection, user=user)],
    }


def _tile(selection: Selection, figure: Figure, icon: str) -> dict[str, str]:
    return {
        "label": str(figure.indicator.label),
        "value": shown(figure.value),
        "unit": str(figure.indicator.unit),
        "change_label": change_in_words(figure),
        "change_tone": tone(figure),
        "previous_label": _("Same period last year: %(value)s") % {"value": shown(figure.previous)},
        "url": selection.url("figure", figure.indicator.code),
        "icon": icon,
    }


# --- charts -------------------------------------------------------------------------------------


def _chart(
    selection: Selection,
    name: str,
    title: str,
    kind: str,
    by: str,
    series: dict[str, str],
    slices: Sequence[Slice],
    address: Callable[[Any], Any] = str,
) -> dict[str, Any]:
    """A chart of `slices`, one dataset for each indicator of `series` (code → what it is called here)."""

    def opens(slice_: Slice, code: str) -> str:
        known = slice_.key is not None and slice_.values[code]
        return selection.url("figure", code, **{by: address(slice_.key)}) if known else ""

    labels = [each.label or _("Not given") for each in slices]
    return {
        "id": name,
        "title": title,
        "kind": kind,
        "labels": labels,
        "datasets": [
            {"label": label, "data": [each.values[code] for each in slices]} for code, label in series.items()
        ],
        "table": {
            "columns": ["", *series.values()],
            "rows": [
                [
                    cell(label),
                    *(cell(shown(each.values[code]), opens(each, code)) for code in series),
                ]
                for label, each in zip(labels, slices, strict=True)
            ],
        },
    }


def by_month(selection: Selection, *, user) -> dict[str, Any]:
    series = {
        "DR01": _("Outbound delegations"),
        "DV01": _("Inbound delegations"),
        "TT01": _("International agreements"),
        "HN01": _("Conferences hosted"),
    }
    found = breakdown(catalogue.chosen(*series), "month", selection.window, user=user)
    return _chart(
        selection,
        "month",
        _("Activity by month"),
        "bar",
        "month",
        series,
        _months(selection, found, series),
        address=lambda month: f"{month:%Y-%m}",
    )


def _months(selection: Selection, found: Sequence[Slice], series: dict[str, str]) -> list[Slice]:
    """Every month the period touches, those without activity too."""
    by_key = {each.key: each for each in found}
    month, months = selection.period.start.replace(day=1), []
    while month <= selection.period.end:
        values = by_key[month].values if month in by_key else dict.fromkeys(series, 0)
        months.append(Slice(month, _month_label(month), values))
        month = add_months(month, 1)
    return months


def _month_label(month: datetime.date) -> str:
    return f"{month.month}/{month.year}"


def by_unit(selection: Selection, *, user) -> dict[str, Any]:
    series = {"DR02": _("Person-trips"), "DV01": _("Inbound delegations")}
    found = breakdown(catalogue.chosen(*series), "unit", selection.window, user=user)
    return _chart(selection, "unit", _("Activity by unit"), "barh", "unit", series, _largest(found))


def by_country(selection: Selection, *, user) -> dict[str, Any]:
    series = {"DR01": _("Outbound delegations"), "DV01": _("Inbound delegations")}
    found = breakdown(catalogue.chosen(*series), "country", selection.window, user=user)
    return _chart(
        selection,
        "country",
        _("Activity by country and territory"),
        "barh",
        "country",
        series,
        _largest(found),
    )


def by_purpose(selection: Selection, *, user) -> dict[str, Any]:
    series = {"DR01": _("Outbound delegations")}
    found = breakdown(catalogue.chosen("DR01"), "purpose", selection.window, user=user)
    return _chart(
        selection,
        "purpose",
        _("Purpose of outbound delegations"),
        "doughnut",
        "purpose",
        series,
        _largest(found),
    )


def _largest(slices: Sequence[Slice]) -> list[Slice]:
    """Those with most activity, as many as a chart can show; equal ones in Vietnamese order."""
    active = [each for each in slices if any(each.values.values())]
    active.sort(key=lambda each: (-sum(each.values.values()), vietnamese_sort_key(each.label)))
    return active[:LONGEST_CHART]


# --- lists --------------------------------------------------------------------------------------


def expiring(selection: Selection, *, user) -> dict[str, Any]:
    """Agreements that expire within 90 days of the period's end, the next one first."""
    (part,) = rows(catalogue.BY_CODE["TT07"], selection.window, user=user)
    return {
        "title": _("Agreements expiring soon"),
        "items": [
            {
                "text": paper.title,
                "url": paper.get_absolute_url(),
                "note": _("expires on %(day)s") % {"day": day(paper.expiry_date)},
            }
            for paper in part.rows[:LONGEST_LIST]
        ],
        "more_url": selection.url("figure", "TT07"),
    }


def late(selection: Selection, *, user) -> dict[str, Any]:
    """Result reports that are late or missing, the longest due first."""
    found = []
    for part in rows(catalogue.BY_CODE["KK04"], selection.window, user=user):
        found += part.rows.select_related("unit").order_by("report_due", "pk")[:LONGEST_LIST]
    found.sort(key=lambda record: (record.report_due, record.number))
    return {
        "title": _("Result reports late or missing"),
        "items": [
            {
                "text": record.title,
                "url": record.get_absolute_url(),
                "note": _("%(unit)s, due on %(day)s") % {"unit": record.unit, "day": day(record.report_due)},
            }
            for record in found[:LONGEST_LIST]
        ],
        "more_url": selection.url("figure", "KK04"),
    }

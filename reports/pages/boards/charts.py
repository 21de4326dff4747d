"""Activity by month and by unit, and the figures divided as the reader asks. Every shape opens its rows."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.indicators.cuts import NOT_GIVEN
from core.text import vietnamese_sort_key
from core.workdays import add_months
from reports import catalogue
from reports.pages.boards.desk import Desk
from reports.pages.cells import cell
from reports.selection import Selection
from reports.services import Number, Slice, breakdown
from reports.wording import shown

LONGEST = 10
TEMPLATE = "core/components/chart.html"


def by_month(desk: Desk) -> dict[str, Any]:
    selection = desk.selection
    series = {
        "DR01": _("Outbound delegations"),
        "DV01": _("Inbound delegations"),
        "TT01": _("International agreements"),
        "HN01": _("Conferences hosted"),
    }
    found = breakdown(catalogue.chosen(*series), "month", selection.window, user=desk.user)
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


def by_unit(desk: Desk) -> dict[str, Any]:
    series = {"DR02": _("Person-trips"), "DV01": _("Inbound delegations")}
    found = breakdown(catalogue.chosen(*series), "unit", desk.selection.window, user=desk.user)
    selection = desk.selection
    chart = _chart(selection, "unit", _("Activity by unit"), "barh", "unit", series, largest(found, series))
    kept = {"by": desk.by} if desk.by else {}
    return chart | {"ways": selection.unit_views("home", anchor="#chart-unit", **kept)}


# --- divided as asked ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Division:
    """A way to divide figures that the reader may choose."""

    label: Any
    drawn: Mapping[str, Any]
    """Figures that share a scale, code → what each is called here."""
    told: Mapping[str, Any] = field(default_factory=dict)
    """Figures that stand in the table alone."""


_TRIPS, _VISITS = gettext_lazy("Outbound delegations"), gettext_lazy("Inbound delegations")
_PAPERS, _AID = gettext_lazy("International agreements"), gettext_lazy("Aid under way")
_MONEY = {"VT05": gettext_lazy("Committed (USD)"), "VT06": gettext_lazy("Disbursed (USD)")}
DIVISIONS = {
    "purpose": Division(gettext_lazy("Purpose"), {"DR01": _TRIPS}, {"DR02": gettext_lazy("Person-trips")}),
    "field": Division(gettext_lazy("Field"), {"DV01": _VISITS, "TT01": _PAPERS, "VT01": _AID}, _MONEY),
    "funding": Division(gettext_lazy("Source of funds"), {"DR01": _TRIPS}),
    "donor": Division(gettext_lazy("Donor"), {"VT01": _AID}, _MONEY),
    "partner_kind": Division(
        gettext_lazy("Kind of partner"), {"DR01": _TRIPS, "DV01": _VISITS, "TT01": _PAPERS, "VT01": _AID}
    ),
}


def divided(desk: Desk) -> dict[str, Any]:
    by = desk.by if desk.by in DIVISIONS else next(iter(DIVISIONS))
    division, selection = DIVISIONS[by], desk.selection
    series = {code: str(label) for code, label in {**division.drawn, **division.told}.items()}
    found = breakdown(catalogue.chosen(*series), by, selection.window, user=desk.user)
    return _chart(
        selection,
        "divided",
        _("Divided by %(way)s") % {"way": str(division.label).lower()},
        "barh",
        by,
        series,
        largest(found, division.drawn),
        drawn=division.drawn,
    ) | {
        "ways": [
            {
                "label": str(each.label),
                "url": f"{selection.url('home', by=name)}#chart-divided",
                "active": name == by,
            }
            for name, each in DIVISIONS.items()
        ]
    }


# --- how a chart is told ------------------------------------------------------------------------


def _chart(
    selection: Selection,
    name: str,
    title: str,
    kind: str,
    by: str,
    series: dict[str, str],
    slices: Sequence[Slice],
    address: Callable[[Any], Any] = str,
    drawn: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A chart of `slices`, one dataset for each indicator of `series` (code → what it is called here) that is drawn."""

    def opens(slice_: Slice, code: str) -> str:
        key = NOT_GIVEN if slice_.key is None else address(slice_.key)
        return selection.url("figure", code, **{by: key}) if slice_.values[code] else ""

    labels = [each.label or _("Not given") for each in slices]
    urls = {code: [opens(each, code) for each in slices] for code in series}
    return {
        "template": TEMPLATE,
        "id": name,
        "title": title,
        "kind": kind,
        "labels": labels,
        "datasets": [
            {"label": series[code], "data": [each.values[code] for each in slices], "urls": urls[code]}
            for code in drawn or series
        ],
        "table": {
            "columns": ["", *series.values()],
            "rows": [
                [
                    cell(label),
                    *(cell(shown(each.values[code]), urls[code][place]) for code in series),
                ]
                for place, (label, each) in enumerate(zip(labels, slices, strict=True))
            ],
        },
    }


def largest(slices: Sequence[Slice], codes: Collection[str]) -> list[Slice]:
    """Those with most of these figures, as many as a chart can show; equal ones in Vietnamese order."""

    def drawn(piece: Slice) -> Number:
        return sum(piece.values[code] for code in codes)

    active = [each for each in slices if drawn(each)]
    return sorted(active, key=lambda each: (-drawn(each), vietnamese_sort_key(each.label)))[:LONGEST]

"""A figure on a page, with the rows it counts."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.indicators.cuts import NOT_GIVEN
from core.indicators.declaration import Indicator
from directory.models import Country, Partner, Unit
from reports.pages.rows import rows_page
from reports.selection import HEIRS, Selection
from reports.services import Figure, PartRows
from reports.wording import change, shown


def figure_page(
    selection: Selection,
    figure: Figure,
    parts: Sequence[PartRows],
    *,
    narrow: dict[str, str],
    pages: Sequence[str],
    may_export: bool,
    listed: str,
    explanation: dict[str, Any],
) -> dict[str, Any]:
    """The context of reports/figure.html. `pages` holds the wanted page of each part; `listed` names rows not counted."""
    indicator = figure.indicator
    asked = narrow | ({"explain": listed} if listed else {})
    return {
        "title": str(indicator.label),
        "crumbs": [
            {"label": _("Six-month report"), "url": selection.url("summary")},
            {"label": str(indicator.label), "url": ""},
        ],
        "figure": {
            "code": indicator.code,
            "label": str(indicator.label),
            "value": shown(figure.value),
            "unit": str(indicator.unit),
            "definition": str(indicator.definition),
            "window_label": " · ".join(
                [selection.window_label, *narrow_labels(indicator, narrow, selection)]
            ),
            "basis_label": selection.basis_label,
            "unit_views": selection.unit_views("figure", indicator.code, **asked) if "unit" in narrow else [],
            "previous": None if "month" in narrow else shown(figure.previous),
            "change": None if "month" in narrow else change(figure),
        },
        "explanation": explanation,
        "parts": [
            _part(selection, indicator, number, part, asked, wanted)
            | {"export_url": selection.url("figure_xlsx", indicator.code, **asked) if may_export else ""}
            for number, (part, wanted) in enumerate(zip(parts, pages, strict=True), start=1)
        ],
    }


def narrow_labels(indicator: Indicator, narrow: dict[str, str], selection: Selection) -> list[str]:
    """What the rows are narrowed to, in words."""
    return [str(_narrow_label(indicator, name, value, selection) or value) for name, value in narrow.items()]


THINGS = {"country": Country, "donor": Partner}
"""Ways to narrow by something that has a name of its own."""


def _narrow_label(indicator: Indicator, name: str, value: str, selection: Selection) -> Any:
    if value == NOT_GIVEN:
        return _("Not given")
    if name == "unit":
        return _unit_label(int(value), selection)
    if name in THINGS:
        return THINGS[name].objects.filter(pk=value).first()
    if name == "month":
        return _("month %(month)s") % {"month": "/".join(reversed(value.split("-")))}
    return indicator.parts[0].family.cuts[name].labels.get(value)


def _unit_label(key: int, selection: Selection) -> str:
    """The unit by its name of that time, or the one that took its place."""
    if selection.units == HEIRS:
        unit = Unit.objects.filter(pk=selection.window.heir(key)).first()
        return _("%(unit)s with the units merged into it") % {"unit": unit} if unit else ""
    unit = Unit.objects.filter(pk=key).first()
    return unit.name_on(selection.period.end) if unit else ""


def _part(
    selection: Selection, indicator: Indicator, number: int, part: PartRows, asked: dict, wanted: str
) -> dict[str, Any]:
    name = "page" if number == 1 else f"page{number}"

    def address(page: int) -> str:
        return selection.url("figure", indicator.code, **asked, **{name: page})

    return {"title": str(part.family.title)} | rows_page(part, wanted, address)

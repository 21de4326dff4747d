"""A figure on a page, with the rows it counts."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.columns import fetch
from core.indicators import Indicator
from directory.models import Country, Unit
from reports.selection import Selection
from reports.services import Figure, PartRows
from reports.wording import change, shown

PER_PAGE = 50


def figure_page(
    selection: Selection,
    figure: Figure,
    parts: Sequence[PartRows],
    *,
    narrow: dict[str, str],
    pages: Sequence[str],
    may_export: bool,
) -> dict[str, Any]:
    """The context of reports/figure.html. `pages` holds the wanted page of each part."""
    indicator = figure.indicator
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
            "window_label": " · ".join([selection.window_label, *narrow_labels(indicator, narrow)]),
            "basis_label": selection.basis_label,
            "previous": None if "month" in narrow else shown(figure.previous),
            "change": None if "month" in narrow else change(figure),
        },
        "parts": [
            _part(selection, indicator, number, part, narrow, wanted)
            | {"export_url": selection.url("figure_xlsx", indicator.code, **narrow) if may_export else ""}
            for number, (part, wanted) in enumerate(zip(parts, pages, strict=True), start=1)
        ],
    }


def narrow_labels(indicator: Indicator, narrow: dict[str, str]) -> list[str]:
    """What the rows are narrowed to, in words."""
    return [str(_narrow_label(indicator, name, value) or value) for name, value in narrow.items()]


def _narrow_label(indicator: Indicator, name: str, value: str) -> Any:
    if name == "unit":
        return Unit.objects.filter(pk=value).first()
    if name == "country":
        return Country.objects.filter(pk=value).first()
    if name == "month":
        return _("month %(month)s") % {"month": "/".join(reversed(value.split("-")))}
    return dict(indicator.parts[0].family.cuts[name].field.flatchoices).get(value)


def _part(
    selection: Selection, indicator: Indicator, number: int, part: PartRows, narrow: dict, wanted: str
) -> dict[str, Any]:
    columns, model = part.part.columns, part.rows.model
    paginator = Paginator(part.rows, PER_PAGE)
    page = paginator.get_page(wanted)
    heads = [_head(column, model) for column in columns]
    return {
        "title": str(part.family.title),
        "columns": heads,
        "rows": [_row(part, heads, row) for row in fetch(page.object_list, columns)],
        "total_label": ngettext("%(count)s row", "%(count)s rows", paginator.count)
        % {"count": shown(paginator.count)},
        "page": page,
        "page_links": [
            _page_link(selection, indicator, number, each, page.number, narrow)
            for each in paginator.get_elided_page_range(page.number)
        ],
    }


def _head(column, model) -> dict[str, str]:
    return {
        "name": column.name,
        "label": capfirst(column.label_for(model)),
        "kind": column.kind,
        "sort_url": "",
        "sorted": "",
    }


def _row(part: PartRows, heads: list[dict[str, str]], row: Any) -> dict[str, Any]:
    cells = [
        {
            "text": column.text(row),
            "kind": column.kind,
            "label": head["label"],
            "state": part.family.state_of(row) if column.kind == "state" else None,
        }
        for column, head in zip(part.part.columns, heads, strict=True)
    ]
    return {"url": part.family.record(row).get_absolute_url(), "cells": cells}


def _page_link(selection, indicator, number, each, current, narrow) -> dict[str, Any]:
    if not isinstance(each, int):
        return {"number": "…", "url": "", "current": False}
    page = {"page" if number == 1 else f"page{number}": each}
    return {
        "number": each,
        "url": selection.url("figure", indicator.code, **narrow, **page),
        "current": each == current,
    }

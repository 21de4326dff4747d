"""The rows of a part, a page at a time."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.utils.text import capfirst
from django.utils.translation import ngettext

from core.columns import fetch
from reports.services import PartRows
from reports.wording import shown

PER_PAGE = 50


def rows_page(
    part: PartRows, wanted: str, address: Callable[[int], str], *, count: int | None = None
) -> dict[str, Any]:
    """Columns, rows and pages as core/components/rows.html shows them; `count` where it is known already."""
    columns, model = part.part.columns, part.rows.model
    paginator = Paginator(part.rows, PER_PAGE)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(wanted)
    heads = [_head(column, model) for column in columns]
    return {
        "columns": heads,
        "rows": [_row(part, heads, row) for row in fetch(page.object_list, columns)],
        "total_label": ngettext("%(count)s row", "%(count)s rows", paginator.count)
        % {"count": shown(paginator.count)},
        "page": page,
        "page_links": [
            {
                "number": each if isinstance(each, int) else "…",
                "url": address(each) if isinstance(each, int) else "",
                "current": each == page.number,
            }
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

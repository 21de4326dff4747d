"""Difficulties in figures: all gauges on one page, and the rows behind each."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.columns import plain
from reports.gauges import SECTIONS
from reports.gauges.base import Reading, Rows, Table
from reports.gauges.results import Result
from reports.pages.cells import Cell, cell
from reports.pages.rows import rows_page
from reports.selection import Selection
from reports.services import Number, PartRows
from reports.wording import NOTHING, shown


def gauges_page(selection: Selection, results: dict[str, Result]) -> dict[str, Any]:
    """The context of reports/gauges.html, but for the form."""
    return {
        "title": _("Difficulties in figures"),
        "window_label": selection.window_label,
        "basis_label": selection.basis_label,
        "periods": selection.neighbours("gauges"),
        "sections": [
            {
                "title": section.title,
                "gauges": [_line(selection, results[gauge.code]) for gauge in section.gauges],
            }
            for section in SECTIONS
        ],
    }


def gauge_page(
    selection: Selection,
    result: Result,
    rows: Rows | None,
    part: PartRows | None,
    *,
    page: str,
    may_export: bool,
    user,
) -> dict[str, Any]:
    """The context of reports/gauge.html. `rows` and `part` are the list shown; None where a gauge has none."""
    gauge = result.gauge
    return {
        "title": str(gauge.label),
        "crumbs": [
            {"label": _("Difficulties in figures"), "url": selection.url("gauges")},
            {"label": gauge.code, "url": ""},
        ],
        "window_label": selection.window_label,
        "basis_label": selection.basis_label,
        "gauge": _line(selection, result) | {"limits": _limits(result)},
        "lists": [_list(selection, result, each) | {"active": each is rows} for each in gauge.rows],
        "parts": _parts(selection, result, rows, part),
        "table": _table(selection, result, rows, part, page, may_export),
        "tables": [_division(table) for table in gauge.tables(selection.window, user) if table.rows],
    }


# --- a gauge ------------------------------------------------------------------------------------


def _line(selection: Selection, result: Result) -> dict[str, Any]:
    gauge = result.gauge
    return {
        "code": gauge.code,
        "label": str(gauge.label),
        "formula": str(gauge.formula),
        "state": result.light.shown,
        "readings": [_reading(result, reading) for reading in gauge.readings],
        "lists": [_list(selection, result, rows) for rows in gauge.rows],
        "url": selection.url("gauge", gauge.code),
    }


def _reading(result: Result, reading: Reading) -> dict[str, str]:
    now, before = result.value(reading), result.previous(reading)
    return {
        "label": str(reading.label),
        "value": in_figures(now, reading.places),
        "unit": str(reading.unit) if now is not None else "",
        "previous": in_figures(before, reading.places),
        "change": NOTHING if now is None or before is None else _change(now - before, reading.places),
    }


def in_figures(value: Number | None, places: int) -> str:
    return (
        NOTHING if value is None else number_format(Decimal(value), decimal_pos=places, force_grouping=True)
    )


def _change(difference: Number, places: int) -> str:
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{in_figures(abs(difference), places)}"


def _limits(result: Result) -> str:
    limits = result.judged.limits
    return limits.in_words() if limits else ""


# --- its lists ----------------------------------------------------------------------------------


def _list(selection: Selection, result: Result, rows: Rows) -> dict[str, str]:
    return {
        "label": str(rows.label),
        "count": shown(result.counted(rows)),
        "url": selection.url("gauge", result.gauge.code, rows=rows.name),
    }


def _parts(
    selection: Selection, result: Result, rows: Rows | None, shown_part: PartRows | None
) -> list[dict]:
    """The parts of the list, where it has several."""
    if rows is None or len(rows.parts) < 2:
        return []
    return [
        {
            "label": str(part.family.title),
            "count": shown(result.by_part[part]),
            "url": selection.url("gauge", result.gauge.code, rows=rows.name, part=place),
            "active": part is shown_part.part,
        }
        for place, part in enumerate(rows.parts, start=1)
    ]


def _table(
    selection: Selection,
    result: Result,
    rows: Rows | None,
    part: PartRows | None,
    page: str,
    may_export: bool,
) -> dict[str, Any] | None:
    if part is None:
        return None
    asked = {"rows": rows.name, "part": rows.parts.index(part.part) + 1}

    def address(number: int) -> str:
        return selection.url("gauge", result.gauge.code, **asked, page=number)

    count = None if part.part.measure.total or part.part.measure.distinct else int(result.by_part[part.part])
    export = selection.url("gauge_xlsx", result.gauge.code, rows=rows.name)
    return {
        "title": str(part.family.title if len(rows.parts) > 1 else rows.label),
        "export_url": export if may_export else "",
    } | rows_page(part, page, address, count=count)


def first_list(result: Result, rows: Rows) -> int:
    """The place of the first part that has rows."""
    return next((place for place, part in enumerate(rows.parts) if result.by_part[part]), 0)


# --- its divisions ------------------------------------------------------------------------------


def _division(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": table.columns,
        "rows": [[_value(value) for value in row] for row in table.rows],
    }


def _value(value: Any) -> Cell:
    if isinstance(value, float | Decimal):
        rounded = Decimal(value).quantize(Decimal("0.1"))
        return cell(number_format(plain(rounded), force_grouping=True))
    return cell(shown(value) if isinstance(value, int) else value)

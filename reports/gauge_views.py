"""Difficulties in figures (K1–K23) and the rows of each. Nothing is computed here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import access
from reports.documents import figure_book
from reports.gauges import BY_CODE, GAUGES
from reports.gauges.base import Gauge, Rows
from reports.gauges.results import Result, read
from reports.pages.boards.difficulties import JUDGED, red_lines
from reports.pages.gauges import first_list, gauge_page, gauges_page
from reports.selection import Selection
from reports.services import PartRows, part_rows
from reports.views import asked, download, exporters_only, readers_only, selected


@require_safe
@readers_only
def gauges(request: HttpRequest) -> HttpResponse:
    """All of them. What cannot be shown is said at its field, over the latest period."""
    form = asked(request)
    selection = form.selection if form.is_valid() else Selection(form.default)
    found = read(GAUGES, selection.window, selection.previous, user=request.user)
    page = gauges_page(selection, {result.gauge.code: result for result in found})
    return render(request, "reports/gauges.html", page | {"form": form})


@require_safe
@readers_only
def difficulties(request: HttpRequest) -> HttpResponse:
    """What the overview asks for once it is shown: the gauges to be dealt with."""
    selection = selected(request)
    found = read(JUDGED, selection.window, selection.previous, user=request.user)
    return render(request, "reports/boards/difficulties.html", red_lines(selection, found))


@require_safe
@readers_only
def gauge(request: HttpRequest, code: str) -> HttpResponse:
    """One of them, and one of its lists: `rows` names it, `part` the type of dossier."""
    found, selection = _gauge(code), selected(request)
    (result,) = read((found,), selection.window, selection.previous, user=request.user)
    rows = _rows(request, found)
    part = _part(request, result, rows, selection) if rows else None
    page = request.GET.get("page", "1")
    may_export = request.user.may(access.EXPORT)
    context = gauge_page(selection, result, rows, part, page=page, may_export=may_export, user=request.user)
    return render(request, "reports/gauge.html", context)


@require_safe
@exporters_only
def gauge_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """Exactly the rows of one list, every type of dossier, in a workbook."""
    found, selection = _gauge(code), selected(request)
    rows = _rows(request, found)
    if rows is None:
        raise Http404
    parts = [PartRows(part, part_rows(part, selection.window, user=request.user)) for part in rows.parts]
    file, name = figure_book(found.code, rows.label, selection, parts, user=request.user)
    return download(request, file, name)


def _gauge(code: str) -> Gauge:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def _rows(request: HttpRequest, gauge: Gauge) -> Rows | None:
    """The list asked for; the first when none is named, None where a gauge has no list."""
    name = request.GET.get("rows")
    if name is None:
        return gauge.rows[0] if gauge.rows else None
    found = next((rows for rows in gauge.rows if rows.name == name), None)
    if found is None:
        raise Http404
    return found


def _part(request: HttpRequest, result: Result, rows: Rows, selection: Selection) -> PartRows:
    wanted = request.GET.get("part")
    places = {str(place): part for place, part in enumerate(rows.parts, start=1)}
    if wanted is not None and wanted not in places:
        raise Http404
    part = places[wanted] if wanted else rows.parts[first_list(result, rows)]
    return PartRows(part, part_rows(part, selection.window, user=request.user))

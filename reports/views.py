"""The overview, the six-month report and the rows of a figure. Nothing is computed here."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from core import access, events
from core.indicators.declaration import Indicator
from reports import catalogue
from reports.documents import figure_book, report_book
from reports.documents.english import english_set
from reports.documents.files import KINDS
from reports.earlier import compared
from reports.explain import LABELS, explained
from reports.pages.explanation import explanation
from reports.pages.figure import figure_page, narrow_labels
from reports.pages.overview import overview_page
from reports.pages.report import report_page
from reports.pages.trend import trend_page, ways_of
from reports.periods import current
from reports.selection import Selection, SelectionForm
from reports.services import UnknownCut, latest_with_data, narrowed_figure, rows
from reports.summary import own_unit, summarise

View = Callable[..., HttpResponse]
ENGLISH = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}
NARROWINGS = ("unit", "country", "month", "purpose", "field", "funding", "donor", "partner_kind")


def may_read(user) -> bool:
    """Does this person see any figures at all?"""
    return user.may(access.VIEW_ALL) or bool(user.may(access.VIEW_UNIT) and user.unit_id)


def readers_only(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_read(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def exporters_only(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.may(access.EXPORT):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return readers_only(wrapped)


def asked(request: HttpRequest) -> SelectionForm:
    """What the address asks for; without a period, the latest one that has data."""
    default = current() if request.GET.get("period") else latest_with_data(request.user)
    return SelectionForm(request.GET, default=default)


def selected(request: HttpRequest) -> Selection:
    """The selection of the address, 404 when it asks for what cannot be."""
    form = asked(request)
    if not form.is_valid():
        raise Http404
    return form.selection


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The overview. Who sees no figures is led to where the work is."""
    if not may_read(request.user) and request.user.may(access.MANAGE_USERS):
        return redirect("user_list")
    return overview(request)


@readers_only
def overview(request: HttpRequest) -> HttpResponse:
    page = overview_page(selected(request), user=request.user, by=request.GET.get("by", ""))
    return render(request, "reports/overview.html", page)


@require_safe
@readers_only
def summary(request: HttpRequest) -> HttpResponse:
    """The six-month report. What cannot be shown is said at its field, over the report of the latest period."""
    form = asked(request)
    selection = form.selection if form.is_valid() else Selection(form.default)
    found = report_page(summarise(selection, user=request.user))
    may_export = request.user.may(access.EXPORT)
    return render(
        request,
        "reports/summary.html",
        found
        | {
            "form": form,
            "xlsx_url": selection.url("summary_xlsx") if may_export else "",
            "english": [
                {"label": label, "url": selection.url("summary_english", kind)}
                for kind, label in ENGLISH.items()
                if may_export
            ],
        },
    )


@require_safe
@exporters_only
def summary_xlsx(request: HttpRequest) -> HttpResponse:
    selection = selected(request)
    file, name = report_book(summarise(selection, user=request.user), user=request.user)
    return download(request, file, name)


@require_safe
@exporters_only
def summary_english(request: HttpRequest, kind: str) -> HttpResponse:
    """Figures and headings in English, for partners: Word, PDF or Excel."""
    if kind not in KINDS:
        raise Http404
    selection = selected(request)
    name, content = english_set(summarise(selection, user=request.user))[kind]
    return download(request, BytesIO(content), name)


@require_safe
@readers_only
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """A figure and its rows, all of them or those of one unit, country, month or purpose."""
    selection, narrow = selected(request), _narrow(request)
    export = request.user.may(access.EXPORT)
    page = figure_context(
        request, _indicator(code), selection, reader=request.user, narrow=narrow, may_export=export
    )
    return render(request, "reports/figure.html", page)


def figure_context(
    request: HttpRequest,
    indicator: Indicator,
    selection: Selection,
    *,
    reader,
    narrow: dict,
    may_export: bool,
) -> dict:
    """A figure as `reader` counts it, with the list the address asks for: the rows counted, or those that explain them."""
    rows_counted = _rows(indicator, selection, narrow, reader)
    listed, parts = _listed(request, indicator, selection, narrow, rows_counted, reader)
    counted = narrowed_figure(indicator, selection.window, selection.previous, user=reader, narrow=narrow)
    whole = own_unit(reader) is None and not narrow
    return figure_page(
        selection,
        compared({indicator.code: counted}, selection, whole=whole)[indicator.code],
        parts,
        narrow=narrow,
        pages=[request.GET.get("page" if place == 1 else f"page{place}", "1") for place in _places(parts)],
        may_export=may_export,
        listed=listed,
        explanation=explanation(
            selection, indicator, rows_counted, narrow=narrow, listed=listed, user=reader
        ),
    )


@require_safe
@readers_only
def figure_trend(request: HttpRequest, code: str) -> HttpResponse:
    """A figure over the last half-years or years, divided as the address asks."""
    indicator, selection, by = _indicator(code), selected(request), request.GET.get("by", "")
    if by and by not in ways_of(indicator):
        raise Http404
    return render(request, "reports/trend.html", trend_page(selection, indicator, by, user=request.user))


@require_safe
@exporters_only
def figure_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """Exactly the rows of the figure, or those its explanation lists, in a workbook."""
    indicator, selection, narrow = _indicator(code), selected(request), _narrow(request)
    counted = _rows(indicator, selection, narrow, request.user)
    listed, parts = _listed(request, indicator, selection, narrow, counted, request.user)
    label = f"{indicator.label}: {LABELS[listed]}" if listed else indicator.label
    with override("vi"):
        filters = narrow_labels(indicator, narrow, selection)
    file, name = figure_book(indicator.code, label, selection, parts, user=request.user, filters=filters)
    return download(request, file, name)


def _indicator(code: str) -> Indicator:
    if code not in catalogue.OPENED:
        raise Http404
    return catalogue.OPENED[code]


def _narrow(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in NARROWINGS if request.GET.get(name)}


def _rows(indicator: Indicator, selection: Selection, narrow: dict[str, str], reader):
    try:
        return rows(indicator, selection.window, user=reader, narrow=narrow)
    except UnknownCut as error:
        raise Http404 from error


def _listed(request: HttpRequest, indicator: Indicator, selection: Selection, narrow: dict, counted, reader):
    """Which rows are asked for: those counted, or those that explain them."""
    listed = request.GET.get("explain", "")
    if not listed:
        return "", counted
    if listed not in LABELS:
        raise Http404
    return listed, explained(listed, indicator, selection.window, user=reader, narrow=narrow)


def _places(parts) -> range:
    return range(1, len(parts) + 1)


def download(request: HttpRequest, file, name: str) -> FileResponse:
    """The file; who took it is logged."""
    events.log(events.Event.Kind.EXPORT, by=request.user, action="report", comment=request.get_full_path())
    return FileResponse(file, as_attachment=True, filename=name)

"""Indicators, their figures of a period, the rows behind each figure."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import described, values
from api.described import Operation, Parameter, list_of, or_null, reference, thing
from api.endpoint import LABELS, PAGED, Endpoint, page_of, paged
from api.errors import Fault, Unreadable
from core.columns import fetch
from reports import catalogue, services
from reports.earlier import compared
from reports.periods import current
from reports.selection import BASIS_LABELS, RULE_LABELS, Selection, SelectionForm
from reports.summary import own_unit
from reports.views import NARROWINGS, may_read

PERIOD = (
    Parameter(
        "period",
        {"type": "string", "minLength": 4, "maxLength": 30},
        "2024, 2024-H1, 2024-M9, 2024-01-01..2024-03-31",
    ),
    Parameter("window", {"type": "string", "enum": list(RULE_LABELS)}),
    Parameter("basis", {"type": "string", "enum": list(BASIS_LABELS)}),
)
NARROW = tuple(Parameter(name, {"type": "string", "minLength": 1, "maxLength": 40}) for name in NARROWINGS)
VALUE = {"type": ["integer", "string"], "pattern": described.NUMBER["pattern"]}
VALUE_OR_NONE = VALUE | {"type": ["integer", "string", "null"]}
INDICATOR = thing(
    {
        "code": described.TEXT,
        "label": described.TEXT,
        "unit": described.TEXT,
        "definition": described.TEXT,
        "section": or_null(described.TEXT),
        "divides_by": list_of(described.TEXT),
        "parts": list_of(described.TEXT),
    }
)
FIGURE = thing(
    {
        "code": described.TEXT,
        "label": described.TEXT,
        "unit": described.TEXT,
        "value": VALUE,
        "previous": VALUE_OR_NONE,
        "change": VALUE_OR_NONE,
        "rate": or_null(described.NUMBER),
    }
)
SPAN = {
    "period": described.TEXT,
    "window": described.TEXT,
    "basis": described.TEXT,
    "start": described.DAY,
    "end": described.DAY,
}


class OfAPeriod(Endpoint):
    """What speaks of a period, for those who see any figures."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not may_read(request.user):
            raise PermissionDenied

    def parameters(self):
        return PERIOD

    def selection(self) -> Selection:
        """What is asked for; without a period, the latest one that has data."""
        default = current() if "period" in self.asked else services.latest_with_data(self.request.user)
        form = SelectionForm(self.asked, default=default)
        if not form.is_valid():
            faults = [
                Fault("period", error.code or "invalid", message)
                for errors in form.errors.as_data().values()
                for error in errors
                for message in error.messages
            ]
            raise Unreadable(_("The request cannot be read."), faults)
        return form.selection

    def span(self, selection: Selection) -> dict:
        period = selection.period
        return {
            "period": period.code,
            "window": period.rule,
            "basis": selection.basis,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        }


def shown(figure: services.Figure) -> dict:
    indicator = figure.indicator
    return {
        "code": indicator.code,
        "label": str(indicator.label),
        "unit": str(indicator.unit),
        "value": values.plain(figure.value),
        "previous": values.plain(figure.previous),
        "change": values.plain(figure.change),
        "rate": values.plain(figure.rate),
    }


class Indicators(Endpoint):
    """The dictionary: every code, permanent, with its definition."""

    def get(self, request):
        sections = {
            indicator.code: str(section.title)
            for section in catalogue.SECTIONS
            for indicator in section.indicators
        }
        return Response(
            {
                "results": [
                    {
                        "code": each.code,
                        "label": str(each.label),
                        "unit": str(each.unit),
                        "definition": str(each.definition),
                        "section": sections.get(each.code),
                        "divides_by": sorted(each.cuts()),
                        "parts": [str(part.family.title) for part in each.parts],
                    }
                    for each in catalogue.INDICATORS
                ]
            }
        )

    def operation(self, method):
        return Operation(
            "indicator_list",
            _("Dictionary of indicators"),
            _("Figures"),
            thing({"results": list_of(reference("Indicator"))}),
            components={"Indicator": lambda: INDICATOR},
            refusals=(400,),
        )


class Figures(OfAPeriod):
    """All figures of a period, as this person counts them."""

    def get(self, request):
        selection, user = self.selection(), request.user
        counted = services.figures(catalogue.INDICATORS, selection.window, selection.previous, user=user)
        found = compared(counted, selection, whole=own_unit(user) is None)
        return Response({**self.span(selection), "results": [shown(figure) for figure in found.values()]})

    def operation(self, method):
        return Operation(
            "figure_list",
            _("All figures of a period"),
            _("Figures"),
            thing({**SPAN, "results": list_of(reference("Figure"))}),
            parameters=PERIOD,
            components={"Figure": lambda: FIGURE},
            refusals=(400,),
        )


class OneFigure(OfAPeriod):
    """One figure, of all its rows or of those of one unit, country, month…"""

    def parameters(self):
        return (*PERIOD, *NARROW)

    def narrow(self) -> dict[str, str]:
        return {name: self.asked[name] for name in NARROWINGS if name in self.asked}

    def indicator(self, code: str):
        if code not in catalogue.BY_CODE:
            raise Http404
        return catalogue.BY_CODE[code]

    def get(self, request, code: str):
        indicator, selection, narrow = self.indicator(code), self.selection(), self.narrow()
        with _cuts_that_there_are():
            counted = services.narrowed_figure(
                indicator, selection.window, selection.previous, user=request.user, narrow=narrow
            )
        whole = own_unit(request.user) is None and not narrow
        figure = compared({code: counted}, selection, whole=whole)[code]
        return Response({**self.span(selection), **shown(figure)})

    def operation(self, method):
        return Operation(
            "figure_get",
            _("One figure of a period"),
            _("Figures"),
            thing({**SPAN, **FIGURE["properties"]}),
            parameters=self.parameters(),
            refusals=(400, 404),
            choices={"code": list(catalogue.BY_CODE)},
        )


@contextmanager
def _cuts_that_there_are() -> Iterator[None]:
    """A way to divide that the indicator does not know is a fault of the request."""
    try:
        yield
    except services.UnknownCut as error:
        name = str(error).partition("=")[0]
        raise Unreadable(
            _("The request cannot be read."),
            [Fault(name, "unknown", _("The indicator is not divided in this way."))],
        ) from error


class FigureRows(OneFigure):
    """The rows a figure counts: one part of it, a page at a time."""

    def parameters(self):
        part = Parameter("part", {"type": "integer", "minimum": 1, "maximum": 20})
        return (*PERIOD, *NARROW, part, *PAGED, LABELS)

    def get(self, request, code: str):
        indicator, selection = self.indicator(code), self.selection()
        with _cuts_that_there_are():
            parts = services.rows(indicator, selection.window, user=request.user, narrow=self.narrow())
        number = self.asked.get("part", 1)
        if number > len(parts):
            raise Http404
        part = parts[number - 1]
        columns, model = part.part.columns, part.rows.model
        start, size = self.page()
        count = part.rows.count()
        rows = list(fetch(part.rows[start : start + size], columns)) if start < count else []
        if not rows and start:
            raise Http404
        labels = {column.name: str(column.label_for(model)) for column in columns}
        found = [self._row(part, row, columns) for row in rows]
        return Response(
            {**self.span(selection), "part": number, "columns": labels, **paged(self, count, found)}
        )

    def _row(self, part, row, columns) -> dict:
        record = part.family.record(row)
        found = {
            "type": record.slug,
            "id": record.pk,
            "row": row.pk,
            "values": {column.name: values.of_column(row, column) for column in columns},
        }
        if self.asked.get("labels"):
            found["labels"] = {column.name: column.text(row) for column in columns}
        return found

    def operation(self, method):
        row = thing(
            {
                "type": described.TEXT,
                "id": described.KEY,
                "row": described.WHOLE,
                "values": {"type": "object"},
                "labels": {"type": "object", "additionalProperties": described.TEXT},
            },
            optional=("labels",),
        )
        page = {
            "part": described.WHOLE,
            "columns": {"type": "object", "additionalProperties": described.TEXT},
            **page_of("FigureRow"),
        }
        return Operation(
            "figure_rows",
            _("The rows a figure counts"),
            _("Figures"),
            thing({**SPAN, **page}),
            parameters=self.parameters(),
            components={"FigureRow": lambda: row},
            refusals=(400, 404),
            choices={"code": list(catalogue.BY_CODE)},
        )

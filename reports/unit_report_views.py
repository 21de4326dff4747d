"""A unit's report: written by the unit, read by it and the department; each figure opens its rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from core.edit import RecordEdit
from core.screens import ScreenView
from core.views import RecordAct, RecordHistory
from core.workflow import Refused, perform
from reports.as_unit import AsUnit
from reports.catalogue import BY_CODE
from reports.models import UnitReport
from reports.pages.unit_report import crumbs, may_write, unit_report_page
from reports.screens import UNIT_REPORT
from reports.selection import Selection
from reports.views import figure_context
from reports.workflow import UNIT_STEP


class _OfUnit(ScreenView):
    screen = UNIT_REPORT

    def get_queryset(self):
        return super().get_queryset().select_related("period", "unit")


class UnitReportDetail(_OfUnit, DetailView):
    """The report; for those who write it, its form."""

    template_name = "reports/unit_report.html"

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if may_write(self.object, request.user):
            return UnitReportEdit.as_view()(request, *args, **kwargs)
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs):
        report = self.object
        return (
            super().get_context_data(**kwargs)
            | unit_report_page(report, self.request.user)
            | {"title": report.title, "crumbs": crumbs(report, (str(report.unit), "")), "form": None}
        )


class UnitReportEdit(_OfUnit, RecordEdit):
    """A draft saves with whatever is there; “save and hand in” takes the step afterwards."""

    template_name = "reports/unit_report.html"

    def find(self, *, lock: bool = False):
        record = super().find(lock=lock)
        # As it is stored, whatever is typed into the record.
        self.report = get_object_or_404(self.get_queryset(), pk=record.pk) if lock else record
        return record

    def title(self) -> str:
        return self.report.title

    def crumbs(self, *more):
        return crumbs(self.report, (str(self.report.unit), ""))

    def get_context_data(self, **kwargs):
        page = unit_report_page(self.report, self.request.user)
        submit = next(
            (
                step
                for step in UNIT_REPORT.transitions
                if step.name == "submit" and self.request.user.may(step.permission)
            ),
            None,
        )
        return super().get_context_data(**kwargs) | page | {"submit_step": submit}

    def _saved(self, record):
        if self.request.POST.get("step") != "submit":
            return super()._saved(record)
        step = UNIT_STEP["submit"]
        try:
            record = perform(step, record, by=self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
        except ValidationError:
            return redirect(f"{self.screen.url('edit', record.pk)}?step=submit#words")
        else:
            messages.success(self.request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(record)


class UnitReportAct(RecordAct):
    screen = UNIT_REPORT


class UnitReportHistory(RecordHistory):
    screen = UNIT_REPORT

    def crumbs(self, *more):
        return crumbs(self.object, *more)


@dataclass(frozen=True)
class _ReportSelection(Selection):
    """The period of a unit's report; addresses of figures stay with the report."""

    report: int = 0

    def url(self, view: str, *args: str, **narrow: object) -> str:
        if view != "figure":
            return super().url(view, *args, **narrow)
        address = reverse("unit_report_figure", args=[self.report, *args])
        return f"{address}?{urlencode(narrow)}" if narrow else address


@require_safe
def unit_report_figure(request, pk: int, code: str):
    """The rows of a figure as the unit has them, for those who look at its report."""
    reports = UnitReport.objects.visible_to(request.user).select_related("period", "unit")
    report = get_object_or_404(reports, pk=pk)
    if code not in BY_CODE:
        raise Http404
    reader, period = AsUnit(report.unit, report.period.end), report.period
    selection = _ReportSelection(period.period, period.basis, report=report.pk)
    page = figure_context(request, BY_CODE[code], selection, reader=reader, narrow={}, may_export=False)
    label, address = str(report.unit), report.get_absolute_url()
    page["figure"]["window_label"] = f"{selection.window_label} · {label}"
    page["crumbs"] = crumbs(report, (label, address), (page["title"], ""))[1:]
    return render(request, "reports/figure.html", page)

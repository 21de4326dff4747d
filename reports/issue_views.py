"""Issuing a report, and reading what was issued: figures with their rows, text, files, what changed since."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import events
from core.access import EXPORT, ISSUE
from core.forms import RefusesMarks
from core.inputs import DayField, LineField
from reports import jobs
from reports.documents.files import TYPES
from reports.freeze.changes import compare
from reports.freeze.evidence import frozen
from reports.freeze.since import changes_since
from reports.models import PeriodState, ReportIssue, ReportPeriod
from reports.pages.issues import (
    changes_page,
    diff_page,
    figure_page,
    issue_form_page,
    issue_page,
    issues_page,
)
from reports.summary import summarise
from reports.text.sources import Sources
from reports.text.told import tell
from reports.text_views import period_for


def may_take(user) -> bool:
    """Who takes report files out, or sends them."""
    return user.may(EXPORT) or user.may(ISSUE)


class IssueForm(RefusesMarks, forms.Form):
    number = LineField(label=gettext_lazy("Number of the paper"), max_length=100)
    day = DayField(label=gettext_lazy("Date of the paper"))
    reason = LineField(
        label=gettext_lazy("Reason for the new version"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, period: ReportPeriod):
        super().__init__(data)
        self.period = period
        if period.issues.exists():
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A paper is not dated ahead."))
        return day

    def clean(self):
        found = super().clean()
        number, day = found.get("number"), found.get("day")
        if (
            number
            and day
            and ReportIssue.objects.filter(number__iexact=number, issued_on__year=day.year).exists()
        ):
            self.add_error("number", _("This number was given to another version this year."))
        return found

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        fields = [
            Field(name, wrapper_class="wide" if name == "reason" else "half" if name == "number" else "short")
            for name in self.fields
        ]
        helper.layout = Layout(Fieldset(_("The paper"), *fields))
        return helper


@require_http_methods(["GET", "HEAD", "POST"])
def report_issue(request, pk: int):
    """Give the approved report its number and date; the worker writes the files and freezes everything."""
    period = period_for(request, pk)
    if not request.user.may(ISSUE):
        raise PermissionDenied(_("Your role does not take this step."))
    if period.state != PeriodState.ISSUING:
        messages.error(request, _("The record is no longer in a state that allows this."))
        return redirect(period)
    form = IssueForm(request.POST or None, period=period)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        job = jobs.begin_issue(
            period, number=told["number"], day=told["day"], reason=told.get("reason", ""), by=request.user
        )
        return redirect("job_detail", job.pk)
    chapters = tell(summarise(period.selection), Sources(period.selection, period))
    return render(request, "reports/issue_form.html", issue_form_page(period, form, chapters))


@require_safe
def report_issues(request, pk: int):
    """The versions of a period's report."""
    return render(request, "reports/issues.html", issues_page(period_for(request, pk)))


def _issue(request, pk: int, version: int) -> ReportIssue:
    period = period_for(request, pk)
    return get_object_or_404(period.issues.select_related("period"), version=version)


@require_safe
def issue_detail(request, pk: int, version: int):
    """A version as it was sent, with its evidence."""
    issue = _issue(request, pk, version)
    return render(request, "reports/issue.html", issue_page(issue, takes_files=may_take(request.user)))


@require_safe
def issue_figure(request, pk: int, version: int, code: str):
    """The rows behind a figure as they read when it was issued."""
    issue = _issue(request, pk, version)
    if code not in issue.figures:
        raise Http404
    return render(
        request, "reports/issue_figure.html", figure_page(issue, code, request.GET.get("page", "1"))
    )


@require_safe
def issue_file(request, pk: int, version: int, kind: str):
    """The very file that was sent."""
    issue = _issue(request, pk, version)
    if not may_take(request.user):
        raise PermissionDenied
    file = get_object_or_404(issue.files, kind=kind)
    events.log(
        events.Event.Kind.EXPORT, by=request.user, action="report", comment=f"{file.name} {file.sha256}"
    )
    return HttpResponse(
        bytes(file.content),
        content_type=TYPES[file.kind],
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


@require_safe
def issue_changes(request, pk: int, version: int):
    """What changed in the sources since."""
    issue = _issue(request, pk, version)
    found = changes_since(issue, user=request.user)
    return render(request, "reports/issue_changes.html", changes_page(issue, found))


@require_safe
def issue_diff(request, pk: int, version: int, other: int):
    """What this version says otherwise than an earlier one."""
    new, old = _issue(request, pk, version), _issue(request, pk, other)
    if other >= version:
        raise Http404
    found = compare(frozen(old), frozen(new))
    return render(request, "reports/issue_changes.html", diff_page(old, new, found))

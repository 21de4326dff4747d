"""Reporting periods: opened, changed and moved on by the department, read by all."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, TemplateView

from core.access import PROCESS
from core.edit import RecordEdit
from core.screens import ScreenView
from core.views import RecordAct, RecordHistory
from core.withdrawal import RecordWithdraw
from reports.collection import due_days, open_period, remind_now, units_asked
from reports.models import ReportPeriod
from reports.pages.periods import period_list as list_page
from reports.pages.periods import period_page
from reports.periods import current
from reports.screens import PERIOD, PeriodForm
from reports.selection import Selection, SelectionForm
from reports.views import readers_only
from reports.workflow import issue


@require_safe
@readers_only
def period_list(request):
    return render(request, "reports/period_list.html", list_page(request.user))


class PeriodCreate(TemplateView):
    """Which days (in the address, so that what follows from them is shown), then what is decided about them."""

    template_name = "reports/period_new.html"

    def dispatch(self, request, *args, **kwargs):
        if not ReportPeriod.objects.creatable_by(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        asked = SelectionForm(request.GET, default=current())
        selection = self._chosen(asked)
        return self._show(asked, selection, self._form(selection) if selection else None)

    def post(self, request):
        asked = SelectionForm(request.GET, default=current())
        selection = self._chosen(asked)
        form = self._form(selection, request.POST) if selection else None
        if form is not None and form.is_valid():
            try:
                reports = open_period(form.instance, by=request.user)
            except IntegrityError:
                form.add_error(None, _("This period is already open."))
            else:
                words = ngettext(
                    "The period is open; %(count)s unit is asked for its report.",
                    "The period is open; %(count)s units are asked for their reports.",
                    len(reports),
                )
                messages.success(request, words % {"count": len(reports)})
                return redirect(form.instance)
        return self._show(asked, selection, form)

    def _chosen(self, asked: SelectionForm) -> Selection | None:
        return asked.selection if asked.is_valid() else None

    def _form(self, selection: Selection, data=None) -> PeriodForm:
        period = ReportPeriod(
            code=selection.period.code,
            rule=selection.period.rule,
            basis=selection.basis,
            **due_days(selection.period),
        )
        period.derive()
        period.estimate = period.ahead
        return PeriodForm(data, instance=period, user=self.request.user)

    def _show(self, asked: SelectionForm, selection: Selection | None, form: PeriodForm | None):
        crumbs = [
            {"label": PERIOD.title, "url": PERIOD.url("list")},
            {"label": _("Open a period"), "url": ""},
        ]
        already = selection and ReportPeriod.objects.of(selection.period).first()
        return self.render_to_response(
            self.get_context_data(
                title=_("Open a period"),
                crumbs=crumbs,
                asked=asked,
                selection=selection,
                form=form,
                already=already,
                units=units_asked(selection.period).count() if selection else 0,
                cancel_url=PERIOD.url("list"),
            )
        )


class PeriodDetail(ScreenView, DetailView):
    screen = PERIOD
    template_name = "reports/period.html"

    def get_context_data(self, **kwargs):
        page = period_page(self.object, self.request.user, shown=self.request.GET.get("show", ""))
        return super().get_context_data(**kwargs) | page


class PeriodEdit(RecordEdit):
    screen = PERIOD

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"submit_label": _("Save")}


class PeriodAct(RecordAct):
    screen = PERIOD

    def take(self, transition, record, form):
        """Issuing is more than a step."""
        if transition.name != "issue":
            return super().take(transition, record, form)
        number, day = form.values["paper_number"], form.values["paper_date"]
        return issue(
            record, by=self.request.user, number=number, day=day, reason=form.cleaned_data["comment"]
        )


class PeriodHistory(RecordHistory):
    screen = PERIOD


class PeriodWithdraw(RecordWithdraw):
    """Opened by mistake. What is being approved or was issued is not withdrawn."""

    screen = PERIOD

    def act(self, record, reason: str):
        if not record.takes_reports or record.issues.exists():
            messages.error(
                self.request, _("This report is being approved or was issued; it is not withdrawn.")
            )
            return redirect(record)
        return super().act(record, reason)


@require_POST
def period_remind(request, pk: int):
    period = get_object_or_404(ReportPeriod.objects.visible_to(request.user), pk=pk)
    if not request.user.may(PROCESS):
        raise PermissionDenied
    if not period.takes_reports:
        messages.error(request, _("Units no longer hand in reports of this period."))
        return redirect(period)
    told, without = remind_now(period, by=request.user)
    words = ngettext("%(count)s unit was reminded.", "%(count)s units were reminded.", told) % {"count": told}
    messages.success(request, words)
    if without:
        messages.warning(
            request,
            _("Nobody has an account there, so please telephone: %(units)s.") % {"units": "; ".join(without)},
        )
    return redirect(period)

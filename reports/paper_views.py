"""Reports sent before the product existed: their figures typed in from the paper."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import PROCESS, VIEW_ALL
from core.forms import RefusesMarks, plain_page, width_of
from core.inputs import NumberField, WholeNumberField, input_for
from core.widgets import Select
from core.withdrawal import reason_of
from reports import catalogue
from reports.models import PaperReport
from reports.periods import PeriodError, current, parse
from reports.wording import official_text

FIRST_YEAR_OFFERED = 2015


def _readers_only(request) -> None:
    if not request.user.may(VIEW_ALL):
        raise Http404


def _writers_only(request) -> None:
    _readers_only(request)
    if not request.user.may(PROCESS):
        raise PermissionDenied


def _periods_offered() -> list[tuple[str, str]]:
    codes = [
        f"{year}{part}"
        for year in range(current().year, FIRST_YEAR_OFFERED - 1, -1)
        for part in ("", "-H2", "-M9", "-H1")
    ]
    return [(code, capfirst(parse(code).name)) for code in codes]


class PaperForm(RefusesMarks, forms.ModelForm):
    """The paper, and each figure it tells; an empty figure is one the paper does not tell."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PaperReport
        fields = ("code", "rule", "number", "issued_on", "agency", "note")
        formfield_callback = input_for

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = _periods_offered()
        if self.instance.pk and self.instance.code not in dict(offered):
            offered.append((self.instance.code, capfirst(self.instance.period.name)))
        self.fields["code"] = forms.ChoiceField(label=gettext_lazy("Period"), choices=offered, widget=Select)
        self.initial["version"] = self.instance.version
        for indicator in catalogue.INDICATORS:
            kind = NumberField if indicator.money else WholeNumberField
            self.fields[indicator.code] = kind(
                label=f"{indicator.code} · {capfirst(str(indicator.label))}",
                help_text=capfirst(str(indicator.unit)),
                required=False,
                min_value=0,
            )
            self.initial[indicator.code] = self.instance.figures.get(indicator.code)

    def clean(self):
        found = super().clean()
        try:
            if found.get("code"):
                parse(found["code"], found.get("rule") or "decree")
        except PeriodError as error:
            raise ValidationError({"code": str(error)}) from error
        if self.instance.pk and found.get("version") != self.instance.version:
            raise ValidationError(
                _("Somebody changed this report in between. Open it again and look at what stands there.")
            )
        if not self.errors and not self.figures:
            raise ValidationError(_("Enter at least one figure of the paper."))
        return found

    @property
    def figures(self) -> dict[str, str]:
        """Code → value as text, of those the paper tells."""
        told = {indicator.code: self.cleaned_data.get(indicator.code) for indicator in catalogue.INDICATORS}
        return {code: _as_text(code, value) for code, value in told.items() if value is not None}

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        parts = [Fieldset(_("The paper"), *self._laid_out(self.Meta.fields), "version")]
        for section in catalogue.SECTIONS:
            parts.append(Fieldset(section.title, *self._laid_out(each.code for each in section.indicators)))
        helper.layout = Layout(*parts)
        return helper

    def _laid_out(self, names) -> list[Field]:
        return [Field(name, wrapper_class=width_of(name, self.fields[name])) for name in names]


def _as_text(code: str, value) -> str:
    """As a figure counted by the product is kept: money with two decimals."""
    return f"{value:.2f}" if catalogue.BY_CODE[code].money else str(value)


@require_safe
def paper_report_list(request):
    _readers_only(request)
    writes = request.user.may(PROCESS)
    rows = [
        {
            "name": capfirst(paper.period.name),
            "number": paper.number,
            "issued_on": date_format(paper.issued_on, "SHORT_DATE_FORMAT") if paper.issued_on else "",
            "agency": paper.agency,
            "figures": [
                {"code": code, "label": str(catalogue.BY_CODE[code].label), "value": official_text(value)}
                for code, value in paper.figures.items()
                if code in catalogue.BY_CODE
            ],
            "url": paper.get_absolute_url() if writes else "",
        }
        for paper in PaperReport.objects.live()
    ]
    create = reverse("paper_report_create") if writes else ""
    return render(
        request,
        "reports/paper_list.html",
        {"title": _("Reports on paper"), "rows": rows, "create_url": create, "crumbs": []},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def paper_report_edit(request, pk: int | None = None):
    _writers_only(request)
    paper = get_object_or_404(PaperReport.objects.live(), pk=pk) if pk else PaperReport(agency="")
    form = PaperForm(request.POST or None, instance=paper)
    if request.method == "POST" and form.is_valid() and _save(request, form):
        return redirect("paper_report_list")
    title = _("Report on paper") if pk else _("Enter a report on paper")
    return render(
        request,
        "reports/paper_form.html",
        plain_page(
            form,
            cancel_url=reverse("paper_report_list"),
            title=title,
            crumbs=[
                {"label": _("Reports on paper"), "url": reverse("paper_report_list")},
                {"label": title, "url": ""},
            ],
            withdraw_url=reverse("paper_report_withdraw", args=[pk]) if pk else "",
        ),
    )


def _save(request, form: PaperForm) -> bool:
    form.instance.figures = form.figures
    try:
        with transaction.atomic():
            form.instance.save(by=request.user)
    except IntegrityError:
        form.add_error("code", _("The figures of this period are already entered."))
        return False
    messages.success(request, _("The figures of the paper are saved."))
    return True


@require_POST
def paper_report_withdraw(request, pk: int):
    _writers_only(request)
    paper = get_object_or_404(PaperReport.objects.live(), pk=pk)
    try:
        reason = reason_of(request.POST.get("reason", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(paper)
    paper.withdraw(by=request.user, reason=reason)
    messages.success(request, _("Withdrawn: %(record)s.") % {"record": paper.number})
    return redirect("paper_report_list")

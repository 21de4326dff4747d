"""Renaming a unit, merging it into another, taking a merger back: guided, previewed, logged."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from core.access import EDIT_DIRECTORY
from core.forms import RefusesMarks, plain_page
from core.inputs import DayField, LineField, PooledChoice
from core.withdrawal import reason_of
from directory import succession
from directory.models import Unit


class _Guided(RefusesMarks, forms.Form):
    title = ""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        wide = {"successor": "half", "name": "wide", "paper": "half"}
        fields = [Field(name, wrapper_class=wide.get(name, "short")) for name in self.fields]
        helper.layout = Layout(Fieldset(self.title, *fields))
        return helper


class RenameForm(_Guided):
    title = gettext_lazy("New name")

    name = LineField(label=gettext_lazy("New name of the unit"), max_length=255)
    on = DayField(label=gettext_lazy("From"))
    paper = LineField(label=gettext_lazy("Decision (number, date, body)"), max_length=200, required=False)

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean(self):
        super().clean()
        given = self.cleaned_data
        succession.check_name(self.unit, given.get("name"), given.get("on"))
        return given


class MergerForm(_Guided):
    title = gettext_lazy("Merger")

    successor = PooledChoice(queryset=Unit.objects.none(), label=gettext_lazy("Unit that takes its place"))
    on = DayField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("The first day on which the successor stands in its place."),
    )
    paper = LineField(label=gettext_lazy("Decision (number, date, body)"), max_length=200, required=False)

    def __init__(self, *args, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        others = Unit.objects.live().exclude(pk=unit.pk)
        self.fields["successor"].use({str(each.pk): each for each in others})

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("successor") and given.get("on"):
            succession.check_merger(self.unit, given["successor"], given["on"])
        return given


class _OfUnit(TemplateView):
    """For those who keep the directory."""

    template_name = "core/record_form.html"
    heading = ""

    def dispatch(self, request, *args, **kwargs):
        self.unit = get_object_or_404(Unit.objects.editable_by(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def page(self, form, **context):
        crumbs = [
            {"label": _("Units"), "url": reverse("unit_list")},
            {"label": str(self.unit), "url": self.unit.get_absolute_url()},
            {"label": str(self.heading), "url": ""},
        ]
        title = f"{self.heading}: {self.unit}"
        address = self.unit.get_absolute_url()
        page = plain_page(form, cancel_url=address, title=title, crumbs=crumbs, **context)
        return self.render_to_response(self.get_context_data(**page))


class UnitRename(_OfUnit):
    heading = gettext_lazy("Rename")

    def get(self, request, pk: int):
        return self.page(RenameForm(unit=self.unit))

    def post(self, request, pk: int):
        form = RenameForm(request.POST, unit=self.unit)
        if not form.is_valid():
            return self.page(form)
        try:
            succession.rename(self.unit, by=request.user, **form.cleaned_data)
        except ValidationError as refused:  # somebody was faster
            form.add_error(None, refused)
            return self.page(form)
        messages.success(
            request, _("Renamed: %(unit)s. The old name is kept with its days.") % {"unit": self.unit}
        )
        return redirect(self.unit)


class UnitMerge(_OfUnit):
    """Asked for, shown what it means, and only then done."""

    heading = gettext_lazy("Merge the unit")

    def get(self, request, pk: int):
        return self.page(MergerForm(unit=self.unit), submit_label=_("Preview"))

    def post(self, request, pk: int):
        form = MergerForm(request.POST, unit=self.unit)
        if not form.is_valid():
            return self.page(form, submit_label=_("Preview"))
        if "confirm" not in request.POST:
            return self.preview(form)
        given = form.cleaned_data
        try:
            succession.merge_into(
                given["successor"], self.unit, on=given["on"], paper=given["paper"], by=request.user
            )
        except ValidationError as refused:  # somebody was faster
            form.add_error(None, refused)
            return self.page(form, submit_label=_("Preview"))
        text = _("Merged: %(unit)s → %(successor)s.")
        messages.success(request, text % {"unit": self.unit, "successor": given["successor"]})
        return redirect(self.unit)

    def preview(self, form):
        self.template_name = "directory/merger.html"
        given = form.cleaned_data
        return self.page(
            form,
            successor=given["successor"],
            paper=given["paper"],
            day=given["on"],
            later=given["on"] > timezone.localdate(),
            typed={name: form.data.get(name, "") for name in form.fields},
            touched=[row for row in succession.touched(self.unit) if row.count],
        )


class UnitMergerTakenBack(View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        unit = get_object_or_404(Unit.objects.editable_by(request.user).exclude(successor=None), pk=pk)
        try:
            reason = reason_of(request.POST.get("reason", ""))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(unit)
        succession.take_back(unit, by=request.user, reason=reason)
        messages.success(request, _("The merger is taken back: %(unit)s.") % {"unit": unit})
        return redirect(unit)


def beside(unit: Unit, user) -> dict:
    """Beside the unit's page: what it passed into, what passed into it, and what may be done."""
    keeps = user.may(EDIT_DIRECTORY)
    address = {name: reverse(f"unit_{name}", args=[unit.pk]) for name in ("rename", "merge", "take_back")}
    return {
        "template": "directory/components/succession.html",
        "successor": unit.successor,
        "since": unit.succeeded_on,
        "later": unit.successor_id is not None and not unit.has_passed(),
        "paper": unit.succession_paper,
        "predecessors": list(unit.predecessors.order_by("succeeded_on", "pk")),
        "rename_url": address["rename"] if keeps else "",
        "merge_url": address["merge"] if keeps and not unit.successor_id else "",
        "take_back_url": address["take_back"] if keeps and unit.successor_id else "",
    }

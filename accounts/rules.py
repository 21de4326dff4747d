"""Rules and days off, as the administrator keeps them. Deadlines follow in the worker."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import in_short, log_change
from accounts.forms import SimpleForm
from accounts.views import Administered, FormPage
from core.access import MANAGE_SETTINGS
from core.deadlines import Holiday, Rule
from core.parse import CellError, parse_integer
from core.tasks import refresh_deadlines
from core.widgets import Select

MOST = 1000
"""No rule counts further: days, working days or months."""


class RuleForm(SimpleForm):
    title = gettext_lazy("Rule")

    class Meta(SimpleForm.Meta):
        model = Rule
        fields = (
            "code",
            "label",
            "number",
            "measure",
            "valid_from",
            "valid_to",
            "remind",
            "escalate_after",
            "basis",
            "source",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys(Rule.objects.order_by("code").values_list("code", flat=True))
        self.fields["code"] = forms.ChoiceField(
            label=_("Code"),
            choices=[(code, code) for code in codes],
            disabled=bool(self.instance.pk),
            widget=Select,
        )
        self.fields["number"].validators.append(MaxValueValidator(MOST))

    def clean_remind(self) -> str:
        try:
            days = {parse_integer(part) for part in self.cleaned_data["remind"].split(",")}
        except CellError:
            raise ValidationError(_("Write the days as 5,1,0,-1.")) from None
        return ",".join(str(day) for day in sorted(days, reverse=True))

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The end must not be before the start."))
        elif not self.errors:
            self._refuse_two_at_once(first, last)

    def _refuse_two_at_once(self, first, last) -> None:
        others = Rule.objects.filter(code=self.cleaned_data["code"]).exclude(pk=self.instance.pk)
        if last:
            others = others.filter(models.Q(valid_from=None) | models.Q(valid_from__lte=last))
        if first:
            others = others.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=first))
        if other := others.first():
            self.add_error(
                "valid_from",
                _("Another rule of this code is in force then: %(days)s. End it first.")
                % {"days": _days(other)},
            )


class HolidayForm(SimpleForm):
    title = gettext_lazy("Day off or swap day")

    class Meta(SimpleForm.Meta):
        model = Holiday
        fields = ("date", "name", "works")


def _days(rule: Rule) -> str:
    ends = [date_format(day, "SHORT_DATE_FORMAT") if day else "…" for day in (rule.valid_from, rule.valid_to)]
    return "–".join(ends)


class Kept(FormPage):
    """Entering and changing one row of a table the administrator keeps."""

    permissions = (MANAGE_SETTINGS,)
    model: type[models.Model]
    form: type[SimpleForm]
    title_new = title_list = ""
    list_name = ""
    deletable = False

    def get(self, request, pk=None):
        return self._show(self.form(instance=self._find(pk)))

    def post(self, request, pk=None):
        row = self._find(pk)
        if self.deletable and row.pk and "delete" in request.POST:
            return self._delete(row)
        form = self.form(request.POST, instance=row)
        if not form.is_valid():
            return self._show(form)
        with transaction.atomic():
            before = in_short(row, form.fields) if row.pk else {}
            form.save()
            log_change(row, before, in_short(row, form.fields), by=request.user, action=self.list_name)
        return self._kept(_("Saved: %(record)s.") % {"record": row})

    @transaction.atomic
    def _delete(self, row):
        names = self.form._meta.fields
        log_change(
            row, in_short(row, names), dict.fromkeys(names, ""), by=self.request.user, action=self.list_name
        )
        name = str(row)
        row.delete()
        return self._kept(_("Deleted: %(record)s.") % {"record": name})

    def _kept(self, message: str):
        transaction.on_commit(refresh_deadlines.delay)
        messages.success(self.request, message)
        return redirect(self.list_name)

    def _find(self, pk):
        return get_object_or_404(self.model, pk=pk) if pk else self.model()

    def _show(self, form):
        self.name = str(form.instance) if form.instance.pk else str(self.title_new)
        url = reverse(self.list_name)
        crumbs = [{"label": self.title_list, "url": url}, {"label": self.name, "url": ""}]
        deletable = self.deletable and bool(form.instance.pk)
        return self.show(form, title=self.name, crumbs=crumbs, cancel_url=url, deletable=deletable)


class RuleEdit(Kept):
    """A rule is ended, never deleted: older dossiers are judged by it."""

    model, form, list_name = Rule, RuleForm, "rule_list"
    title_list, title_new = gettext_lazy("Rules and deadlines"), gettext_lazy("Add a rule")


class HolidayEdit(Kept):
    model, form, list_name = Holiday, HolidayForm, "holiday_list"
    deletable = True
    title_list, title_new = gettext_lazy("Days off and swap days"), gettext_lazy("Add a day")


class KeptList(Administered):
    """A table the administrator keeps, whole on one page."""

    permissions = (MANAGE_SETTINGS,)
    template_name = "accounts/kept_list.html"
    title = hint = edit_name = create_name = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "hint": self.hint,
            "columns": self.columns(),
            "rows": [
                {"url": reverse(self.edit_name, args=[row.pk]), "cells": self.cells(row)}
                for row in self.rows()
            ],
            "create_url": reverse(self.create_name),
        }


class RuleList(KeptList):
    title, edit_name, create_name = RuleEdit.title_list, "rule_edit", "rule_create"
    hint = gettext_lazy(
        "A dossier follows the rule in force on its first day. To change a number from a day on, end the old rule and add a new one."
    )

    def rows(self):
        return Rule.objects.order_by("code", "valid_from")

    def columns(self):
        return [_("Rule"), _("Number"), _("In force"), _("Legal basis"), _("Reminders")]

    def cells(self, rule):
        number = f"{rule.number} {rule.get_measure_display()}"
        lasting = _days(rule) if rule.valid_from or rule.valid_to else _("Always")
        return [rule.label, number, lasting, rule.basis, rule.remind]


class HolidayList(KeptList):
    title, edit_name, create_name = HolidayEdit.title_list, "holiday_edit", "holiday_create"
    hint = gettext_lazy("Saturdays and Sundays are off without being listed; a swap day is worked instead.")

    def rows(self):
        return Holiday.objects.order_by("-date")

    def columns(self):
        return [_("Day"), _("Weekday"), _("Name"), _("Kind")]

    def cells(self, holiday):
        kind = _("Worked instead") if holiday.works else _("Day off")
        return [
            date_format(holiday.date, "SHORT_DATE_FORMAT"), date_format(holiday.date, "l"), holiday.name, kind,
        ]  # fmt: skip

"""Writing the report: the text slot by slot, typical examples, the files as they would be."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import PROCESS, VIEW_ALL
from core.forms import RefusesMarks, plain_page
from core.inputs import LineField
from reports import jobs
from reports.models import ChosenExample, EditedParagraph, PeriodState, ReportPeriod
from reports.pages.text import candidates, examples_page, text_page
from reports.summary import summarise
from reports.text.outline import SLOTS
from reports.text.sources import Sources
from reports.text.told import Told, tell

WRITABLE = (PeriodState.COLLECTING, PeriodState.COMPILING, PeriodState.AT_OFFICE, PeriodState.AT_LEADER)
"""Until it is approved the officer writes; what is to be issued or was issued stands."""


def period_for(request, pk: int, *, write: bool = False) -> ReportPeriod:
    """The period, for those who see the whole sector; `write`: while it is written, for those who write it."""
    if not request.user.may(VIEW_ALL):
        raise Http404
    period = get_object_or_404(ReportPeriod.objects.visible_to(request.user), pk=pk)
    if write and not may_write(request.user, period):
        raise PermissionDenied(_("The report is not written any more, or your role does not write it."))
    return period


def may_write(user, period: ReportPeriod) -> bool:
    return user.may(PROCESS) and period.state in WRITABLE


@require_safe
def report_text(request, pk: int):
    """The whole text as it stands."""
    period = period_for(request, pk)
    chapters = tell(summarise(period.selection), Sources(period.selection, period))
    writes = may_write(request.user, period)
    return render(request, "reports/text.html", text_page(period, chapters, writes=writes))


class SlotForm(RefusesMarks, forms.Form):
    """A slot in one's own words; empty leaves it out of the report."""

    text = LineField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("A paragraph for each line. Empty: it is left out of the report."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(Fieldset(_("Text"), Field("text", wrapper_class="wide"), "version"))
        return helper


@require_http_methods(["GET", "HEAD", "POST"])
def report_slot(request, pk: int, slot: str):
    """Change one slot, or take back the sentence of the product."""
    period = period_for(request, pk, write=True)
    if slot not in SLOTS:
        raise Http404
    told = _told(period, slot)
    version = told.edited.version if told.edited else 0
    form = SlotForm(request.POST or None, initial={"text": told.text, "version": version})
    if request.method == "POST":
        if "revert" in request.POST:
            return _revert(request, period, told)
        if form.is_valid() and _save(request, period, told, form):
            return redirect(f"{reverse('report_text', args=[period.pk])}#{slot}")
    return render(request, "reports/slot.html", _slot_page(period, told, form))


def _told(period: ReportPeriod, slot: str) -> Told:
    chapters = tell(summarise(period.selection), Sources(period.selection, period))
    return next(told for chapter in chapters for told in chapter.told if told.slot.key == slot)


def _save(request, period: ReportPeriod, told: Told, form: SlotForm) -> bool:
    """False when somebody saved in between; the form says so then, and nothing typed is lost."""
    text = "\n".join(line.strip() for line in form.cleaned_data["text"].splitlines() if line.strip())
    try:
        with transaction.atomic():
            row = period.paragraphs.select_for_update(of=("self",)).filter(slot=told.slot.key).first()
            known = row.version if row and row.deleted_at is None else 0
            if known != (form.cleaned_data["version"] or 0):
                raise IntegrityError
            row = row or EditedParagraph(period=period, slot=told.slot.key)
            row.deleted_at = None
            row.text, row.generated, row.figures = text, told.generated, dict(told.figures)
            row.save(by=request.user)
    except IntegrityError:
        other = period.paragraphs.select_related("updated_by").filter(slot=told.slot.key).first()
        form.data = form.data.copy()
        form.data["version"] = other.version if other and other.deleted_at is None else 0
        form.add_error(
            "text",
            _(
                "%(who)s changed this text in between. It reads now: “%(text)s”. Save again to put yours in its place."
            )
            % {"who": other.updated_by if other else "", "text": other.text if other else ""},
        )
        return False
    messages.success(request, _("The text is saved."))
    return True


def _revert(request, period: ReportPeriod, told: Told):
    if told.edited is not None:
        told.edited.withdraw(by=request.user, reason=_("Back to the sentence of the product"))
        messages.success(request, _("The sentence follows the figures again."))
    return redirect(f"{reverse('report_text', args=[period.pk])}#{told.slot.key}")


def _slot_page(period: ReportPeriod, told: Told, form: SlotForm) -> dict:
    return plain_page(
        form,
        cancel_url=f"{reverse('report_text', args=[period.pk])}#{told.slot.key}",
        title=_("Change the text"),
        crumbs=[
            {"label": period.name, "url": period.get_absolute_url()},
            {"label": _("Text of the report"), "url": reverse("report_text", args=[period.pk])},
            {"label": _("Change the text"), "url": ""},
        ],
        generated=told.generated.splitlines(),
        edited=told.edited is not None,
        edited_by=str(told.edited.updated_by or "") if told.edited else "",
        edited_at=date_format(localtime(told.edited.updated_at), "SHORT_DATETIME_FORMAT")
        if told.edited
        else "",
        moved=told.moved,
    )


# --- typical examples ---------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def report_examples(request, pk: int):
    """Which dossiers counted in the period are told as typical."""
    period = period_for(request, pk, write=True)
    groups = candidates(period)
    if request.method == "POST":
        _choose(request, period, groups)
        messages.success(request, _("The examples are saved."))
        return redirect("report_text", pk=period.pk)
    chosen = {(each.record_type, each.record_id) for each in period.examples.filter(deleted_at=None)}
    return render(request, "reports/examples.html", examples_page(period, groups, chosen))


@transaction.atomic
def _choose(request, period: ReportPeriod, groups) -> None:
    """Those ticked, of those offered; what is no longer ticked is dropped."""
    wanted = set(request.POST.getlist("example"))
    offered = {f"{record._meta.label_lower}:{record.pk}" for _title, records in groups for record in records}
    kept = {}
    for each in period.examples.filter(deleted_at=None):
        key = f"{each.record_type}:{each.record_id}"
        kept[key] = each
        if key not in wanted:
            each.withdraw(by=request.user, reason=_("No longer an example"))
    for place, key in enumerate(sorted(wanted & offered)):
        if key not in kept:
            label, pk = key.split(":")
            ChosenExample.objects.create(
                by=request.user, period=period, record_type=label, record_id=int(pk), place=place
            )


# --- files as they would be ---------------------------------------------------------------------


@require_POST
def report_preview(request, pk: int):
    """Have the three files written; the page of the job shows how far they are."""
    period = period_for(request, pk)
    return redirect("job_detail", jobs.begin_preview(period, by=request.user).pk)

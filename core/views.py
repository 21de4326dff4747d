"""A record's page, its history, its way from state to state."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from core import access
from core.actions import StepForm, actions_on
from core.course import course_of
from core.facts import sections_of
from core.filing import panel
from core.history import latest, story
from core.links import linked_to
from core.panels import deadline_panel
from core.papers.printing import menu
from core.records import Activity, Record, references
from core.reveal import reveal_address
from core.screens import ScreenView
from core.sight import Sight
from core.workflow import Refused, perform


class RecordDetail(ScreenView, DetailView):
    template_name = "core/record_detail.html"

    def get_queryset(self):
        """Each with what it refers to, and what the person is to it: asked along, not a query each."""
        model, user = self.screen.model, self.request.user
        this = OuterRef("pk")
        return (
            super()
            .get_queryset()
            .select_related(*references(model))
            .annotate(
                is_own=Exists(model.objects.owned_by(user).filter(pk=this)),
                is_editable=Exists(model.objects.editable_by(user).filter(pk=this)),
            )
        )

    def get(self, request, *args, **kwargs):
        """The page; of what was merged into another record, that one's."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            gone = self.screen.model._base_manager.filter(pk=kwargs["pk"]).first()
            heir = gone.heir if gone is not None else None
            if heir is None or not super().get_queryset().filter(pk=heir.pk).exists():
                raise
            return redirect(heir)

    def get_context_data(self, **kwargs):
        record, sight = self.object, Sight(self.request.user, self.object)
        sight.own = record.is_own
        return super().get_context_data(**kwargs) | {
            "title": str(record),
            "subtitle": " · ".join(filter(None, [self.screen.kind, record.number])),
            "crumbs": self.crumbs((record.reference, "")),
            "state": self.screen.state_of(record),
            "sections": sections_of(record, self.screen.form, self.screen.rows, user=sight.user, sight=sight),
            "warnings": self.screen.findings(record),
            "actions": actions_on(record, self.screen, self.request.user),
            "course": course_of(record, self.screen) if record.number else None,
            "edit_url": self._edit_url(),
            "withdraw_url": self._withdraw_url(),
            "tools": self.screen.tools(record, self.request.user),
            "obligations": deadline_panel(record),
            "beside": self.screen.beside(record, self.request.user) if self.screen.beside else None,
            "reveal_url": reveal_address(sight),
            "calendar_url": _calendar_url(record),
            "history_url": self.screen.url("history", record.pk),
            "history": latest(record),
            "links": [
                {"number": other.number, "title": other.title, "url": other.get_absolute_url()}
                for other in (linked_to(record, user=self.request.user) if record.number else [])
            ],
            "files": panel(sight) if isinstance(record, Record) else None,
            "papers": menu(
                self.screen.papers, record, self.request.user, partial(self.screen.url, "paper", record.pk)
            )
            if self.screen.papers
            else [],
            "illustrative": "minh họa" in getattr(record, "source", "").casefold(),
        }

    @cached_property
    def _editable(self) -> access.Verdict:
        return access.verdict(self.object.is_editable)

    def _withdraw_url(self) -> str:
        allowed = access.can_withdraw(self.request.user, self.object, self._editable)
        return self.screen.url("withdraw", self.object.pk) if allowed else ""

    def _edit_url(self) -> str:
        return self.screen.url("edit", self.object.pk) if self._editable else ""


def _calendar_url(record) -> str:
    """One entry for the person's calendar, of what has its days."""
    dated = isinstance(record, Activity) and record.first_day is not None
    return reverse("record_ics", args=[record.slug, record.pk]) if dated else ""


class RecordHistory(ScreenView, DetailView):
    template_name = "core/history.html"

    def get_queryset(self):
        """Also of what was withdrawn, for those who may bring it back."""
        return super().get_queryset() | self.screen.model.objects.withdrawn_for(self.request.user)

    def get_context_data(self, **kwargs):
        url = self.object.get_absolute_url()
        return super().get_context_data(**kwargs) | {
            "title": _("History: %(record)s") % {"record": self.object},
            "crumbs": self.crumbs((self.object.reference, url), (_("History"), "")),
            "object_url": url,
            "entries": story(self.object, self.screen.rows, user=self.request.user),
            "undoings": self.screen.undoings(self.object, self.request.user),
        }


class RecordAct(ScreenView, View):
    """One step of the workflow. What is missing is shown on the form, each line leading to its field."""

    http_method_names = ["post"]

    def post(self, request, pk: int, step: str):
        record = get_object_or_404(self.get_queryset(), pk=pk)
        transition = next((item for item in self.screen.transitions if item.name == step), None)
        if transition is None:
            raise Http404
        form = StepForm(transition, record, request.POST)
        if not form.is_valid():
            return self._tell(record, form)
        try:
            record = self.take(transition, record, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        except ValidationError as missing:
            return self._show(record, transition, missing)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": transition.label})
        return redirect(record)

    def take(self, transition, record, form: StepForm):
        """Take the step with what was typed; the record as it is then."""
        comment = form.cleaned_data["comment"]
        return perform(transition, record, by=self.request.user, comment=comment, values=form.values)

    def _tell(self, record, form):
        for name, problems in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            messages.error(self.request, f"{label}: {' '.join(problems)}")
        return redirect(record)

    def _show(self, record, transition, missing):
        if hasattr(missing, "error_dict") and access.can_edit(self.request.user, record):
            return redirect(f"{self.screen.url('edit', record.pk)}?step={transition.name}")
        for message in missing.messages:
            messages.error(self.request, message)
        return redirect(record)

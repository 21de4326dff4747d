"""The chains of approval, as the administrator sets them. A change touches only dossiers sent afterwards."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.views import Administered
from agreements.procedures import PROCEDURES as AGREEMENTS
from aid_projects.procedures import PROCEDURES as AID
from conferences.procedures import PROCEDURES as CONFERENCES
from core import events
from core.access import MANAGE_SETTINGS
from core.approval import ORDER, ChainStep, Procedure, chain_of
from core.inputs import WholeNumberField
from core.states import Stage
from delegations.procedures import PROCEDURES as DELEGATIONS

PROCEDURES: dict[str, Procedure] = {
    procedure.code: procedure for procedure in (*DELEGATIONS, *AGREEMENTS, *CONFERENCES, *AID)
}
OPTIONAL = (Stage.UNIT_REVIEW, Stage.AT_OFFICE, Stage.AT_LEADER)
"""Steps a chain may be with or without; the others of a procedure are prescribed."""
MOST_DAYS = 250


def stages_of(procedure: Procedure) -> list[str]:
    """The steps the administrator decides on, in their order."""
    wanted = {*OPTIONAL, *(stage for stage, _days in procedure.chain)}
    return [stage for stage in ORDER if stage in wanted]


class ChainForm(forms.Form):
    """For each step: is it taken, and in how many working days."""

    def __init__(self, procedure: Procedure, data=None):
        super().__init__(data)
        self.procedure = procedure
        now = dict(chain_of(procedure))
        for stage in stages_of(procedure):
            if stage in OPTIONAL:
                self.fields[f"use_{stage}"] = forms.BooleanField(
                    label=Stage(stage).label, required=False, initial=stage in now
                )
            self.fields[f"days_{stage}"] = WholeNumberField(
                label=_("Working days: %(step)s") % {"step": Stage(stage).label},
                initial=now.get(stage, 1),
                min_value=1,
                max_value=MOST_DAYS,
            )

    def lines(self) -> list[dict]:
        """For the template: the step, its box (None: prescribed), its days."""
        return [
            {
                "label": Stage(stage).label,
                "use": self[f"use_{stage}"] if stage in OPTIONAL else None,
                "days": self[f"days_{stage}"],
            }
            for stage in stages_of(self.procedure)
        ]

    def chain(self) -> list[tuple[str, int]]:
        return [
            (stage, self.cleaned_data[f"days_{stage}"])
            for stage in stages_of(self.procedure)
            if self.cleaned_data.get(f"use_{stage}", stage not in OPTIONAL)
        ]


def in_words(chain) -> str:
    return " → ".join(f"{Stage(stage).label} ({days})" for stage, days in chain)


class ChainList(Administered):
    """Every procedure with its authority, legal basis and chain."""

    permissions = (MANAGE_SETTINGS,)
    template_name = "worklist/chains.html"

    def get_context_data(self, **kwargs):
        rows = [
            {
                "label": procedure.label,
                "authority": procedure.authority,
                "basis": procedure.basis,
                "chain": in_words(chain_of(procedure)),
                "url": reverse("chain_edit", args=[procedure.code]),
            }
            for procedure in PROCEDURES.values()
        ]
        return super().get_context_data(**kwargs) | {"title": _("Chains of approval"), "rows": rows}


class ChainEdit(Administered, TemplateView):
    permissions = (MANAGE_SETTINGS,)
    template_name = "worklist/chain.html"

    def get(self, request, code: str):
        return self._show(ChainForm(self._procedure(code)))

    def post(self, request, code: str):
        procedure = self._procedure(code)
        form = ChainForm(procedure, request.POST)
        if not form.is_valid():
            return self._show(form)
        self._store(procedure, form.chain())
        messages.success(request, _("The chain is saved. It holds for dossiers sent from now on."))
        return redirect("chain_list")

    @transaction.atomic
    def _store(self, procedure: Procedure, chain) -> None:
        before = in_words(chain_of(procedure))
        stored = {step.stage: step for step in ChainStep.objects.filter(procedure=procedure.code)}
        for position, (stage, days) in enumerate(chain, start=1):
            step = stored.pop(stage, ChainStep(procedure=procedure.code, stage=stage))
            step.position, step.norm_days = position, days
            step.save()
        for step in stored.values():
            step.delete()
        after = in_words(chain)
        if after != before:
            words = f"{procedure.code}: {before} ⇒ {after}"
            events.log(events.Event.Kind.ADMIN, by=self.request.user, action="chain", comment=words)

    def _procedure(self, code: str) -> Procedure:
        if code not in PROCEDURES:
            raise Http404
        return PROCEDURES[code]

    def _show(self, form):
        title = form.procedure.label
        crumbs = [
            {"label": _("Chains of approval"), "url": reverse("chain_list")},
            {"label": title, "url": ""},
        ]
        return self.render_to_response(self.get_context_data(form=form, title=title, crumbs=crumbs))

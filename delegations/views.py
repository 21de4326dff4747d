"""The screens of delegations."""

from django.utils.translation import gettext_lazy as _

from core.screens import Screen
from core.states import TONES
from delegations import checklists, checks, columns, filters, forms, papers, procedures, workflow
from delegations.models import InboundDelegation, OutboundDelegation

OUTBOUND = Screen(
    model=OutboundDelegation,
    columns=columns.OUTBOUND,
    form=forms.OutboundForm,
    rows=forms.OUTBOUND_ROWS,
    filterset=filters.OutboundFilter,
    transitions=workflow.OUTBOUND,
    procedure=procedures.of_trip,
    papers=papers.OUTBOUND,
    tones=TONES,
    checklist=checklists.OUTBOUND,
    checks=checks.OUTBOUND,
    empty_hint=_("Here stand the trips abroad: who went where, by whose decision, with what result."),
)
INBOUND = Screen(
    model=InboundDelegation,
    columns=columns.INBOUND,
    form=forms.InboundForm,
    rows=forms.INBOUND_ROWS,
    filterset=filters.InboundFilter,
    transitions=workflow.INBOUND,
    procedure=procedures.of_visit,
    papers=papers.INBOUND,
    tones=TONES,
    checklist=checklists.INBOUND,
    warnings=checks.guests_listed,
    checks=checks.INBOUND,
    empty_hint=_("Here stand the foreign guests: who came, whom they met, what was agreed."),
)

"""The screens of units, partners, persons and the year's programme."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.screens import Screen
from directory import columns, filters, forms, twin_pages
from directory.models import Partner, Person, PlannedActivity, Unit
from directory.succession_views import beside

LONGEST_REGISTRATION = 3 * 366
"""Days a registration of a foreign non-governmental organisation runs at most (Decree 58/2022)."""


def look_at_partner(partner) -> list[str]:
    issued, expires = partner.registration_date, partner.registration_expiry
    if issued and expires and (expires - issued).days > LONGEST_REGISTRATION:
        return [_("A registration runs three years at most.")]
    return []


UNIT = Screen(
    model=Unit,
    columns=columns.UNIT,
    form=forms.UnitForm,
    rows=(forms.FORMER_NAMES,),
    filterset=filters.UnitFilter,
    beside=beside,
)
PARTNER = Screen(
    model=Partner,
    columns=columns.PARTNER,
    form=forms.PartnerForm,
    rows=(forms.ALIASES,),
    filterset=filters.PartnerFilter,
    warnings=look_at_partner,
    tools=twin_pages.tools,
    undoings=twin_pages.undoings,
)
PERSON = Screen(
    model=Person,
    columns=columns.PERSON,
    form=forms.PersonForm,
    filterset=filters.PersonFilter,
    tools=twin_pages.tools,
    undoings=twin_pages.undoings,
)
PLANNED = Screen(
    model=PlannedActivity,
    columns=columns.PLANNED_ACTIVITY,
    form=forms.PlannedForm,
    filterset=filters.PlannedFilter,
    empty_hint=gettext_lazy("Here stands what the units plan for the year."),
)

"""Filters of the list of aid."""

from django.utils.translation import gettext_lazy as _

from aid_projects import checks
from aid_projects.models import AidKind, AidProject
from aid_projects.states import AidState
from core.filters import (
    CheckFilter,
    ChoiceFilter,
    CodeFilter,
    OwnerFilter,
    PeriodFilter,
    ThingFilter,
    through,
)
from directory.models import CooperationField, Partner, Unit


class AidFilter(PeriodFilter):
    state = ChoiceFilter(choices=AidState.choices, label=_("State"))
    kind = ChoiceFilter(choices=AidKind.choices, label=_("Kind"))
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    donor = ThingFilter(
        queryset=Partner.objects.all(), through=through(AidProject, "donors"), label=_("Donor")
    )
    field = CodeFilter(field_name="fields", choices=CooperationField.choices, label=_("Field"))
    check = CheckFilter(checks.AID)

    class Meta:
        model = AidProject
        fields = ()

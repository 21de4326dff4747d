"""Filters of the list of conferences."""

from django.utils.translation import gettext_lazy as _

from conferences import checks
from conferences.models import Conference, ConferenceKind, Mode, Role
from core.filters import ActivityFilter, CheckFilter, ChoiceFilter, OwnerFilter, ThingFilter, through
from directory.models import Country, Unit


class ConferenceFilter(ActivityFilter):
    role = ChoiceFilter(choices=Role.choices, label=_("Our part"))
    kind = ChoiceFilter(choices=ConferenceKind.choices, label=_("Kind"))
    mode = ChoiceFilter(choices=Mode.choices, label=_("Mode"))
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    country = ThingFilter(
        queryset=Country.objects.all(),
        through=through(Conference, "countries"),
        label=_("Country or territory"),
    )
    check = CheckFilter(checks.CONFERENCE)

    class Meta:
        model = Conference
        fields = ()

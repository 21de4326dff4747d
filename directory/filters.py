"""Filters of the lists of the directory and the year's programme."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import (
    ChoiceFilter,
    CodeFilter,
    OwnerFilter,
    RecordFilter,
    ThingFilter,
    YesNoFilter,
    through,
)
from core.inputs import WholeNumberField
from directory.models import (
    ActivityKind,
    CoordinationGroup,
    Country,
    Gender,
    Partner,
    PartnerKind,
    Person,
    PlannedActivity,
    PlanState,
    Unit,
    UnitKind,
)


class UnitFilter(RecordFilter):
    kind = ChoiceFilter(choices=UnitKind.choices, label=_("Kind of unit"))
    active = YesNoFilter(label=_("Active"))

    class Meta:
        model = Unit
        fields = ()


class PartnerFilter(RecordFilter):
    country = ThingFilter(queryset=Country.objects.all(), label=_("Country or territory"))
    kind = ChoiceFilter(choices=PartnerKind.choices, label=_("Kind of partner"))
    group = CodeFilter(field_name="groups", choices=CoordinationGroup.choices, label=_("Coordination groups"))

    class Meta:
        model = Partner
        fields = ()


class PersonFilter(RecordFilter):
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    gender = ChoiceFilter(choices=Gender.choices, label=_("Gender"))

    class Meta:
        model = Person
        fields = ()


class YearFilter(django_filters.NumberFilter):
    field_class = WholeNumberField


class PlannedFilter(RecordFilter):
    year = YearFilter(label=_("Year"))
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    kind = ChoiceFilter(choices=ActivityKind.choices, label=_("Kind of activity"))
    state = ChoiceFilter(choices=PlanState.choices, label=_("State"))
    country = ThingFilter(
        queryset=Country.objects.all(),
        through=through(PlannedActivity, "countries"),
        label=_("Country or territory"),
    )

    class Meta:
        model = PlannedActivity
        fields = ()

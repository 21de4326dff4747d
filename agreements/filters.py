"""Filters of the list of agreements."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import checks
from agreements.models import Agreement, AgreementKind, Scope, SigningName
from agreements.states import EXPIRY_WARNING, AgreementState, Effect
from core.filters import (
    CheckFilter,
    ChoiceFilter,
    CodeFilter,
    OwnerFilter,
    PeriodFilter,
    ThingFilter,
    through,
)
from directory.models import CooperationField, Country, Partner, Unit

STATES = [*AgreementState.choices, *Effect.choices]


class AgreementFilter(PeriodFilter):
    """The period is that of signing."""

    first_day = last_day = "signed_on"

    state = ChoiceFilter(choices=STATES, method="by_shown_state", label=_("State"))
    scope = ChoiceFilter(choices=Scope.choices, label=_("Scope"))
    kind = ChoiceFilter(choices=AgreementKind.choices, label=_("Kind of paper"))
    signing_name = ChoiceFilter(choices=SigningName.choices, label=_("Signed in the name of"))
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    country = ThingFilter(
        queryset=Country.objects.all(),
        through=through(Agreement, "countries"),
        label=_("Country or territory"),
    )
    partner = ThingFilter(
        queryset=Partner.objects.all(), through=through(Agreement, "partners"), label=_("Partner")
    )
    field = CodeFilter(field_name="fields", choices=CooperationField.choices, label=_("Field"))
    check = CheckFilter(checks.AGREEMENT)

    class Meta:
        model = Agreement
        fields = ()

    def by_shown_state(self, queryset, name, value):
        if value not in Effect.values:
            return queryset.filter(state=value)
        today = timezone.localdate()
        signed = queryset.filter(state=AgreementState.SIGNED)
        begun = signed.filter(Q(effective_date=None) | Q(effective_date__lte=today))
        soon = today + EXPIRY_WARNING
        return {
            Effect.CHUA_HL: signed.filter(effective_date__gt=today),
            Effect.DANG_HL: begun.filter(Q(expiry_date=None) | Q(expiry_date__gt=soon)),
            Effect.SAP_HET: begun.filter(expiry_date__gte=today, expiry_date__lte=soon),
            Effect.HET_HL: begun.filter(expiry_date__lt=today),
        }[value]

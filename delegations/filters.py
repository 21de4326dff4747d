"""Filters of the lists of delegations."""

from django.utils.translation import gettext_lazy as _

from core.filters import (
    ActivityFilter,
    CheckFilter,
    ChoiceFilter,
    CodeFilter,
    OwnerFilter,
    ThingFilter,
    through,
)
from delegations import checks
from delegations.models import (
    InboundDelegation,
    InboundPurpose,
    InboundRank,
    Leg,
    OutboundDelegation,
    OutboundKind,
    OutboundPurpose,
)
from directory.models import Country, Partner, Unit


class OutboundFilter(ActivityFilter):
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    country = ThingFilter(
        queryset=Country.objects.all(),
        through=(Leg, "delegation", "country"),
        label=_("Country or territory"),
    )
    kind = ChoiceFilter(choices=OutboundKind.choices, label=_("Kind of delegation"))
    purpose = CodeFilter(field_name="purposes", choices=OutboundPurpose.choices, label=_("Purpose"))
    check = CheckFilter(checks.OUTBOUND)

    class Meta:
        model = OutboundDelegation
        fields = ()


class InboundFilter(ActivityFilter):
    unit = OwnerFilter(queryset=Unit.objects.all(), label=_("Of unit"))
    country = ThingFilter(
        queryset=Country.objects.all(),
        through=through(InboundDelegation, "countries"),
        label=_("Country or territory"),
    )
    sender = ThingFilter(
        queryset=Partner.objects.all(), through=through(InboundDelegation, "senders"), label=_("Partner")
    )
    rank = ChoiceFilter(choices=InboundRank.choices, label=_("Rank of the delegation"))
    purpose = CodeFilter(field_name="purposes", choices=InboundPurpose.choices, label=_("Purpose"))
    check = CheckFilter(checks.INBOUND)

    class Meta:
        model = InboundDelegation
        fields = ()

"""Rules that span delegations: nobody is on two trips on the same days."""

from django.db.models import Q
from django.utils.translation import gettext as _

from core.states import DEAD, ActivityState
from delegations.models import Member, OutboundDelegation, Participation
from directory.people import identity_of

IDLE = (ActivityState.DRAFT, *DEAD)
"""Trips in these states hold nobody."""


def trips_meanwhile(delegation: OutboundDelegation, people) -> dict[tuple, Member]:
    """Identity → the row of another trip that holds the person on the days of this one. One query."""
    first, last = delegation.first_day, delegation.last_day
    names = {person.name_key for person in people}
    if not (first and last and names):
        return {}
    rows = (
        Member.objects.filter(person__name_key__in=names, participation=Participation.GOING)
        .filter(delegation__deleted_at=None)
        .exclude(delegation_id=delegation.pk)
        .exclude(delegation__state__in=IDLE)
        .filter(
            Q(delegation__actual_start__lte=last)
            | Q(delegation__actual_start=None, delegation__start_date__lte=last),
            Q(delegation__actual_end__gte=first)
            | Q(delegation__actual_end=None, delegation__end_date__gte=first),
        )
        .select_related("person__unit", "delegation__unit")
    )
    return {identity_of(row.person): row for row in rows}


def clash(row: Member, delegation: OutboundDelegation) -> str:
    """Of another unit's dossier only the unit is told."""
    if row.delegation.unit_id == delegation.unit_id:
        return _("%(person)s is on delegation %(delegation)s at the same time.") % {
            "person": row.person,
            "delegation": row.delegation.number,
        }
    return _("%(person)s is on a delegation of %(unit)s at the same time.") % {
        "person": row.person,
        "unit": row.delegation.unit or "—",
    }


def clashes(delegation: OutboundDelegation) -> list[str]:
    """Sentences for every member who travels elsewhere on the same days."""
    going = [
        row.person
        for row in delegation.members.select_related("person__unit")
        if row.participation == Participation.GOING
    ]
    meanwhile = trips_meanwhile(delegation, going)
    keys = [identity_of(person) for person in going]
    return [clash(meanwhile[key], delegation) for key in keys if key in meanwhile]

"""What stands in a person's calendar: read afresh at every fetch, within what the person may see then."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.models import Conference
from core.deadlines import Deadline
from core.obligations import label_of
from core.records import Activity
from core.states import first_known
from core.workdays import add_months
from delegations.models import InboundDelegation, OutboundDelegation
from worklist.models import Held

MONTHS_BACK, MONTHS_AHEAD = 12, 24
ONE_DAY = datetime.timedelta(days=1)

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
CALLED_OFF = ("CANCELLED", "POSTPONED", "REFUSED")
"""States after which nothing takes place on these days."""


@dataclass(frozen=True)
class Happening:
    """One entry of a calendar: whole days. Nothing personal: title, unit and countries."""

    key: str
    """Permanent, and its own in this installation."""
    title: str
    kind: str
    first: datetime.date
    last: datetime.date
    status: str
    lines: tuple[str, ...]
    countries: str
    path: str
    revision: int
    changed_at: datetime.datetime
    created_at: datetime.datetime


TYPES: dict[str, tuple[type[Activity], tuple[str, ...]]] = {
    Held.TRIPS: (OutboundDelegation, ("legs__country",)),
    Held.VISITS: (InboundDelegation, ("countries",)),
    Held.CONFERENCES: (Conference, ("countries",)),
}
"""What can be asked for → its type, and what its countries are read from."""
BY_SLUG = {model.slug: (model, paths) for model, paths in TYPES.values()}


def happenings(user, holds: Iterable[str], *, since: datetime.datetime) -> Iterator[Happening]:
    """What `user` may see now of the things asked for; one query for each with one for its countries.

    `since`: when the calendar was made, which dates what keeps no date of its own.
    """
    for held in holds:
        if held in TYPES:
            model, paths = TYPES[held]
            for record in _within(model.objects.visible_to(user)).prefetch_related(*paths):
                yield of_record(record)
        elif held == Held.DEADLINES:
            for deadline in _owed(user):
                yield _of_deadline(deadline, since)


def window() -> tuple[datetime.date, datetime.date]:
    today = timezone.localdate()
    return add_months(today, -MONTHS_BACK), add_months(today, MONTHS_AHEAD)


def _within(rows):
    """Activities that touch the days a calendar holds."""
    first, last = window()
    model = rows.model
    begun = rows.alias(_first=first_known(model.FIRST_DAY), _last=first_known(model.LAST_DAY))
    not_over = Q(_last__gte=first) | Q(_last=None, _first__gte=first)
    return begun.filter(not_over, _first__lte=last).select_related("unit").order_by("pk")


def _owed(user):
    first, last = window()
    rows = Deadline.objects.visible_to(user).filter(due__range=(first, last))
    return rows.select_related("unit").order_by("pk")


def of_record(record: Activity) -> Happening:
    """A trip, visit or conference that has its first day."""
    countries = ", ".join(_countries(record))
    return Happening(
        key=f"{record.slug}-{record.pk}",
        title=record.title,
        kind=str(record._meta.verbose_name),
        first=record.first_day,
        last=max(record.last_day or record.first_day, record.first_day),
        status=_status(record),
        lines=tuple(
            f"{label}: {value}"
            for label, value in (
                (_("Unit"), record.unit),
                (_("Country"), countries),
                (_("State"), record.shown_state.label if record.shown_state else ""),
                (_("Record number"), record.number),
            )
            if value
        ),
        countries=countries,
        path=record.get_absolute_url(),
        revision=record.version,
        changed_at=record.updated_at,
        created_at=record.created_at,
    )


def _countries(record: Activity) -> list[str]:
    if isinstance(record, OutboundDelegation):
        return list(dict.fromkeys(str(leg.country) for leg in record.legs.all() if leg.country_id))
    return [str(country) for country in record.countries.all()]


def _status(record: Activity) -> str:
    if record.state in CALLED_OFF:
        return CANCELLED
    return CONFIRMED if record.state in record.GRANTED else TENTATIVE


def _of_deadline(row: Deadline, since: datetime.datetime) -> Happening:
    return Happening(
        key=f"deadline-{row.pk}",
        title=f"{label_of(row)} – {row.record_title}",
        kind=_("Deadline"),
        first=row.due,
        last=row.due,
        status=CONFIRMED,
        lines=tuple(
            f"{label}: {value}"
            for label, value in ((_("Unit"), row.unit), (_("Record number"), row.record_number))
            if value
        ),
        countries="",
        path=row.get_absolute_url(),
        revision=0,
        changed_at=since,
        created_at=since,
    )

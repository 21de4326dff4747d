"""What someone should look at in a delegation; nothing here is refused."""

from django.utils.translation import gettext as _

from core.guards import permit_after_first_day, reason_when_unplanned
from core.states import DEAD
from delegations.services import clashes


def _permit_and_report(record) -> list[str]:
    found = [*reason_when_unplanned(record).values(), *permit_after_first_day(record)]
    if record.report_date and record.last_day and record.report_date < record.last_day:
        found.append(_("The report is dated before the last day."))
    return found


def outbound(record) -> list[str]:
    found = _permit_and_report(record)
    if record.state not in DEAD:
        found += clashes(record)
    return found


def inbound(record) -> list[str]:
    found = _permit_and_report(record)
    if record.clinical and not record.clinical_permit:
        found.append(_("Professional acts on patients need a permit."))
    listed = record.guests.count()
    if record.guest_count and listed and listed != record.guest_count:
        found.append(
            _("The list names %(listed)s guests, the record says %(count)s.")
            % {"listed": listed, "count": record.guest_count}
        )
    return found

"""What delegations owe by when (domain §1.2, §1.3)."""

from django.utils.translation import gettext_lazy as _

from core.lateness import Lead
from core.obligations import DeadlineKind, Owner, Term, submission
from core.states import GRANTED, ActivityState

OUTBOUND_LEAD = Lead(
    least=lambda trip: ("out_lead_min",),
    rush=("out_lead_rush",),
    hard=("out_lead_hard",),
    fields=("kind",),
    needed=lambda trip: not trip.is_private,
)


def _granted(record) -> bool:
    return record.state in GRANTED


def _last_day(record):
    return record.last_day


def _reported(record):
    return record.report_date or bool(record.report_number)


OUTBOUND = (
    submission("out_submit", _("Send the dossier to the department"), OUTBOUND_LEAD),
    DeadlineKind(
        "out_party_notice",
        _("Notice of the City Party Organisation Board"),
        "out_lead_hard",
        lambda trip: trip.start_date,
        owner=Owner.DEPARTMENT,
        term=Term.BEFORE,
        owed=lambda trip: not _granted(trip) and trip.has_party_managed,
        done=lambda trip: trip.party_notice_date or bool(trip.party_notice_number),
    ),
    DeadlineKind(
        "out_decision",
        _("Decision expected"),
        "out_decision_wd",
        lambda trip: trip.department_letter_date,
        owner=Owner.DEPARTMENT,
        owed=lambda trip: trip.state == ActivityState.FORWARDED,
        done=lambda trip: trip.permit_date,
    ),
    DeadlineKind(
        "out_passport",
        _("Return the official passport"),
        "passport_return_wd",
        lambda member: member.delegation.last_day,
        owed=_granted,
        items=lambda trip: [row for row in trip.members.all() if row.goes_officially],
        done=lambda member: member.passport_returned,
    ),
    DeadlineKind(
        "out_report",
        _("Result report of the trip"),
        "out_report_days",
        _last_day,
        owed=lambda trip: _granted(trip) and not trip.is_private,
        done=_reported,
    ),
)

INBOUND_LEAD = Lead(
    least=lambda visit: ("in_lead_visa" if visit.needs_sponsorship else "in_lead_novisa",),
    hard=("in_lead_hard_wd",),
    fields=("needs_sponsorship",),
)

INBOUND = (
    submission("in_submit", _("Send the dossier to the department"), INBOUND_LEAD),
    DeadlineKind(
        "in_sponsorship",
        _("Send the visa sponsorship letter (NA2)"),
        "in_visa_wd",
        lambda visit: visit.start_date,
        term=Term.BEFORE,
        owed=lambda visit: visit.needs_sponsorship,
        done=lambda visit: visit.sponsorship_date or bool(visit.sponsorship_number),
    ),
    DeadlineKind(
        "in_clinical_permit",
        _("Ask for the professional permit"),
        "kcb_nhandao_days",
        lambda visit: visit.start_date,
        term=Term.BEFORE,
        owed=lambda visit: visit.clinical,
        done=lambda visit: bool(visit.clinical_permit),
    ),
    DeadlineKind(
        "in_notice",
        _("Notify the police and foreign affairs"),
        "in_notify_police_days",
        lambda visit: visit.start_date,
        owner=Owner.DEPARTMENT,
        term=Term.BEFORE,
        owed=lambda visit: visit.state != ActivityState.DRAFT,
        done=lambda visit: min((row.date for row in visit.notices.all() if row.date), default=None),
    ),
    DeadlineKind(
        "in_residence",
        _("Declare the guests' residence"),
        "in_residence_days",
        lambda visit: visit.first_day,
        term=Term.ON,
        owed=lambda visit: _granted(visit) and bool(visit.guests.all()),
        done=lambda visit: (
            bool(visit.guests.all()) and all(row.residence_declared for row in visit.guests.all())
        ),
    ),
    DeadlineKind(
        "in_report",
        _("Result report of the visit"),
        "in_report_days",
        _last_day,
        owed=_granted,
        done=_reported,
    ),
    DeadlineKind(
        "in_humanitarian_report",
        _("Report on the humanitarian care"),
        "kcb_report_days",
        _last_day,
        owed=lambda visit: _granted(visit) and visit.is_humanitarian,
        done=_reported,
    ),
)

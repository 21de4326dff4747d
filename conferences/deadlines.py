"""What conferences owe by when (Decision 06/2020/QĐ-TTg; domain §1.5). A conference only attended owes nothing."""

from django.utils.translation import gettext_lazy as _

from core.lateness import Lead
from core.obligations import DeadlineKind, Owner, Term, submission
from core.states import GRANTED

LEAD = Lead(
    least=lambda conference: (
        "conf_lead_pm" if conference.for_prime_minister else "conf_lead_competent",
        "conf_internal_extra",
    ),
    fields=("role", "ministerial_guest", "sensitive_topic"),
    needed=lambda conference: conference.is_hosted,
)

CONFERENCE = (
    submission("conf_submit", _("Send the dossier to the department"), LEAD),
    DeadlineKind(
        "conf_opinion",
        _("Reply of the agency consulted"),
        "conf_opinion_days",
        lambda row: row.sent_on,
        owner=Owner.DEPARTMENT,
        owed=lambda conference: conference.state not in GRANTED,
        items=lambda conference: conference.opinions.all(),
        done=lambda row: row.replied_on,
        stated=lambda row: row.due,
    ),
    DeadlineKind(
        "conf_papers",
        _("Clear the speakers' papers"),
        "conf_papers_days",
        lambda conference: conference.start_date,
        term=Term.BEFORE,
        owed=lambda conference: conference.is_hosted and bool(conference.speakers.all()),
        done=lambda conference: (
            bool(conference.speakers.all()) and all(row.papers_cleared for row in conference.speakers.all())
        ),
    ),
    DeadlineKind(
        "conf_report",
        _("Summary report of the conference (Form 02)"),
        "conf_report_days",
        lambda conference: conference.last_day,
        owed=lambda conference: conference.state in GRANTED and conference.is_hosted,
        done=lambda conference: conference.report_date or bool(conference.report_number),
    ),
)

"""How conferences are typed in; the sections serve their page too."""

from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, ConferenceOpinion, Session, Speaker
from core.forms import RecordForm, RowForm, Rows, Section, names_of

SECTIONS = (
    Section(
        _("Conference"),
        (
            "title", "role", "kind", "mode", "unit", "in_plan", "planned_activity", "unplanned_reason",
            "partners", "sponsor", "foreign_sponsor",
        ),
    ),
    Section(
        _("Time and place"), ("start_date", "end_date", "place", "visit_place"), rows=("sessions",)
    ),
    Section(_("Content"), ("fields", "reason", "objective", "content"), rows=("speakers",)),
    Section(
        _("Delegates"),
        (
            "vietnamese", "foreign_resident", "foreign_visiting",
            "actual_vietnamese", "actual_foreign_resident", "actual_foreign_visiting",
            "countries", "ministerial_guest", "sensitive_topic",
        ),
    ),
    Section(_("Cost"), ("funding", "cost")),
    Section(
        _("Papers and decision"),
        (
            "submitted_on", "request_number", "request_date", "scheme_number", "scheme_date",
            "permit_number", "permit_date", "permit_agency",
        ),
        rows=("opinions",),
    ),
    Section(_("Result"), ("report_number", "report_date", "report_summary")),
    Section(_("Source and note"), ("source", "note")),
)  # fmt: skip


class ConferenceForm(RecordForm):
    sections = SECTIONS
    show_if = {"unplanned_reason": "in_plan=false", "planned_activity": "in_plan=true"}

    class Meta(RecordForm.Meta):
        model = Conference
        fields = names_of(SECTIONS)


class SessionForm(RowForm):
    class Meta(RowForm.Meta):
        model = Session
        fields = ("date", "time", "content")


class SpeakerForm(RowForm):
    class Meta(RowForm.Meta):
        model = Speaker
        fields = ("full_name", "nationality", "organisation", "topic", "papers_cleared")


class OpinionForm(RowForm):
    class Meta(RowForm.Meta):
        model = ConferenceOpinion
        fields = ("agency", "sent_number", "sent_on", "due", "reply_number", "replied_on", "agreed")


ROWS = (
    Rows("sessions", _("Programme of the conference"), SessionForm, SessionForm.Meta.fields),
    Rows("speakers", _("Speakers"), SpeakerForm, SpeakerForm.Meta.fields),
    Rows("opinions", _("Opinions asked"), OpinionForm, OpinionForm.Meta.fields),
)

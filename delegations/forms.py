"""How delegations are typed in; the sections serve their pages too."""

from django.utils.translation import gettext_lazy as _

from core.forms import RecordForm, RowForm, Rows, RowSet, Section, names_of
from delegations import columns
from delegations.models import (
    AgencyNotice,
    Funding,
    Gift,
    Guest,
    InboundDelegation,
    Leg,
    Member,
    MemberRole,
    OutboundDelegation,
    Participation,
    ProgrammeItem,
)
from delegations.services import IDLE, clash, trips_meanwhile
from directory.forms import PersonRowForm
from directory.people import identity_of

OUTBOUND_SECTIONS = (
    Section(
        _("Delegation"),
        (
            "title", "unit", "kind", "in_plan", "planned_activity", "unplanned_reason",
            "purposes", "co_units", "content",
        ),
    ),
    Section(
        _("Invitation and dates"),
        (
            "start_date", "end_date", "actual_start", "actual_end",
            "inviters", "invitation_number", "invitation_date",
        ),
        rows=("legs", "members"),
    ),
    Section(
        _("Cost"), ("cost", "currency", "exchange_rate", "actual_cost", "company_reason"), rows=("funding",)
    ),
    Section(
        _("Papers"),
        (
            "unit_letter_number", "unit_letter_date", "submitted_on",
            "department_letter_number", "department_letter_date",
            "party_notice_number", "party_notice_date",
        ),
    ),
    Section(_("Decision"), ("permit_number", "permit_date", "permit_agency")),
    Section(
        _("Result"), ("report_number", "report_date", "report_summary", "proposals", "commitments")
    ),
    Section(_("Source and note"), ("source", "note")),
)  # fmt: skip

INBOUND_SECTIONS = (
    Section(
        _("Delegation"),
        (
            "title", "countries", "senders", "rank", "in_approved_programme",
            "in_plan", "planned_activity", "unplanned_reason",
        ),
    ),
    Section(
        _("Dates and guests"),
        ("start_date", "end_date", "guest_count", "actual_start", "actual_end", "actual_guest_count"),
        rows=("guests",),
    ),
    Section(_("Reception"), ("unit", "co_units", "host_name", "host_title", "vietnamese_side", "place")),
    Section(_("Purpose"), ("purposes", "fields", "content"), rows=("programme",)),
    Section(
        _("Entry and professional acts"),
        (
            "needs_sponsorship", "sponsorship_number", "sponsorship_date", "border_gate", "visa_kind",
            "visa_days", "clinical", "clinical_permit",
        ),
        rows=("notices",),
    ),
    Section(_("Cost"), ("funding", "cost"), rows=("gifts",)),
    Section(
        _("Papers and decision"),
        ("submitted_on", "request_number", "request_date", "permit_number", "permit_date", "permit_agency"),
    ),
    Section(
        _("Result"), ("report_number", "report_date", "report_summary", "proposals", "commitments")
    ),
    Section(_("Source and note"), ("source", "note")),
)  # fmt: skip

UNPLANNED = {"unplanned_reason": "in_plan=false", "planned_activity": "in_plan=true"}


class OutboundForm(RecordForm):
    sections = OUTBOUND_SECTIONS
    show_if = UNPLANNED

    class Meta(RecordForm.Meta):
        model = OutboundDelegation
        fields = names_of(OUTBOUND_SECTIONS)

    def clean_rows(self, rows):
        if "members" in rows and self.instance.state not in IDLE:
            self._refuse_double_trips(rows["members"].live_forms())

    def _refuse_double_trips(self, members) -> None:
        going = [form for form in members if form.instance.participation == Participation.GOING]
        meanwhile = trips_meanwhile(self.instance, [form.instance.person for form in going])
        for form in going:
            if row := meanwhile.get(identity_of(form.instance.person)):
                form.add_error("full_name", clash(row, self.instance))


class MemberForm(PersonRowForm):
    show_if = {"absence_reason": "participation=NOT_GOING"}

    class Meta(RowForm.Meta):
        model = Member
        fields = (
            "role", "position", "unit", "participation", "absence_reason", "funding",
            "passport_kind", "passport_number", "passport_returned",
        )  # fmt: skip


class MemberRows(RowSet):
    def in_saving_order(self, forms_):
        """The old head steps down before the new one takes over."""
        return sorted(forms_, key=lambda form: form.initial.get("role") != MemberRole.LEADER)


class LegForm(RowForm):
    class Meta(RowForm.Meta):
        model = Leg
        fields = ("country", "city", "start_date", "end_date", "transit")


class FundingForm(RowForm):
    class Meta(RowForm.Meta):
        model = Funding
        fields = ("source", "percent", "amount")


OUTBOUND_ROWS = (
    Rows(
        "members", _("Members"), MemberForm,
        (
            "full_name", "birth_date", "gender", "unit", "position", "role", "participation",
            "absence_reason", "funding", "passport_kind", "passport_number", "passport_returned",
        ),
        help=_("Unit and position as they are on this trip. One head of delegation."),
        extra=1, formset=MemberRows, columns=columns.MEMBER,
    ),
    Rows("legs", _("Destinations"), LegForm, ("country", "city", "start_date", "end_date", "transit"), extra=1),
    Rows("funding", _("Sources of funds"), FundingForm, ("source", "percent", "amount"), extra=1),
)  # fmt: skip


class InboundForm(RecordForm):
    sections = INBOUND_SECTIONS
    show_if = UNPLANNED | {
        "sponsorship_number": "needs_sponsorship=true",
        "sponsorship_date": "needs_sponsorship=true",
        "border_gate": "needs_sponsorship=true",
        "visa_kind": "needs_sponsorship=true",
        "visa_days": "needs_sponsorship=true",
        "clinical_permit": "clinical=true",
    }

    class Meta(RecordForm.Meta):
        model = InboundDelegation
        fields = names_of(INBOUND_SECTIONS)


class GuestForm(RowForm):
    class Meta(RowForm.Meta):
        model = Guest
        fields = (
            "full_name", "leads", "gender", "birth_date", "nationality", "position", "organisation",
            "passport_number", "visa_kind", "entered_on", "left_on", "lodging",
            "residence_declared", "residence_declared_at",
        )  # fmt: skip


class ProgrammeForm(RowForm):
    class Meta(RowForm.Meta):
        model = ProgrammeItem
        fields = ("date", "time", "content", "place", "in_charge")


class NoticeForm(RowForm):
    class Meta(RowForm.Meta):
        model = AgencyNotice
        fields = ("agency", "number", "date")


class GiftForm(RowForm):
    class Meta(RowForm.Meta):
        model = Gift
        fields = ("description", "value")


class GuestRows(RowSet):
    def in_saving_order(self, forms_):
        """The old head steps down before the new one takes over."""
        return sorted(forms_, key=lambda form: not form.initial.get("leads"))


INBOUND_ROWS = (
    Rows("guests", _("Guests"), GuestForm, GuestForm.Meta.fields, extra=1, formset=GuestRows, columns=columns.GUEST),
    Rows("programme", _("Working programme"), ProgrammeForm, ProgrammeForm.Meta.fields),
    Rows(
        "notices", _("Agencies notified"), NoticeForm, NoticeForm.Meta.fields,
        help=_("Police, foreign affairs, locality: document number and date."),
    ),
    Rows("gifts", _("Gifts"), GiftForm, GiftForm.Meta.fields),
)  # fmt: skip

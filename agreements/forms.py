"""How agreements are typed in; the sections serve their page too."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements import columns
from agreements.models import Agreement, Consultation, ContentItem, Implementation
from core.forms import RecordForm, RowForm, Rows, Section, names_of
from core.inputs import LineField

SECTIONS = (
    Section(
        _("Paper"),
        ("title", "scope", "kind", "signing_name", "unit", "proposing_unit", "planned_activity", "sensitive"),
    ),
    Section(
        _("Partners"),
        ("partners", "countries", "beneficiaries", "participants"),
    ),
    Section(
        _("Content"),
        ("fields", "main_content", "objective", "legal_basis", "background"),
        rows=("contents",),
    ),
    Section(
        _("Permission"),
        ("submitted_on", "permit_number", "permit_date", "permit_agency"),
        rows=("consultations",),
    ),
    Section(
        _("Signing"),
        (
            "signed_on", "signing_form", "signing_place", "signer", "partner_signer",
            "authorised", "authorisation", "languages", "originals", "attendees",
        ),
    ),
    Section(
        _("Effect"),
        ("effective_date", "expiry_date", "term", "term_months", "auto_renewal"),
    ),
    Section(_("Chain of papers"), ("previous", "chain_kind")),
    Section(
        _("Carrying out"),
        ("copy_number", "copy_date", "effectiveness", "effectiveness_note"),
        rows=("implementations",),
    ),
    Section(_("Source and note"), ("source", "note")),
)  # fmt: skip


class NumberOfPaper(LineField):
    """An earlier agreement, named by its number: lists of thousands of papers help nobody."""

    def prepare_value(self, value):
        return getattr(value, "number", value)

    def has_changed(self, initial, data):
        return (getattr(initial, "number", None) or "") != (data or "").strip().upper()


class AgreementForm(RecordForm):
    sections = SECTIONS
    show_if = {
        "authorisation": "authorised=true",
        "term_months": "term=XAC_DINH|TU_GIA_HAN",
    }
    previous = NumberOfPaper(
        label=_("Earlier paper"),
        required=False,
        max_length=20,
        help_text=_("Number of the agreement this one amends, extends or replaces: TT-2023-0001."),
    )

    class Meta(RecordForm.Meta):
        model = Agreement
        fields = names_of(SECTIONS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["previous"] = self.instance.previous

    def clean_previous(self):
        number = self.cleaned_data["previous"].upper()
        if not number:
            return None
        found = Agreement.objects.visible_to(self.user).filter(number=number).first()
        if found is None:
            raise ValidationError(_("There is no agreement of this number."))
        return found


class ContentForm(RowForm):
    class Meta(RowForm.Meta):
        model = ContentItem
        fields = ("content", "in_charge", "due", "done_on", "state")


class ImplementationForm(RowForm):
    class Meta(RowForm.Meta):
        model = Implementation
        fields = ("date", "content", "result", "record_number")


class ConsultationForm(RowForm):
    class Meta(RowForm.Meta):
        model = Consultation
        fields = ("agency", "sent_number", "sent_on", "due", "reply_number", "replied_on", "result")


ROWS = (
    Rows(
        "contents", _("Contents of cooperation"), ContentForm, ContentForm.Meta.fields,
        help=_("One row for each content, with the unit responsible and the milestone."), extra=1,
    ),
    Rows("consultations", _("Opinions asked"), ConsultationForm, ConsultationForm.Meta.fields),
    Rows(
        "implementations", _("What was carried out"), ImplementationForm, ImplementationForm.Meta.fields,
        columns=columns.IMPLEMENTATION,
    ),
)  # fmt: skip

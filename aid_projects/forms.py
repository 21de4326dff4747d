"""How aid is typed in; the sections serve its page too."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from aid_projects import columns
from aid_projects.models import Adjustment, AidForm, AidOpinion, AidProject, Disbursement, Goods, Progress
from core.forms import RecordForm, RowForm, Rows, Section, names_of
from core.parse import CellError

SECTIONS = (
    Section(
        _("Aid"),
        (
            "title", "english_title", "kind", "unit", "managing_agency", "planned_activity", "donors",
            "start_date", "end_date",
        ),
    ),
    Section(
        _("Content"),
        (
            "fields", "beneficiaries", "beneficiary_count", "area", "objective", "content",
            "expected_results",
        ),
    ),
    Section(
        _("Value"),
        (
            "value", "currency", "usd_rate", "rate_date", "unpriced_goods",
            "counterpart", "counterpart_form", "management", "account", "state_revenue",
        ),
        rows=("forms", "goods"),
    ),
    Section(
        _("Papers and decision"),
        (
            "submitted_on", "consent_number", "consent_date", "document_number", "document_date",
            "permit_number", "permit_date", "permit_agency",
        ),
        rows=("opinions", "adjustments"),
    ),
    Section(
        _("Handover and settlement"),
        ("handover_number", "handover_date", "settlement_number", "settlement_date"),
        rows=("disbursements", "progress_reports"),
    ),
    Section(_("Source and note"), ("source", "note")),
)  # fmt: skip


class AidProjectForm(RecordForm):
    sections = SECTIONS

    class Meta(RecordForm.Meta):
        model = AidProject
        fields = names_of(SECTIONS)

    def clean_currency(self) -> str:
        typed = self.cleaned_data["currency"]
        try:
            return columns.currency_code(typed) if typed else ""
        except CellError as error:
            raise ValidationError(str(error)) from None


class FormOfAidForm(RowForm):
    class Meta(RowForm.Meta):
        model = AidForm
        fields = ("form", "value")


class GoodsForm(RowForm):
    class Meta(RowForm.Meta):
        model = Goods
        fields = ("name", "measure", "quantity", "value", "condition", "user_unit")


class DisbursementForm(RowForm):
    class Meta(RowForm.Meta):
        model = Disbursement
        fields = ("date", "amount", "usd", "form", "voucher", "confirmation_number", "confirmation_date")


class ProgressForm(RowForm):
    class Meta(RowForm.Meta):
        model = Progress
        fields = ("period", "results", "percent_done", "difficulties", "proposals", "next_plan")


class OpinionForm(RowForm):
    class Meta(RowForm.Meta):
        model = AidOpinion
        fields = ("agency", "sent_number", "sent_on", "due", "reply_number", "replied_on", "agreed")


class AdjustmentForm(RowForm):
    class Meta(RowForm.Meta):
        model = Adjustment
        fields = ("number", "date", "content")


ROWS = (
    Rows("forms", _("Forms of aid"), FormOfAidForm, FormOfAidForm.Meta.fields, extra=1),
    Rows("goods", _("List of goods"), GoodsForm, GoodsForm.Meta.fields),
    Rows("opinions", _("Opinions asked"), OpinionForm, OpinionForm.Meta.fields),
    Rows("adjustments", _("Adjustments"), AdjustmentForm, AdjustmentForm.Meta.fields),
    Rows(
        "disbursements", _("Received and disbursed"), DisbursementForm, DisbursementForm.Meta.fields,
        help=_("USD left empty is reckoned at the rate of the record."), columns=columns.DISBURSEMENT,
    ),
    Rows("progress_reports", _("Progress in each period"), ProgressForm, ProgressForm.Meta.fields),
)  # fmt: skip

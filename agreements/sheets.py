"""The workbook's sheets of agreements and their implementation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements import columns
from agreements.models import Agreement, Implementation, Scope
from agreements.states import OF_A_SIGNED_PAPER, AgreementState
from core.text import match_key
from core.workbook.sheet import ChildSheet, RecordSheet


class AgreementSheet(RecordSheet):
    title = "Thỏa thuận"
    also = ("thỏa thuận quốc tế", "biên bản ghi nhớ", "văn bản hợp tác", "ký kết", "MOU")
    model = Agreement
    columns = columns.AGREEMENT
    first_state = AgreementState.DRAFT

    def required(self, row):
        paper = row.instance
        if paper.state != AgreementState.SIGNED:
            return []
        return [*OF_A_SIGNED_PAPER, *(["partners"] if paper.scope == Scope.QUOC_TE else [])]

    def check(self, row, load):
        paper = row.instance
        try:
            paper.clean()
        except ValidationError as error:
            load.warn(row, self.column("title"), " ".join(error.messages))
        if paper.signed_before_permit:
            load.warn(row, self.column("signed_on"), _("Signed before it was permitted."))


class ImplementationSheet(ChildSheet):
    title = "Triển khai thỏa thuận"
    model = Implementation
    record_model = Agreement
    columns = columns.IMPLEMENTATION

    def identity(self, row):
        return (row.values.get(self.column("date")), match_key(row.values.get(self.column("content")) or ""))

    def identity_of(self, instance):
        return (instance.date, match_key(instance.content))

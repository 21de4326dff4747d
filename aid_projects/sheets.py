"""The workbook's sheets of foreign aid and its disbursements."""

from django.utils.translation import gettext as _

from aid_projects import columns
from aid_projects.models import MOST_USD, AidProject, Disbursement
from aid_projects.states import APPROVED_STATES, TO_APPROVE, WORTH, AidState
from core.workbook.sheet import ChildSheet, RecordSheet


class AidSheet(RecordSheet):
    title = "Viện trợ"
    also = ("dự án", "phi dự án", "tài trợ", "khoản viện trợ")
    model = AidProject
    columns = columns.AID
    first_state = AidState.MOBILISING

    def required(self, row):
        if row.instance.state not in APPROVED_STATES:
            return []
        return [*TO_APPROVE, *WORTH]

    def check(self, row, load):
        if (row.instance.value_usd or 0) >= MOST_USD:
            load.fault(row, self.column("value"), _("The value is too large."))


class DisbursementSheet(ChildSheet):
    title = "Giải ngân"
    also = ("tình hình giải ngân",)
    model = Disbursement
    record_model = AidProject
    columns = columns.DISBURSEMENT

    def identity(self, row):
        values = {column.path: value for column, value in row.values.items()}
        return (values.get("date"), values.get("amount"), values.get("voucher") or "")

    def identity_of(self, instance):
        return (instance.date, instance.amount, instance.voucher)

    def check(self, row, load):
        if (row.instance.usd or 0) >= MOST_USD:
            load.fault(row, self.column("amount"), _("The value is too large."))

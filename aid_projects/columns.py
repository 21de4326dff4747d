"""Columns of foreign aid, in the order of the exchange workbook."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.columns import Amount, Choice, Choices, Column, Date, Reference, References, RowChoices, State
from core.parse import CellError


def currency_code(text: str) -> str:
    """An ISO currency code of three letters, as typed in a form or a cell; CellError for anything else."""
    code = text.upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise CellError(_("A currency is written as its three letters: USD, EUR, JPY…"))
    return code


@dataclass(frozen=True)
class CurrencyCode(Column):
    def read(self, cell, reading):
        return currency_code(super().read(cell, reading))


AID = (
    Column("number", in_list=True),
    Column("title", required=True, in_list=True),
    Choice("kind", required=True, in_list=True),
    References("donors", in_list=True),
    Reference("unit", required=True, in_list=True),
    Choices("fields"),
    Choices("beneficiaries"),
    Column("area"),
    Column("objective"),
    RowChoices("forms", label=gettext_lazy("Form of aid"), of="form"),
    Amount("value", currency="currency"),
    CurrencyCode("currency"),
    Amount("usd_rate", places=10, exact=True, adds=False),
    Amount("value_usd", in_list=True, in_sheet=False),
    Amount("counterpart"),
    Date("start_date", in_list=True),
    Date("end_date", in_list=True),
    Column("permit_number"),
    Date("permit_date"),
    Column("permit_agency"),
    State("state", required=True, in_list=True),
    Column("source"),
)

DISBURSEMENT = (
    Date("date", required=True),
    Amount("amount", required=True),
    Amount("usd"),
    Choice("form"),
    Column("voucher"),
)

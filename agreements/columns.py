"""Columns of agreements, in the order of the exchange workbook."""

from agreements.participants import Participants
from core.columns import Choice, Choices, Column, Date, Reference, References, State, YesNo

AGREEMENT = (
    Column("number", in_list=True),
    Column("title", required=True, in_list=True),
    Choice("scope", required=True, in_list=True),
    Choice("kind", in_list=True, aliases=(("Bản ghi nhớ", "BGN"),)),
    Choice("signing_name"),
    Reference("unit", in_list=True),
    References("partners", in_list=True),
    References("countries"),
    Choices("fields"),
    Column("main_content"),
    Column("permit_number"),
    Date("permit_date"),
    Date("signed_on", in_list=True),
    Column("signing_place"),
    Column("signer"),
    Column("partner_signer"),
    Date("effective_date"),
    Date("expiry_date", in_list=True),
    YesNo("auto_renewal"),
    Participants("participants", heading="Đơn vị tham gia"),
    State("state", required=True, in_list=True),
    Column("source"),
)

IMPLEMENTATION = (
    Date("date", required=True),
    Column("content", required=True),
    Column("result"),
)

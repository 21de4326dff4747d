"""Columns of delegations, in the order of the exchange workbook; `in_list` marks those of the screen."""

from django.utils.translation import gettext_lazy as _

from core.columns import (
    Choice,
    Choices,
    Column,
    Date,
    Integer,
    Reference,
    References,
    RowChoices,
    RowReferences,
    State,
    YesNo,
)
from core.states import DATED_LABELS
from directory.people import PERSON_COLUMNS, Passport

OUTBOUND = (
    Column("number", in_list=True),
    Column("title", required=True, in_list=True),
    Reference("unit", required=True, in_list=True),
    Choice("kind"),
    Choices("purposes", in_list=True),
    Column("content"),
    RowReferences("legs", label=_("Destinations"), of="country", in_list=True),
    References("inviters"),
    Date("start_date", in_list=True),
    Date("end_date", in_list=True),
    RowChoices("funding", label=_("Source of funds"), of="source"),
    YesNo("in_plan"),
    Column("unplanned_reason"),
    Date("submitted_on"),
    Column("permit_number"),
    Date("permit_date"),
    Column("permit_agency"),
    Column("report_number"),
    Date("report_date"),
    State("state", required=True, in_list=True, aliases=DATED_LABELS),
    Column("source"),
)

MEMBER = (
    *PERSON_COLUMNS,
    Column("position"),
    Reference("unit"),
    Choice("role"),
    Choice("passport_kind"),
    Passport("passport_number"),
    Choice("participation"),
)

INBOUND = (
    Column("number", in_list=True),
    Column("title", required=True, in_list=True),
    References("countries", in_list=True),
    References("senders"),
    Choice("rank"),
    Reference("unit", required=True, in_list=True),
    Choices("purposes", in_list=True),
    Choices("fields"),
    Column("content"),
    Column("place"),
    Date("start_date", in_list=True),
    Date("end_date", in_list=True),
    Integer("guest_count", in_list=True),
    YesNo("in_plan"),
    Column("unplanned_reason"),
    Date("submitted_on"),
    Column("permit_number"),
    Date("permit_date"),
    Column("report_number"),
    Date("report_date"),
    State("state", required=True, in_list=True, aliases=DATED_LABELS),
    Column("source"),
)

GUEST = (
    Column("full_name", required=True),
    Choice("gender"),
    Reference("nationality"),
    Column("position"),
    Column("organisation"),
    Passport("passport_number"),
)

"""Columns of conferences, in the order of the exchange workbook."""

from core.columns import Choice, Choices, Column, Date, Integer, Reference, References, State, YesNo
from core.states import DATED_LABELS

CONFERENCE = (
    Column("number", in_list=True),
    Column("title", required=True, in_list=True),
    Choice("role", required=True, in_list=True),
    Choice("kind"),
    Choice("mode"),
    Reference("unit", required=True, in_list=True),
    References("partners"),
    Column("content"),
    Date("start_date", in_list=True),
    Date("end_date", in_list=True),
    Column("place"),
    Integer("vietnamese", in_list=True),
    Integer("foreign_resident"),
    Integer("foreign_visiting", in_list=True),
    References("countries"),
    Choices("funding"),
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

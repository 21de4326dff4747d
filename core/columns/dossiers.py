"""Columns that mean the same in every kind of dossier, with what clerks write above them.

Other columns bear one name in several types and are different papers there (a decision, a permit, an approval):
each type says itself how it is called.
"""

from dataclasses import replace

from core.columns.base import Column, Date, YesNo
from core.columns.choices import State
from core.states import DATED_LABELS

NUMBER = Column("number", in_list=True, also="Số hồ sơ | Mã số hồ sơ")
STATE = State("state", required=True, in_list=True, also="Tình trạng | Tình trạng hồ sơ | Trạng thái hồ sơ")
SOURCE = Column("source", also="Nguồn | Nguồn số liệu | Nguồn thông tin")

# --- of what needs a permission and then happens (`core.records.Activity`) ----------------------

PLANNED = (
    YesNo(
        "in_plan",
        also="Trong/ngoài kế hoạch | Trong/ngoài KH | Trong KH | Hoạt động trong KH | Hoạt động trong kế hoạch | Đoàn trong KH | Đoàn trong kế hoạch",
    ),
    Column("unplanned_reason", also="Lý do ngoài kế hoạch | Lý do đột xuất | Lý do không có trong kế hoạch"),
)
SUBMITTED_ON = Date("submitted_on", also="Ngày gửi hồ sơ | Ngày trình Sở | Ngày gửi Sở Y tế")
REPORT = (
    Column("report_number", also="Số BC | Báo cáo số | Số báo cáo kết quả | Số văn bản báo cáo"),
    Date("report_date", also="Ngày BC | Ngày nộp báo cáo | Ngày gửi báo cáo"),
)
DATED_STATE = replace(STATE, aliases=DATED_LABELS)
"""A file may also say what follows from the dates (under way, awaiting the report)."""

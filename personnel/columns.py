"""Columns of focal points and training, in the order of the exchange workbook."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.columns import Amount, Choice, Column, Date, Integer, Reference, Rows
from core.parse import is_empty, parse_pieces

LEVEL = re.compile(
    r"^(?P<language>.+?)\s+(?P<level>(?:[ABC][12]|N[1-5]|(?:IELTS|TOEFL|TOEIC|HSK|JLPT|TOPIK|DELF|DALF|TRKI)\b.*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Languages(Rows):
    """`Tiếng Anh C1; Tiếng Pháp B1`."""

    def identify(self, row):
        return (row.language, row.level)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        found = []
        for piece in parse_pieces(cell):
            match = LEVEL.match(piece)
            item = (match["language"], match["level"]) if match else (piece, "")
            if item in found:
                reading.warn_twice([piece])
            else:
                found.append(item)
        return found

    def finds(self, row, item):
        return row.language == item[0]

    def build(self, record, item, row=None):
        row = row or self.child(type(record))(focal_point=record)
        row.language, row.level = item
        return row


FOCAL_POINT = (
    Column(
        "person.full_name",
        label=_("Full name"),
        required=True,
        in_list=True,
        also="Họ tên | Tên cán bộ | Họ và tên cán bộ | Cán bộ đầu mối",
    ),
    Reference(
        "unit",
        required=True,
        in_list=True,
        also="Cơ quan, đơn vị | Đơn vị công tác | Tên đơn vị | Nơi công tác",
    ),
    Choice(
        "kind",
        required=True,
        in_list=True,
        also="Chuyên trách/kiêm nhiệm | Chuyên trách, kiêm nhiệm | Hình thức",
    ),
    Amount("time_share", in_list=True, adds=False, also="Tỷ lệ thời gian | % thời gian"),
    Choice("role", in_list=True, also="Vai trò đầu mối | Nhiệm vụ"),
    Column("position", also="Chức danh | Chức vụ/chức danh | Chức vụ, chức danh"),
    Languages("languages", label=_("Language"), also="Ngoại ngữ (trình độ) | Trình độ ngoại ngữ"),
    Column("email", also="Email | E-mail | Địa chỉ email | Hộp thư"),
    Date(
        "start_date",
        required=True,
        in_list=True,
        also="Ngày bắt đầu | Từ | Ngày phân công | Thời gian bắt đầu",
    ),
    Date("end_date", in_list=True, also="Ngày kết thúc | Đến | Ngày thôi"),
    Choice("change_reason", also="Lý do thôi | Lý do"),
)

TRAINING_COURSE = (
    Column(
        "title",
        required=True,
        in_list=True,
        also="Tên lớp tập huấn | Tên lớp, khóa | Tên khóa | Tên khóa học | Lớp tập huấn | Tên lớp bồi dưỡng | Tên hội nghị tập huấn",
    ),
    Reference("unit", in_list=True, also="Đơn vị | Cơ quan tổ chức | Đơn vị chủ trì"),
    Column("content", also="Nội dung tập huấn | Nội dung bồi dưỡng | Chuyên đề"),
    Column(
        "speakers",
        also="Giảng viên | Giảng viên/báo cáo viên | Giảng viên, báo cáo viên | Người trình bày",
    ),
    Date("start_date", required=True, in_list=True, also="Ngày tổ chức | Ngày bắt đầu | Ngày khai giảng"),
    Date("end_date", in_list=True, also="Ngày kết thúc | Ngày bế giảng"),
    Column("place", in_list=True, also="Địa điểm tổ chức | Nơi tổ chức"),
    Integer(
        "attendance",
        in_list=True,
        also="Số lượng đại biểu | Số người tham dự | Số học viên | Số lượng học viên | Số người | Số lượng tham dự | Số lượng",
    ),
    Column("source", also="Nguồn | Nguồn số liệu"),
)

"""Columns of units, partners, persons and the year's programme."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.columns import Choice, Choices, Column, Date, Integer, Reference, References, Rows
from core.parse import CellError, is_empty, parse_date, parse_pieces
from core.text import match_key

FORMER_NAME = re.compile(r"^(?P<name>.+?)\s*\(\s*đến\s+(?P<until>[^()]+)\)$", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class FormerNames(Rows):
    """`Bệnh viện Đa khoa huyện Ba Vì (đến 19/08/2025)`, several separated by `;`."""

    def write(self, row):
        return f"{row.name} (đến {row.until:%d/%m/%Y})" if row.until else row.name

    def identify(self, row):
        return (row.name, row.until)

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        found = []
        for piece in parse_pieces(cell):
            match = FORMER_NAME.match(piece)
            item = (match["name"], parse_date(match["until"])) if match else (piece, None)
            if len(item[0]) > 255:
                raise CellError(_("Longer than %(limit)d characters.") % {"limit": 255})
            if item in found:
                reading.warn_twice([piece])
            else:
                found.append(item)
        return found

    def finds(self, row, item):
        return match_key(row.name) == match_key(item[0])

    def build(self, record, item, row=None):
        row = row or self.child(type(record))(unit=record)
        row.name, row.until = item
        return row


@dataclass(frozen=True, eq=False)
class Aliases(Rows):
    """Other names of a partner, separated by `;`."""

    def identify(self, row):
        return row.name

    def read_checked(self, cell, reading, model):
        if is_empty(cell):
            return []
        found: dict[str, str] = {}
        for piece in parse_pieces(cell):
            if len(piece) > 255:
                raise CellError(_("Longer than %(limit)d characters.") % {"limit": 255})
            if match_key(piece) in found:
                reading.warn_twice([piece])
            found.setdefault(match_key(piece), piece)
        return list(found.values())

    def finds(self, row, item):
        return match_key(row.name) == match_key(item)

    def build(self, record, item, row=None):
        row = row or self.child(type(record))(partner=record)
        row.name = item
        return row


UNIT = (
    Column("code", required=True, in_list=True, also="Mã | Mã đv"),
    Column("name", required=True, in_list=True, also="Đơn vị | Tên cơ quan, đơn vị | Tên đơn vị đầy đủ"),
    Column("short_name", in_list=True, also="Viết tắt | Tên ngắn"),
    Choice("kind", required=True, in_list=True, also="Loại | Loại hình"),
    Date("valid_from", in_list=True, also="Từ ngày | Trực thuộc từ"),
    Date("valid_to", in_list=True, also="Đến ngày | Trực thuộc đến"),
    FormerNames("former_names", label=_("Former name"), also="Tên gọi cũ | Tên trước đây"),
)

PARTNER = (
    Column(
        "name",
        required=True,
        in_list=True,
        also="Đối tác | Tên tổ chức | Tên tiếng Việt | Tên đối tác (tiếng Việt) | Tên cơ quan, tổ chức | Tổ chức",
    ),
    Column(
        "original_name",
        in_list=True,
        also="Tên nước ngoài | Tên tiếng Anh | Tên đối tác (tiếng Anh) | Tên nguyên gốc",
    ),
    Aliases("aliases", label=_("Other name"), in_list=True, also="Tên khác | Tên viết tắt | Viết tắt"),
    Reference("country", in_list=True, also="Nước | Quốc gia | Quốc tịch | Nước/vùng lãnh thổ | Tên nước"),
    Choice("kind", required=True, in_list=True, also="Loại | Loại hình | Loại tổ chức | Loại hình tổ chức"),
    Choices("groups", also="Nhóm"),
    Column("registration_number", also="Giấy đăng ký | Số giấy phép | Giấy phép hoạt động | Số đăng ký"),
    Date("registration_expiry", also="Ngày hết hạn | Hạn giấy đăng ký | Hạn đăng ký"),
    Column("source", also="Nguồn | Nguồn số liệu"),
)

PERSON = (
    Column("full_name", in_list=True),
    Date("birth_date", in_list=True),
    Choice("gender", in_list=True),
    Reference("unit", in_list=True),
    Column("position", in_list=True),
)

PLANNED_ACTIVITY = (
    Column("year", in_list=True),
    Column("title", in_list=True),
    Choice("kind", in_list=True),
    Reference("unit", in_list=True),
    References("countries", in_list=True),
    Column("expected_time", in_list=True),
    Integer("people", in_list=True),
    Choice("state", in_list=True),
)

"""Columns of foreign aid, in the order of the exchange workbook."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.columns import Amount, Choice, Choices, Column, Date, Reference, References, RowChoices
from core.columns.dossiers import NUMBER, SOURCE, STATE
from core.parse import CellError


def currency_code(text: str) -> str:
    """An ISO currency code of three letters, as typed in a form or a cell; CellError for anything else."""
    code = text.upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise CellError(_("A currency is written as its three letters: USD, EUR, JPY…"))
    return code


@dataclass(frozen=True, eq=False)
class CurrencyCode(Column):
    def read(self, cell, reading):
        return currency_code(super().read(cell, reading))


AID = (
    NUMBER,
    Column(
        "title",
        required=True,
        in_list=True,
        also="Tên dự án | Tên chương trình, dự án | Tên chương trình/dự án/phi dự án | Tên chương trình, dự án, phi dự án | Tên khoản viện trợ, dự án | Dự án | Tên phi dự án | Khoản viện trợ",
    ),
    Choice(
        "kind",
        required=True,
        in_list=True,
        also="Loại hình | Loại viện trợ | Loại hình viện trợ | Loại hình dự án",
    ),
    References(
        "donors",
        in_list=True,
        also="Nhà tài trợ | Bên tài trợ | Bên viện trợ | Bên cung cấp viện trợ (nước, loại hình) | Tổ chức tài trợ | Đối tác | Đối tác viện trợ | Đơn vị tài trợ | Tên tổ chức",
    ),
    Reference(
        "unit",
        required=True,
        in_list=True,
        also="Đơn vị | Chủ dự án | Chủ đầu tư | Đơn vị tiếp nhận | Đơn vị thụ hưởng | Bên tiếp nhận | Đơn vị thực hiện",
    ),
    Choices("fields", also="Lĩnh vực viện trợ | Lĩnh vực hợp tác"),
    Choices("beneficiaries", also="Đối tượng thụ hưởng | Người hưởng lợi"),
    Column("area", also="Địa bàn thực hiện | Địa bàn hoạt động | Địa điểm | Địa điểm thực hiện"),
    Column(
        "objective",
        also="Mục tiêu, nội dung chính | Nội dung | Nội dung dự án | Mục tiêu dự án | Nội dung chính | Mục tiêu, nội dung",
    ),
    RowChoices(
        "forms",
        label=gettext_lazy("Form of aid"),
        of="form",
        also="Hình thức viện trợ | Hình thức (tiền/hàng hóa/chuyên gia) | Hình thức hỗ trợ",
    ),
    Amount(
        "value",
        currency="currency",
        also="Giá trị | Trị giá | Kinh phí | Tổng kinh phí | Giá trị viện trợ | Giá trị cam kết | Giá trị cam kết (nguyên tệ) | Tổng vốn | Giá trị (USD) | Tổng giá trị viện trợ | Số tiền | Ngân sách",
    ),
    CurrencyCode("currency", also="Đơn vị tiền tệ | Nguyên tệ | Loại tiền tệ | Đồng tiền"),
    Amount("usd_rate", places=10, exact=True, adds=False, also="Tỷ giá"),
    Amount("value_usd", in_list=True, in_sheet=False),
    Amount("counterpart", also="Vốn đối ứng | Đối ứng | Vốn đối ứng (triệu đồng) | Kinh phí đối ứng"),
    Date("start_date", in_list=True, also="Ngày bắt đầu | Bắt đầu"),
    Date("end_date", in_list=True, also="Ngày kết thúc | Kết thúc"),
    Column(
        "permit_number",
        also="Số QĐ | QĐ số | Quyết định số | Số quyết định phê duyệt | Số QĐ phê duyệt",
    ),
    Date("permit_date", also="Ngày QĐ | Ngày phê duyệt | Ngày quyết định phê duyệt | Ngày ký QĐ"),
    Column("permit_agency", also="Cơ quan phê duyệt | Cấp phê duyệt | Cơ quan ban hành"),
    replace(STATE, also=f"{STATE.also} | Tình trạng dự án"),
    SOURCE,
)

DISBURSEMENT = (
    Date("date", required=True, also="Ngày giải ngân | Ngày tiếp nhận | Ngày nhận | Ngày chứng từ"),
    Amount(
        "amount",
        required=True,
        also="Giá trị | Số tiền giải ngân | Giá trị giải ngân | Số tiền (nguyên tệ)",
    ),
    Amount("usd", also="USD | Quy USD | Quy đổi ra USD"),
    Choice("form", also="Hình thức giải ngân | Loại"),
    Column("voucher", also="Số chứng từ | Chứng từ số | Số chứng từ/biên bản"),
)

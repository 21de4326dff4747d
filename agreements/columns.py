"""Columns of agreements, in the order of the exchange workbook."""

from agreements.participants import Participants
from core.columns import Choice, Choices, Column, Date, Reference, References, YesNo
from core.columns.dossiers import NUMBER, SOURCE, STATE

AGREEMENT = (
    NUMBER,
    Column(
        "title",
        required=True,
        in_list=True,
        also="Tên thỏa thuận | Tên thỏa thuận quốc tế | Tên văn bản ký kết | Tên văn bản hợp tác | Thỏa thuận | Văn bản ký kết",
    ),
    Choice("scope", required=True, in_list=True, also="Quốc tế/trong nước"),
    Choice(
        "kind",
        in_list=True,
        aliases=(("Bản ghi nhớ", "BGN"),),
        also="Hình thức văn bản | Loại thỏa thuận | Hình thức ký kết",
    ),
    Choice("signing_name", also="Cấp ký | Danh nghĩa"),
    Reference(
        "unit",
        in_list=True,
        also="Đơn vị | Cơ quan, đơn vị đề xuất ký | Cơ quan, địa phương đề xuất ký | Đơn vị đề xuất | Đơn vị ký kết | Cơ quan ký phía Việt Nam | Bên Việt Nam",
    ),
    References(
        "partners",
        in_list=True,
        also="Tên đối tác | Đối tác nước ngoài | Đối tác ký kết | Bên ký nước ngoài | Cơ quan ký phía nước ngoài | Bên nước ngoài | Đối tác ký",
    ),
    References("countries", also="Nước | Quốc gia | Nước/vùng lãnh thổ | Tên nước | Quốc gia ký"),
    Choices("fields", also="Lĩnh vực hợp tác"),
    Column(
        "main_content",
        also="Nội dung | Nội dung hợp tác | Nội dung chủ yếu | Nội dung chính của thỏa thuận",
    ),
    Column(
        "permit_number",
        also="Số QĐ | Số quyết định | QĐ số | Số văn bản cho phép ký | Số văn bản đồng ý",
    ),
    Date("permit_date", also="Ngày QĐ | Ngày quyết định | Ngày cho phép ký"),
    Date("signed_on", in_list=True, also="Ngày ký kết | Thời gian ký | Ngày, tháng ký | Ngày tháng năm ký"),
    Column("signing_place", also="Địa điểm ký | Địa điểm ký kết"),
    Column("signer", also="Người ký | Đại diện ký phía Việt Nam | Người ký VN | Đại diện Việt Nam ký"),
    Column(
        "partner_signer",
        also="Đại diện ký phía đối tác | Người ký đối tác | Người ký phía nước ngoài | Đại diện đối tác ký",
    ),
    Date("effective_date", also="Có hiệu lực từ | Hiệu lực từ ngày | Ngày có hiệu lực | Hiệu lực từ"),
    Date(
        "expiry_date",
        in_list=True,
        also="Hết hiệu lực | Hiệu lực đến | Hiệu lực đến ngày | Ngày hết hạn | Có hiệu lực đến | Ngày kết thúc hiệu lực",
    ),
    YesNo("auto_renewal", also="Tự gia hạn | Gia hạn tự động"),
    Participants(
        "participants",
        heading="Đơn vị tham gia",
        also="Đơn vị thụ hưởng | Đơn vị thụ hưởng, tham gia | Các đơn vị tham gia",
    ),
    STATE,
    SOURCE,
)

IMPLEMENTATION = (
    Date("date", required=True, also="Ngày triển khai | Thời điểm"),
    Column("content", required=True, also="Nội dung triển khai | Hoạt động | Hoạt động triển khai"),
    Column("result", also="Kết quả triển khai | Kết quả đạt được | Tình hình triển khai"),
)

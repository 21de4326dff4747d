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
)
from core.columns.dossiers import DATED_STATE, NUMBER, PLANNED, REPORT, SOURCE, SUBMITTED_ON
from directory.people import PERSON_COLUMNS, Passport

OUTBOUND = (
    NUMBER,
    Column(
        "title",
        required=True,
        in_list=True,
        also="Tên đoàn ra | Danh nghĩa đoàn | Tên đoàn, danh nghĩa đoàn | Tên đoàn (danh nghĩa) | Tên đoàn công tác | Đoàn công tác | Đoàn",
    ),
    Reference(
        "unit",
        required=True,
        in_list=True,
        also="Đơn vị | Đơn vị xin phép | Đơn vị cử đi | Đơn vị đề nghị | Đơn vị thực hiện | Cơ quan, đơn vị | Đơn vị cử đoàn",
    ),
    Choice("kind", also="Loại hình đoàn | Hình thức đi"),
    Choices(
        "purposes",
        in_list=True,
        also="Mục đích chuyến đi | Mục đích xuất cảnh | Mục đích đi | Mục đích công tác",
    ),
    Column(
        "content",
        also="Nội dung hoạt động | Nội dung làm việc | Nội dung công việc | Nội dung công tác | Nội dung chuyến đi | Mục đích, nội dung | Mục đích, nội dung hoạt động | Nội dung chương trình",
    ),
    RowReferences(
        "legs",
        label=_("Destinations"),
        of="country",
        in_list=True,
        also="Nước/vùng lãnh thổ đến | Nước đi | Nước | Quốc gia | Quốc gia đến | Nước công tác | Nơi đến | Nước/vùng lãnh thổ | Tên nước | Nước đến công tác",
    ),
    References(
        "inviters",
        also="Đơn vị mời | Cơ quan, tổ chức mời | Tổ chức mời | Bên mời | Đối tác | Đối tác làm việc | Cơ quan, tổ chức mời/đối tác làm việc | Đơn vị/tổ chức mời | Cơ quan mời, đối tác",
    ),
    Date(
        "start_date",
        in_list=True,
        also="Từ ngày | Ngày xuất cảnh | Ngày khởi hành | Ngày bắt đầu | Ngày đi (dự kiến)",
    ),
    Date(
        "end_date",
        in_list=True,
        also="Đến ngày | Ngày nhập cảnh | Ngày trở về | Ngày kết thúc | Ngày về (dự kiến)",
    ),
    RowChoices(
        "funding",
        label=_("Source of funds"),
        of="source",
        also="Kinh phí | Nguồn KP | Kinh phí do | Nguồn kinh phí chuyến đi | Kinh phí chuyến đi",
    ),
    *PLANNED,
    SUBMITTED_ON,
    Column(
        "permit_number",
        also="Số QĐ | QĐ số | Quyết định số | Số quyết định cho phép | Số văn bản cho phép | Văn bản cho phép số",
    ),
    Date(
        "permit_date",
        also="Ngày QĐ | Ngày ký quyết định | Ngày ký QĐ | Ngày ban hành quyết định | Ngày văn bản cho phép | Ngày quyết định cho phép",
    ),
    Column(
        "permit_agency",
        also="Cơ quan ban hành | Cơ quan ban hành quyết định | Cơ quan cho phép | Cấp cho phép | Cấp quyết định | Cơ quan QĐ",
    ),
    *REPORT,
    DATED_STATE,
    SOURCE,
)

MEMBER = (
    *PERSON_COLUMNS,
    Column(
        "position",
        also="Chức danh | Chức vụ/chức danh | Chức vụ, chức danh | Nghề nghiệp | Chức vụ công tác",
    ),
    Reference(
        "unit",
        also="Đơn vị | Nơi công tác | Cơ quan công tác | Đơn vị, cơ quan công tác | Khoa/phòng, đơn vị",
    ),
    Choice("role", also="Vai trò trong đoàn | Nhiệm vụ trong đoàn | Chức danh trong đoàn"),
    Choice("passport_kind", also="Loại HC"),
    Passport("passport_number", also="Hộ chiếu | Số HC | Hộ chiếu số | Số passport | Passport"),
    Choice("participation", also="Có đi | Đi/không đi"),
)

INBOUND = (
    NUMBER,
    Column(
        "title",
        required=True,
        in_list=True,
        also="Tên đoàn vào | Đoàn vào | Đoàn khách | Tên đoàn khách | Đoàn nước ngoài | Đoàn",
    ),
    References(
        "countries",
        in_list=True,
        also="Nước | Quốc gia | Quốc tịch | Đến từ nước | Nước đến | Nước/vùng lãnh thổ | Nước/vùng lãnh thổ cử đoàn | Tên nước | Đến từ | Quốc gia cử đoàn",
    ),
    References(
        "senders",
        also="Nước/tổ chức cử | Cơ quan, tổ chức cử đoàn | Đối tác | Đơn vị cử đoàn | Tổ chức | Cơ quan, tổ chức nước ngoài | Đối tác nước ngoài | Tổ chức cử đoàn",
    ),
    Choice("rank", also="Cấp"),
    Reference(
        "unit",
        required=True,
        in_list=True,
        also="Đơn vị | Đơn vị tiếp | Đơn vị tiếp đón | Đơn vị tiếp nhận | Đơn vị chủ trì | Đơn vị chủ trì đón tiếp | Cơ quan, đơn vị | Đơn vị làm việc",
    ),
    Choices("purposes", in_list=True, also="Mục đích làm việc | Mục đích đến | Mục đích chuyến thăm"),
    Choices("fields", also="Lĩnh vực hợp tác | Lĩnh vực làm việc"),
    Column(
        "content",
        also="Nội dung làm việc | Nội dung hoạt động | Mục đích, nội dung | Mục đích, nội dung làm việc | Nội dung buổi làm việc",
    ),
    Column("place", also="Địa điểm làm việc | Nơi làm việc | Địa điểm tiếp"),
    Date("start_date", in_list=True, also="Từ ngày | Ngày đến Việt Nam | Ngày nhập cảnh | Ngày bắt đầu"),
    Date(
        "end_date",
        in_list=True,
        also="Đến ngày | Ngày đi | Ngày về | Ngày rời Việt Nam | Ngày xuất cảnh | Ngày kết thúc",
    ),
    Integer(
        "guest_count",
        in_list=True,
        also="Số người | Số lượng | Số lượng khách | Số lượng người | Số lượt khách | Số khách đến | SL khách | Số thành viên",
    ),
    *PLANNED,
    SUBMITTED_ON,
    Column(
        "permit_number",
        also="Số văn bản | Số QĐ | Số quyết định | QĐ số | Số công văn cho phép | Văn bản cho phép số",
    ),
    Date("permit_date", also="Ngày văn bản | Ngày QĐ | Ngày quyết định | Ngày cho phép"),
    *REPORT,
    DATED_STATE,
    SOURCE,
)

GUEST = (
    Column(
        "full_name",
        required=True,
        also="Họ tên | Họ và tên khách | Tên khách | Tên | Họ tên khách | Full name | Name",
    ),
    Choice("gender", also="Phái | Nam/Nữ | Gender | Sex"),
    Reference("nationality", also="Quốc gia | Nước | Nationality"),
    Column("position", also="Chức danh | Chức vụ/chức danh | Chức vụ, chức danh | Nghề nghiệp | Position"),
    Column(
        "organisation",
        also="Nơi công tác | Đơn vị công tác | Cơ quan | Tổ chức | Organisation | Organization",
    ),
    Passport("passport_number", also="Hộ chiếu | Số HC | Hộ chiếu số | Số passport | Passport | Passport No"),
)

"""Columns of conferences, in the order of the exchange workbook."""

from core.columns import Choice, Choices, Column, Date, Integer, Reference, References
from core.columns.dossiers import DATED_STATE, NUMBER, PLANNED, REPORT, SOURCE, SUBMITTED_ON

CONFERENCE = (
    NUMBER,
    Column(
        "title",
        required=True,
        in_list=True,
        also="Tên/Chủ đề hội nghị, hội thảo | Tên hội nghị, hội thảo | Tên hội thảo | Chủ đề | Tên/chủ đề | Hội nghị, hội thảo | Hội nghị | Hội thảo",
    ),
    Choice("role", required=True, in_list=True, also="Hình thức tham gia | Chủ trì/tham dự"),
    Choice("kind", also="Loại hội nghị | Loại hình"),
    Choice("mode", also="Hình thức | Hình thức tổ chức"),
    Reference(
        "unit",
        required=True,
        in_list=True,
        also="Đơn vị | Đơn vị tổ chức | Cơ quan chủ trì | Cơ quan, đơn vị chủ trì | Cơ quan tổ chức | Cơ quan, đơn vị",
    ),
    References(
        "partners",
        also="Tên cơ quan/Tổ chức nước ngoài phối hợp thực hiện | Cơ quan, tổ chức nước ngoài phối hợp | Đơn vị phối hợp | Đối tác | Đối tác phối hợp | Cơ quan phối hợp",
    ),
    Column("content", also="Nội dung hoạt động | Nội dung hội nghị | Mục đích, nội dung | Nội dung chính"),
    Date("start_date", in_list=True, also="Ngày bắt đầu | Ngày tổ chức | Ngày khai mạc"),
    Date("end_date", in_list=True, also="Ngày kết thúc | Ngày bế mạc"),
    Column("place", also="Địa điểm tổ chức | Nơi tổ chức"),
    Integer(
        "vietnamese",
        in_list=True,
        also="Người Việt Nam | Số đại biểu Việt Nam | Đại biểu trong nước | Số đại biểu trong nước | Số lượng đại biểu Người Việt Nam",
    ),
    Integer(
        "foreign_resident",
        also="Ở trong nước | Người nước ngoài ở trong nước | Người nước ngoài Ở trong nước",
    ),
    Integer(
        "foreign_visiting",
        in_list=True,
        also="Từ nước ngoài | Đại biểu nước ngoài | Số đại biểu nước ngoài | Người nước ngoài | Người nước ngoài Từ nước ngoài",
    ),
    References(
        "countries",
        also="Đến từ (các nước) | Đến từ | Các nước | Quốc gia | Nước | Các nước tham dự | Người nước ngoài Đến từ (các nước)",
    ),
    Choices("funding", also="Kinh phí | Nguồn KP"),
    *PLANNED,
    SUBMITTED_ON,
    Column("permit_number", also="Số QĐ | Số quyết định | QĐ số | Số văn bản | Số công văn cho phép"),
    Date("permit_date", also="Ngày QĐ | Ngày quyết định | Ngày văn bản | Ngày cho phép"),
    Column(
        "permit_agency",
        also="Cơ quan cho phép | Cấp có thẩm quyền | Cơ quan ban hành | Thẩm quyền cho phép",
    ),
    *REPORT,
    DATED_STATE,
    SOURCE,
)

"""Sheet PL4: the conferences hosted, then those attended."""

from conferences.indicators import ATTENDED, HOSTED
from conferences.models import Conference
from core.indicators.declaration import Part
from core.indicators.measures import total
from core.indicators.windows import Window
from core.papers.tree import NUMBER, ORDINAL, Column, Heading, Page, Table, Value
from reports.documents.cells import (
    NONE_IN_PERIOD,
    SIGNATURES,
    joined,
    names,
    numbered,
    span,
    with_total,
    yes_no,
)
from reports.services import measured, part_rows
from reports.summary import Summary

_DELEGATES, _FOREIGN = "Số lượng đại biểu", "Người nước ngoài"
COLUMNS = (
    Column("STT", ORDINAL, 5),
    Column("Tên/Chủ đề hội nghị, hội thảo", width=28),
    Column("Đơn vị chủ trì", width=18),
    Column("Tên cơ quan/Tổ chức nước ngoài phối hợp thực hiện", width=20),
    Column("Nội dung hoạt động", width=28),
    Column("Người Việt Nam", NUMBER, 9, (_DELEGATES,)),
    Column("Ở trong nước", NUMBER, 9, (_DELEGATES, _FOREIGN)),
    Column("Từ nước ngoài", NUMBER, 9, (_DELEGATES, _FOREIGN)),
    Column("Đến từ (các nước)", width=16, over=(_DELEGATES, _FOREIGN)),
    Column("Thời gian thực hiện", width=14),
    Column("Địa điểm tổ chức", width=16),
    Column("Kinh phí (NS tỉnh/NS ngành/Đài thọ)", width=16),
    Column("Báo cáo", width=14),
    Column("Hoạt động trong KH", width=10),
    Column("Cấp cho phép", width=16),
    Column("Văn bản cho phép (số, ngày)", width=16),
)
LISTS = (
    (HOSTED, "A. Hội nghị, hội thảo quốc tế do ngành chủ trì, tổ chức hoặc tham mưu chủ trì tổ chức"),
    (ATTENDED, "B. Hội nghị, hội thảo quốc tế do ngành tham dự hoặc tham mưu tham dự"),
)
COUNTED = ("vietnamese_counted", "resident_counted", "visiting_counted")


def conferences(summary: Summary, subtitle: str, *, user=None) -> Page:
    window, blocks = summary.selection.window, []
    for part, title in LISTS:
        blocks += [Heading(title), _table(part, window, user)]
    return Page("PL4", "PHỤ LỤC IV – HỘI NGHỊ, HỘI THẢO QUỐC TẾ", subtitle, (*blocks, SIGNATURES))


def _table(part: Part, window: Window, user) -> Table:
    found = (
        part_rows(part, window, user=user).select_related("unit").prefetch_related("partners", "countries")
    )
    rows = numbered(_conference(conference) for conference in found)
    sums = measured(part, [total(path) for path in COUNTED], window, user=user)
    return Table(COLUMNS, with_total(rows, len(COLUMNS), dict(enumerate(sums, start=5))), NONE_IN_PERIOD)


def _conference(conference: Conference) -> tuple[Value, ...]:
    return (
        conference.title,
        str(conference.unit),
        names(conference.partners.all()),
        conference.content,
        *(getattr(conference, path) for path in COUNTED),
        names(conference.countries.all()),
        span(conference.start_date, conference.end_date),
        conference.place,
        conference.get_funding_display(),
        joined(conference.report_number, conference.report_date),
        yes_no(bool(conference.in_plan)),
        conference.permit_agency,
        joined(conference.permit_number, conference.permit_date),
    )

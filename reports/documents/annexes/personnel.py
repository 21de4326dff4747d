"""Sheet PL6: the focal points serving on the last day, and the training courses of the period."""

from core.papers.tree import DATE, NUMBER, ORDINAL, Column, Heading, Page, Table, Value
from personnel.indicators import ALL_COURSES, SERVING
from personnel.models import FocalPoint, TrainingCourse
from reports.documents.cells import NONE_IN_PERIOD, SIGNATURES, joined, names, numbered, span, with_total
from reports.services import part_rows
from reports.summary import Summary

FOCAL_COLUMNS = (
    Column("STT", ORDINAL, 6),
    Column("Họ tên", width=34),
    Column("Đơn vị", width=34),
    Column("Chức danh", width=22),
    Column("Chuyên trách/kiêm nhiệm", width=18),
    Column("Ngoại ngữ (trình độ)", width=26),
    Column("Từ ngày", DATE, 14),
    Column("SĐT", width=16),
    Column("Email", width=26),
)
COURSE_COLUMNS = (
    Column("STT", ORDINAL, 6),
    Column("Tên lớp", width=34),
    Column("Nội dung", width=34),
    Column("Thời gian", width=22),
    Column("Địa điểm", width=18),
    Column("Giảng viên/báo cáo viên", width=26),
    Column("Số lượt tham dự", NUMBER, 14),
    Column("Kinh phí", NUMBER, 16),
    Column("Ghi chú", width=26),
)


def personnel(summary: Summary, subtitle: str, *, user=None) -> Page:
    window = summary.selection.window
    people = part_rows(SERVING, window, user=user).select_related("person", "unit")
    courses = part_rows(ALL_COURSES, window, user=user)
    held = numbered(_course(course) for course in courses.prefetch_related("topics"))
    blocks = (
        Heading("A. Cán bộ đầu mối đối ngoại"),
        Table(
            FOCAL_COLUMNS,
            tuple(numbered(_focal_point(point) for point in people.prefetch_related("languages"))),
            NONE_IN_PERIOD,
        ),
        Heading("B. Tập huấn, bồi dưỡng công tác đối ngoại"),
        Table(
            COURSE_COLUMNS,
            with_total(held, len(COURSE_COLUMNS), {6: summary.figures["NL06"].value}),
            NONE_IN_PERIOD,
        ),
    )
    return Page("PL6", "PHỤ LỤC VI – NHÂN LỰC VÀ TẬP HUẤN ĐỐI NGOẠI", subtitle, (*blocks, SIGNATURES))


def _focal_point(point: FocalPoint) -> tuple[Value, ...]:
    return (
        str(point.person),
        str(point.unit),
        point.position,
        point.get_kind_display(),
        names(point.languages.all()),
        point.start_date,
        point.phone,
        point.email,
    )


def _course(course: TrainingCourse) -> tuple[Value, ...]:
    topics = course.topics.all()
    return (
        course.title,
        joined(course.content, names(topic.topic for topic in topics), separator=". "),
        span(course.start_date, course.end_date),
        course.place,
        joined(course.speakers, names(topic.speaker for topic in topics if topic.speaker), separator="; "),
        course.attendance_counted,
        course.cost,
        joined(course.attendance_note, course.note, separator=". "),
    )

"""Sheet PL2: the inbound delegations counted."""

from django.db.models import Prefetch

from core.papers.tree import DATE, NUMBER, ORDINAL, Column, Page, Table, Value
from delegations.indicators.inbound import VISITS
from delegations.models import Guest, InboundDelegation
from reports.documents.cells import NONE_IN_PERIOD, SIGNATURES, joined, names, numbered, planned, with_total
from reports.services import part_rows
from reports.summary import Summary

COLUMNS = (
    Column("STT", ORDINAL, 5),
    Column("Tên đoàn", width=26),
    Column("Trưởng đoàn (chức danh)", width=16),
    Column("Nước/tổ chức cử", width=20),
    Column("Số khách", NUMBER, 8),
    Column("Đơn vị đón tiếp", width=20),
    Column("Địa điểm làm việc", width=20),
    Column("Mục đích, nội dung làm việc", width=28),
    Column("Ngày đến", DATE, 12),
    Column("Ngày rời", DATE, 12),
    Column("Số ngày", NUMBER, 7),
    Column("Nguồn kinh phí", width=14),
    Column("Văn bản xin phép", width=14),
    Column("Văn bản cho phép", width=16),
    Column("Trong/ngoài KH", width=10),
    Column("Báo cáo", width=14),
    Column("Ghi chú", width=14),
)


def visits(summary: Summary, subtitle: str, *, user=None) -> Page:
    found = part_rows(VISITS, summary.selection.window, user=user).select_related("unit")
    heads = Prefetch("guests", queryset=Guest.objects.filter(leads=True).defer("passport_number"))
    rows = numbered(_visit(visit) for visit in found.prefetch_related("countries", "senders", heads))
    table = Table(COLUMNS, with_total(rows, len(COLUMNS), {4: summary.figures["DV02"].value}), NONE_IN_PERIOD)
    return Page("PL2", "PHỤ LỤC II – DANH SÁCH ĐOÀN VÀO", subtitle, (table, SIGNATURES))


def _head(visit: InboundDelegation) -> str:
    return "; ".join(joined(guest.full_name, guest.position) for guest in visit.guests.all())


def _visit(visit: InboundDelegation) -> tuple[Value, ...]:
    return (
        visit.title,
        _head(visit),
        joined(names(visit.countries.all()), names(visit.senders.all()), separator=" – "),
        visit.guests_counted,
        str(visit.unit),
        visit.place,
        joined(visit.get_purposes_display(), visit.content, separator=". "),
        visit.start_date,
        visit.end_date,
        visit.days,
        visit.get_funding_display(),
        joined(visit.request_number, visit.request_date),
        joined(visit.permit_number, visit.permit_date, visit.permit_agency),
        planned(visit.in_plan),
        joined(visit.report_number, visit.report_date),
        visit.note,
    )

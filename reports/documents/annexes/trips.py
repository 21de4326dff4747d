"""Sheets PL1 and PL1b: the outbound delegations counted, and their members."""

from django.db.models import Prefetch

from core.indicators.windows import Window
from core.papers.tree import DATE, NUMBER, ORDINAL, Column, Page, Table, Value
from delegations.indicators.outbound import PERSON_TRIPS, TRIPS
from delegations.models import Leg, Member, MemberRole, OutboundDelegation
from reports import catalogue
from reports.documents.cells import (
    NONE_IN_PERIOD,
    SIGNATURES,
    joined,
    names,
    numbered,
    planned,
    with_details,
    with_total,
)
from reports.services import breakdown, part_rows
from reports.summary import Summary

TRIP_COLUMNS = (
    Column("STT", ORDINAL, 5),
    Column("Tên đoàn (danh nghĩa)", width=26),
    Column("Trưởng đoàn (chức vụ, đơn vị)", width=22),
    Column("Đơn vị chủ trì", width=18),
    Column("Số người", NUMBER, 8),
    Column("Nước/vùng lãnh thổ đến", width=14),
    Column("Cơ quan, tổ chức mời/đối tác làm việc", width=20),
    Column("Mục đích, nội dung hoạt động", width=28),
    Column("Ngày đi", DATE, 12),
    Column("Ngày về", DATE, 12),
    Column("Số ngày", NUMBER, 7),
    Column("Nguồn kinh phí", width=15),
    Column("Văn bản đề nghị (số, ngày)", width=15),
    Column("Quyết định cho phép (số, ngày, cơ quan)", width=18),
    Column("Trong/ngoài KH", width=10),
    Column("Báo cáo kết quả (số, ngày)", width=14),
    Column("Ghi chú", width=14),
)
MEMBER_COLUMNS = (
    Column("STT", ORDINAL, 5),
    Column("Họ và tên", width=24),
    Column("Ngày sinh", DATE, 12),
    Column("Giới tính", width=9),
    Column("Chức vụ", width=20),
    Column("Đơn vị", width=28),
    Column("Loại hộ chiếu", width=12),
    Column("Đoàn", width=34),
    Column("Nước đến", width=16),
    Column("Từ ngày", DATE, 12),
    Column("Đến ngày", DATE, 12),
    Column("Vai trò", width=14),
)


def _legs(path: str) -> Prefetch:
    return Prefetch(path, queryset=Leg.objects.filter(transit=False).select_related("country"))


def trips(summary: Summary, subtitle: str, *, user=None) -> Page:
    window = summary.selection.window
    found = part_rows(TRIPS, window, user=user).select_related("unit")
    leaders = Member.objects.filter(role=MemberRole.LEADER).select_related("person", "unit")
    found = found.prefetch_related(
        Prefetch("members", queryset=leaders.defer("passport_number", "person__passport_number")),
        _legs("legs"),
        "inviters",
        "funding",
    )
    people = _people(window, user)
    rows = numbered(_trip(trip, people.get(trip.pk, 0)) for trip in found)
    table = Table(
        TRIP_COLUMNS,
        with_total(rows, len(TRIP_COLUMNS), {4: summary.figures["DR02"].value}),
        NONE_IN_PERIOD,
    )
    return Page("PL1", "PHỤ LỤC I – DANH SÁCH ĐOÀN RA", subtitle, (table, SIGNATURES))


def _people(window: Window, user) -> dict[int, int]:
    """Person-trips of each delegation."""
    slices = breakdown(catalogue.chosen("DR02"), "record", window, user=user)
    return {each.key: each.values["DR02"] for each in slices}


def _trip(trip: OutboundDelegation, people: int) -> tuple[Value, ...]:
    leader = trip.leader
    return (
        trip.title,
        with_details(leader.person, leader.position, leader.unit) if leader else "",
        str(trip.unit),
        people,
        names(leg.country for leg in trip.legs.all()),
        names(trip.inviters.all()),
        joined(trip.get_purposes_display(), trip.content, separator=". "),
        trip.start_date,
        trip.end_date,
        trip.days,
        names(row.get_source_display() for row in trip.funding.all()),
        joined(trip.department_letter_number, trip.department_letter_date)
        or joined(trip.unit_letter_number, trip.unit_letter_date),
        joined(trip.permit_number, trip.permit_date, trip.permit_agency),
        planned(trip.in_plan),
        joined(trip.report_number, trip.report_date),
        trip.note,
    )


def members(summary: Summary, subtitle: str, *, user=None) -> Page:
    """Names and dates of birth, never passport numbers: those are not even read."""
    found = part_rows(PERSON_TRIPS, summary.selection.window, user=user)
    # Each trip once, however many go on it.
    known = OutboundDelegation.objects.filter(pk__in=found.order_by().values("delegation"))
    known = known.only("number", "title", "start_date", "end_date").prefetch_related(_legs("legs"))
    trips = {trip.pk: (trip, names(leg.country for leg in trip.legs.all())) for trip in known}
    rows = numbered(
        _member(member, *trips[member.delegation_id]) for member in found.select_related("person", "unit")
    )
    table = Table(MEMBER_COLUMNS, tuple(rows), NONE_IN_PERIOD)
    return Page("PL1b", "Danh sách thành viên đoàn ra", subtitle, (table, SIGNATURES))


def _member(member: Member, trip: OutboundDelegation, countries: str) -> tuple[Value, ...]:
    return (
        str(member.person),
        member.person.birth_date,
        member.person.get_gender_display(),
        member.position,
        str(member.unit or member.person.organisation),
        member.get_passport_kind_display(),
        joined(trip.number, trip.title, separator=" – "),
        countries,
        trip.start_date,
        trip.end_date,
        member.get_role_display(),
    )

"""K3–K10: dossiers sent late, sent back, decided late, reported late."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from core.approval import ApprovalStep
from core.day_counts import working_days_between
from core.deadlines import Holiday, Rule
from delegations.models import OutboundDelegation
from delegations.views import OUTBOUND
from reports.gauges.timeliness import reported_in_time
from reports.models import UnitReport
from reports.periods import free
from tests.factories import people
from tests.factories.dossiers import ready_outbound, take
from tests.factories.records import period, unit_report
from tests.reports.gauges import counts, light, listed, readings, result
from tests.reports.makers import H1, agreement, aid, conference, day, trip, unit, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_calendar(db):
    """Only Saturdays and Sundays are off, so that a reader can count along; days off have tests of their own."""
    Holiday.objects.all().delete()


# --- K3–K5 --------------------------------------------------------------------------------------


def sent(make, on: str | None, **details):
    return make(submitted_on=day(on) if on else None, **details)


@pytest.mark.parametrize(
    ("make", "on", "details", "late", "rushed"),
    [
        # 01/03/2024 is a Friday; 20 working days before it is 02/02, 10 before it is 16/02
        (trip, "02/02/2024", {}, 0, 0),
        (trip, "03/02/2024", {}, 1, 0),
        (trip, "16/02/2024", {}, 1, 0),
        (trip, "17/02/2024", {}, 1, 1),
        (trip, "04/03/2024", {}, 1, 1),
        (visit, "20/02/2024", {}, 0, 0),
        (visit, "21/02/2024", {}, 1, 0),
        (visit, "25/02/2024", {}, 1, 0),
        (visit, "26/02/2024", {}, 1, 1),
        (visit, "31/01/2024", {"needs_sponsorship": True}, 0, 0),
        (visit, "01/02/2024", {"needs_sponsorship": True}, 1, 0),
        (conference, "21/01/2024", {}, 0, 0),
        (conference, "22/01/2024", {}, 1, 0),
        (conference, "11/01/2024", {"sensitive_topic": True}, 0, 0),
        (conference, "12/01/2024", {"ministerial_guest": True}, 1, 0),
        (conference, "10/02/2024", {}, 1, 0),
        (conference, "11/02/2024", {}, 1, 1),
    ],
)
def test_late_and_rushed_by_the_rule_of_the_type(make, on, details, late, rushed):
    sent(make, on, **details)
    assert counts("K3", "look", "of") == [late, 1]
    assert counts("K4", "look", "of") == [rushed, 1]


def test_what_counts_as_sent():
    sent(trip, "01/01/2024")
    sent(trip, "01/01/2024", kind="VIEC_RIENG")
    sent(trip, "01/01/2024", state="DRAFT")
    sent(trip, "01/01/2024", state="CANCELLED")
    sent(trip, "01/01/2024", state="POSTPONED")
    sent(trip, "29/02/2024", state="REFUSED")
    sent(conference, "01/01/2024", role="THAM_DU")
    sent(trip, "01/01/2024", entered_afterwards=True)
    sent(trip, None)
    sent(trip, "01/01/2024", start_date=day("15/06/2024"), end_date=day("15/06/2024"))
    assert counts("K3", "look", "of", "unknown", "paper") == [1, 2, 1, 1]
    assert readings("K3") == [Decimal("50.0")]
    assert light("K3") == "RED"


def test_sent_after_the_first_day_is_told_apart():
    sent(trip, "02/03/2024")
    sent(trip, "01/03/2024")
    assert counts("K4", "look", "after") == [2, 1]


def test_days_off_and_swap_days_count():
    """Two days off in the 20 working days: 31/01 is late no more only when sent two working days earlier."""
    for off in ("08/02/2024", "09/02/2024"):
        Holiday.objects.create(date=day(off), name="Tết")
    sent(trip, "01/02/2024")
    assert counts("K3", "look") == [1]
    Holiday.objects.create(date=day("17/02/2024"), name="Làm bù", works=True)
    assert counts("K3", "look") == [0]


def test_rule_in_force_on_the_first_day_decides():
    Rule.objects.filter(code="out_lead_min").delete()
    Rule.objects.create(code="out_lead_min", label="cũ", number=5, measure="DAYS", valid_to=day("01/03/2024"))
    Rule.objects.create(
        code="out_lead_min", label="mới", number=50, measure="DAYS", valid_from=day("02/03/2024")
    )
    sent(trip, "25/02/2024")
    sent(trip, "25/02/2024", start_date=day("02/03/2024"), end_date=day("02/03/2024"))
    assert counts("K3", "look", "of") == [1, 2]


@pytest.mark.parametrize("first", ["2024-04-25", "2024-04-27", "2024-05-01", "2023-12-29"])
def test_database_counts_working_days_as_python_does(first):
    for date, works in (
        ("2024-04-29", False),
        ("2024-04-27", True),
        ("2024-04-30", False),
        ("2024-05-04", True),
        ("2024-05-05", False),
    ):
        Holiday.objects.create(date=date, name="Nghỉ", works=works)
    start = datetime.date.fromisoformat(first)
    special = dict(Holiday.objects.values_list("date", "works"))

    def worked(day: datetime.date) -> bool:
        return special.get(day, day.weekday() < 5)

    for days in range(20):
        last = start + datetime.timedelta(days=days)
        made = trip(submitted_on=start, start_date=last, end_date=last)
        counted = OutboundDelegation.objects.annotate(n=working_days_between("submitted_on", "start_date"))
        by_hand = sum(worked(start + datetime.timedelta(days=n)) for n in range(days))
        assert counted.get(pk=made.pk).n == by_hand


def test_median_by_type_and_unit():
    for on in ("20/02/2024", "22/02/2024", "10/02/2024"):
        sent(visit, on)
    sent(trip, "02/02/2024")
    sent(visit, "01/01/2024", unit=unit("Bệnh viện Phụ sản Hà Nội"))
    assert readings("K5") == [20, Decimal("15"), None]  # of 8, 10, 20 and 60 days
    (table,) = result("K5").gauge.tables(H1.window(), None)
    assert table.rows == (
        ("Bệnh viện Phụ sản Hà Nội", None, 60, None),
        ("Bệnh viện Tim Hà Nội", 20, 10, None),
    )


# --- K6, K7 -------------------------------------------------------------------------------------


@pytest.fixture
def returned():
    """Sent, returned once, sent again and under review; each by who may."""
    record = ready_outbound()
    people.unit_head()
    for who, step, comment in (
        (people.owner, "submit", ""),
        (people.unit_head, "approve_unit", ""),
        (people.officer, "receive", ""),
        (people.officer, "return", "Thiếu thư mời"),
        (people.owner, "submit", ""),
        (people.unit_head, "approve_unit", ""),
        (people.officer, "receive", ""),
    ):
        record = take(OUTBOUND, record, step, who(), comment)
    return record


def around_today():
    today = timezone.localdate()
    return free(today - datetime.timedelta(days=1), today + datetime.timedelta(days=60))


def test_returns_for_each_dossier(returned):
    ready_outbound(state="SUBMITTED")
    ready_outbound(state="SUBMITTED", entered_afterwards=True)
    ready_outbound(state="DRAFT")
    assert readings("K6", around_today()) == [Decimal("0.50")]
    assert result("K6", around_today()).light.value == "AMBER"


def test_agreements_and_aid_belong_to_the_period_they_were_sent_in():
    agreement(submitted_on=day("01/03/2024"), state="SUBMITTED")
    aid(submitted_on=day("01/07/2024"), state="SUBMITTED")
    assert counts("K6", "look", "of") == [0, 1]
    assert readings("K6") == [Decimal("0.00")]


def test_steps_taken_of_a_real_way(returned):
    found = result("K7", around_today())
    assert (found.now["look"], found.now["of"]) == (0, 6)
    assert [found.value(reading) for reading in found.gauge.readings] == [Decimal("0.00"), Decimal("0.0")]
    (table,) = found.gauge.tables(around_today().window(), None)
    assert [row[1:3] for row in table.rows] == [
        ("Yêu cầu bổ sung", 1),
        ("Chờ lãnh đạo đơn vị duyệt", 2),
        ("Đã gửi Sở", 2),
        ("Đang thẩm định", 1),
    ]


def step(record, stage: str, opened: str, closed: str, norm: int | None, **details) -> None:
    def noon(text: str):
        return timezone.make_aware(datetime.datetime.combine(day(text), datetime.time(12)))

    ApprovalStep.objects.create(
        **{
            "record_type": "delegations.outbounddelegation", "record_id": record.pk, "record_number": record.number,
            "record_title": record.title, "unit": record.unit, "position": 1, "stage": stage, "permission": "process",
            "norm_days": norm, "opened_at": noon(opened), "closed_at": noon(closed), "outcome": "DONE", **details,
        }
    )  # fmt: skip


def test_working_days_of_each_step():
    made = trip()
    step(made, "REVIEWING", "01/03/2024", "08/03/2024", 3)  # Friday to Friday: 5
    step(made, "AT_OFFICE", "08/03/2024", "11/03/2024", 1)  # over a weekend: 1
    step(made, "RETURNED", "11/03/2024", "13/03/2024", None)  # 2
    step(made, "SUBMITTED", "01/03/2024", "20/03/2024", 1, outcome="SKIPPED")
    step(made, "SUBMITTED", "01/06/2024", "20/06/2024", 1)
    step(trip(entered_afterwards=True), "SUBMITTED", "01/03/2024", "20/03/2024", 1)
    assert counts("K7", "look", "of") == [1, 3]
    assert readings("K7") == [Decimal("2.67"), Decimal("150.0")]  # 8 days of 3 steps; 6 days of a norm of 4
    assert light("K7") == "AMBER"


# --- K8 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "details", "found"),
    [
        (trip, {"permit_date": day("02/03/2024")}, 1),
        (trip, {"permit_date": day("01/03/2024")}, 0),
        (trip, {"permit_date": day("02/03/2024"), "actual_start": day("02/03/2024")}, 0),
        (visit, {"permit_date": day("02/03/2024")}, 1),
        (conference, {"permit_date": day("02/03/2024")}, 1),
        (conference, {"permit_date": day("02/03/2024"), "role": "THAM_DU"}, 0),
        (agreement, {"permit_date": day("02/03/2024")}, 1),
        (agreement, {"permit_date": day("01/03/2024")}, 0),
        (agreement, {"permit_date": None}, 0),
    ],
)
def test_decided_after_departure_and_signed_before_permission(make, details, found):
    make(**details)
    assert readings("K8") == [found]
    assert light("K8") == ("RED" if found else "GREEN")


# --- K9, K10 ------------------------------------------------------------------------------------


def test_reports_in_time():
    trip(report_date=day("16/03/2024"))
    trip(report_date=day("17/03/2024"))
    visit(report_date=day("08/03/2024"))
    conference()
    assert counts("K9", "look", "of") == [2, 4]
    assert readings("K9") == [Decimal("50.0")]
    assert light("K9") == "RED"


def test_report_that_falls_due_today_or_later_is_not_measured_yet():
    today = timezone.localdate()

    def ended(days_ago: int):
        last = today - datetime.timedelta(days=days_ago)
        visit(start_date=last, end_date=last)

    ended(8)
    ended(7)
    ended(1)
    period = free(today - datetime.timedelta(days=30), today + datetime.timedelta(days=30))
    found = result("K9", period)
    assert (found.now["look"], found.now["of"]) == (1, 1)


def handed_in(of: str, on: str | None, **details) -> UnitReport:
    """Of the first half of 2024, due on 18/06/2024."""
    at = on and timezone.make_aware(datetime.datetime.strptime(on, "%d/%m/%Y %H:%M"))  # noqa: DTZ007
    return unit_report(unit=unit(of), submitted_at=at, state="SUBMITTED" if at else "DRAFT", **details)


def test_reports_of_units_in_time():
    handed_in("Một", "18/06/2024 23:59")
    handed_in("Hai", "19/06/2024 00:00")
    handed_in("Ba", None)
    handed_in("Bốn", "17/06/2024 08:00", nothing=True)
    assert counts("K10", "look", "of", "nothing") == [2, 4, 1]
    assert readings("K10") == [Decimal("50.0")]
    assert light("K10") == "RED"
    assert {row.split(" – ")[1] for row in listed("K10", "look")} == {"Hai", "Ba"}
    of_units = {one.unit_id: one.unit.name for one in UnitReport.objects.select_related("unit")}
    found = reported_in_time(H1.window())
    assert {of_units[key]: in_time for key, in_time in found.items()} == {
        "Một": True, "Hai": False, "Ba": False, "Bốn": True,
    }  # fmt: skip


def test_reports_that_may_still_come_in_time_say_nothing():
    with time_machine.travel("2024-06-18 09:00+07:00", tick=False):
        handed_in("Một", "17/06/2024 08:00")
        handed_in("Hai", None)
        assert counts("K10", "look", "of") == [0, 1]
        assert readings("K10") == [Decimal("100.0")]
    with time_machine.travel("2024-06-19 09:00+07:00", tick=False):
        assert counts("K10", "look", "of") == [1, 2]


def test_reports_of_units_count_in_their_very_period_alone():
    handed_in("Một", "17/06/2024 08:00", period=period(code="2024-M9"))
    gone = period()
    handed_in("Hai", "17/06/2024 08:00", period=gone)
    gone.withdraw(by=people.officer(), reason="Mở nhầm")
    assert readings("K10") == [None]
    assert light("K10") == "UNKNOWN"


def test_urgent_dossiers_are_listed_with_their_reason():
    trip(urgent_reason="Đối tác mời gấp", submitted_on=day("28/02/2024"))
    agreement(urgent_reason="Ký nhân chuyến thăm", submitted_on=day("28/02/2024"))
    assert counts("K4", "urgent") == [2]

"""Periods opened and reports written: pages, scope, reminders that send themselves, figures that moved."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import obligations
from core.approval import ApprovalStep
from core.deadlines import Deadline, Holiday
from core.notifications import Notification
from core.reminders import Night
from directory.models import Unit
from reports.collection import ask_newcomers, due_days
from reports.freeze.issue import issue
from reports.models import ReportPeriod, UnitReport
from reports.periods import parse
from tests.factories import people
from tests.factories.records import outbound, period, unit_report
from tests.reports.test_periods_way import READY, take

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2024, 3, 1)
NEW = "?period=2024-H1&window=decree&basis=decision"
DECIDED = {"unit_due": "18/06/2024", "department_due": "21/06/2024", "instruction": "Nộp đúng hạn"}


@pytest.fixture
def asked(client, django_capture_on_commit_callbacks):
    """The first half of 2024, opened by the officer on 10/06/2024; two units, each with an officer."""
    people.owner(), people.stranger()
    client.force_login(people.officer())
    with (
        time_machine.travel("2024-06-10 09:00+07:00", tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = client.post(reverse("period_create") + NEW, DECIDED)
    opened = ReportPeriod.objects.get()
    assert answer["Location"] == opened.get_absolute_url()
    return opened


def report_of(person) -> UnitReport:
    return UnitReport.objects.get(unit=person.unit)


def typed(report, **more) -> dict:
    return {"version": report.version, **READY, **more}


def save(client, report, person, **more):
    client.force_login(person)
    return client.post(reverse("unit_report_edit", args=[report.pk]), typed(report, **more))


# --- opening ------------------------------------------------------------------------------------


def test_due_days_follow_the_rules_from_the_last_day():
    Holiday.objects.all().delete()
    # 14/06/2024 is a Friday: two and five working days later are Tuesday and Friday of the next week
    assert due_days(parse("2024-H1")) == {
        "unit_due": datetime.date(2024, 6, 18),
        "department_due": datetime.date(2024, 6, 21),
    }


def test_page_of_a_new_period_sets_what_follows_from_its_days(client):
    client.force_login(people.officer())
    with time_machine.travel("2024-06-10 09:00+07:00", tick=False):
        page = client.get(reverse("period_create") + NEW)
    period_ = page.context["form"].instance
    assert (period_.estimate, f"{period_.unit_due:%d/%m}") == (True, "18/06")
    with time_machine.travel("2024-06-17 09:00+07:00", tick=False):
        assert not client.get(reverse("period_create") + NEW).context["form"].instance.estimate


def test_opening_asks_every_unit_of_the_last_day_and_tells_its_officers(asked):
    assert set(UnitReport.objects.values_list("unit__name", flat=True)) == {
        "Bệnh viện Tim Hà Nội",
        "Bệnh viện Phụ sản Hà Nội",
    }
    for person in (people.owner(), people.stranger()):
        report = report_of(person)
        told = Notification.objects.get(person=person)
        assert told.url == report.get_absolute_url() and "18/06/2024" in told.text
        assert ApprovalStep.objects.of(report).open().get().permission == "submit"
        assert Deadline.objects.of(report).get().due == datetime.date(2024, 6, 18)
        assert report.history.count() == 1
    assert Deadline.objects.of(asked).get().due == datetime.date(2024, 6, 21)
    assert not Notification.objects.filter(person=people.officer()).exists()


def test_the_department_itself_and_units_of_other_days_are_not_asked(client):
    Unit.objects.create(by=None, code="SYT", name="Sở Y tế", kind="SO")
    Unit.objects.create(
        by=None, code="NHI", name="Bệnh viện Nhi", kind="BVCK", valid_from=datetime.date(2024, 10, 1)
    )
    people.unit()
    client.force_login(people.officer())
    client.post(reverse("period_create") + NEW, DECIDED)
    assert list(UnitReport.objects.values_list("unit__name", flat=True)) == ["Bệnh viện Tim Hà Nội"]


def test_unit_that_came_since_is_asked_by_night(asked):
    Unit.objects.create(
        by=None, code="MOI", name="Bệnh viện Mới", kind="BVCK", valid_from=datetime.date(2024, 6, 1)
    )
    Unit.objects.create(
        by=None, code="SAU", name="Bệnh viện Sau", kind="BVCK", valid_from=datetime.date(2024, 7, 1)
    )
    assert [ask_newcomers(), ask_newcomers()] == [1, 0]
    report = UnitReport.objects.get(unit__code="MOI")
    assert Deadline.objects.of(report).get().due == asked.unit_due
    take(take(asked, "consolidate", people.officer()), "propose", people.officer())
    Unit.objects.create(by=None, code="NUA", name="Bệnh viện Nữa", kind="BVCK")
    assert ask_newcomers() == 0


def test_a_window_is_opened_once(client, asked):
    page = client.get(reverse("period_create") + NEW)
    assert page.context["already"] == asked
    again = client.post(reverse("period_create") + NEW, DECIDED)
    assert again.status_code == 200 and ReportPeriod.objects.count() == 1


def test_days_that_cannot_be_are_refused_at_their_field(client):
    client.force_login(people.officer())
    answer = client.post(reverse("period_create") + NEW, {**DECIDED, "department_due": "17/06/2024"})
    assert list(answer.context["form"].errors) == ["department_due"]
    assert not ReportPeriod.objects.exists()


@pytest.mark.parametrize(
    "person", [people.owner, people.head, people.leader, people.clerk, people.administrator]
)
def test_only_officers_of_the_department_open_a_period(client, person):
    client.force_login(person())
    assert client.get(reverse("period_create")).status_code == 403
    assert client.post(reverse("period_create") + NEW, DECIDED).status_code == 403


def test_changed_due_day_moves_every_deadline(client, asked):
    url = reverse("period_edit", args=[asked.pk])
    client.post(url, {**DECIDED, "version": asked.version, "unit_due": "19/06/2024"})
    assert set(Deadline.objects.filter(owner="UNIT").values_list("due", flat=True)) == {
        datetime.date(2024, 6, 19)
    }


def test_period_opened_by_mistake_is_withdrawn_with_all_it_asked_for(client, asked):
    url = reverse("period_withdraw", args=[asked.pk])
    client.post(url, {"reason": ""})
    assert ReportPeriod.objects.live().exists()
    client.post(url, {"reason": "Mở nhầm kỳ"})
    assert not ReportPeriod.objects.live().exists() and not UnitReport.objects.live().exists()
    assert not Deadline.objects.open().exists() and not ApprovalStep.objects.open().exists()
    client.post(reverse("period_create") + NEW, DECIDED)
    assert ReportPeriod.objects.live().count() == 1


def test_report_under_approval_is_not_withdrawn(client):
    client.force_login(people.officer())
    one = period(state="AT_LEADER")
    client.post(reverse("period_withdraw", args=[one.pk]), {"reason": "Mở nhầm kỳ"})
    assert ReportPeriod.objects.live().exists()


# --- who has not reported -----------------------------------------------------------------------


def night(day: str, capture) -> Night:
    with time_machine.travel(f"{day} 02:00+07:00", tick=False), capture(execute=True):
        obligations.refresh_all()
        done = Night(datetime.date.fromisoformat(day))
        done.work()
    return done


def test_who_has_not_reported_is_reminded_by_itself_and_the_superior_told(
    asked, django_capture_on_commit_callbacks
):
    Holiday.objects.all().delete()
    head, capture = people.unit_head(), django_capture_on_commit_callbacks
    take(save_ready(report_of(people.stranger())), "submit", people.stranger())
    Notification.objects.all()._raw_delete("default")
    asked_for = reverse("unit_report_detail", args=[report_of(people.owner()).pk])

    def told(kind: str) -> list[str]:
        return [
            row.person.username
            for row in Notification.objects.filter(kind=kind, url=asked_for).order_by("pk")
        ]

    night("2024-06-17", capture)
    assert told("DEADLINE") == ["owner"]  # a day before
    night("2024-06-19", capture), night("2024-06-19", capture)
    assert told("DEADLINE") == ["owner", "owner"]  # the day after, once however often the night is worked
    assert told("ESCALATION") == []
    night("2024-06-21", capture)
    assert told("ESCALATION") == [head.username]
    assert not Notification.objects.filter(person=people.stranger(), kind="DEADLINE").exists()


def save_ready(report):
    for name, words in READY.items():
        setattr(report, name, words)
    report.save(by=None)
    return report


def test_button_reminds_those_who_have_not_reported(client, asked, django_capture_on_commit_callbacks):
    take(save_ready(report_of(people.stranger())), "submit", people.stranger())
    Notification.objects.all()._raw_delete("default")
    nobody = Unit.objects.create(by=None, code="YY", name="Trung tâm không tài khoản", kind="TTYT")
    UnitReport.objects.create(by=None, period=asked, unit=nobody)
    url = reverse("period_remind", args=[asked.pk])
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(url, follow=True)
    assert [row.person for row in Notification.objects.all()] == [people.owner()]
    assert "Trung tâm không tài khoản" in page.content.decode()
    client.force_login(people.owner())
    assert client.post(url).status_code == 403


def test_list_of_those_missing(client, asked):
    take(save_ready(report_of(people.stranger())), "submit", people.stranger())
    page = client.get(asked.get_absolute_url() + "?show=missing")
    assert [row["unit"] for row in page.context["rows"]] == ["Bệnh viện Tim Hà Nội"]
    assert page.context["counted"] == {"asked": 2, "handed_in": 1, "missing": 1, "nothing": 0}
    listed = client.get(reverse("period_list")).context["rows"]
    assert [(row["handed_in"], row["asked"]) for row in listed] == [(1, 2)]


def test_nothing_is_owed_once_the_report_is_being_approved(asked):
    one = take(asked, "consolidate", people.officer())
    assert Deadline.objects.open().filter(owner="UNIT").count() == 2
    take(one, "propose", people.officer())
    assert not Deadline.objects.open().filter(owner="UNIT").exists()
    assert Deadline.objects.open().filter(owner="DEPARTMENT").count() == 1


# --- writing ------------------------------------------------------------------------------------


def test_draft_saves_with_whatever_is_there(client, asked):
    report = report_of(people.owner())
    answer = save(client, report, people.owner(), difficulties="", plan="", proposals="Tập huấn thêm")
    assert answer["Location"] == report.get_absolute_url()
    report.refresh_from_db()
    assert (report.proposals, report.state, report.updated_by) == ("Tập huấn thêm", "DRAFT", people.owner())


def test_save_and_hand_in_tells_at_the_fields_what_is_missing(client, asked):
    report = report_of(people.owner())
    answer = save(client, report, people.owner(), plan="", step="submit")
    assert answer["Location"] == reverse("unit_report_edit", args=[report.pk]) + "?step=submit#words"
    page = client.get(answer["Location"])
    assert [item["anchor"] for item in page.context["missing"]] == ["id_plan"]
    report.refresh_from_db()
    assert (report.difficulties, report.state) == (READY["difficulties"], "DRAFT")
    save(client, report, people.owner(), step="submit")
    assert report_of(people.owner()).state == "SUBMITTED"


def test_nothing_to_report_in_one_click_is_refused_with_what_counts(client, asked):
    outbound(state="PERMITTED", permit_date=MARCH)
    report = report_of(people.owner())
    answer = save(client, report, people.owner(), nothing="on", step="submit")
    (item,) = client.get(answer["Location"]).context["missing"]
    assert item["anchor"] == "id_nothing" and "1" in item["label"]


def test_two_people_at_once_lose_nothing(client, asked):
    report = report_of(people.owner())
    save(client, report, people.colleague(), difficulties="Của đồng nghiệp", plan="")
    answer = save(client, report, people.owner(), difficulties="", plan="Của tôi")
    assert answer.status_code == 200 and answer.context["stale"]
    form = answer.context["form"]
    assert (form["difficulties"].value(), form["plan"].value()) == ("Của đồng nghiệp", "Của tôi")
    report.refresh_from_db()
    assert report.plan == ""


def test_text_with_a_mark_of_secrecy_is_refused(client, asked):
    answer = save(client, report_of(people.owner()), people.owner(), proposals="Tài liệu MẬT kèm theo")
    assert list(answer.context["form"].errors) == ["proposals"]


def test_handed_in_report_is_read_not_written(client, asked):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    assert save(client, report, people.owner()).status_code == 403
    page = client.get(report.get_absolute_url())
    assert page.context["form"] is None and READY["plan"] in page.content.decode()


def test_reason_of_the_return_stands_on_the_page(client, asked):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    url = reverse("unit_report_act", args=[report.pk, "return"])
    client.force_login(people.officer())
    client.post(url, {"comment": "Nêu rõ nguyên nhân"})
    client.force_login(people.owner())
    page = client.get(report.get_absolute_url())
    assert page.context["returned"]["why"] == "Nêu rõ nguyên nhân"
    assert "Nêu rõ nguyên nhân" in page.content.decode()


def test_figures_that_moved_since_are_shown(client, asked):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    client.force_login(people.officer())
    assert client.get(report.get_absolute_url()).context["moved"] == []
    outbound(state="PERMITTED", permit_date=MARCH)
    moved = client.get(report.get_absolute_url()).context["moved"]
    assert ("0", "1") in [(item["then"], item["now"]) for item in moved]


def test_every_figure_opens_its_rows_for_unit_and_department(client, asked):
    outbound(state="PERMITTED", permit_date=MARCH)
    trip = outbound(state="PERMITTED", permit_date=MARCH, unit=people.stranger().unit)
    report = report_of(people.owner())
    for person in (people.owner(), people.officer()):
        client.force_login(person)
        page = client.get(report.get_absolute_url())
        lines = [figure for section in page.context["sections"] for figure in section["figures"]]
        assert {"DR01", "DR02"} < {line["code"] for line in lines}
        for line in lines:
            rows = client.get(line["url"])
            assert rows.context["figure"]["value"] == line["value"], line["code"]
            assert trip.number not in rows.content.decode()


# --- who sees what ------------------------------------------------------------------------------


def addresses_of(report) -> list[str]:
    names = ("unit_report_detail", "unit_report_edit", "unit_report_history")
    return [reverse(name, args=[report.pk]) for name in names] + [
        reverse("unit_report_figure", args=[report.pk, "DR01"])
    ]


@pytest.mark.parametrize("person", [people.stranger, people.administrator, people.nobody])
def test_another_units_report_is_not_there(client, asked, person):
    report = report_of(people.owner())
    client.force_login(person())
    assert {client.get(url).status_code for url in addresses_of(report)} == {404}
    act = reverse("unit_report_act", args=[report.pk, "submit"])
    assert client.post(act).status_code == 404
    assert report_of(people.owner()).version == report.version


def test_unit_sees_its_own_row_of_a_period(client, asked):
    client.force_login(people.owner())
    page = client.get(asked.get_absolute_url())
    assert [row["unit"] for row in page.context["rows"]] == ["Bệnh viện Tim Hà Nội"]
    assert "Phụ sản" not in page.content.decode()
    listed = client.get(reverse("period_list")).context["rows"][0]
    assert listed["own"]["url"] == report_of(people.owner()).get_absolute_url()


@pytest.mark.parametrize("person", [people.administrator, people.nobody])
def test_who_reads_no_records_sees_no_period(client, asked, person):
    client.force_login(person())
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get(reverse("period_list")).status_code == 403


def test_reports_wait_in_my_work_and_are_taken_many_at_once(client, asked):
    for person in (people.owner(), people.stranger()):
        take(save_ready(report_of(person)), "submit", person)
    client.force_login(people.officer())
    rows = client.get(reverse("inbox")).context["rows"]
    assert {row["url"] for row in rows} == {report.get_absolute_url() for report in UnitReport.objects.all()}
    answer = client.post(reverse("inbox"), {"step": [row["pk"] for row in rows], "action": "approve"})
    assert [result["done"] for result in answer.context["results"]] == [True, True]
    assert set(UnitReport.objects.values_list("state", flat=True)) == {"ACCEPTED"}


def test_unit_finds_its_report_in_my_work(client, asked):
    client.force_login(people.owner())
    (row,) = client.get(reverse("inbox")).context["rows"]
    assert row["url"] == report_of(people.owner()).get_absolute_url()


def test_who_left_the_unit_no_longer_reads_what_was_told(client, asked, django_capture_on_commit_callbacks):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    with django_capture_on_commit_callbacks(execute=True):
        take(report, "return", people.officer(), "Nêu rõ nguyên nhân")
    mover = people.owner()
    client.force_login(mover)
    assert "Nêu rõ nguyên nhân" in client.get(reverse("bell")).content.decode()
    mover.unit = people.stranger().unit
    mover.save()
    assert "Nêu rõ nguyên nhân" not in client.get(reverse("bell")).content.decode()


# --- cost ---------------------------------------------------------------------------------------


def counted(client, url: str, django_assert_max_num_queries, most: int) -> int:
    client.get(url)
    with django_assert_max_num_queries(most) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("person", [people.officer, people.owner])
def test_pages_cost_the_same_for_many(client, asked, person, django_assert_max_num_queries):
    client.force_login(person())
    few = [
        counted(client, url, django_assert_max_num_queries, 12)
        for url in (reverse("period_list"), asked.get_absolute_url())
    ]
    for place in range(8):
        unit_report(period=asked)
        period(code=f"201{place}-H1")
    many = [
        counted(client, url, django_assert_max_num_queries, 12)
        for url in (reverse("period_list"), asked.get_absolute_url())
    ]
    assert few == many


def test_page_of_a_report_costs_the_same_for_many_records(client, asked):
    client.force_login(people.owner())
    url = report_of(people.owner()).get_absolute_url()

    def queries() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    outbound(state="PERMITTED", permit_date=MARCH)
    few = queries()
    for _number in range(5):
        outbound(state="PERMITTED", permit_date=MARCH)
    assert queries() == few <= 32


# --- the way of the period on its page ----------------------------------------------------------


def test_issued_report_shows_its_number_and_asks_nobody_any_more(client, asked):
    one = asked
    for name, person in (
        ("consolidate", people.officer),
        ("propose", people.officer),
        ("approve_office", people.head),
        ("approve_leader", people.leader),
    ):
        client.force_login(person())
        client.post(reverse("period_act", args=[one.pk, name]))
    issue(one.pk, by=people.clerk(), number="05/BC-SYT", day=datetime.date(2024, 6, 20))
    one.refresh_from_db()
    assert (one.state, one.paper_number, one.paper_date) == (
        "ISSUED",
        "05/BC-SYT",
        datetime.date(2024, 6, 20),
    )
    page = client.get(one.get_absolute_url())
    assert "05/BC-SYT (20/06/2024)" in page.content.decode()
    assert "05/BC-SYT" in client.get(reverse("period_list")).content.decode()
    assert not Deadline.objects.open().exists() and not ApprovalStep.objects.open().exists()
    client.force_login(people.owner())
    assert client.get(report_of(people.owner()).get_absolute_url()).context["too_late"]
    client.force_login(people.officer())
    assert client.get(reverse("period_edit", args=[one.pk])).status_code == 403


def test_period_waits_in_my_work_of_whoever_has_it(client, asked):
    take(take(asked, "consolidate", people.officer()), "propose", people.officer())
    client.force_login(people.head())
    (row,) = client.get(reverse("inbox")).context["rows"]
    assert row["url"] == asked.get_absolute_url()
    answer = client.post(
        reverse("inbox"), {"step": [row["pk"]], "action": "return", "comment": "Xem lại số liệu"}
    )
    assert [result["done"] for result in answer.context["results"]] == [True]
    assert ReportPeriod.objects.get().state == "COMPILING"


def test_history_of_both_is_told(client, asked):
    report = take(save_ready(report_of(people.owner())), "submit", people.owner())
    client.force_login(people.officer())
    for name, pk in (("period_history", asked.pk), ("unit_report_history", report.pk)):
        assert client.get(reverse(name, args=[pk])).context["entries"]

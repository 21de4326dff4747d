"""Periods opened, asked for, withdrawn and issued, on their pages."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from core.approval import ApprovalStep
from core.deadlines import Deadline, Holiday
from core.notifications import Notification
from directory.models import Unit
from reports.collection import ask_newcomers, due_days
from reports.freeze.issue import issue
from reports.models import ReportPeriod, UnitReport
from reports.periods import parse
from tests.factories import people
from tests.factories.records import period, unit_report
from tests.reports.asking import DECIDED, NEW, report_of, save_ready, take

pytestmark = pytest.mark.django_db


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


# --- its way ---------------------------------------------------------------------------------


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


def counted(client, url: str, django_assert_max_num_queries, most: int) -> int:
    client.get(url)
    with django_assert_max_num_queries(most) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("person", [people.officer, people.owner])
def test_pages_cost_the_same_for_many(client, asked, person, django_assert_max_num_queries):
    client.force_login(person())
    few = [
        counted(client, url, django_assert_max_num_queries, 9)
        for url in (reverse("period_list"), asked.get_absolute_url())
    ]
    for place in range(8):
        unit_report(period=asked)
        period(code=f"201{place}-H1")
    many = [
        counted(client, url, django_assert_max_num_queries, 9)
        for url in (reverse("period_list"), asked.get_absolute_url())
    ]
    assert few == many

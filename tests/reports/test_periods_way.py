"""Reports from state to state: every position, step and role against the tables written by hand, and the whole way."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from core.approval import ApprovalStep
from core.events import Event
from core.notifications import Notification
from core.workflow import Refused, choices_for, perform
from reports.models import UnitReport
from reports.workflow import issue
from tests.factories import people
from tests.factories.records import make, outbound, period, unit_report
from tests.reports.asking import READY, STEPS, take
from tests.reports.period_tables import LATE_UNIT_REPORT, TABLES
from tests.workflow.test_tables import ROLES, steps_of

pytestmark = pytest.mark.django_db
POSITIONS = [
    pytest.param(model, position, id=f"{model.slug}-{position}")
    for model in TABLES
    for position in dict(model._meta.get_field("state").choices)
]
PAPER = {"paper_number": "05/BC-SYT", "paper_date": datetime.date(2024, 6, 20)}


def offered(record, person) -> set[str]:
    return {step.name for step in choices_for(STEPS[type(record)], record, person)}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.slug)
def test_table_names_every_step_and_no_other(model):
    named = {name for row in TABLES[model].values() for steps in row.values() for name in steps.split()}
    assert named == {step.name for step in STEPS[model]}
    assert len(STEPS[model]) == len(named)


@pytest.mark.parametrize(("model", "position"), POSITIONS)
def test_steps_offered_are_those_of_the_table(model, position):
    record = make(model, state=position)
    for who, person in ROLES.items():
        assert offered(record, person()) == steps_of(TABLES[model], position, who), who


@pytest.mark.parametrize(("model", "position"), POSITIONS)
def test_steps_outside_the_table_are_refused_and_leave_no_trace(model, position):
    record = make(model, state=position)
    for who, person in ROLES.items():
        for step in STEPS[model]:
            if step.name in steps_of(TABLES[model], position, who):
                continue
            with pytest.raises(Refused):
                perform(step, record, by=person(), comment="vì sao", values=PAPER)
    assert model.objects.get(pk=record.pk).version == record.version
    assert not Event.objects.filter(kind="TRANSITION").exists()


@pytest.mark.parametrize(("model", "position"), POSITIONS)
def test_steps_of_the_table_are_taken(model, position):
    for who, person in ROLES.items():
        for name in sorted(steps_of(TABLES[model], position, who)):
            details = {"unit": people.unit(), **READY} if model is UnitReport else {}
            UnitReport.objects.filter(unit=people.unit())._raw_delete("default")
            record = make(model, state=position, **details)
            moved = take(record, name, person(), **PAPER)
            assert moved.position != position
            assert Event.objects.filter(record_id=str(record.pk), action=name).exists()


@pytest.mark.parametrize("position", dict(UnitReport._meta.get_field("state").choices))
def test_units_hand_in_until_the_report_is_proposed(position):
    late = unit_report(state=position, period=period(state="AT_OFFICE"))
    open_still = unit_report(state=position, period=period(code="2024-H2", state="COMPILING"))
    for who, person in ROLES.items():
        assert offered(late, person()) == steps_of(LATE_UNIT_REPORT, position, who), who
        assert offered(open_still, person()) == steps_of(TABLES[UnitReport], position, who), who


# --- a unit's report ----------------------------------------------------------------------------


def test_report_goes_through_the_unit_head_and_takes_the_figures_along(django_capture_on_commit_callbacks):
    head, officer = people.unit_head(), people.officer()
    outbound(state="PERMITTED", permit_date=datetime.date(2024, 3, 1))
    report = unit_report(**READY)
    with django_capture_on_commit_callbacks(execute=True):
        report = take(report, "submit", people.owner())
        assert (report.state, report.submitted_at, report.figures) == ("UNIT_REVIEW", None, {})
        report = take(report, "approve_unit", head)
        assert report.state == "SUBMITTED" and report.submitted_by == head
        assert (report.figures["DR01"], report.figures["DV01"]) == ("1", "0")
        report = take(report, "return", officer, "Nêu rõ nguyên nhân")
    told = Notification.objects.filter(person=people.owner(), kind="COURSE").get()
    assert "Nêu rõ nguyên nhân" in told.text and told.url == report.get_absolute_url()
    first = report.submitted_at
    outbound(state="PERMITTED", permit_date=datetime.date(2024, 3, 2))
    report = take(take(report, "submit", people.owner()), "approve_unit", head)
    assert report.submitted_at == first
    assert report.figures["DR01"] == "2"
    report = take(report, "accept", officer)
    assert report.state == "ACCEPTED"
    assert not ApprovalStep.objects.of(report).open().exists()
    back = take(report, "reopen", officer, "Bổ sung số liệu")
    waiting = ApprovalStep.objects.of(back).open().get()
    assert (back.state, waiting.permission, waiting.due is not None) == ("RETURNED", "submit", True)


def test_without_a_head_with_an_account_the_report_goes_to_the_department():
    report = take(unit_report(**READY), "submit", people.owner())
    assert report.state == "SUBMITTED"
    assert ApprovalStep.objects.of(report).open().get().permission == "process"


def test_guard_lists_all_that_is_missing():
    with pytest.raises(ValidationError) as missing:
        take(unit_report(), "submit", people.owner())
    assert set(missing.value.message_dict) == {"difficulties", "plan"}


def test_nothing_to_report_needs_no_words():
    assert take(unit_report(nothing=True), "submit", people.owner()).state == "SUBMITTED"


def test_nothing_to_report_is_refused_where_something_counts():
    outbound(state="PERMITTED", permit_date=datetime.date(2024, 3, 1))
    with pytest.raises(ValidationError) as refused:
        take(unit_report(nothing=True), "submit", people.owner())
    (words,) = refused.value.message_dict["nothing"]
    assert "1" in words


def test_nothing_to_report_is_refused_where_staff_went_with_others():
    other = people.stranger().unit
    trip = outbound(state="PERMITTED", permit_date=datetime.date(2024, 3, 1), unit=other)
    member = trip.members.get()
    member.unit = people.unit()
    member.save(by=None)
    with pytest.raises(ValidationError):
        take(unit_report(nothing=True), "submit", people.owner())


def test_activity_outside_the_window_is_nothing():
    outbound(state="PERMITTED", permit_date=datetime.date(2024, 6, 15))
    assert take(unit_report(nothing=True), "submit", people.owner()).state == "SUBMITTED"


# --- the department's report --------------------------------------------------------------------


def test_period_goes_its_whole_way_and_back_once():
    people.head(), people.leader(), people.clerk()
    one = period()
    one = take(one, "consolidate", people.officer())
    one = take(one, "propose", people.officer())
    one = take(one, "approve_office", people.head())
    one = take(one, "return", people.leader(), "Bổ sung so sánh cùng kỳ")
    assert one.state == "COMPILING"
    assert ApprovalStep.objects.of(one).get(outcome="RETURNED").comment == "Bổ sung so sánh cùng kỳ"
    for name, person in (
        ("propose", people.officer),
        ("approve_office", people.head),
        ("approve_leader", people.leader),
    ):
        one = take(one, name, person())
    assert one.state == "ISSUING"
    one = issue(one, by=people.clerk(), number="05/BC-SYT", day=datetime.date(2024, 6, 20))
    assert (one.state, one.paper_number, one.is_issued) == ("ISSUED", "05/BC-SYT", True)
    assert (
        ApprovalStep.objects.of(one).order_by("-round", "-position").first().document
        == "05/BC-SYT (20/06/2024)"
    )
    one = take(one, "send", people.clerk())
    assert one.state == "SENT"
    assert not ApprovalStep.objects.of(one).open().exists()


def test_report_is_not_issued_without_number_and_date():
    one = period(state="ISSUING")
    with pytest.raises(ValidationError):
        issue(one, by=people.clerk(), number="", day=None)
    with pytest.raises(ValidationError):
        take(one, "issue", people.clerk())


def test_collection_opened_again_waits_for_nobody_in_the_department():
    one = take(period(), "consolidate", people.officer())
    one = take(one, "reopen", people.officer(), "Còn đơn vị chưa nộp")
    assert one.state == "COLLECTING"
    assert not ApprovalStep.objects.of(one).open().exists()

"""Each type walks its whole way, returned once, with the people who hold the roles."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from aid_projects.models import AidProject
from conferences.models import Conference
from core.approval import ApprovalStep, ChainStep
from core.events import Event
from core.workflow import Refused
from delegations.models import InboundDelegation, Member, OutboundDelegation
from tests.factories import people
from tests.factories.dossiers import READY, soon, take
from tests.factories.records import person
from tests.workflow.test_tables import SCREENS

pytestmark = pytest.mark.django_db

TO_OFFICE = [
    ("o", "submit"),
    ("u", "approve_unit"),
    ("d", "receive"),
    ("d", "return"),
    ("o", "submit"),
    ("u", "approve_unit"),
    ("d", "receive"),
]
TO_CITY = [
    ("d", "propose"),
    ("h", "approve_office"),
    ("l", "approve_leader"),
    ("c", "issue"),
    ("d", "permit"),
]
BY_DEPARTMENT = [("d", "propose"), ("h", "approve_office"), ("l", "approve_leader"), ("c", "grant")]
CONSULTED = [
    ("d", "propose"),
    ("d", "compile"),
    ("d", "propose_compiled"),
    ("h", "approve_office"),
    ("l", "approve_leader"),
    ("c", "issue"),
    ("d", "permit"),
]
SIGNING = [("o", "sign"), ("d", "copy")]
WAYS = [
    pytest.param(OutboundDelegation, {}, [*TO_OFFICE, *TO_CITY], "PERMITTED", id="official trip"),
    pytest.param(OutboundDelegation, {"kind": "VIEC_RIENG"}, [*TO_OFFICE, *BY_DEPARTMENT], "PERMITTED", id="private trip"),
    pytest.param(InboundDelegation, {"rank": "CAP_CAO"}, [*TO_OFFICE, *TO_CITY], "PERMITTED", id="inbound group 1"),
    pytest.param(InboundDelegation, {}, [*TO_OFFICE, *BY_DEPARTMENT], "PERMITTED", id="inbound group 2"),
    pytest.param(
        InboundDelegation, {"in_approved_programme": True}, [*TO_OFFICE, ("d", "propose"), ("h", "approve_office"), ("c", "grant")],
        "PERMITTED", id="inbound group 3",
    ),
    pytest.param(Conference, {}, [*TO_OFFICE, *TO_CITY], "PERMITTED", id="conference of the city"),
    pytest.param(Conference, {"sensitive_topic": True}, [*TO_OFFICE, *TO_CITY], "PERMITTED", id="conference of the Prime Minister"),
    pytest.param(Conference, {"role": "THAM_DU"}, [*TO_OFFICE, *BY_DEPARTMENT], "PERMITTED", id="conference attended"),
    pytest.param(Agreement, {"signing_name": "TP"}, [*TO_OFFICE, *CONSULTED, *SIGNING], "SIGNED", id="agreement of the city"),
    pytest.param(Agreement, {"signing_name": "SO"}, [*TO_OFFICE, *CONSULTED, *SIGNING], "SIGNED", id="agreement of the department"),
    pytest.param(Agreement, {"signing_name": "DONVI"}, [*TO_OFFICE, *BY_DEPARTMENT, *SIGNING], "SIGNED", id="agreement of a unit"),
    pytest.param(Agreement, {"scope": "TRONG_NUOC"}, [*TO_OFFICE, *BY_DEPARTMENT, *SIGNING], "SIGNED", id="domestic agreement"),
    pytest.param(
        AidProject, {},
        [("o", "agreed"), *TO_OFFICE, *TO_CITY[:-1], ("d", "approve"), ("o", "start"), ("o", "end"), ("o", "hand_over"), ("o", "settle"), ("d", "complete")],
        "COMPLETED", id="aid",
    ),
]  # fmt: skip
PEOPLE = {
    "o": people.owner,
    "u": people.unit_head,
    "d": people.officer,
    "h": people.head,
    "l": people.leader,
    "c": people.clerk,
}


@pytest.mark.parametrize(("model", "details", "way", "end"), WAYS)
def test_dossier_walks_its_whole_way_and_its_story_is_told_in_order(client, model, details, way, end):
    people.unit_head()
    record, screen = READY[model](**details), SCREENS[model]
    for who, name in way:
        record = take(screen, record, name, PEOPLE[who](), "thiếu thư mời" if name == "return" else "")
    assert record.state == end
    assert [event.action for event in Event.objects.filter(kind="TRANSITION").order_by("pk")] == [
        name for _who, name in way
    ]
    assert not ApprovalStep.objects.of(record).open().exists()
    assert record.submitted_on == timezone.localdate()
    client.force_login(people.officer())
    entries = client.get(reverse(f"{model.slug}_history", args=[record.pk])).context["entries"][::-1]
    assert "thiếu thư mời" in [entry["reason"] for entry in entries]
    told = [entry["who"] for entry in entries if entry["action"].startswith("Chuyển")]
    assert told == [str(PEOPLE[who]()) for who, name in way if name != "copy"]


@pytest.mark.parametrize("model", [OutboundDelegation, InboundDelegation, Conference])
def test_report_is_handed_in_returned_and_accepted(model):
    screen = SCREENS[model]
    record = READY[model](
        state="PERMITTED", permit_number="1", permit_date=soon(-30), start_date=soon(-9), end_date=soon(-5)
    )
    record = take(screen, record, "report", people.owner())
    record = take(screen, record, "return_report", people.officer(), "thiếu kiến nghị")
    assert (record.state, ApprovalStep.objects.of(record).open().count()) == ("PERMITTED", 0)
    record = take(screen, record, "report", people.owner())
    record = take(screen, record, "complete", people.officer())
    assert record.state == "COMPLETED"


def test_report_before_the_journey_is_refused():
    record = READY[OutboundDelegation](state="PERMITTED")
    with pytest.raises(ValidationError):
        take(SCREENS[OutboundDelegation], record, "report", people.owner())


def test_unit_without_head_sends_straight_to_the_department():
    record = take(SCREENS[OutboundDelegation], READY[OutboundDelegation](), "submit", people.owner())
    first = ApprovalStep.objects.of(record).first()
    assert (record.state, first.stage, first.outcome) == ("SUBMITTED", "UNIT_REVIEW", "SKIPPED")


def test_changed_chain_touches_only_dossiers_sent_afterwards():
    screen = SCREENS[OutboundDelegation]
    before = take(screen, READY[OutboundDelegation](), "submit", people.owner())
    for position, stage in enumerate(
        ("SUBMITTED", "REVIEWING", "AT_LEADER", "ISSUING", "FORWARDED"), start=1
    ):
        ChainStep.objects.create(procedure="outbound_official", position=position, stage=stage)
    after = take(screen, READY[OutboundDelegation](), "submit", people.owner())
    for name in ("receive", "propose"):
        before = take(screen, before, name, people.officer())
        after = take(screen, after, name, people.officer())
    assert (before.state, after.state) == ("AT_OFFICE", "AT_LEADER")


def test_urgent_way_leaves_out_the_steps_between_and_keeps_the_reason():
    screen = SCREENS[OutboundDelegation]
    record = take(screen, READY[OutboundDelegation](), "submit", people.owner())
    record = take(screen, record, "urgent", people.leader(), "Chỉ đạo của Thành phố")
    assert (record.state, record.urgent_reason) == ("ISSUING", "Chỉ đạo của Thành phố")
    outcomes = {step.stage: step.outcome for step in ApprovalStep.objects.of(record)}
    assert (outcomes["SUBMITTED"], outcomes["AT_OFFICE"], outcomes["AT_LEADER"]) == (
        "SKIPPED",
        "SKIPPED",
        "DONE",
    )


def test_dossier_that_came_by_workbook_goes_on_from_where_it_stands():
    record = READY[OutboundDelegation](state="AT_OFFICE")
    record = take(SCREENS[OutboundDelegation], record, "approve_office", people.head())
    assert record.state == "AT_LEADER"
    assert [step.stage for step in ApprovalStep.objects.of(record)] == [
        "AT_OFFICE",
        "AT_LEADER",
        "ISSUING",
        "FORWARDED",
    ]


def test_change_after_approval_stands_beside_the_decision_until_it_is_approved():
    screen = SCREENS[OutboundDelegation]
    record = READY[OutboundDelegation](state="PERMITTED", permit_number="1", permit_date=soon(-3))
    record = take(screen, record, "adjust", people.owner(), "đổi ngày đi")
    assert (record.state, record.adjustment) == ("PERMITTED", "DRAFT")
    record.start_date = soon(41)
    record.save(by=people.owner())
    record = take(screen, record, "submit", people.owner())
    for who, name in (
        ("d", "receive"),
        ("d", "propose"),
        ("h", "approve_office"),
        ("l", "approve_leader"),
        ("c", "issue"),
        ("d", "permit"),
    ):
        assert record.state == "PERMITTED"
        record = take(screen, record, name, PEOPLE[who]())
    assert (record.state, record.adjustment, record.permit_number) == ("PERMITTED", "", "34/QĐ-UBND")


def test_refused_change_goes_back_to_the_unit_and_dropping_it_restores_what_was_approved():
    screen = SCREENS[OutboundDelegation]
    record = READY[OutboundDelegation](state="PERMITTED", permit_number="1", permit_date=soon(-3))
    start, people_then = record.start_date, list(record.members.values_list("pk", flat=True))
    inviters = list(record.inviters.all())
    record = take(screen, record, "adjust", people.owner(), "đổi ngày đi, thêm người")
    record.start_date = soon(41)
    record.save(by=people.owner())
    record.members.get().delete(by=people.owner())
    record.inviters.set([people.partner("WHO", kind="QUOC_TE")])
    Member(delegation=record, person=person("Người Mới"), role="LEADER").save(by=None)
    record = take(screen, record, "submit", people.owner())
    for name in ("receive", "propose"):
        record = take(screen, record, name, people.officer())
    record = take(screen, record, "refuse", people.head(), "không cần thiết")
    assert (record.state, record.adjustment) == ("PERMITTED", "RETURNED")
    record = take(screen, record, "abandon", people.owner(), "thôi")
    record.refresh_from_db()
    assert (record.state, record.adjustment, record.start_date) == ("PERMITTED", "", start)
    assert list(record.members.values_list("pk", flat=True)) == people_then
    assert list(record.inviters.all()) == inviters


def test_postponed_dossier_is_opened_again_with_new_dates():
    screen = SCREENS[OutboundDelegation]
    record = READY[OutboundDelegation](state="PERMITTED", permit_number="1", permit_date=soon(-3))
    record = take(screen, record, "postpone", people.owner(), "đối tác lùi ngày")
    record = take(screen, record, "reopen", people.owner())
    assert record.state == "RETURNED"
    assert take(screen, record, "submit", people.owner()).state == "SUBMITTED"


def test_what_has_begun_is_not_cancelled():
    record = READY[OutboundDelegation](state="PERMITTED", start_date=soon(-1), end_date=soon(3))
    with pytest.raises(ValidationError):
        take(SCREENS[OutboundDelegation], record, "cancel", people.owner(), "vì sao")


def test_agreement_waits_for_every_opinion_or_its_day():
    record = READY[Agreement](state="CONSULTING")
    row = record.consultations.get()
    row.replied_on, row.due = None, soon(3)
    row.save(by=None)
    with pytest.raises(ValidationError, match="Sở Ngoại vụ"):
        take(SCREENS[Agreement], record, "compile", people.officer())
    row.due = soon(-1)
    row.save(by=None)
    assert take(SCREENS[Agreement], record, "compile", people.officer()).state == "COMPILING"


def test_aid_is_revoked_only_when_not_begun_in_six_months():
    record = READY[AidProject](state="APPROVED", permit_number="1", permit_date=soon(-30))
    with pytest.raises(ValidationError):
        take(SCREENS[AidProject], record, "revoke", people.officer(), "chưa triển khai")
    record.permit_date = timezone.localdate() - datetime.timedelta(days=200)
    record.save(by=None)
    assert take(SCREENS[AidProject], record, "revoke", people.officer(), "chưa triển khai").state == "REVOKED"


def test_decision_on_paper_is_entered_afterwards_and_marked():
    record = take(
        SCREENS[OutboundDelegation], READY[OutboundDelegation](), "backfill", people.officer(), "hồ sơ giấy"
    )
    assert (record.state, record.entered_afterwards, record.permit_number) == (
        "PERMITTED",
        True,
        "34/QĐ-UBND",
    )


def test_second_press_of_the_same_step_is_told():
    screen = SCREENS[OutboundDelegation]
    record = READY[OutboundDelegation](state="AT_OFFICE")
    take(screen, record, "approve_office", people.head())
    with pytest.raises(Refused):
        take(screen, record, "approve_office", people.head())
    assert Event.objects.filter(kind="TRANSITION").count() == 1

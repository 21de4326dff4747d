"""Sending a delegation and what follows: what is missing, who may, what is written."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from core.events import Event
from delegations.models import Funding, OutboundDelegation
from tests.factories import people
from tests.factories.records import outbound

pytestmark = pytest.mark.django_db


def act(client, user, record, step: str, **data):
    client.force_login(user)
    return client.post(reverse("outbound_act", args=[record.pk, step]), data, follow=True)


def state(record) -> str:
    return OutboundDelegation.objects.get(pk=record.pk).state


def ready(**details):
    record = outbound(
        content="Học tập", invitation_number="12/TM", unit_letter_number="34/BVT", in_plan=True, **details
    )
    Funding(delegation=record, source="NSDV").save(by=None)
    return record


def test_sending_lists_everything_missing_with_its_place(client):
    record = OutboundDelegation.objects.create(by=None, title="Đoàn", unit=people.unit(), in_plan=False)
    response = act(client, people.owner(), record, "submit")
    assert state(record) == "DRAFT"
    missing = {item["anchor"]: item["label"] for item in response.context["missing"]}
    assert missing["grid-members"] == "Thành viên đoàn: Vui lòng chọn thành viên đoàn."
    assert missing["id_start_date"] == "Ngày đi"
    assert missing["id_unplanned_reason"].endswith("Hoạt động ngoài kế hoạch phải nêu lý do phát sinh.")
    page = response.content.decode()
    assert all(f'id="{anchor}"' in page for anchor in missing)


def test_members_without_head_are_not_sent(client):
    record = ready()
    member = record.members.get()
    member.role = "MEMBER"
    member.save(by=None)
    response = act(client, people.owner(), record, "submit")
    assert [item["label"] for item in response.context["missing"]] == [
        "Thành viên đoàn: Vui lòng chọn trưởng đoàn."
    ]


def test_way_from_draft_to_completed(client):
    owner, officer, head, leader = people.owner(), people.officer(), people.head(), people.leader()
    record = ready()
    act(client, owner, record, "submit")
    assert state(record) == "SUBMITTED"
    assert OutboundDelegation.objects.get(pk=record.pk).submitted_on is not None
    act(client, officer, record, "return", comment="Thiếu thư mời")
    assert state(record) == "RETURNED"
    act(client, owner, record, "submit")
    act(client, officer, record, "receive")
    act(client, officer, record, "propose")
    act(client, head, record, "approve_office")
    act(client, leader, record, "approve_leader")
    act(client, people.clerk(), record, "issue")
    assert state(record) == "ISSUING"
    act(
        client,
        people.clerk(),
        record,
        "issue",
        department_letter_number="9/TTr",
        department_letter_date="08/02/2024",
    )
    assert state(record) == "FORWARDED"
    act(client, officer, record, "permit", permit_number="1/QĐ", permit_date="31/02/2024")
    assert state(record) == "FORWARDED"
    act(client, officer, record, "permit", permit_number="1/QĐ", permit_date="10/02/2024")
    assert state(record) == "PERMITTED"
    act(client, owner, record, "report", report_number="2/BC", report_date="05/03/2024")
    act(client, officer, record, "complete")
    assert state(record) == "COMPLETED"
    told = Event.objects.filter(kind=Event.Kind.TRANSITION).order_by("pk").values_list("action", flat=True)
    assert list(told) == [
        "submit", "return", "submit", "receive", "propose", "approve_office", "approve_leader", "issue", "permit",
        "report", "complete",
    ]  # fmt: skip
    assert Event.objects.get(action="return").comment == "Thiếu thư mời"


def test_return_needs_a_comment(client):
    record = ready(state="SUBMITTED")
    act(client, people.officer(), record, "return", comment=" ")
    assert state(record) == "SUBMITTED"


@pytest.mark.parametrize(("who", "step"), [("owner", "permit"), ("leader", "submit"), ("owner", "return")])
def test_step_is_refused_to_who_may_not_take_it(client, who, step):
    record = ready(
        state="DRAFT" if step == "submit" else "SUBMITTED", permit_number="1", permit_date="2024-02-01"
    )
    before = record.state
    act(client, getattr(people, who)(), record, step, comment="x")
    assert state(record) == before


def test_page_offers_only_the_steps_one_may_take(client):
    record = ready(state="SUBMITTED")
    client.force_login(people.owner())
    labels = [action["label"] for action in client.get(record.get_absolute_url()).context["actions"]]
    assert labels == ["Rút về để sửa", "Hủy hồ sơ", "Hoãn"]
    client.force_login(people.head())
    assert client.get(record.get_absolute_url()).context["actions"] == []


def test_unknown_step_is_404(client):
    assert act(client, people.officer(), ready(), "jump").status_code == 404


@pytest.mark.parametrize(
    ("days", "shown"), [((-1, 1), "UNDER_WAY"), ((-9, -2), "AWAITING_REPORT"), ((2, 9), "PERMITTED")]
)
def test_filter_by_shown_state_agrees_with_what_is_shown(client, days, shown):

    today = timezone.localdate()
    first, last = (today + datetime.timedelta(days=number) for number in days)
    record = outbound(state="PERMITTED", start_date=first, end_date=last)
    assert record.shown_state == shown
    client.force_login(people.officer())
    for choice in ("UNDER_WAY", "AWAITING_REPORT", "PERMITTED"):
        rows = client.get(reverse("outbound_list"), {"state": choice}).context["rows"]
        assert len(rows) == (choice == shown)

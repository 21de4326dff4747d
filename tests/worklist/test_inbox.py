"""Việc của tôi: the right dossiers at the right people, many at once with a result each."""

import pytest
from django.urls import reverse

from core.approval import ApprovalStep
from delegations.models import OutboundDelegation
from tests.factories import people
from tests.factories.dossiers import READY, ready_outbound, take
from tests.workflow.test_tables import SCREENS

pytestmark = pytest.mark.django_db
INBOX = "inbox"


def send(record):
    people.unit_head()
    return take(SCREENS[type(record)], record, "submit", people.owner())


def waiting(client, person) -> list[str]:
    client.force_login(person)
    return [row["number"] for row in client.get(reverse(INBOX)).context["rows"]]


def test_dossier_waits_for_whom_its_step_waits(client):
    record = send(ready_outbound())
    who = (
        people.unit_head,
        people.owner,
        people.officer,
        people.head,
        people.leader,
        people.clerk,
        people.stranger,
        people.nobody,
    )
    assert {person.__name__: waiting(client, person()) for person in who if waiting(client, person())} == {
        "unit_head": [record.number]
    }


def test_unit_sees_on_whom_its_dossiers_wait(client):
    record = send(ready_outbound())
    client.force_login(people.owner())
    awaited = client.get(reverse(INBOX)).context["awaited"]
    assert [(row["number"], row["who"]) for row in awaited] == [(record.number, str(people.unit_head()))]
    client.force_login(people.stranger())
    assert client.get(reverse(INBOX)).context["awaited"] == []


def test_officer_sees_on_whom_the_dossiers_passed_on_wait(client):
    record = ready_outbound(state="REVIEWING")
    take(SCREENS[OutboundDelegation], record, "propose", people.officer())
    people.head()
    client.force_login(people.officer())
    response = client.get(reverse(INBOX))
    assert [(row["number"], row["who"]) for row in response.context["awaited"]] == [(record.number, "head")]


def test_returned_dossier_waits_for_the_unit(client):
    record = take(
        SCREENS[OutboundDelegation], ready_outbound(state="SUBMITTED"), "return", people.officer(), "thiếu"
    )
    assert waiting(client, people.owner()) == [record.number]
    assert waiting(client, people.stranger()) == []


def test_many_are_approved_at_once_with_a_result_each(client):
    good = send(ready_outbound())
    bad = send(ready_outbound())
    bad.members.all().first().delete(by=None)
    steps = ApprovalStep.objects.open().values_list("pk", flat=True)
    client.force_login(people.unit_head())
    response = client.post(reverse(INBOX), {"step": [str(pk) for pk in steps], "action": "approve"})
    results = {result["number"]: result["done"] for result in response.context["results"]}
    assert results == {good.number: True, bad.number: False}
    states = dict(OutboundDelegation.objects.values_list("number", "state"))
    assert states == {good.number: "SUBMITTED", bad.number: "UNIT_REVIEW"}


def test_many_are_returned_only_with_a_reason(client):
    record = send(ready_outbound())
    step = str(ApprovalStep.objects.open().get().pk)
    client.force_login(people.unit_head())
    assert not client.post(reverse(INBOX), {"step": step, "action": "return"}).context["results"][0]["done"]
    client.post(reverse(INBOX), {"step": step, "action": "return", "comment": "thiếu dự toán"})
    record.refresh_from_db()
    assert record.state == "RETURNED"


def test_steps_of_others_are_not_taken(client):
    send(ready_outbound())
    step = str(ApprovalStep.objects.open().get().pk)
    for person in (people.stranger(), people.officer(), people.nobody()):
        client.force_login(person)
        assert client.post(reverse(INBOX), {"step": step, "action": "approve"}).context["results"] == []


def test_step_that_asks_for_a_number_is_left_to_the_dossier(client):
    record = ready_outbound(state="AT_LEADER")
    take(SCREENS[OutboundDelegation], record, "approve_leader", people.leader())
    step = str(ApprovalStep.objects.open().get().pk)
    client.force_login(people.clerk())
    result = client.post(reverse(INBOX), {"step": step, "action": "approve"}).context["results"][0]
    assert (result["done"], "mở hồ sơ" in result["words"]) == (False, True)


def test_inbox_costs_the_same_for_one_dossier_and_for_many(client, django_assert_max_num_queries):
    client.force_login(people.officer())
    for model, ready in READY.items():
        for _number in range(3):
            made = ready(state="SUBMITTED")
            take(SCREENS[model], made, "receive", people.officer())
    with django_assert_max_num_queries(8):
        assert len(client.get(reverse(INBOX)).context["rows"]) == 15


def test_wild_keys_are_ignored(client):
    client.force_login(people.officer())
    response = client.post(reverse(INBOX), {"step": ["x", "-1", "9" * 30, ""], "action": "approve"})
    assert (response.status_code, response.context["results"]) == (200, [])

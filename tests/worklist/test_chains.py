"""The administrator sets the chains; what is under way keeps its own."""

import pytest
from django.urls import reverse

from core.approval import ApprovalStep, ChainStep, chain_of
from core.events import Event
from delegations.models import OutboundDelegation
from delegations.procedures import OFFICIAL_TRIP
from tests.factories import people
from tests.factories.dossiers import ready_outbound, take
from tests.workflow.test_tables import SCREENS

pytestmark = pytest.mark.django_db
ADDRESS = "outbound_official"


def typed(**changes) -> dict:
    days = {f"days_{stage}": str(days) for stage, days in OFFICIAL_TRIP.chain}
    return days | {f"use_{stage}": "on" for stage in ("UNIT_REVIEW", "AT_OFFICE", "AT_LEADER")} | changes


def save(client, **changes):
    client.force_login(people.administrator())
    return client.post(reverse("chain_edit", args=[ADDRESS]), typed(**changes))


def test_step_is_left_out_and_days_changed_for_dossiers_sent_afterwards(client):
    screen = SCREENS[OutboundDelegation]
    before = take(screen, ready_outbound(), "submit", people.owner())
    data = typed(days_REVIEWING="4")
    del data["use_AT_OFFICE"]
    client.force_login(people.administrator())
    assert client.post(reverse("chain_edit", args=[ADDRESS]), data).status_code == 302
    after = take(screen, ready_outbound(), "submit", people.owner())
    stages = {
        record.pk: list(ApprovalStep.objects.of(record).values_list("stage", flat=True))
        for record in (before, after)
    }
    assert "AT_OFFICE" in stages[before.pk]
    assert "AT_OFFICE" not in stages[after.pk]
    assert dict(chain_of(OFFICIAL_TRIP))["REVIEWING"] == 4
    assert "Trình lãnh đạo phòng" in Event.objects.get(action="chain").comment


def test_prescribed_steps_stay_whatever_is_sent(client):
    client.force_login(people.administrator())
    client.post(
        reverse("chain_edit", args=[ADDRESS]), {f"days_{stage}": "1" for stage, _days in OFFICIAL_TRIP.chain}
    )
    assert [stage for stage, _days in chain_of(OFFICIAL_TRIP)] == [
        "SUBMITTED",
        "REVIEWING",
        "ISSUING",
        "FORWARDED",
    ]


@pytest.mark.parametrize("days", ["", "0", "-1", "251", "x", "9" * 30])
def test_wild_days_are_told_and_nothing_is_stored(client, days):
    response = save(client, days_REVIEWING=days)
    assert response.status_code == 200
    assert response.context["form"].errors["days_REVIEWING"]
    assert not ChainStep.objects.exists()


def test_only_the_administrator_sets_chains(client):
    for person in (people.officer, people.leader, people.unit_head, people.owner, people.nobody):
        client.force_login(person())
        assert client.get(reverse("chain_list")).status_code == 403
        assert client.post(reverse("chain_edit", args=[ADDRESS]), typed()).status_code == 403
    client.force_login(people.administrator())
    assert len(client.get(reverse("chain_list")).context["rows"]) == 13
    assert client.get(reverse("chain_edit", args=["no_such"])).status_code == 404

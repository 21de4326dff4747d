"""Linked records: both must be in sight, and the history of the link stays."""

import pytest
from django.urls import reverse

from core.links import Link
from tests.factories import people
from tests.factories.records import agreement, outbound

pytestmark = pytest.mark.django_db


def post(client, record, other, **more):
    data = {"number": record.number, "other": other} | more
    return client.post(reverse("record_link"), data, follow=True)


def test_linked_record_stands_on_both_pages_and_can_be_parted(client):
    trip, paper = outbound(), agreement()
    client.force_login(people.officer())
    page = post(client, trip, paper.number.lower())
    assert [link["number"] for link in page.context["links"]] == [paper.number]
    assert [link["number"] for link in client.get(paper.get_absolute_url()).context["links"]] == [trip.number]
    assert post(client, trip, paper.number).context["links"] == page.context["links"]
    assert post(client, trip, paper.number, remove="1").context["links"] == []
    assert [row.history_type for row in Link.history.order_by("history_id")] == ["+", "-"]


def test_record_of_another_unit_is_neither_linked_nor_shown(client):
    trip = outbound(unit=people.owner().unit)
    foreign = agreement(unit=people.stranger().unit)
    client.force_login(people.officer())
    post(client, trip, foreign.number)
    client.force_login(people.owner())
    assert client.get(trip.get_absolute_url()).context["links"] == []
    page = post(client, trip, foreign.number)
    assert "Không có hồ sơ" in page.content.decode()
    client.force_login(people.stranger())
    assert post(client, trip, foreign.number).status_code == 404


def test_leader_reads_links_but_makes_none(client):
    trip, paper = outbound(), agreement()
    client.force_login(people.leader())
    assert post(client, trip, paper.number).status_code == 403

"""The log: sign-ins, sign-outs and failures with the client's address; the administrator's page of it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import events
from core.events import Event
from delegations.models import OutboundDelegation
from tests.factories import people
from tests.factories.records import make

pytestmark = pytest.mark.django_db
Kind = Event.Kind


def sign_in(client, username: str, password: str, **extra):
    return client.post(reverse("login"), {"username": username, "password": password}, **extra)


def test_signing_in_and_out_is_logged_with_the_address(client):
    people.owner()
    sign_in(client, "owner", people.PASSWORD, REMOTE_ADDR="10.1.2.3")
    client.post(reverse("logout"), REMOTE_ADDR="10.1.2.3")
    told = Event.objects.order_by("pk").values_list("kind", "actor_name", "address")
    assert list(told) == [(Kind.SIGN_IN, "owner", "10.1.2.3"), (Kind.SIGN_OUT, "owner", "10.1.2.3")]


def test_failed_sign_in_is_logged_without_what_was_typed(client):
    owner = people.owner()
    sign_in(client, "owner", "mật khẩu gõ sai")
    sign_in(client, "mật khẩu gõ nhầm ô", "x")
    known, unknown = Event.objects.filter(kind=Kind.SIGN_FAILED).order_by("pk")
    assert (known.actor_id_text, unknown.actor_id_text) == (str(owner.pk), "")
    stored = [str(value) for row in Event.objects.values() for value in row.values()]
    assert not any("mật khẩu" in text for text in stored)


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("127.0.0.1", "203.0.113.9, 10.0.0.5", "10.0.0.5"),
        ("127.0.0.1", "<script>", "127.0.0.1"),
        ("10.9.9.9", "203.0.113.9", "10.9.9.9"),
    ],
)
def test_only_a_trusted_proxy_tells_the_address(client, peer, told, address):
    people.owner()
    sign_in(client, "owner", people.PASSWORD, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=told)
    assert Event.objects.get(kind=Kind.SIGN_IN).address == address


def rows(client, **asked) -> list[list[str]]:
    page = client.get(reverse("log"), asked)
    return [[cell["text"] for cell in row["cells"]] for row in page.context["rows"]]


@pytest.fixture
def administrator(client):
    client.force_login(people.administrator())
    return people.administrator()


def test_log_is_for_the_administrator(client):
    for who in ("owner", "unit_head", "officer", "leader", "nobody"):
        client.force_login(getattr(people, who)())
        assert client.get(reverse("log")).status_code == 403


def test_log_tells_no_content_of_records(client, administrator):
    record = make(OutboundDelegation, title="Đoàn bí ẩn")
    events.log(Kind.TRANSITION, by=people.owner(), record=record, action="submit", comment="nội dung bước")
    events.log(Kind.EXPORT, by=people.officer(), action="outbound", comment="3 · /doan-ra/excel/?q=bí ẩn")
    events.log(Kind.REVEAL, by=people.officer(), record=record, comment="Làm thị thực")
    shown = str(rows(client))
    assert record.number in shown
    assert not any(text in shown for text in ("bí ẩn", "nội dung bước"))


def test_log_is_narrowed_by_kind_person_days_and_words(client, administrator):
    owner, officer = people.owner(), people.officer()
    Event.objects.bulk_create(
        [
            Event(kind=Kind.IMPORT, actor_id_text=str(owner.pk), actor_name="owner", at=_at(2024, 3, 1)),
            Event(kind=Kind.EXPORT, actor_id_text=str(officer.pk), actor_name="officer", at=_at(2024, 3, 2)),
            Event(
                kind=Kind.EXPORT,
                actor_id_text=str(owner.pk),
                actor_name="owner",
                record_number="DR-2024-0001",
                at=_at(2024, 3, 3),
            ),
        ]
    )

    def days(**asked):
        return [row[0][6:11] for row in rows(client, until="31/12/2024", **asked)]

    assert days() == ["03/03", "02/03", "01/03"]
    assert days(kind=Kind.EXPORT) == ["03/03", "02/03"]
    assert days(person=owner.pk) == ["03/03", "01/03"]
    assert days(since="02/03/2024") == ["03/03", "02/03"]
    assert [row[0][6:11] for row in rows(client, until="02/03/2024")] == ["02/03", "01/03"]
    assert days(q="officer") == ["02/03"]
    assert days(q="dr-2024") == ["03/03"]
    assert (
        client.get(reverse("log"), {"kind": "x", "person": "²", "since": "99", "page": "-1"}).status_code
        == 200
    )


def _at(*day):
    return timezone.make_aware(datetime.datetime(*day, 23, 30))  # noqa: DTZ001


def test_log_costs_the_same_however_long(client, administrator):
    record = make(OutboundDelegation)
    client.get(reverse("log"))
    costs = []
    for more in (1, 119):
        for _number in range(more):
            events.log(Kind.REVEAL, by=administrator, record=record)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("log"))
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
    assert len(rows(client, page="2")) == 50

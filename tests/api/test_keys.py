"""Keys: what opens the API, for how long, how often, and what is written down of it."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import HeldRole
from accounts.tokens import ApiToken, make_token
from core.events import Event
from delegations.models import OutboundDelegation
from tests.api.caller import Caller, key_of
from tests.factories import people
from tests.factories.records import least_form, make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


def code(response) -> tuple[int, str]:
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    return response.status_code, response.json()["code"]


def test_only_a_key_opens_it():
    owner = people.owner()
    assert Caller(owner).get("").json()["username"] == "owner"
    for wrong in (
        "",
        "Bearer",
        "Bearer ",
        "Bearer dng_falsch",
        "Basic b3duZXI6eA==",
        f"Token {key_of(owner)}",
    ):
        response = Client().get("/api/v1/", headers={"Authorization": wrong} if wrong else {})
        assert code(response) == (401, "not_authenticated")
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_opens_no_record_and_writes_nothing():
    client = Client()
    client.force_login(people.officer())
    assert client.get("/api/v1/outbound/").status_code == 401
    body = {"title": "Đoàn", "unit": people.unit().pk}
    assert client.post("/api/v1/outbound/", body, content_type="application/json").status_code == 401
    assert not OutboundDelegation.objects.exists()


def end_by_revoking(token):
    client = Client()
    client.force_login(token.person)
    client.post(reverse("token_revoke", args=[token.pk]))


def end_by_time(token):
    token.expires_on = timezone.localdate() - datetime.timedelta(days=1)
    token.save()


def end_by_new_password(token):
    token.person.set_password("một mật khẩu khác hẳn")
    token.person.save()


def end_by_switching_off(token):
    token.person.is_active = False
    token.person.save()


@pytest.mark.parametrize("end", [end_by_revoking, end_by_time, end_by_new_password, end_by_switching_off])
def test_a_key_ends(end):
    until = timezone.localdate() + datetime.timedelta(days=3)
    token, key = make_token(people.owner(), name="a", rights="WRITE", expires_on=until)
    caller = Caller(key=key)
    assert caller.get("").status_code == 200
    end(token)
    assert code(caller.get("")) == (401, "not_authenticated")


def test_a_key_that_reads_does_not_write():
    caller = Caller(people.officer(), rights="READ")
    record = make(OutboundDelegation)
    assert caller.get(f"outbound/{record.pk}/").status_code == 200
    assert code(caller.post("outbound/", {"title": "Đoàn"})) == (403, "forbidden")
    assert code(caller.patch(f"outbound/{record.pk}/", {"version": record.version})) == (403, "forbidden")


def test_a_key_may_what_its_person_may_at_that_moment():
    caller, record = Caller(people.owner()), make(OutboundDelegation)
    assert caller.get(f"outbound/{record.pk}/").status_code == 200
    HeldRole.objects.get(user=people.owner()).delete()
    assert code(caller.get(f"outbound/{record.pk}/")) == (404, "not_found")
    assert code(caller.post("outbound/", {"title": "Đoàn", "unit": record.unit_id})) == (403, "forbidden")


def test_only_the_digest_is_kept_and_its_life_is_written_down():
    client, owner = Client(), people.owner()
    client.force_login(owner)
    page = client.get(reverse("token_list"))
    assert page.status_code == 200
    until = f"{timezone.localdate() + datetime.timedelta(days=90):%d/%m/%Y}"
    made = client.post(reverse("token_list"), {"name": "Thống kê", "rights": "READ", "expires_on": until})
    key, token = made.context["key"], ApiToken.objects.get()
    assert key in made.content.decode()
    assert key not in client.get(reverse("token_list")).content.decode()
    assert key not in repr(ApiToken.objects.values().get())
    caller = Caller(key=key)
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.1"):
        caller.client.get("/api/v1/", headers={"Authorization": f"Bearer {key}"}, REMOTE_ADDR=address)
    token.refresh_from_db()
    assert token.last_used_from == "10.0.0.1"
    told = Event.objects.filter(record_type="accounts.apitoken").order_by("pk")
    assert [(event.kind, event.address) for event in told] == [
        ("ADMIN", "127.0.0.1"),
        ("SIGN_IN", "10.0.0.1"),
        ("SIGN_IN", "10.0.0.2"),
    ]
    client.post(reverse("token_revoke", args=[token.pk]))
    client.post(reverse("token_revoke", args=[token.pk]))
    assert Event.objects.filter(kind="ADMIN", action="api_token").count() == 2
    assert key not in repr(list(Event.objects.values()))


@pytest.mark.parametrize("days", [-1, 366, 4000])
def test_a_key_is_made_for_a_year_at_most(days):
    client = Client()
    client.force_login(people.owner())
    until = f"{timezone.localdate() + datetime.timedelta(days=days):%d/%m/%Y}"
    page = client.post(reverse("token_list"), {"name": "Thống kê", "rights": "READ", "expires_on": until})
    assert "expires_on" in page.context["form"].errors
    assert not ApiToken.objects.exists()


def test_who_keeps_accounts_sees_and_revokes_the_keys_of_those():
    until = timezone.localdate()
    token, _key = make_token(people.owner(), name="Thống kê", rights="READ", expires_on=until)
    seen = {}
    for who in (
        people.administrator(),
        people.unit_head(),
        people.stranger(),
        people.officer(),
        people.colleague(),
    ):
        client = Client()
        client.force_login(who)
        page = client.get(reverse("token_list_all"))
        seen[who.username] = page.status_code == 200 and "Thống kê" in page.content.decode()
    assert seen == {
        "administrator": True, "unit_head": True, "stranger": False, "officer": False, "colleague": False,
    }  # fmt: skip
    for who, status in ((people.colleague(), 404), (people.stranger(), 404), (people.administrator(), 302)):
        client = Client()
        client.force_login(who)
        assert client.post(reverse("token_revoke", args=[token.pk])).status_code == status
    token.refresh_from_db()
    assert not token.works


def test_requests_are_counted_for_each_key(settings):
    settings.API_REQUESTS_PER_MINUTE, settings.API_WRITES_PER_MINUTE = 5, 2
    busy, other = Caller(people.owner()), Caller(people.owner())
    least = {"title": "Đoàn", "unit": people.unit().pk}
    assert [busy.post("outbound/", least).status_code for _time in range(3)] == [201, 201, 429]
    answers = [busy.get("") for _time in range(5)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert code(answers[-1]) == (429, "throttled")
    assert 0 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert other.get("").status_code == 200


def test_wrong_keys_are_throttled_and_right_ones_are_not(settings):
    settings.API_FAILURES_PER_MINUTE = 3
    right, wrong = Caller(people.owner()), Caller(key="dng_falsch")
    assert [wrong.get("").status_code for _time in range(5)] == [401, 401, 401, 429, 429]
    assert right.get("").status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "expected"),
    [
        ("GET", "nichts/", (404, "not_found")),
        ("GET", "outbound/9999999999999999999999/", (404, "not_found")),
        ("GET", "/api/v2/", (404, "not_found")),
        ("DELETE", "outbound/", (405, "method_not_allowed")),
        ("PUT", "outbound/1/", (405, "method_not_allowed")),
    ],
)
def test_refusals_are_json(method, address, expected):
    response = Caller(people.officer()).ask(method, address)
    assert code(response) == expected
    if expected[0] == 405:
        assert response.headers["Allow"]


def test_an_unknown_host_and_a_failure_are_json_without_a_stack(monkeypatch):
    caller = Caller(people.officer(), raise_request_exception=False)
    response = caller.client.get("/api/v1/", headers={"host": "böse.example"})
    assert code(response) == (400, "unreadable")

    def fail(*args, **kwargs):
        raise RuntimeError("ein Geheimnis")

    monkeypatch.setattr("api.lists.Listing", fail)
    response = caller.get("outbound/")
    assert code(response) == (500, "server_error")
    assert "Geheimnis" not in response.content.decode()


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"{", "application/json", (400, "unreadable")),
        (b"[]", "application/json", (400, "unreadable")),
        (b"\xff", "application/json", (400, "unreadable")),
        (b'{"title": NaN}', "application/json", (400, "unreadable")),
        (b'{"title": "\\ud800"}', "application/json", (400, "unreadable")),
        (b'{"title": "\\u0000"}', "application/json", (400, "unreadable")),
        (b"[" * 100_000, "application/json", (400, "unreadable")),
        (b'{"title":' * 50 + b"1" + b"}" * 50, "application/json", (400, "unreadable")),
        (b'{"title": "' + b"a" * 1_100_000 + b'"}', "application/json", (413, "too_large")),
        (b"title=a", "application/x-www-form-urlencoded", (415, "unsupported_media_type")),
    ],
)
def test_a_body_that_is_no_object_of_json_is_refused(body, kind, expected):
    caller = Caller(people.officer())
    response = caller.client.generic(
        "POST", "/api/v1/outbound/", body, kind, headers={"Authorization": f"Bearer {caller.key}"}
    )
    assert code(response) == expected
    assert least_form(OutboundDelegation)

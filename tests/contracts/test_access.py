"""Who sees and changes what, for every record type and through every door."""

import pytest
from django.urls import reverse

from tests.factories import people
from tests.factories.records import SHARED, make, record_types

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)
own_types = pytest.mark.parametrize(
    "model", [model for model in record_types() if model not in SHARED], ids=lambda model: model.slug
)
DOORS = ("detail", "edit", "history")


def status(client, user, model, door, record=None) -> int:
    client.force_login(user)
    return client.get(reverse(f"{model.slug}_{door}", args=[record.pk] if record else [])).status_code


@own_types
@pytest.mark.parametrize("door", DOORS)
def test_record_is_open_to_owner_and_colleague_and_hidden_from_stranger(client, model, door):
    record = make(model)
    assert status(client, people.owner(), model, door, record) == 200
    assert status(client, people.colleague(), model, door, record) == 200
    assert status(client, people.officer(), model, door, record) == 200
    assert status(client, people.stranger(), model, door, record) == 404


@own_types
def test_stranger_cannot_write_to_record_of_another_unit(client, model):
    record = make(model)
    client.force_login(people.stranger())
    assert (
        client.post(reverse(f"{model.slug}_edit", args=[record.pk]), {"version": record.version}).status_code
        == 404
    )
    if hasattr(record, "state") and hasattr(model, "PREFIX"):
        assert client.post(reverse(f"{model.slug}_act", args=[record.pk, "cancel"])).status_code == 404


@every_type
def test_leader_reads_but_does_not_change(client, model):
    record = make(model)
    leader = people.leader()
    assert [status(client, leader, model, door, record) for door in DOORS] == [200, 403, 200]
    assert status(client, leader, model, "create") == 403
    client.force_login(leader)
    assert "edit_url" in client.get(record.get_absolute_url()).context
    assert client.get(record.get_absolute_url()).context["edit_url"] == ""


@own_types
def test_administrator_and_person_without_role_see_nothing(client, model):
    record = make(model)
    for user in (people.administrator(), people.nobody()):
        assert [status(client, user, model, door, record) for door in DOORS] == [404, 404, 404]
        assert status(client, user, model, "create") == 403
        assert status(client, user, model, "export") == 403
        assert client.get(reverse(f"{model.slug}_list")).context["rows"] == []


@every_type
def test_person_without_account_is_asked_to_sign_in(client, model):
    record = make(model)
    for address in (
        reverse(f"{model.slug}_list"),
        record.get_absolute_url(),
        reverse(f"{model.slug}_export"),
    ):
        response = client.get(address)
        assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("login"))


@every_type
def test_withdrawn_record_is_gone(client, model):
    record = make(model)
    record.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert status(client, people.officer(), model, "detail", record) == 404
    assert client.get(reverse(f"{model.slug}_list") + "?q=zzzz").context["rows"] == []

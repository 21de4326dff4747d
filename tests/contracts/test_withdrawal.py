"""Out of every list with a reason, and back; never destroyed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.events import Event
from tests.factories import people
from tests.factories.records import SHARED, make, record_types

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)
own_types = pytest.mark.parametrize(
    "model", [model for model in record_types() if model not in SHARED], ids=lambda model: model.slug
)


def address(record, name: str) -> str:
    return reverse(f"{record.slug}_{name}", args=[record.pk])


@every_type
def test_record_is_withdrawn_with_its_reason_and_restored(client, model):
    record = make(model)
    client.force_login(people.officer())
    client.post(address(record, "withdraw"), {"reason": "  "})
    assert model.objects.live().filter(pk=record.pk).exists()
    client.post(address(record, "withdraw"), {"reason": "Nhập nhầm"})
    assert not model.objects.live().filter(pk=record.pk).exists()
    assert client.get(record.get_absolute_url()).status_code == 404
    history = client.get(address(record, "history"))
    assert history.context["entries"][0]["reason"] == "Nhập nhầm"
    client.post(address(record, "restore"), {"reason": "Vẫn cần"})
    assert client.get(record.get_absolute_url()).status_code == 200
    assert list(Event.objects.filter(kind="WITHDRAWAL").order_by("pk").values_list("action", "comment")) == [
        ("withdraw", "Nhập nhầm"),
        ("restore", "Vẫn cần"),
    ]


@own_types
def test_stranger_neither_withdraws_nor_restores(client, model):
    record = make(model)
    client.force_login(people.stranger())
    assert client.post(address(record, "withdraw"), {"reason": "Phá"}).status_code == 404
    record.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert client.post(address(record, "restore"), {"reason": "Phá"}).status_code == 404
    assert client.get(address(record, "history")).status_code == 404


@every_type
def test_leader_does_not_withdraw(client, model):
    record = make(model)
    client.force_login(people.leader())
    assert client.post(address(record, "withdraw"), {"reason": "Phá"}).status_code == 403
    assert client.get(record.get_absolute_url()).context["withdraw_url"] == ""


def test_what_was_sent_only_the_department_withdraws(client):
    model = next(model for model in record_types() if model.slug == "outbound")
    record = make(model, state="RETURNED", submitted_on=timezone.localdate())
    client.force_login(people.owner())
    assert client.post(address(record, "withdraw"), {"reason": "Thôi"}).status_code == 403
    client.force_login(people.officer())
    assert client.post(address(record, "withdraw"), {"reason": "Thôi"}).status_code == 302


def test_withdrawn_dossiers_are_listed_within_scope(client):
    model = next(model for model in record_types() if model.slug == "outbound")
    record = make(model)
    record.withdraw(by=people.officer(), reason="Nhập nhầm")
    seen = {}
    for who in (people.owner, people.officer, people.stranger, people.nobody, people.leader):
        client.force_login(who())
        seen[who.__name__] = record.number in client.get(reverse("withdrawn_list")).content.decode()
    assert seen == {"owner": True, "officer": True, "stranger": False, "nobody": False, "leader": False}

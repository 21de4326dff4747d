"""A stale save is put together field by field: nothing typed is lost, nothing of theirs is undone unseen."""

import json

import pytest
from django.urls import reverse

from delegations.models import Leg, Member, OutboundDelegation
from directory.models import Partner
from personnel.models import Language
from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import DAY, country, make, name_field, person, record_types

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)


def edit(record) -> str:
    return reverse(f"{record.slug}_edit", args=[record.pk])


@pytest.fixture
def officer(client):
    client.force_login(people.officer())
    return people.officer()


def meanwhile(record, **changes):
    """Someone else changes the record."""
    other = type(record).objects.get(pk=record.pk)
    for name, value in changes.items():
        setattr(other, name, value)
    other.save(by=people.leader())


def line(response, name: str) -> dict:
    return next(item for item in response.context["stale"] if item["name"] == name)


@every_type
def test_what_only_they_changed_stays_theirs(client, officer, model):
    record, name = make(model), name_field(model)
    typed = as_sent(client.get(edit(record)))
    meanwhile(record, **{name: "Người kia sửa"})
    refused = client.post(edit(record), typed)
    assert line(refused, name)["theirs"] == "Người kia sửa"
    assert not line(refused, name)["keep_mine"]
    again = client.post(edit(record), as_sent(refused))
    assert again.status_code == 302, faults(again)
    assert getattr(model.objects.get(pk=record.pk), name) == "Người kia sửa"


@every_type
def test_both_stand_in_the_table_and_the_choice_is_saved(client, officer, model):
    name = name_field(model)
    for place, choice in enumerate(("", "theirs_value", "mine_value")):
        theirs, mine = f"Người kia sửa {place}", f"Tôi sửa {place}"
        record = make(model)
        was = getattr(record, name)
        typed = as_sent(client.get(edit(record))) | {name: mine}
        meanwhile(record, **{name: theirs})
        refused = client.post(edit(record), typed)
        told = line(refused, name)
        assert (told["was"], told["theirs"], told["mine"]) == (was, theirs, mine)
        assert told["keep_mine"]
        sent = as_sent(refused) | {f"merge-{name}": told[choice] if choice else ""}
        response = client.post(edit(record), sent)
        assert response.status_code == 302, faults(response)
        saved = theirs if choice == "theirs_value" else mine
        assert getattr(model.objects.get(pk=record.pk), name) == saved


@every_type
@pytest.mark.parametrize("wild", ["[", "5", '{"a": 1}', "[[1], null]", "²"])
def test_choice_nobody_offered_breaks_nothing(client, officer, model, wild):
    record = make(model)
    typed = as_sent(client.get(edit(record)))
    names = [name_field(model), "deleted_at", "version", "state", "created_by"]
    response = client.post(edit(record), typed | {f"merge-{name}": wild for name in names})
    assert response.status_code in (200, 302)
    stored = model.objects.get(pk=record.pk)
    assert (stored.deleted_at, stored.created_by) == (None, None)


def test_links_choices_dates_and_yes_no_merge_as_well(client, officer):
    record = make(OutboundDelegation, in_plan=True, end_date=DAY.replace(day=9))
    typed = as_sent(client.get(edit(record)))
    typed |= {"purposes": ["HNHT"], "end_date": "20/03/2024", "content": "Tôi viết"}
    meanwhile(record, purposes=["KSNC"], start_date=record.start_date.replace(day=2), in_plan=False)
    theirs = Partner.objects.create(by=None, name="Đại học Tokyo", kind="TRUONG", country=country())
    other = OutboundDelegation.objects.get(pk=record.pk)
    other.inviters.set([theirs])
    other.save(by=people.leader())
    refused = client.post(edit(record), typed)
    told = {item["name"]: item for item in refused.context["stale"]}
    assert set(told) == {"purposes", "start_date", "in_plan", "inviters"}
    assert {name for name, item in told.items() if item["keep_mine"]} == {"purposes"}
    assert told["inviters"]["theirs"] == "Đại học Tokyo"
    sent = as_sent(refused) | {"merge-purposes": told["purposes"]["theirs_value"]}
    assert json.loads(sent["merge-purposes"]) == ["KSNC"]
    response = client.post(edit(record), sent)
    assert response.status_code == 302, faults(response)
    saved = OutboundDelegation.objects.get(pk=record.pk)
    assert (saved.purposes, saved.in_plan, saved.content) == (["KSNC"], False, "Tôi viết")
    assert (saved.start_date.day, saved.end_date.day) == (2, 20)
    assert list(saved.inviters.all()) == [theirs]


def test_what_both_changed_alike_needs_no_choice(client, officer):
    record = make(OutboundDelegation)
    typed = as_sent(client.get(edit(record))) | {"content": "Như nhau"}
    meanwhile(record, content="Như nhau")
    refused = client.post(edit(record), typed)
    assert refused.context["stale"] == []
    assert "leader" in refused.content.decode()


def test_what_cannot_be_saved_stays_as_typed(client, officer):
    record = make(OutboundDelegation)
    typed = as_sent(client.get(edit(record))) | {"end_date": "32/13/2024"}
    meanwhile(record, end_date=record.end_date.replace(day=9))
    refused = client.post(edit(record), typed)
    assert (line(refused, "end_date")["mine"], as_sent(refused)["end_date"]) == ("32/13/2024", "32/13/2024")


def test_passport_numbers_stay_masked_in_the_table(client, officer):
    someone = person("Nguyễn Văn Mật", passport_number="C1234567")
    typed = as_sent(client.get(edit(someone))) | {"passport_number": "B7654321"}
    meanwhile(someone, passport_number="D9999999")
    refused = client.post(edit(someone), typed)
    told = line(refused, "passport_number")
    assert (told["was"], told["theirs"][:8], told["mine"]) == ("C****567", "D****999", "B****321")
    text = refused.content.decode()
    assert not any(number in text for number in ("C1234567", "D9999999"))
    sent = as_sent(refused) | {"merge-passport_number": told["theirs_value"]}
    assert client.post(edit(someone), sent).status_code == 302
    assert type(someone).objects.get(pk=someone.pk).passport_number == "D9999999"


# --- child rows ---------------------------------------------------------------------------------


def touch(record):
    type(record).objects.get(pk=record.pk).save(by=people.leader())


def legs(record) -> list[tuple]:
    return list(record.legs.order_by("pk").values_list("country__code", "city"))


@pytest.fixture
def trip():
    record = make(OutboundDelegation)
    Leg(delegation=record, country=country("FR"), city="Lyon").save(by=None)
    return record


def test_their_rows_are_kept_and_listed(client, officer, trip):
    typed = as_sent(client.get(edit(trip))) | {"content": "Tôi viết"}
    touch(trip)
    first, second = trip.legs.order_by("pk")
    first.city = "Tokyo"
    first.save(by=people.leader())
    second.delete(by=people.leader())
    Leg(delegation=trip, country=country("KR"), city="Seoul").save(by=people.leader())
    refused = client.post(edit(trip), typed)
    told = {item["label"]: (item["was"], item["theirs"]) for item in refused.context["stale"]}
    assert ("", "Tokyo") in told.values()
    assert ("Lyon", "") in told.values()
    assert ("", "Seoul") in told.values()
    assert {item["name"] for item in refused.context["stale"]} == {""}
    response = client.post(edit(trip), as_sent(refused))
    assert response.status_code == 302, faults(response)
    assert legs(trip) == [("JP", "Tokyo"), ("KR", "Seoul")]
    assert OutboundDelegation.objects.get(pk=trip.pk).content == "Tôi viết"


def test_my_rows_stay_as_typed_beside_theirs(client, officer, trip):
    page = client.get(edit(trip))
    prefix = "legs"
    typed = as_sent(page) | {
        f"{prefix}-0-city": "Osaka",
        f"{prefix}-1-city": "Paris",
        f"{prefix}-2-country": str(country("US").pk),
        f"{prefix}-2-city": "Boston",
        f"{prefix}-TOTAL_FORMS": "3",
    }
    touch(trip)
    first, second = trip.legs.order_by("pk")
    first.city = "Tokyo"
    first.save(by=people.leader())
    second.delete(by=people.leader())
    Leg(delegation=trip, country=country("KR"), city="Seoul").save(by=people.leader())
    refused = client.post(edit(trip), typed)
    response = client.post(edit(trip), as_sent(refused))
    assert response.status_code == 302, faults(response)
    assert set(legs(trip)) == {("JP", "Osaka"), ("KR", "Seoul"), ("FR", "Paris"), ("US", "Boston")}


def test_members_merge_with_their_people(client, officer, trip):
    typed = as_sent(client.get(edit(trip)))
    touch(trip)
    row = Member.objects.get(delegation=trip)
    row.position = "Trưởng khoa"
    row.save(by=people.leader())
    Member(delegation=trip, person=person("Lê Thị Mới", unit=trip.unit), unit=trip.unit).save(by=None)
    response = client.post(edit(trip), as_sent(client.post(edit(trip), typed)))
    assert response.status_code == 302, faults(response)
    assert [(member.position, str(member)) for member in trip.members.order_by("pk")] == [
        ("Trưởng khoa", str(row)),
        ("", "Lê Thị Mới"),
    ]


@every_type
def test_child_rows_of_every_type_survive_a_refused_save(client, officer, model):
    record, name = make(model), name_field(model)
    page = client.get(edit(record))
    before = {
        part["name"]: set(getattr(record, part["name"]).values_list("pk", flat=True))
        for part in page.context["formsets"]
    }
    typed = as_sent(page)
    meanwhile(record, **{name: "Người kia sửa"})
    response = client.post(edit(record), as_sent(client.post(edit(record), typed)))
    assert response.status_code == 302, faults(response)
    assert before == {part: set(getattr(record, part).values_list("pk", flat=True)) for part in before}
    assert Language.objects.count() <= 1

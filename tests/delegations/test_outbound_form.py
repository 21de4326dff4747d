"""Entering a delegation: dates, members, passports, double trips."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from delegations.models import Member, OutboundDelegation
from delegations.services import clashes
from directory.models import Person
from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import outbound, person

pytestmark = pytest.mark.django_db
CREATE = "outbound_create"


@pytest.fixture
def officer(client):
    client.force_login(people.owner())
    return people.owner()


def member(number: int, name: str, **details) -> dict:
    prefix = f"members-{number}-"
    plain = {"full_name": name, "role": "MEMBER", "participation": "GOING", **details}
    return {prefix + field: value for field, value in plain.items()}


def send(client, address: str, **changes):
    typed = as_sent(client.get(address)) | changes
    numbers = [int(name.split("-")[1]) + 1 for name in changes if name.startswith("members-")]
    typed["members-TOTAL_FORMS"] = str(max([int(typed["members-TOTAL_FORMS"]), *numbers]))
    return client.post(address, typed)


def enter(client, **changes):
    return send(client, reverse(CREATE), **{"title": "Đoàn học tập", **changes})


def only() -> OutboundDelegation:
    return OutboundDelegation.objects.get()


def test_return_before_departure_is_refused_at_its_field(client, officer):
    response = enter(client, start_date="10/03/2024", end_date="09/03/2024")
    assert faults(response) == {"end_date": ["Ngày về phải bằng hoặc sau ngày đi."]}
    assert not OutboundDelegation.objects.exists()


def test_return_before_departure_is_refused_by_the_database():
    record = outbound()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboundDelegation.objects.filter(pk=record.pk).update(end_date=datetime.date(2000, 1, 1))


def test_two_leaders_are_refused_at_the_second(client, officer):
    response = enter(client, **member(0, "An", role="LEADER"), **member(1, "Bình", role="LEADER"))
    assert faults(response) == {"members-1-role": ["Đoàn chỉ có một trưởng đoàn."]}
    assert not OutboundDelegation.objects.exists()


def test_two_leaders_are_refused_by_the_database():
    record = outbound()
    with pytest.raises(IntegrityError), transaction.atomic():
        Member(delegation=record, person=person("Hai"), role="LEADER").save(by=None)


def test_negative_cost_is_refused(client, officer):
    assert list(faults(enter(client, cost="-1"))) == ["cost"]


def test_members_are_entered_by_name_and_same_person_is_kept_once(client, officer):
    known = person("Nguyễn Văn An", birth_date=datetime.date(1975, 2, 1))
    unit = str(people.unit().pk)
    response = enter(
        client,
        start_date="10/03/2024",
        **member(0, "nguyễn văn  an", birth_date="01/02/1975", unit=unit, role="LEADER"),
        **member(1, "Trần Thị Bình", unit=unit, gender="FEMALE"),
    )
    assert response.status_code == 302, faults(response)
    assert [row.person for row in only().members.order_by("pk")] == [
        known,
        Person.objects.get(full_name="Trần Thị Bình"),
    ]
    assert Person.objects.get(full_name="Trần Thị Bình").gender == "FEMALE"


def test_correcting_a_name_known_only_here_keeps_person_and_row(client, officer):
    enter(client, **member(0, "Nguyen Van An"))
    row = Member.objects.get()
    address = reverse("outbound_edit", args=[only().pk])
    response = send(client, address, **{"members-0-full_name": "Nguyễn Văn An"})
    assert response.status_code == 302, faults(response)
    again = Member.objects.get()
    assert (again.pk, again.person_id, str(again.person)) == (row.pk, row.person_id, "Nguyễn Văn An")


def test_leaders_may_change_places(client, officer):
    enter(client, **member(0, "An", role="LEADER"), **member(1, "Bình"))
    address = reverse("outbound_edit", args=[only().pk])
    response = send(client, address, **{"members-0-role": "MEMBER", "members-1-role": "LEADER"})
    assert response.status_code == 302, faults(response)
    assert only().leader.person.full_name == "Bình"


def test_deleted_row_is_gone_and_told_in_the_history(client, officer):
    enter(client, **member(0, "An"), **member(1, "Bình"))
    address = reverse("outbound_edit", args=[only().pk])
    assert send(client, address, **{"members-0-DELETE": "on"}).status_code == 302
    assert [str(row.person) for row in only().members.all()] == ["Bình"]
    entry = client.get(reverse("outbound_history", args=[only().pk])).context["entries"][0]
    assert {"label": "Thành viên đoàn An", "before": "An", "after": ""} in entry["changes"]


def test_passport_is_masked_everywhere_and_kept_when_not_typed_anew(client, officer):
    enter(client, **member(0, "An", passport_number="C1234567"))
    record = only()
    address = reverse("outbound_edit", args=[record.pk])
    typed = as_sent(client.get(address))
    assert typed["members-0-passport_number"] == "C****567"
    client.post(address, typed | {"title": "Tên khác"})
    assert record.members.get().passport_number == "C1234567"
    client.post(address, as_sent(client.get(address)) | {"members-0-passport_number": ""})
    assert record.members.get().passport_number == "C1234567"
    client.post(address, as_sent(client.get(address)) | {"members-0-passport_number": "B7654321"})
    assert record.members.get().passport_number == "B7654321"
    for door in ("detail", "edit", "history"):
        page = client.get(reverse(f"outbound_{door}", args=[record.pk])).content.decode()
        assert "B****321" in page
        assert "B7654321" not in page
        assert "C1234567" not in page


def test_person_on_two_trips_at_once_is_refused_once_the_trip_is_sent(client, officer):
    unit = people.unit()
    busy = person("Nguyễn Văn An")
    first = outbound(state="PERMITTED")
    Member(delegation=first, person=busy, unit=unit).save(by=None)
    second = outbound(state="RETURNED")
    address = reverse("outbound_edit", args=[second.pk])
    response = send(client, address, **member(1, "Nguyễn Văn An", unit=str(unit.pk)))
    assert faults(response) == {
        "members-1-full_name": [f"Cán bộ Nguyễn Văn An đã có trong đoàn {first.number} trùng thời gian."]
    }


def test_draft_with_a_double_trip_saves_and_warns(client, officer):
    busy = person("Nguyễn Văn An")
    first, draft = outbound(state="PERMITTED"), outbound()
    for trip in (first, draft):
        Member(delegation=trip, person=busy, unit=people.unit()).save(by=None)
    client.force_login(people.owner())
    assert client.get(draft.get_absolute_url()).context["warnings"] == [
        f"Cán bộ Nguyễn Văn An đã có trong đoàn {first.number} trùng thời gian."
    ]


def test_person_of_another_unit_is_named_but_never_changed(client):
    elsewhere = person("Trần Thị Bình")
    client.force_login(people.stranger())
    enter(client, **member(0, "Trần Thị Bình", unit=str(elsewhere.unit_id), gender="FEMALE"))
    record = only()
    assert record.members.get().person == elsewhere
    address = reverse("outbound_edit", args=[record.pk])
    response = send(client, address, **{"members-0-full_name": "Trần Thị Bính"})
    assert response.status_code == 302, faults(response)
    stored = Person.objects.get(pk=elsewhere.pk)
    assert (stored.full_name, stored.gender, stored.version) == ("Trần Thị Bình", "", 1)
    assert record.members.get().person.full_name == "Trần Thị Bính"


def test_double_trip_across_units_names_the_unit_not_the_dossier():
    first = outbound(state="SUBMITTED")
    guest = first.members.get().person
    second = outbound(unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    Member(delegation=second, person=guest, unit=guest.unit, role="MEMBER").save(by=None)
    assert clashes(second) == [f"{guest} cùng thời gian này đang tham gia một đoàn của Bệnh viện Tim Hà Nội."]

"""Every record type is in the API by its screen: read, entered and changed by the rules of its form."""

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from api.shapes import is_kept, writes
from api.typed import fields_of
from core.forms import RecordForm
from core.history import story
from core.screens import screen_of, screens
from core.secrets import bearing_types
from delegations.models import OutboundDelegation
from directory.models import Person, Unit
from tests.api.caller import Caller
from tests.contracts.test_secrets import MASKED, NUMBER, holding
from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import LEAST, make, name_field

pytestmark = pytest.mark.django_db
KEPT = [screen for screen in screens() if is_kept(screen)]
WRITTEN = [screen for screen in screens() if writes(screen)]
kept = pytest.mark.parametrize("screen", KEPT, ids=lambda screen: screen.model.slug)
written = pytest.mark.parametrize("screen", WRITTEN, ids=lambda screen: screen.model.slug)


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


def least(model, name: str = "Tên mới") -> dict:
    """The smallest body that is entered."""
    typed = (
        {"full_name": name, **LEAST[model]}
        if model.slug == "focal_point"
        else LEAST[model] | {name_field(model): name}
    )
    found = {field: _as_json(value) for field, value in typed.items()}
    if "unit" in {field.name for field in model._meta.fields} and model is not Unit:
        found["unit"] = people.unit().pk
    return found


def _as_json(value: str):
    if value == "on":
        return True
    if value.count("/") == 2:
        return "-".join(reversed(value.split("/")))
    return int(value) if value.isdecimal() else value


def test_every_screen_is_there():
    slugs = {screen.model.slug for screen in screens()}
    assert {
        "outbound",
        "inbound",
        "agreement",
        "conference",
        "aid",
        "unit",
        "partner",
        "person",
        "planned",
        "focal_point",
        "training",
        "period",
        "unit_report",
        "deadline",
    } <= slugs
    for screen in screens():
        assert reverse(f"api_{screen.model.slug}_list")
        if is_kept(screen):
            assert reverse(f"api_{screen.model.slug}_detail", args=[1])


@kept
def test_list_and_record_are_read(screen):
    record, caller = make(screen.model), Caller(people.officer())
    page = caller.get(f"{screen.model.slug}/?labels=true").json()
    assert record.pk in [row["id"] for row in page["results"]]
    assert page["count"] == len(page["results"])
    response = caller.get(f"{screen.model.slug}/{record.pk}/?labels=true")
    found = response.json()
    assert (found["id"], found["version"], found["reference"]) == (
        record.pk,
        record.version,
        record.reference,
    )
    assert response.headers["ETag"] == f'"{record.version}"'
    for part in screen.rows:
        assert len(found[part.name]) == getattr(record, part.name).count()


@written
def test_a_record_is_entered_and_changed_with_its_author(screen):
    model, caller, name = screen.model, Caller(people.officer()), name_field(screen.model)
    made = caller.post(f"{model.slug}/", least(model))
    assert made.status_code == 201, made.json()
    record = model.objects.get(pk=made.json()["id"])
    assert made.headers["Location"] == f"/api/v1/{model.slug}/{record.pk}/"
    assert record.created_by == people.officer()
    body = {"version": made.json()["version"], name: "Tên đã sửa"}
    changed = caller.patch(f"{model.slug}/{record.pk}/", body)
    assert changed.status_code == 200, changed.json()
    assert changed.json()[name] == "Tên đã sửa"
    assert changed.json()["version"] > made.json()["version"]
    entries = caller.get(f"{model.slug}/{record.pk}/history/").json()["results"]
    assert entries[0]["who"] == "officer"
    assert "Tên đã sửa" in [change["after"] for change in entries[0]["changes"]]
    assert entries[0]["at"].endswith("+07:00")


@kept
def test_a_change_of_nothing_writes_nothing(screen):
    record = make(screen.model)
    caller, address = (
        Caller(people.officer() if screen.model.slug != "unit_report" else people.owner()),
        f"{screen.model.slug}/{record.pk}/",
    )
    response = caller.patch(address, {"version": record.version})
    assert response.status_code == 200, response.json()
    assert response.json()["version"] == record.version


@written
def test_a_stale_change_is_refused_and_told(screen):
    record, caller, name = make(screen.model), Caller(people.officer()), name_field(screen.model)
    other = screen.model.objects.get(pk=record.pk)
    setattr(other, name, "Người kia sửa")
    other.save(by=people.leader())
    response = caller.patch(f"{record.slug}/{record.pk}/", {"version": record.version, name: "Tôi sửa"})
    assert (response.status_code, response.json()["code"]) == (409, "stale")
    assert response.json()["version"] == other.version
    assert [change["theirs"] for change in response.json()["changes"]] == ["Người kia sửa"]
    assert getattr(screen.model.objects.get(pk=record.pk), name) == "Người kia sửa"
    without = caller.patch(f"{record.slug}/{record.pk}/", {name: "Tôi sửa"})
    assert (without.status_code, without.json()["errors"][0]["at"]) == (400, "/version")
    tagged = caller.patch(
        f"{record.slug}/{record.pk}/", {name: "Tôi sửa"}, **{"If-Match": f'"{other.version}"'}
    )
    assert (tagged.status_code, tagged.json().get(name)) == (200, "Tôi sửa")


@written
def test_the_form_and_the_api_say_the_same_of_the_same_mistakes(screen):
    """Empty and overlong texts, an unknown choice, an unknown reference: by every field."""
    model, client = screen.model, Client()
    client.force_login(people.officer())
    address = reverse(f"{model.slug}_create")
    shown = client.get(address)
    typed, body = as_sent(shown), {}
    for name, field in fields_of(screen).items():
        shape = type(field).__name__
        if name == "change_reason":  # asked only after a decision
            continue
        if shape in ("LineField", "CharField", "EmailField", "URLField"):
            typed[name] = body[name] = "x" * 3000
        elif shape == "PooledChoice":
            typed[name], body[name] = "999999", 999999
        elif shape == "DayField":
            typed[name], body[name] = "01/01/1200", "1200-01-01"
        elif shape == "NumberField":
            typed[name], body[name] = "99999999999999999999,5", "99999999999999999999.5"
        elif shape == "WholeNumberField":
            typed[name] = "99999999999"
            body[name] = 99999999999
    said = faults(client.post(address, typed))
    response = Caller(people.officer()).post(f"{model.slug}/", body)
    assert response.status_code == 422, response.json()
    found: dict[str, list[str]] = {}
    for fault in response.json()["errors"]:
        found.setdefault(fault["at"].removeprefix("/") or "__all__", []).append(fault["message"])
    assert found == said


@kept
def test_the_cost_does_not_follow_the_number_of_rows(screen):
    caller, costs = Caller(people.officer()), []
    for more in (2, 6):
        for _time in range(more):
            make(screen.model)
        caller.get(f"{screen.model.slug}/")
        with CaptureQueriesContext(connection) as queries:
            assert caller.get(f"{screen.model.slug}/?labels=true").json()["count"] >= more
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_pages_sorting_filters_and_columns():
    caller, unit = Caller(people.officer()), people.unit()
    for number in range(5):
        make(OutboundDelegation, title=f"Đoàn {number}", kind="VIEC_RIENG" if number else "CONG_TAC")
    other = people.unit("Bệnh viện Phụ sản Hà Nội")
    make(OutboundDelegation, title="Đoàn nơi khác", unit=other)
    page = caller.get("outbound/?sort=title&page_size=2&page=2").json()
    assert [row["title"] for row in page["results"]] == ["Đoàn 2", "Đoàn 3"]
    assert (page["count"], page["pages"]) == (6, 3)
    assert [row["title"] for row in caller.get(page["next"]).json()["results"]] == ["Đoàn 4", "Đoàn nơi khác"]
    assert caller.get(page["previous"]).json()["page"] == 1
    assert caller.get("outbound/?page=9").status_code == 404
    titles = {
        row["title"] for row in caller.get(f"outbound/?unit={unit.pk}&kind=VIEC_RIENG").json()["results"]
    }
    assert titles == {"Đoàn 1", "Đoàn 2", "Đoàn 3", "Đoàn 4"}
    assert caller.get("outbound/?q=noi khac").json()["count"] == 1
    assert caller.get("outbound/?from_date=2024-03-01&to_date=2024-03-01").json()["count"] == 6
    assert caller.get("outbound/?from_date=2030-03-01").json()["count"] == 0
    row = caller.get("outbound/?cols=title,legs&labels=true").json()["results"][0]
    assert set(row) == {"id", "url", "version", "updated_at", "title", "legs", "labels"}
    assert (row["legs"], row["labels"]["legs"]) == ([people.country().pk], "Nhật Bản")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=a", "page_size=201", "nope=1", "unit=abc", "kind=X", "from_date=01/03/2024", "sort=nope",
     "sort=legs", "cols=nope", "page=1&page=2", "labels=1", "in_plan=maybe", "unit=", "q=%00", "unit=0", "check=X"],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(query):
    response = Caller(people.officer()).get(f"outbound/?{query}")
    assert response.status_code == 400, response.json()
    assert response.json()["errors"]


def test_a_unit_does_not_filter_by_unit_and_sees_its_own():
    caller = Caller(people.owner())
    make(OutboundDelegation, unit=people.stranger().unit)
    mine = make(OutboundDelegation)
    assert [row["id"] for row in caller.get("outbound/").json()["results"]] == [mine.pk]
    assert caller.get(f"outbound/?unit={people.unit().pk}").status_code == 403


@pytest.mark.parametrize("model", bearing_types(), ids=lambda model: model.slug)
@pytest.mark.parametrize("who", ["owner", "officer", "leader"])
def test_passports_are_masked_whoever_asks(model, who):
    record, caller = holding(model), Caller(getattr(people, who)())
    doors = [
        f"{model.slug}/{record.pk}/?labels=true",
        f"{model.slug}/?labels=true",
        f"{model.slug}/{record.pk}/history/",
    ]
    told = [caller.get(door).content.decode() for door in doors]
    assert MASKED in told[0]
    assert not any(NUMBER in text for text in told)


@pytest.mark.parametrize(
    ("who", "sees"), [("officer", True), ("unit_head", True), ("owner", False), ("leader", False)]
)
def test_party_membership_is_for_those_who_may_read_it(who, sees):
    person = make(Person)
    person.party_member = True
    person.save(by=people.officer())
    caller = Caller(getattr(people, who)())
    found = caller.get(f"person/{person.pk}/?labels=true").json()
    history = json.dumps(caller.get(f"person/{person.pk}/history/").json(), ensure_ascii=False)
    assert ("party_member" in found) is sees
    assert ("party_member" in found["labels"]) is sees
    assert (str(Person._meta.get_field("party_member").verbose_name) in history) is sees
    if who == "owner":
        response = caller.patch(f"person/{person.pk}/", {"version": found["version"], "party_member": False})
        assert (response.status_code, response.json()["errors"][0]["code"]) == (422, "locked")
        assert Person.objects.get(pk=person.pk).party_member


def test_history_is_that_of_the_page():
    record = make(OutboundDelegation)
    screen = screen_of("outbound")
    told = story(record, screen.rows, user=people.officer())
    found = Caller(people.officer()).get(f"outbound/{record.pk}/history/").json()["results"]
    assert [entry["action"] for entry in found] == [entry["action"] for entry in told]
    assert issubclass(screen.form, RecordForm)

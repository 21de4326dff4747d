"""What no browser of ours sends: answered, never with a crash, never written to another record."""

import pytest
from django.db import models
from django.urls import NoReverseMatch, reverse

from aid_projects.models import AidProject
from core.filters import MOST_WORDS
from core.parse import largest
from delegations.models import InboundDelegation, OutboundDelegation
from directory.models import Partner, Person, Unit
from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import make, name_field, record_types

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)
WILD = (
    "abc",
    "-1",
    "9" * 30,
    "9" * 5000,
    ";drop",
    "--title",
    "99/99/9999",
    "a\0b",
    "%_\\",
    "²",
    "\ufffd",
    "a\u0300",
)


@pytest.fixture
def officer(client):
    client.force_login(people.officer())
    return people.officer()


@every_type
def test_wild_addresses_of_a_list_are_answered(client, officer, model):
    make(model)
    address = reverse(f"{model.slug}_list")
    names = ["sort", "page", *client.get(address).context["filter"].filters]
    asked = [{"q": value} for value in WILD] + [dict.fromkeys(names, value) for value in WILD]
    assert {client.get(address, wild).status_code for wild in asked} == {200}


@every_type
def test_search_of_a_thousand_words_is_answered(client, officer, model):
    make(model)
    words = " ".join(f"từ{number}" for number in range(1500))
    response = client.get(reverse(f"{model.slug}_list"), {"q": words})
    assert (response.status_code, response.context["rows"]) == (200, [])
    assert MOST_WORDS < 1000


@every_type
def test_search_takes_wildcards_as_they_stand(client, officer, model):
    make(model)
    for wild in ("%", "_____", "\\"):
        assert client.get(reverse(f"{model.slug}_list"), {"q": wild}).context["rows"] == []


@every_type
@pytest.mark.parametrize(
    ("total", "initial"),
    [
        ("1000000000", "0"),
        ("-5", "-5"),
        ("abc", "0"),
        ("", ""),
        ("1", "1000000000"),
        ("²", "²"),
        (None, None),
    ],
)
def test_broken_management_form_writes_nothing_it_should_not(client, officer, model, total, initial):
    record = make(model)
    address = reverse(f"{model.slug}_edit", args=[record.pk])
    page = client.get(address)
    typed = as_sent(page)
    for part in page.context["formsets"]:
        for name, value in (("TOTAL_FORMS", total), ("INITIAL_FORMS", initial)):
            typed |= {f"{part['formset'].prefix}-{name}": value}
    before = _rows_of(record, page)
    response = client.post(address, {name: value for name, value in typed.items() if value is not None})
    assert response.status_code in (200, 302)
    assert _rows_of(record, page) == before
    assert all(len(part["formset"].forms) < 200 for part in (response.context or page.context)["formsets"])


def _rows_of(record, page) -> dict:
    names = [part["name"] for part in page.context["formsets"]]
    return {name: set(getattr(record, name).values_list("pk", flat=True)) for name in names}


@every_type
def test_child_rows_of_another_record_are_not_touched(client, officer, model):
    record, other = make(model), make(model)
    address = reverse(f"{model.slug}_edit", args=[record.pk])
    page = client.get(address)
    foreign = client.get(reverse(f"{model.slug}_edit", args=[other.pk]))
    before = _rows_of(other, foreign)
    typed = as_sent(page) | {f"{prefix}-0-id": str(min(rows)) for prefix, rows in before.items() if rows}
    deleting = typed | {f"{prefix}-0-DELETE": "on" for prefix in before}
    for data in (typed, deleting):
        client.post(address, data)
        assert _rows_of(other, foreign) == before


@every_type
@pytest.mark.parametrize("version", ["²", "9" * 5000, "-1", "\0", "1.5", ""])
def test_version_that_is_none_counts_as_stale(client, officer, model, version):
    record = make(model)
    address = reverse(f"{model.slug}_edit", args=[record.pk])
    response = client.post(address, as_sent(client.get(address)) | {"version": version})
    assert response.status_code == 200
    assert response.context["stale"] is not None


@every_type
def test_reason_of_a_step_is_stored_without_control_characters(client, officer, model):
    record = make(model)
    try:
        address = reverse(f"{model.slug}_act", args=[record.pk, "cancel"])
    except NoReverseMatch:
        return
    if client.post(address, {"comment": "Nhập\0 nhầm"}).status_code == 302:
        assert model.history.filter(id=record.pk).latest("history_id").history_change_reason == "Nhập nhầm"


def _amounts() -> list:
    return [
        (model, field.name, field.max_digits, field.decimal_places)
        for model in record_types()
        for field in model._meta.fields
        if isinstance(field, models.DecimalField) and field.editable
    ]


@pytest.mark.parametrize(
    ("model", "name", "digits", "places"), _amounts(), ids=lambda value: getattr(value, "slug", str(value))
)
def test_largest_amount_is_read_back_and_a_larger_one_refused(client, officer, model, name, digits, places):
    record = make(model)
    address = reverse(f"{model.slug}_edit", args=[record.pk])
    typed = as_sent(client.get(address))
    limit = 100 if name == "time_share" else largest(digits, places)
    response = client.post(address, typed | {name: f"{limit - 1:f}"})
    assert response.status_code == 302, faults(response)
    assert getattr(model.objects.get(pk=record.pk), name) == limit - 1
    response = client.post(address, as_sent(client.get(address)) | {name: f"{limit + 1:f}"})
    assert faults(response)[name] == ["Giá trị quá lớn."]


def test_worth_in_usd_beyond_its_column_is_refused_at_the_amount(client, officer):
    record = make(AidProject)
    address = reverse("aid_edit", args=[record.pk])
    typed = as_sent(client.get(address)) | {"value": "999.999.999.999.999", "usd_rate": "1000"}
    assert faults(client.post(address, typed)) == {"value": ["Giá trị quá lớn."]}
    row = {"disbursements-TOTAL_FORMS": "1", "disbursements-0-date": "01/03/2024"}
    typed |= row | {"value": "1", "disbursements-0-amount": "999.999.999.999.999"}
    assert faults(client.post(address, typed)) == {"disbursements-0-amount": ["Giá trị quá lớn."]}


@pytest.mark.parametrize("name", ["ß" * 100, "ΐ" * 100, ";a" * 50])
def test_names_that_grow_when_folded_are_stored(client, officer, name):
    for model in (Person, Partner, Unit):
        record = make(model)
        address = reverse(f"{model.slug}_edit", args=[record.pk])
        response = client.post(address, as_sent(client.get(address)) | {name_field(model): name})
        assert response.status_code == 302, faults(response)
    record = make(OutboundDelegation)
    address = reverse("outbound_edit", args=[record.pk])
    response = client.post(address, as_sent(client.get(address)) | {"members-0-full_name": name})
    assert response.status_code == 302, faults(response)


@pytest.mark.parametrize("moment", ["01/01/0001 00:00", "31/12/9999 23:59", "01/01/1899"])
def test_moment_outside_the_years_of_a_record_is_refused(client, officer, moment):
    record = make(InboundDelegation)
    address = reverse("inbound_edit", args=[record.pk])
    response = client.post(address, as_sent(client.get(address)) | {"guests-0-residence_declared_at": moment})
    assert faults(response) == {"guests-0-residence_declared_at": ["Năm phải trong khoảng từ 1900 đến 2100."]}

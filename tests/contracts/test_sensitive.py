"""Party membership, and every field a model calls sensitive: read by the holders of its permission, in no file."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db import models
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import ROLES
from core.access import SEE_PARTY
from core.choosing import ColumnChooser
from core.columns import YesNo, for_list
from core.exports import excel
from core.exports.listed import ListExport
from core.facts import sections_of
from core.history import story
from core.indicators.declaration import families
from core.lists import RecordList
from directory.models import Person
from directory.views import PERSON
from exchange.catalogue import sheets
from reports import catalogue
from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import make, record_types

pytestmark = pytest.mark.django_db
FIELDS = ("party_member", "party_managed")
LABELS = [str(Person._meta.get_field(name).verbose_name) for name in FIELDS]
SEE, BLIND = ("unit_head", "officer"), ("owner", "colleague", "leader", "head", "clerk")


def member() -> Person:
    person = make(Person)
    person.party_member = person.party_managed = True
    person.save(by=people.officer())
    return person


def in_facts(person, user) -> set[str]:
    items = [item for section in sections_of(person, PERSON.form, (), user=user) for item in section["items"]]
    return {str(item["label"]) for item in items} & set(LABELS)


def in_history(person, user) -> set[str]:
    changes = [change for entry in story(person, (), user=user) for change in entry["changes"]]
    return {change["label"] for change in changes} & set(LABELS)


def test_what_is_sensitive_is_declared_on_fields_that_exist():
    for model in apps.get_models():
        for name, permission in getattr(model, "SENSITIVE", {}).items():
            assert model._meta.get_field(name)
            assert any(permission in role.permissions for role in ROLES)
    assert dict.fromkeys(FIELDS, SEE_PARTY) == Person.SENSITIVE


@pytest.mark.parametrize("who", SEE)
def test_holders_read_it_on_page_and_in_history(who):
    person, user = member(), getattr(people, who)()
    assert in_facts(person, user) == in_history(person, user) == set(LABELS)


@pytest.mark.parametrize("who", BLIND)
def test_peers_and_others_do_not(client, who):
    person, user = member(), getattr(people, who)()
    assert in_facts(person, user) == in_history(person, user) == set()
    client.force_login(user)
    for door in ("detail", "history"):
        text = client.get(reverse(f"person_{door}", args=[person.pk])).content.decode()
        assert not any(label in text for label in LABELS)


def test_person_of_another_unit_is_not_there_at_all(client):
    person = member()
    client.force_login(people.stranger())
    for door in ("detail", "history", "edit"):
        assert client.get(reverse(f"person_{door}", args=[person.pk])).status_code == 404
    assert client.get(reverse("person_list")).context["rows"] == []


def test_peer_neither_sees_nor_changes_it_on_the_form(client):
    person = member()
    address = reverse("person_edit", args=[person.pk])
    client.force_login(people.owner())
    page = client.get(address)
    assert not set(FIELDS) & set(page.context["form"].fields)
    response = client.post(address, as_sent(page) | {"party_member": "", "position": "Bác sĩ"})
    assert response.status_code == 302, faults(response)
    stored = Person.objects.get(pk=person.pk)
    assert (stored.position, stored.party_member, stored.party_managed) == ("Bác sĩ", True, True)
    client.force_login(people.officer())
    assert set(FIELDS) <= set(client.get(address).context["form"].fields)


def test_peer_is_not_told_of_it_in_a_refused_save(client):
    person = make(Person)
    address = reverse("person_edit", args=[person.pk])
    client.force_login(people.owner())
    typed = as_sent(client.get(address)) | {"position": "Bác sĩ"}
    other = Person.objects.get(pk=person.pk)
    other.party_member, other.full_name = True, "Phạm Văn Đổi"
    other.save(by=people.officer())
    told = [line["label"] for line in client.post(address, typed).context["stale"]]
    assert told == [str(Person._meta.get_field("full_name").verbose_name).capitalize()]


COLUMN = YesNo("party_member", in_list=True)
WITH_IT = replace(PERSON, columns=(*PERSON.columns, COLUMN))


@pytest.mark.parametrize(("who", "seen"), [("officer", True), ("owner", False), ("leader", False)])
def test_a_column_of_it_stands_in_the_list_of_holders_only(rf, who, seen):
    member()
    request = rf.get("/", {"sort": "party_member"})
    request.user, request.htmx = getattr(people, who)(), False
    response = RecordList.as_view(screen=WITH_IT)(request)
    heads = [head["name"] for head in response.context_data["columns"]]
    assert ("party_member" in heads) is seen
    assert for_list((YesNo("person.party_member", in_list=True),), _focal_point(), request.user) == (
        [YesNo("person.party_member", in_list=True)] if seen else []
    )


@pytest.mark.parametrize(("who", "seen"), [("officer", True), ("owner", False), ("leader", False)])
def test_only_holders_can_choose_a_column_of_it(rf, who, seen):
    member()
    hidden = replace(PERSON, columns=(*PERSON.columns, replace(COLUMN, in_list=False)))
    request = rf.get("/", {"cols": "party_member,full_name", "sort": "party_member"})
    request.user, request.htmx = getattr(people, who)(), False
    context = RecordList.as_view(screen=hidden)(request).context_data
    assert ("party_member" in [head["name"] for head in context["columns"]]) is seen
    assert (len(context["marks"]) == 2) is seen  # the columns, and the order by it
    chooser = ColumnChooser.as_view(screen=hidden)(request).context_data
    assert ("party_member" in [choice["name"] for choice in chooser["choices"]]) is seen


def _focal_point() -> type[models.Model]:
    return next(model for model in record_types() if model.slug == "focal_point")


@pytest.mark.parametrize("who", ["officer", "owner"])
def test_no_file_carries_it_whoever_takes_it(who, tmp_path):
    member()
    user = getattr(people, who)()
    excel.write(ListExport(WITH_IT, user, QueryDict(), every=True).table(), tmp_path / "list.xlsx")
    heads = [cell for row in load_workbook(tmp_path / "list.xlsx").active.values for cell in row]
    assert heads
    assert not set(LABELS) & set(heads)


def test_no_sheet_of_the_workbook_and_no_figure_declares_it():
    declared = [column for sheet in sheets() for column in sheet.columns if column.permission(sheet.model)]
    for family, parts in families(catalogue.INDICATORS).items():
        model = family.base(None).model
        declared += [
            column for _indicator, part in parts for column in part.columns if column.permission(model)
        ]
    assert declared == []

"""Roles: what each may do in words, groups that follow them, stand-ins, periods."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.groups import sync_groups
from accounts.models import HeldRole, User
from accounts.roles import ALLOWS, BY_CODE, ROLES
from core import access
from core.access import APPROVE_LEADER
from core.events import Event
from tests.factories import people
from tests.factories.forms import as_sent, faults

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def groups_of(person) -> set[str]:
    return set(person.groups.values_list("name", flat=True))


def test_every_permission_a_role_has_is_said_in_words():
    given = set().union(*(role.permissions for role in ROLES))
    named = {
        value
        for name, value in vars(access).items()
        if name.isupper() and isinstance(value, str) and name != "DECIDE"
    }
    assert given == named == set(ALLOWS)
    assert all(len(role.allows()) == len(role.permissions) for role in ROLES)


def test_there_is_a_group_for_every_role():
    assert set(BY_CODE) <= set(Group.objects.values_list("name", flat=True))


def test_groups_follow_the_roles_held_today():
    owner = people.owner()
    other = Group.objects.create(name="bên ngoài")
    owner.groups.add(other)
    assert groups_of(owner) == {"unit_officer", "bên ngoài"}
    held = HeldRole.objects.create(user=owner, role="unit_head", start_date=timezone.localdate() + DAY)
    assert groups_of(owner) == {"unit_officer", "bên ngoài"}
    held.start_date = timezone.localdate()
    held.save()
    assert groups_of(owner) == {"unit_officer", "unit_head", "bên ngoài"}
    held.delete()
    assert groups_of(owner) == {"unit_officer", "bên ngoài"}


def test_the_night_ends_and_begins_roles(monkeypatch):
    owner, today = people.owner(), timezone.localdate()
    HeldRole.objects.filter(user=owner).delete()
    HeldRole.objects.create(user=owner, role="unit_officer", end_date=today)
    HeldRole.objects.create(user=owner, role="unit_head", start_date=today + DAY)
    assert sync_groups() == 0
    monkeypatch.setattr(timezone, "localdate", lambda: today + DAY)
    assert sync_groups() == 1
    assert groups_of(owner) == {"unit_head"}
    assert sync_groups() == 0


def test_a_role_may_be_held_again_on_other_days_only(client):
    client.force_login(people.administrator())
    owner = people.owner()
    address = reverse("user_edit", args=[owner.pk])
    typed = as_sent(client.get(address)) | {
        "roles-0-end_date": "31/01/2024",
        "roles-1-role": "unit_officer",
        "roles-1-start_date": "31/01/2024",
    }
    assert "roles-1-start_date" in faults(client.post(address, typed))
    assert client.post(address, typed | {"roles-1-start_date": "01/02/2024"}).status_code == 302
    assert owner.held_roles.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldRole.objects.create(user=owner, role="unit_officer", start_date="2024-02-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldRole.objects.create(user=owner, role="clerk", start_date="2024-02-02", end_date="2024-02-01")


def test_end_before_start_is_refused_at_its_field(client):
    client.force_login(people.administrator())
    address = reverse("user_edit", args=[people.owner().pk])
    typed = as_sent(client.get(address)) | {
        "roles-0-start_date": "02/01/2024",
        "roles-0-end_date": "01/01/2024",
    }
    assert "roles-0-end_date" in faults(client.post(address, typed))


def test_a_stand_in_is_logged_and_shown_until_the_last_day(client):
    client.force_login(people.administrator())
    head, today = people.head(), timezone.localdate()
    address = reverse("user_edit", args=[head.pk])
    typed = as_sent(client.get(address)) | {
        "roles-1-role": "department_leader",
        "roles-1-start_date": f"{today:%d/%m/%Y}",
        "roles-1-end_date": f"{today + DAY:%d/%m/%Y}",
    }
    assert client.post(address, typed).status_code == 302
    period = f"{today:%d/%m/%Y}–{today + DAY:%d/%m/%Y}"
    assert f"department_leader {period}" in Event.objects.get(kind=Event.Kind.ADMIN).comment
    assert User.objects.get(pk=head.pk).may(APPROVE_LEADER)
    page = client.get(reverse("role_list"))
    role = next(role for role in page.context["roles"] if role["label"] == BY_CODE["department_leader"].label)
    [row] = role["table"]["rows"]
    assert (row[0]["text"], f"{today + DAY:%d/%m/%Y}" in row[2]["text"], bool(row[3]["text"])) == (
        head,
        True,
        True,
    )
    assert all(words in page.content.decode() for words in map(str, role["allows"]))


def test_the_page_of_roles_tells_a_unit_of_its_own_people_only(client):
    stranger, owner, head = people.stranger(), people.owner(), people.unit_head()
    client.force_login(head)
    page = client.get(reverse("role_list"))
    shown = {row[0]["text"] for role in page.context["roles"] for row in role["table"]["rows"]}
    assert (owner in shown, head in shown, stranger in shown, len(page.context["roles"])) == (
        True,
        True,
        False,
        2,
    )
    for person in (people.owner(), people.officer(), people.nobody()):
        client.force_login(person)
        assert client.get(reverse("role_list")).status_code == 403


@pytest.mark.parametrize("way", ["row", "queryset"])
def test_accounts_are_never_deleted(way):
    owner = people.owner()
    with pytest.raises(TypeError, match="switched off"):
        owner.delete() if way == "row" else User.objects.filter(pk=owner.pk).delete()
    assert User.objects.filter(pk=owner.pk).exists()

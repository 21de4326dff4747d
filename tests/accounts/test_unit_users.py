"""The head of a unit keeps the accounts of the unit: those, with the roles of a unit, and nothing else."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import HeldRole, User
from core.events import Event
from tests.factories import people
from tests.factories.forms import as_sent, faults

pytestmark = pytest.mark.django_db
NEW = {"username": "moi", "last_name": "Lê Thị", "first_name": "Hoa", "is_active": "on"}


@pytest.fixture
def head(client):
    client.force_login(people.unit_head())
    return people.unit_head()


def address(account) -> str:
    return reverse("user_edit", args=[account.pk])


def change(client, account, **changes):
    return client.post(address(account), as_sent(client.get(address(account))) | changes)


def add(client, **changes):
    typed = NEW | {"new_password": "mật khẩu đủ dài 2024", "roles-0-role": "unit_officer"} | changes
    return client.post(reverse("user_create"), as_sent(client.get(reverse("user_create"))) | typed)


def test_head_adds_an_account_of_the_own_unit_whatever_unit_is_sent(client, head):
    response = add(client, unit=str(people.stranger().unit_id))
    assert response.status_code == 302, faults(response)
    made = User.objects.get(username="moi")
    assert (made.unit, [role.code for role in made.roles]) == (head.unit, ["unit_officer"])
    event = Event.objects.get(kind=Event.Kind.ADMIN)
    assert (event.actor_name, event.record_id) == (str(head), str(made.pk))


@pytest.mark.parametrize("role", ["department_officer", "department_leader", "administrator", "clerk"])
def test_head_gives_no_role_of_the_department(client, head, role):
    assert "roles-0-role" in faults(add(client, **{"roles-0-role": role}))
    assert not User.objects.filter(username="moi").exists()


def test_head_sees_and_touches_nobody_else(client, head):
    owner = people.owner()
    above = people.user("kiemnhiem", "unit_officer", head.unit)
    HeldRole.objects.create(user=above, role="administrator", end_date="2020-01-01")
    others = [people.stranger(), people.officer(), people.administrator(), people.nobody(), above]
    listed = {row["url"] for row in client.get(reverse("user_list")).context["users"]}
    assert address(owner) in listed
    for other in others:
        assert address(other) not in listed
        assert client.get(address(other)).status_code == 404
        assert client.post(address(other), {"username": "x"}).status_code == 404


def test_head_switches_off_and_on_again(client, head):
    owner = people.owner()
    assert change(client, owner, is_active="").status_code == 302
    assert not User.objects.get(pk=owner.pk).is_active
    assert change(client, owner, is_active="on").status_code == 302
    assert User.objects.get(pk=owner.pk).is_active
    assert Event.objects.filter(kind=Event.Kind.ADMIN, record_id=str(owner.pk)).count() == 2


def warnings(response) -> list:
    return [message for message in get_messages(response.wsgi_request) if message.level_tag == "warning"]


def test_last_head_may_leave_and_is_warned(client, head):
    response = change(client, head, **{"roles-0-role": "unit_officer"})
    assert (response.status_code, response.url) == (302, reverse("home"))
    assert len(warnings(response)) == 1
    assert client.get(reverse("user_list")).status_code == 403


def test_nobody_is_warned_while_another_head_remains(client, head):
    people.user("pho", "unit_head", head.unit)
    assert warnings(change(client, head, is_active="")) == []


def test_account_of_a_unit_that_never_had_a_head_is_saved_without_a_warning(client):
    client.force_login(people.administrator())
    assert warnings(change(client, people.stranger(), first_name="Hoa")) == []


@pytest.mark.parametrize("who", ["owner", "officer", "leader", "nobody"])
def test_others_keep_no_accounts(client, who):
    client.force_login(getattr(people, who)())
    for name in ("user_list", "user_create"):
        assert client.get(reverse(name)).status_code == 403
    assert client.get(address(people.colleague())).status_code == 403


def test_menu_shows_users_to_both_keepers_only(client):
    for person, shown in (
        (people.unit_head(), True),
        (people.administrator(), True),
        (people.owner(), False),
    ):
        client.force_login(person)
        nav = client.get(reverse("unit_list")).context["nav"]
        urls = {item["url"] for group in nav for item in group["items"]}
        assert ({reverse("user_list"), reverse("role_list")} <= urls) is shown
        assert (reverse("log") in urls) is (person == people.administrator())

"""Signing in, accounts and settings."""

import pytest
from django.urls import reverse

from accounts.models import User
from core.department import Department
from core.events import Event
from tests.factories import people
from tests.factories.forms import as_sent, faults

pytestmark = pytest.mark.django_db


def test_sign_in_is_logged_and_sign_out_needs_a_post(client):
    people.owner()
    response = client.post(reverse("login"), {"username": "owner", "password": people.PASSWORD})
    assert response.status_code == 302
    assert Event.objects.get(kind=Event.Kind.SIGN_IN).actor_name == "owner"
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302


def test_too_many_failures_lock_the_sign_in(client, settings):
    settings.AXES_ENABLED = True
    people.owner()
    for _number in range(5):
        response = client.post(reverse("login"), {"username": "owner", "password": "sai"})
    assert response.status_code == 429
    right = client.post(reverse("login"), {"username": "owner", "password": people.PASSWORD})
    assert right.status_code == 429


@pytest.mark.parametrize("name", ["user_list", "user_create", "department_settings"])
def test_administration_is_for_administrators(client, name):
    client.force_login(people.officer())
    assert client.get(reverse(name)).status_code == 403
    client.force_login(people.administrator())
    assert client.get(reverse(name)).status_code == 200


def test_administrator_adds_an_account_with_a_role_for_a_time(client):
    client.force_login(people.administrator())
    address = reverse("user_create")
    typed = as_sent(client.get(address)) | {
        "username": "bvtim",
        "last_name": "Lê Thị",
        "first_name": "Hoa",
        "unit": str(people.unit().pk),
        "is_active": "on",
        "new_password": "mật khẩu đủ dài 2024",
        "roles-0-role": "unit_officer",
        "roles-0-start_date": "01/01/2024",
    }
    response = client.post(address, typed)
    assert response.status_code == 302, faults(response)
    made = User.objects.get(username="bvtim")
    assert made.check_password("mật khẩu đủ dài 2024")
    assert [role.code for role in made.roles] == ["unit_officer"]


def test_role_of_a_unit_needs_a_unit(client):
    client.force_login(people.administrator())
    address = reverse("user_create")
    typed = as_sent(client.get(address)) | {
        "username": "x",
        "is_active": "on",
        "new_password": "mật khẩu đủ dài 2024",
        "roles-0-role": "unit_officer",
    }
    assert client.post(address, typed).status_code == 200
    assert not User.objects.filter(username="x").exists()


def test_short_password_is_refused(client):
    client.force_login(people.administrator())
    address = reverse("user_create")
    response = client.post(address, as_sent(client.get(address)) | {"username": "x", "new_password": "ngắn"})
    assert "new_password" in faults(response)


def test_settings_are_data_and_shown_at_once(client):
    client.force_login(people.administrator())
    address = reverse("department_settings")
    response = client.post(
        address, as_sent(client.get(address)) | {"short_name": "Sở Y tế Nghệ An"}, follow=True
    )
    assert "Sở Y tế Nghệ An" in response.content.decode()
    assert Department.current().short_name == "Sở Y tế Nghệ An"


def test_navigation_offers_only_what_one_may_open(client):
    expected = {"administrator": {"user_list", "department_settings"}, "leader": {"outbound_list", "home"}}
    for who, wanted in expected.items():
        client.force_login(getattr(people, who)())
        context = client.get(reverse("unit_list")).context
        urls = {item["url"] for group in context["nav"] for item in group["items"]}
        assert {reverse(name) for name in wanted} <= urls
        assert (reverse("outbound_list") in urls) == (who == "leader")
        for url in urls:
            assert client.get(url).status_code == 200


def test_health_is_public(client):
    assert client.get(reverse("healthz")).json() == {"status": "ok"}

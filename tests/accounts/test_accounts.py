"""Signing in, accounts and settings."""

import pytest
from django.urls import reverse

from accounts.models import User
from core.access import MANAGE_USERS
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
    assert client.get(reverse("healthz")).json()["status"] == "ok"


def change(client, account, **changes):
    address = reverse("user_edit", args=[account.pk])
    return client.post(address, as_sent(client.get(address)) | changes)


def test_a_role_given_is_written_to_the_events(client):
    administrator = people.administrator()
    client.force_login(administrator)
    changes = {
        "roles-TOTAL_FORMS": "2",
        "roles-1-role": "department_officer",
        "new_password": "mật khẩu khác 2024",
    }
    assert change(client, administrator, **changes).status_code == 302
    event = Event.objects.get(kind=Event.Kind.ADMIN)
    assert (event.actor_name, event.record_id) == ("administrator", str(administrator.pk))
    assert event.comment.splitlines() == [
        "roles: administrator → administrator; department_officer",
        "new_password:  → ****",
    ]


def test_account_saved_unchanged_writes_no_event(client):
    client.force_login(people.administrator())
    assert change(client, people.owner()).status_code == 302
    assert not Event.objects.filter(kind=Event.Kind.ADMIN).exists()


@pytest.mark.parametrize(
    "changes", [{"is_active": ""}, {"roles-0-DELETE": "on"}, {"roles-0-end_date": "01/01/2024"}]
)
def test_last_administrator_stays(client, changes):
    administrator = people.administrator()
    client.force_login(administrator)
    response = change(client, administrator, **changes)
    assert faults(response)["__all__"] == [
        "Sau thay đổi này sẽ không còn ai quản lý tài khoản. Hãy giao vai trò quản trị cho tài khoản khác trước."
    ]
    assert User.objects.get(pk=administrator.pk).may(MANAGE_USERS)


def test_settings_changed_are_written_to_the_events(client):
    client.force_login(people.administrator())
    address = reverse("department_settings")
    client.post(address, as_sent(client.get(address)))
    client.post(address, as_sent(client.get(address)) | {"place": "Nghệ An"})
    event = Event.objects.filter(kind=Event.Kind.ADMIN).first()
    assert (event.action, event.comment) == ("settings", "place: Hà Nội → Nghệ An")


def test_deactivated_person_is_signed_out(client):
    owner = people.owner()
    client.force_login(owner)
    owner.is_active = False
    owner.save()
    assert client.get(reverse("outbound_list")).status_code == 302


def test_nothing_is_kept_by_browsers_and_no_cookie_is_read_by_scripts(client):
    client.force_login(people.owner())
    answers = [client.get(reverse(name)) for name in ("home", "outbound_list", "login")]
    for response in answers:
        assert "no-store" in response.headers["Cache-Control"]
    answers.append(client.post(reverse("set_language"), {"language": "en"}))
    cookies = [cookie for response in answers for cookie in response.cookies.values()]
    assert cookies
    assert {(cookie["httponly"], cookie["samesite"]) for cookie in cookies} == {(True, "Lax")}


def test_policy_stands_on_refusals_and_static_files(client, settings):
    client.raise_request_exception = False
    settings.ALLOWED_HOSTS = ["testserver"]
    answers = [
        client.get(reverse("login"), headers={"host": "evil.example"}),
        client.get("/static/css/app.css"),
        client.get("/không-có/"),
    ]
    assert [response.status_code for response in answers] == [400, 200, 404]
    assert all("default-src 'self'" in response.headers["Content-Security-Policy"] for response in answers)
    answers[1].close()
    assert "Không đọc được yêu cầu" in answers[0].content.decode()

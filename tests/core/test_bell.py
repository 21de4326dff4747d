"""The bell and its pages: one's own, unread first, read by POST."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.digest import MailChoice, send_digests
from core.jobs import Job
from core.notifications import Kind, Notification, notify, store
from core.work import run_job
from tests.factories import people

pytestmark = pytest.mark.django_db


def tell(person, number=1) -> Notification:
    store([person], Kind.COURSE, f"Tin số {number}", "/doan-ra/", f"tin:{number}")
    return Notification.objects.get(person=person, key=f"tin:{number}")


def unread(person) -> list[str]:
    return list(Notification.objects.of(person).unread().order_by("pk").values_list("text", flat=True))


def test_told_once_after_commit(django_capture_on_commit_callbacks):
    owner = people.owner()
    with django_capture_on_commit_callbacks() as callbacks:
        for text in ("Lần đầu", "Lần sau"):
            notify([owner, owner], Kind.SYSTEM, text, "", "key")
        assert unread(owner) == []
    for callback in callbacks:
        callback()
    assert unread(owner) == ["Lần đầu"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(person=owner, kind=Kind.SYSTEM, text="", key="key")


@pytest.mark.parametrize(("number", "shown"), [(0, ""), (1, "1"), (99, "99"), (100, "99+")])
def test_bell_counts_what_is_unread(client, number, shown):
    owner = people.owner()
    for count in range(number):
        tell(owner, count)
    tell(people.colleague())
    client.force_login(owner)
    page = client.get(reverse("bell"))
    assert str(page.context["unread"]) == shown
    assert (b"bell-count" in page.content) == bool(number)


def test_bell_and_work_cost_one_query(client, django_assert_num_queries):
    """Session, person, roles, units; what waits and the bell together."""
    owner = people.owner()
    for number in range(3):
        tell(owner, number)
    client.force_login(owner)
    client.get(reverse("password_change"))
    with django_assert_num_queries(5):
        client.get(reverse("password_change"))


def test_list_shows_unread_first(client):
    owner = people.owner()
    notices = [tell(owner, number) for number in range(3)]
    client.force_login(owner)
    client.post(reverse("bell_open", args=[notices[2].pk]))
    page = client.get(reverse("bell"))
    assert [notice.text for notice in page.context["page"]] == ["Tin số 1", "Tin số 0", "Tin số 2"]


def test_list_has_pages_and_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    owner = people.owner()
    for number in range(55):
        tell(owner, number)
    client.force_login(owner)
    with django_assert_max_num_queries(9):
        assert len(client.get(reverse("bell")).context["page"]) == 50
    assert len(client.get(reverse("bell") + "?page=2").context["page"]) == 5


def test_open_marks_read_and_leads_on(client):
    owner = people.owner()
    notice = tell(owner)
    client.force_login(owner)
    assert client.post(reverse("bell_open", args=[notice.pk])).url == "/doan-ra/"
    assert unread(owner) == []


def test_mark_one_read_stays_on_the_list(client):
    owner = people.owner()
    notice = tell(owner)
    client.force_login(owner)
    here = reverse("bell") + "?page=2"
    assert client.post(reverse("bell_open", args=[notice.pk]), {"stay": here}).url == here
    assert unread(owner) == []


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "/doan-ra/"])
def test_mark_one_read_leads_nowhere_else(client, elsewhere):
    owner = people.owner()
    client.force_login(owner)
    assert client.post(reverse("bell_open", args=[tell(owner).pk]), {"stay": elsewhere}).url == reverse(
        "bell"
    )


def test_mark_all_leaves_what_came_since(client):
    owner, colleague = people.owner(), people.colleague()
    tell(colleague)
    shown = [tell(owner, number) for number in range(2)]
    tell(owner, 3)
    client.force_login(owner)
    client.post(reverse("bell_read"), {"newest": shown[-1].pk})
    assert unread(owner) == ["Tin số 3"]
    assert unread(colleague) == ["Tin số 1"]
    for odd in ("", "x", "-1", "²", "9" * 40):
        assert client.post(reverse("bell_read"), {"newest": odd}).status_code == 302
    assert unread(owner) == ["Tin số 3"]


def test_others_notification_is_not_there(client):
    notice = tell(people.owner())
    client.force_login(people.colleague())
    assert client.post(reverse("bell_open", args=[notice.pk])).status_code == 404
    assert list(client.get(reverse("bell")).context["page"]) == []
    assert unread(people.owner()) == [notice.text]


def test_get_changes_nothing(client):
    owner = people.owner()
    notice = tell(owner)
    client.force_login(owner)
    assert client.get(reverse("bell_open", args=[notice.pk])).status_code == 405
    assert client.get(reverse("bell_read")).status_code == 405
    client.get(reverse("bell"))
    assert unread(owner) == [notice.text]


def test_asked_to_sign_in(client):
    for name in ("bell", "mail_choice"):
        assert client.get(reverse(name)).url.startswith(reverse("login"))


def test_choice_of_mails(client):
    owner = people.owner()
    owner.email = "owner@example.vn"
    owner.save()
    client.force_login(owner)
    form = client.get(reverse("mail_choice")).context["form"]
    assert form.initial == {"digest": True, "kinds": Kind.values}
    kinds = [kind for kind in Kind.values if kind != Kind.COURSE]
    client.post(reverse("mail_choice"), {"digest": "on", "kinds": kinds})
    assert MailChoice.of(owner).without == [Kind.COURSE]
    tell(owner)
    send_digests()
    assert mail.outbox == []
    client.post(reverse("mail_choice"), {"kinds": ["NONSENSE"]})
    assert MailChoice.of(owner).digest
    client.post(reverse("mail_choice"), {})
    assert not MailChoice.of(owner).digest
    assert MailChoice.of(people.colleague()).digest


def test_long_import_arrives_in_the_bell(django_capture_on_commit_callbacks):
    officer = people.officer()
    job = Job.objects.create(kind="export_workbook", title="Sổ liệu", owner=officer)
    with django_capture_on_commit_callbacks(execute=True):
        run_job(job.pk)
    (notice,) = Notification.objects.of(officer)
    assert notice.text.startswith("Sổ liệu") and notice.url == reverse("job_detail", args=[job.pk])

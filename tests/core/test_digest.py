"""One mail a person a day: what is in it, who gets none, what a failing server changes."""

import datetime
import re
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.models import HeldRole
from core.digest import MailChoice, NotAllSent, send_digests
from core.notifications import Kind, Notification, store
from tests.factories import people

pytestmark = pytest.mark.django_db
MORNING = datetime.datetime(2026, 3, 12, 0, 30, tzinfo=datetime.UTC)
"""Half past seven in Hà Nội."""
A_DAY = datetime.timedelta(days=1)


class Refusing(EmailBackend):
    """A server that does not take mail for some addresses."""

    refused = ("owner@example.vn",)

    def send_messages(self, messages):
        if any(message.to[0] in self.refused for message in messages):
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


class Down(EmailBackend):
    tried = 0

    def send_messages(self, messages):
        Down.tried += 1
        raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def reader(maker=people.owner):
    person = maker()
    person.email = f"{person.username}@example.vn"
    person.save()
    return person


def tell(person, text="Có việc mới", kind=Kind.COURSE, **details):
    store([person], kind, text, "/doan-ra/", f"{text}:{timezone.now()}", **details)


def unmailed() -> int:
    return Notification.objects.filter(mailed_at=None).count()


def test_one_mail_with_everything_new(settings):
    settings.SITE_URL = "https://doingoai.example.vn/"
    owner = reader()
    tell(owner, "Quá hạn nộp báo cáo", Kind.DEADLINE, due=MORNING.date() - A_DAY)
    tell(owner, "Sắp đến hạn gửi hồ sơ", Kind.DEADLINE, due=MORNING.date() + A_DAY)
    tell(owner, "Hồ sơ chờ xử lý", Kind.WAITING)
    tell(owner, "Hồ sơ <đã> được phép")
    send_digests()
    (sent,) = mail.outbox
    html, _type = sent.alternatives[0]
    assert sent.to == ["owner@example.vn"]
    assert "12/03/2026" in sent.subject
    told = ["Quá hạn nộp báo cáo", "Sắp đến hạn gửi hồ sơ", "Hồ sơ chờ xử lý", "Hồ sơ <đã> được phép"]
    assert re.findall(r"^- (.*)$", sent.body, re.MULTILINE) == told
    assert "https://doingoai.example.vn/doan-ra/" in sent.body
    assert "Hồ sơ &lt;đã&gt; được phép" in html and 'href="https://doingoai.example.vn/doan-ra/"' in html


def test_nothing_is_mailed_twice(morning):
    tell(reader())
    for _time in range(2):
        send_digests()
    morning.shift(A_DAY)
    send_digests()
    assert len(mail.outbox) == 1


def test_second_run_of_the_day_waits_for_tomorrow(morning):
    owner = reader()
    tell(owner, "Việc thứ nhất")
    send_digests()
    morning.shift(datetime.timedelta(hours=1))
    tell(owner, "Việc thứ hai")
    send_digests()
    assert len(mail.outbox) == 1
    morning.shift(A_DAY)
    send_digests()
    assert len(mail.outbox) == 2 and "Việc thứ hai" in mail.outbox[1].body
    assert "Việc thứ nhất" not in mail.outbox[1].body


def test_what_is_read_is_not_mailed():
    owner = reader()
    tell(owner)
    Notification.objects.of(owner).mark_read()
    send_digests()
    assert mail.outbox == []


def test_no_address_no_role_no_account_no_mail():
    without_address, without_role = people.colleague(), reader(people.nobody)
    gone, ended = reader(people.officer), reader(people.stranger)
    gone.is_active = False
    gone.save()
    HeldRole.objects.filter(user=ended).update(end_date=MORNING.date() - A_DAY)
    for person in (without_address, without_role, gone, ended):
        tell(person)
    send_digests()
    assert mail.outbox == []


def test_opted_out_wholly_or_of_a_kind():
    owner, colleague = reader(), reader(people.colleague)
    MailChoice.objects.create(person=owner, digest=False)
    MailChoice.objects.create(person=colleague, without=[Kind.COURSE])
    for person in (owner, colleague):
        tell(person, "Đã được phép", Kind.COURSE)
        tell(person, "Sắp đến hạn", Kind.DEADLINE)
    send_digests()
    (sent,) = mail.outbox
    assert sent.to == [colleague.email]
    assert "Sắp đến hạn" in sent.body and "Đã được phép" not in sent.body
    assert unmailed() == 3


def test_refused_mail_stops_no_other_and_is_tried_again(settings, monkeypatch, morning):
    owner, officer = reader(), reader(people.officer)
    for person in (owner, officer):
        tell(person)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(NotAllSent):
        send_digests()
    assert [message.to for message in mail.outbox] == [[officer.email]]
    assert list(Notification.objects.filter(mailed_at=None).values_list("person", flat=True)) == [owner.pk]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    morning.shift(datetime.timedelta(hours=1))
    send_digests()
    assert [message.to for message in mail.outbox] == [[officer.email], [owner.email]]
    assert unmailed() == 0


def test_server_that_is_down_is_not_asked_for_everyone(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    Down.tried = 0
    for number in range(9):
        tell(reader(lambda number=number: people.user(f"person{number}", "unit_officer", people.unit())))
    with pytest.raises(NotAllSent):
        send_digests()
    assert Down.tried == 5 and unmailed() == 9


def test_long_groups_are_cut_and_counted():
    owner = reader()
    for number in range(27):
        tell(owner, f"Tin {number}")
    send_digests()
    assert mail.outbox[0].body.count("\n- ") == 20
    assert "7" in mail.outbox[0].body.rpartition("- Tin 19")[2].partition("http://127")[2]
    assert unmailed() == 0

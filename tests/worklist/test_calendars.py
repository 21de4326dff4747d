"""Calendars by address: what they hold, for whom, how they are fetched."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import HeldRole
from core.deadlines import Deadline
from core.events import Event
from core.workdays import add_months
from directory import succession
from tests.factories import people
from tests.factories.records import conference, inbound, outbound
from tests.worklist.strictly import strictly_parsed
from worklist.calendars import views
from worklist.models import MOST_FEEDS, CalendarFeed, Held

ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()


def feed_of(user, holds=Held.values) -> tuple[CalendarFeed, str]:
    feed, token = CalendarFeed.objects.begin(user, "Điện thoại", list(holds))
    return feed, reverse("calendar_feed", args=[token])


def today(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def read(address: str, **headers) -> tuple:
    response = Client().get(address, headers=headers)  # a calendar programme: no session, no cookie
    return response, strictly_parsed(response.content)


# --- what a calendar holds -----------------------------------------------------------------------

db = pytest.mark.django_db


@db
def test_calendar_holds_trips_visits_conferences_and_deadlines_of_the_unit():
    visit = inbound(title="Đoàn JICA", start_date=today(), end_date=today(2), state="PERMITTED")
    trip, meeting = (
        outbound(start_date=today(5), end_date=today(5)),
        conference(start_date=today(9), end_date=None),
    )
    for record in (visit, trip, meeting):
        record.settle()
    others = inbound(unit=people.unit("Bệnh viện Phụ sản Hà Nội"), start_date=today(), end_date=today())
    _feed, address = feed_of(people.owner())
    response, entries = read(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    by_uid = {entry["UID"].partition("@")[0]: entry for entry in entries}
    owed = {f"deadline-{row.pk}" for row in Deadline.objects.visible_to(people.owner())}
    assert owed
    assert set(by_uid) == {f"inbound-{visit.pk}", f"outbound-{trip.pk}", f"conference-{meeting.pk}"} | {
        key for key in owed if key in by_uid
    }
    assert f"inbound-{others.pk}" not in by_uid
    entry = by_uid[f"inbound-{visit.pk}"]
    assert entry["DTSTART"] == f"{today():%Y%m%d}"
    assert entry["DTEND"] == f"{today(3):%Y%m%d}"  # exclusive
    assert entry["SEQUENCE"] == str(visit.version)
    assert entry["STATUS"] == "CONFIRMED"
    assert "Đoàn JICA" in entry["SUMMARY"]
    assert entry["LOCATION"] == "Nhật Bản"
    assert by_uid[f"outbound-{trip.pk}"]["LOCATION"] == "Nhật Bản"
    assert (
        by_uid[f"conference-{meeting.pk}"]["DTEND"] == f"{today(10):%Y%m%d}"
    )  # one day where no last one is known


@db
def test_nothing_personal_leaves_but_title_unit_and_countries():
    visit = inbound(
        start_date=today(), end_date=today(), host_name="Nguyễn Văn Chủ Trì", note="Ghi chú riêng"
    )
    trip = outbound(start_date=today(), end_date=today())
    _feed, address = feed_of(people.owner())
    content = Client().get(address).content.decode()
    text = content.replace("\r\n ", "")
    for secret in ("Tanaka", "Nguyễn Văn", "Ghi chú riêng", people.owner().username):
        assert secret not in text
    assert visit.number in text and trip.number in text


@db
@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("DRAFT", "TENTATIVE"),
        ("PERMITTED", "CONFIRMED"),
        ("COMPLETED", "CONFIRMED"),
        ("CANCELLED", "CANCELLED"),
        ("POSTPONED", "CANCELLED"),
    ],
)
def test_state_is_told_as_status(state, status):
    inbound(start_date=today(), end_date=today(), state=state)
    _feed, address = feed_of(people.owner(), [Held.VISITS])
    assert [entry["STATUS"] for entry in read(address)[1]] == [status]


@db
def test_entry_keeps_its_uid_and_counts_its_revisions():
    visit = inbound(start_date=today(), end_date=today())
    _feed, address = feed_of(people.owner(), [Held.VISITS])
    (before,) = read(address)[1]
    visit.refresh_from_db()
    visit.title = "Đoàn đổi tên"
    visit.save(by=people.owner())
    (after,) = read(address)[1]
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["LAST-MODIFIED"] >= before["LAST-MODIFIED"]


@db
def test_window_is_a_year_back_and_two_ahead():
    first, last = add_months(today(), -12), add_months(today(), 24)
    inside = [
        inbound(start_date=first - datetime.timedelta(days=30), end_date=first),
        inbound(start_date=last, end_date=last + datetime.timedelta(days=30)),
        inbound(start_date=first, end_date=None),
    ]
    inbound(start_date=first - datetime.timedelta(days=30), end_date=first - ONE_DAY)
    inbound(start_date=last + ONE_DAY, end_date=None)
    inbound(start_date=None, end_date=None)
    _feed, address = feed_of(people.owner(), [Held.VISITS])
    assert {entry["UID"].partition("@")[0] for entry in read(address)[1]} == {
        f"inbound-{each.pk}" for each in inside
    }


@db
def test_empty_calendar_is_a_calendar():
    for user in (people.owner(), people.nobody(), people.administrator()):
        response, entries = read(feed_of(user)[1])
        assert (response.status_code, entries) == (200, [])


@db
def test_fetch_costs_the_same_for_one_and_for_many(django_assert_max_num_queries):
    _feed, address = feed_of(people.owner())
    outbound(start_date=today(), end_date=today())
    read(address)
    for _number in range(12):
        inbound(start_date=today(), end_date=today()).settle()
        outbound(start_date=today(), end_date=today()).settle()
    with django_assert_max_num_queries(13):
        assert len(read(address)[1]) >= 25


# --- whose, and how long -------------------------------------------------------------------------


@db
def test_scope_is_asked_at_every_fetch():
    inbound(start_date=today(), end_date=today())
    owner = people.owner()
    _feed, address = feed_of(owner, [Held.VISITS])
    assert len(read(address)[1]) == 1
    HeldRole.objects.filter(user=owner).delete()
    assert read(address)[1] == []
    HeldRole.objects.create(user=owner, role="unit_officer")
    owner.unit = people.unit("Bệnh viện Phụ sản Hà Nội")
    owner.save()
    assert read(address)[1] == []
    succession.merge_into(owner.unit, people.unit(), on=today(), paper="", by=None)
    assert len(read(address)[1]) == 1


@db
def test_withdrawn_record_leaves_the_calendar():
    visit = inbound(start_date=today(), end_date=today())
    _feed, address = feed_of(people.owner(), [Held.VISITS])
    visit.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert read(address)[1] == []


@db
def test_account_switched_off_and_revoked_address_answer_nothing(client):
    owner = people.owner()
    feed, address = feed_of(owner)
    owner.is_active = False
    owner.save()
    assert Client().get(address).status_code == 404
    owner.is_active = True
    owner.save()
    assert Client().get(address).status_code == 200
    client.force_login(people.colleague())
    assert client.post(reverse("calendar_revoke", args=[feed.pk])).status_code == 404
    client.force_login(owner)
    assert client.get(reverse("calendar_revoke", args=[feed.pk])).status_code == 405
    client.post(reverse("calendar_revoke", args=[feed.pk]))
    assert Client().get(address).status_code == 404
    assert set(
        Event.objects.filter(record_type="worklist.calendarfeed").values_list("action", flat=True)
    ) == {"calendar_revoked"}


@db
def test_guessed_and_tampered_addresses_answer_nothing():
    _feed, address = feed_of(people.owner())
    token = address.rsplit("/", 1)[1][: -len(".ics")]
    other = ("B" if token[0] == "A" else "A") + token[1:]
    for wrong in ("x", token[:-1], other, token.partition(".")[0], f"{token}x", "%00", "."):
        with CaptureQueriesContext(connection) as found:
            assert Client().get(f"/lich/{wrong}.ics").status_code == 404
        assert not any("calendarfeed" in query["sql"] for query in found)  # unsigned: not even looked up


@db
def test_token_is_not_kept():
    feed, token = CalendarFeed.objects.begin(people.owner(), "Máy tính", [Held.VISITS])
    stored = [str(value) for value in CalendarFeed.objects.values_list().get(pk=feed.pk)]
    assert not any(part in value for part in token.split(".") for value in stored)
    assert len(feed.secret_hash) == 64
    assert len(token) > 43


# --- how it is fetched ---------------------------------------------------------------------------


@db
def test_nothing_of_it_is_kept_on_the_way():
    response, _entries = read(feed_of(people.owner())[1])
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


@db
def test_unchanged_calendar_is_not_sent_again():
    visit = inbound(start_date=today(), end_date=today())
    _feed, address = feed_of(people.owner(), [Held.VISITS])
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = Client().get(address)
        assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert Client().get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
        clock.shift(5)
        visit.withdraw(
            by=people.officer(), reason="Nhập nhầm"
        )  # gone, though no entry that is left has changed
        again = Client().get(address, headers={"If-Modified-Since": first["Last-Modified"]})
        assert again.status_code == 200
        assert again["ETag"] != first["ETag"]
        assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@db
def test_fetches_are_noted_once_an_hour_and_limited(monkeypatch):
    feed, address = feed_of(people.owner())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        Client().get(address)
        noted = CalendarFeed.objects.get(pk=feed.pk).last_used_at
        assert noted is not None
        clock.shift(60)
        Client().get(address)
        assert CalendarFeed.objects.get(pk=feed.pk).last_used_at == noted
        clock.shift(3601)
        Client().get(address)
        assert CalendarFeed.objects.get(pk=feed.pk).last_used_at > noted
    monkeypatch.setattr(views, "MOST_FETCHES", 2)
    cache.clear()
    assert [Client().get(address).status_code for _time in range(3)] == [200, 200, 429]


@db
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_calendar_is_only_read(method):
    assert getattr(Client(enforce_csrf_checks=False), method)(feed_of(people.owner())[1]).status_code == 405


# --- the page ------------------------------------------------------------------------------------


@db
def test_person_makes_sees_once_and_revokes_an_address(client):
    owner = people.owner()
    client.force_login(owner)
    page = client.post(reverse("calendar_list"), {"title": "Điện thoại của tôi", "holds": [Held.VISITS]})
    made = page.context["made"]
    assert made["address"] in page.content.decode()
    assert made["webcal"].startswith("webcal://")
    address = "/" + made["address"].split("/", 3)[3]
    assert Client().get(address).status_code == 200
    again = client.get(reverse("calendar_list"))
    assert made["address"] not in again.content.decode()
    assert [feed["title"] for feed in again.context["feeds"]] == ["Điện thoại của tôi"]
    client.force_login(people.colleague())
    assert client.get(reverse("calendar_list")).context["feeds"] == []


@db
@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"holds": []}, {"holds": ["SECRETS"]}, {"title": "TỐI MẬT"}]
)
def test_wrong_input_is_told(client, wrong):
    client.force_login(people.owner())
    page = client.post(reverse("calendar_list"), {"title": "Máy", "holds": [Held.VISITS]} | wrong)
    assert page.context["form"].errors
    assert not CalendarFeed.objects.exists()


@db
def test_nobody_has_more_addresses_than_one_can_oversee(client):
    for _number in range(MOST_FEEDS):
        feed_of(people.owner())
    client.force_login(people.owner())
    page = client.post(reverse("calendar_list"), {"title": "Thêm", "holds": [Held.VISITS]})
    assert page.context["form"].non_field_errors()
    assert CalendarFeed.objects.count() == MOST_FEEDS


# --- one record ----------------------------------------------------------------------------------


@db
@pytest.mark.parametrize("make", [outbound, inbound, conference])
def test_record_is_offered_as_an_entry(client, make):
    record = make(start_date=today(), end_date=today(1))
    client.force_login(people.owner())
    address = client.get(record.get_absolute_url()).context["calendar_url"]
    response = client.get(address)
    (entry,) = strictly_parsed(response.content)
    assert entry["UID"].startswith(f"{record.slug}-{record.pk}@")
    assert f"{record.number}.ics" in response["Content-Disposition"]
    client.force_login(people.stranger())
    assert client.get(address).status_code == 404
    assert Client().get(address).status_code == 302


@db
def test_what_has_no_day_is_not_offered(client):
    record = inbound(start_date=None, end_date=None)
    client.force_login(people.owner())
    assert client.get(record.get_absolute_url()).context["calendar_url"] == ""
    assert client.get(reverse("record_ics", args=["inbound", record.pk])).status_code == 404
    assert client.get(reverse("record_ics", args=["aid", 1])).status_code == 404

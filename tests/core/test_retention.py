"""Identifiers are erased when their time is over, in the history too; figures and records stay."""

import datetime

import pytest
from django.urls import reverse

from core.events import Event
from core.retention import Retention, due, erase_old, preview, reported_long_ago
from core.secrets import bearers, bearing_types, secrets_of
from delegations.models import Guest, InboundDelegation, Member, OutboundDelegation
from directory.models import Person
from tests.contracts.test_secrets import NUMBER, holding
from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import make

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2030, 6, 15)
LAST = datetime.date(2025, 6, 15)
"""The last day that is still kept on that day."""
bearing = pytest.mark.parametrize("model", bearing_types(), ids=lambda model: model.slug)


def ended(model, day: datetime.date):
    """A record with numbers whose last day is `day`."""
    record = holding(model)
    trip = record
    if model is Person:
        trip = make(OutboundDelegation)
        Member(delegation=trip, person=record, unit=record.unit).save(by=None)
    trip.start_date = trip.end_date = day
    trip.save(by=people.officer())
    return record


def stored(model) -> set[str]:
    """Every number of this type, wherever it stands."""
    return {
        value
        for rows in bearers(model)
        for field in secrets_of(rows)
        for table in (rows, rows.history.model)
        for value in table._base_manager.values_list(field.name, flat=True)
        if value
    }


@bearing
def test_number_is_kept_to_the_day_and_erased_after_it_with_its_history(model):
    record = ended(model, LAST)
    assert erase_old(TODAY) == 0
    assert stored(model) == {NUMBER}
    before = model.objects.get(pk=record.pk)
    assert erase_old(TODAY + datetime.timedelta(days=1)) > 0
    assert stored(model) == set()
    after = model.objects.get(pk=record.pk)
    assert (after.version, after.updated_at, str(after)) == (before.version, before.updated_at, str(before))


@bearing
def test_one_event_a_record_with_counts_only_and_none_the_second_time(model):
    records = [ended(model, LAST), ended(model, LAST)]
    later = TODAY + datetime.timedelta(days=1)
    erase_old(later)
    events = Event.objects.filter(kind=Event.Kind.RETENTION)
    assert {event.record_id for event in events} == {str(record.pk) for record in records}
    assert {event.actor_name for event in events} == {""}
    assert not any(NUMBER in event.comment or "567" in event.comment for event in events)
    assert erase_old(later) == 0
    assert events.count() == 2


def test_actual_days_count_before_planned_ones():
    trip = ended(OutboundDelegation, LAST)
    trip.actual_start = trip.actual_end = LAST + datetime.timedelta(days=9)
    trip.save(by=None)
    assert due(TODAY + datetime.timedelta(days=9)) == []
    assert due(TODAY + datetime.timedelta(days=10)) != []


def test_a_person_who_travelled_again_keeps_the_number():
    person = ended(Person, LAST)
    again = make(OutboundDelegation, start_date=TODAY, end_date=TODAY)
    Member(delegation=again, person=person, unit=person.unit).save(by=None)
    assert erase_old(TODAY + datetime.timedelta(days=1)) == 0


@bearing
def test_a_record_without_days_is_kept_from_its_last_change(model):
    record = holding(model)
    if model is not Person:
        record.start_date = record.end_date = None
        record.save(by=None)
    assert erase_old(TODAY.replace(year=record.updated_at.year + 4)) == 0
    assert erase_old(TODAY.replace(year=record.updated_at.year + 6)) > 0


def test_number_of_a_deleted_row_is_erased_from_the_history():
    visit = ended(InboundDelegation, LAST)
    Guest.objects.get(delegation=visit).delete(by=people.officer())
    assert stored(InboundDelegation) == {NUMBER}
    erase_old(TODAY + datetime.timedelta(days=1))
    assert stored(InboundDelegation) == set()


def test_numbers_of_a_withdrawn_record_are_erased_too():
    trip = ended(OutboundDelegation, LAST)
    trip.withdraw(by=people.officer(), reason="Nhập nhầm")
    erase_old(TODAY + datetime.timedelta(days=1))
    assert stored(OutboundDelegation) == set()


def test_preview_counts_by_type_and_year():
    ended(OutboundDelegation, datetime.date(2019, 5, 1))
    ended(OutboundDelegation, datetime.date(2020, 5, 1))
    ended(InboundDelegation, datetime.date(2020, 5, 1))
    parts = {(str(part["kind"]), part["year"]): part for part in preview(TODAY)}
    outbound, inbound = (
        str(model._meta.verbose_name_plural) for model in (OutboundDelegation, InboundDelegation)
    )
    assert set(parts) == {(outbound, 2019), (outbound, 2020), (inbound, 2020)}
    assert {(part["records"], part["numbers"]) for part in parts.values()} == {(1, 1)}
    assert sum(part["numbers"] + part["past"] for part in parts.values()) == erase_old(TODAY)
    assert preview(TODAY) == []


def test_scans_have_their_time_after_the_report():
    trip = make(OutboundDelegation, report_number="1/BC", report_date=LAST)
    assert list(reported_long_ago(OutboundDelegation, LAST + datetime.timedelta(days=90))) == []
    assert list(reported_long_ago(OutboundDelegation, LAST + datetime.timedelta(days=91))) == [trip]


# --- the page -----------------------------------------------------------------------------------


def test_administrator_sets_the_years_and_sees_counts_only(client):
    client.force_login(people.administrator())
    ended(OutboundDelegation, datetime.date(2019, 5, 1))
    address = reverse("retention")
    page = client.get(address)
    assert [[str(cell["text"]) for cell in row][1:4] for row in page.context["table"]["rows"]] == [
        ["2019", "1", "1"]
    ]
    text = page.content.decode()
    assert not any(secret in text for secret in (NUMBER, "C****567", "Đoàn học tập"))
    assert client.post(address, as_sent(page)).status_code == 302
    assert client.post(address, as_sent(page) | {"passport_years": "20"}).status_code == 302
    assert Retention.current().passport_years == 20
    assert Event.objects.filter(kind=Event.Kind.ADMIN).first().comment == "passport_years: 5 → 20"
    assert client.get(address).context["table"]["rows"] == []
    assert "passport_years" in faults(client.post(address, as_sent(page) | {"passport_years": "0"}))


def test_retention_is_the_administrators(client):
    for who in ("owner", "unit_head", "officer", "leader", "nobody"):
        client.force_login(getattr(people, who)())
        assert client.get(reverse("retention")).status_code == 403

"""Rows written past Django are the rows Django would have written."""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from core import bulk
from core.blank import blank
from core.numbering import NumberCounter
from core.search.entries import SearchEntry
from delegations.models import Member, OutboundDelegation
from directory.models import Partner, Person
from tests.factories import people
from tests.factories.records import outbound

pytestmark = pytest.mark.django_db
ODD = ["", "\\N", "\\", "a\tb\nc\r\nd", "'\";--", "%s {} $1", "Đường Ứng Hoè 🙂", " ", "\\t"]


def test_every_text_comes_back_as_it_was():
    bulk.insert(
        [Partner(name=f"{place}", original_name=text, note=text) for place, text in enumerate(ODD)], by=None
    )
    stored = Partner.objects.order_by("pk").values_list("name", "original_name", "note")
    assert list(stored) == [(f"{place}", text, text) for place, text in enumerate(ODD)]


def test_every_kind_of_value_comes_back_as_it_was():
    day = datetime.date(2024, 2, 29)
    trip = OutboundDelegation(
        title="Đoàn",
        unit=people.unit(),
        purposes=["HNHT", "KHAC"],
        start_date=day,
        cost=Decimal("1234.50"),
        in_plan=True,
    )
    bulk.insert([trip], by=people.owner())
    again = OutboundDelegation.objects.get(pk=trip.pk)
    for field in OutboundDelegation._meta.concrete_fields:
        assert getattr(again, field.attname) == getattr(trip, field.attname), field.name
    assert not trip._state.adding
    said = {"a": ["b\\c", {"d": None}], "e": True, "f": 1, "g": "Hoè\n"}
    bulk.put([SearchEntry(record_type="x", record_id=1, place=1, number="", names="", text="", shown=said)])
    assert SearchEntry.objects.get(record_type="x").shown == said


def test_equal_secrets_do_not_look_equal():
    persons = [Person(full_name=f"Nguyễn Văn {letter}", passport_number="B1234567") for letter in "AB"]
    bulk.insert(persons, by=None)
    assert [person.passport_number for person in Person.objects.all()] == ["B1234567"] * 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT passport_number FROM directory_person")
        first, second = (text for (text,) in cursor.fetchall())
    assert len({first, second, "B1234567"}) == 3


def test_fields_of_stored_rows_are_changed_by_key():
    counters = [NumberCounter(prefix="ZZ", year=year) for year in (2001, 2002, 2003)]
    bulk.put(counters)
    first, second, third = NumberCounter.objects.filter(prefix="ZZ").order_by("year")
    bulk.change(NumberCounter, ("last", "prefix"), [(first.pk, 5, "ZY"), (third.pk, 7, "ZX")])
    told = NumberCounter.objects.filter(pk__in=[first.pk, second.pk, third.pk]).order_by("year")
    assert list(told.values_list("prefix", "last")) == [("ZY", 5), ("ZZ", 0), ("ZX", 7)]


def test_a_fault_beside_the_caller_undoes_all():
    trip = outbound()
    member = trip.members.first() or Member.objects.create(
        delegation=trip, person=Person.objects.create(full_name="Lê Văn A", by=None), by=None
    )
    before = Person.objects.count()
    twice = [Member(delegation=trip, person=member.person) for _once in range(2)]

    def store() -> None:
        with transaction.atomic(), bulk.beside():
            bulk.insert([Person(full_name=f"Trần Thị {place}") for place in range(10)], by=None)
            bulk.insert(twice, by=None)
            bulk.insert([Person(full_name="Hoàng Thị C")], by=None)

    with pytest.raises(IntegrityError):
        store()
    assert Person.objects.count() == before
    assert list(trip.members.all()) == [member]


def test_what_is_asked_beside_sees_what_was_written_before():
    with transaction.atomic(), bulk.beside():
        bulk.insert([Person(full_name=f"Trần Thị {place}") for place in range(2500)], by=None)
        assert Person.objects.filter(full_name__startswith="Trần Thị").count() == 2500


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_a_blank_row_is_what_the_model_makes(model):
    made, rows = model(), [blank(model), blank(model)]
    for row in rows:
        assert row.__dict__.keys() == made.__dict__.keys()
        assert (row.pk, row._state.adding) == (made.pk, True)
    assert rows[0]._state is not rows[1]._state
    for name, value in rows[0].__dict__.items():
        assert type(value) is type(getattr(made, name))
        if isinstance(value, list | dict | set):
            assert value is not getattr(rows[1], name)


def test_keys_are_given_once():
    first, second = [Partner(name="A"), Partner(name="B")], [Partner(name="C"), Partner(name="A")]
    bulk.give_keys(first)
    bulk.give_keys([*first, *second])
    assert len({row.pk for row in [*first, *second]}) == 4
    bulk.insert(second[:1], by=None)
    assert Partner.objects.get(name="C").pk == second[0].pk
    assert Partner.objects.create(name="D", by=None).pk not in {row.pk for row in [*first, *second]}

"""Two made one: everything that refers moves, nothing is lost, and all of it goes back."""

import datetime
import json
from collections import Counter

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from agreements.models import Agreement
from core.events import Event
from core.records import Child, Kept
from core.search.entries import SearchWord
from core.text import fold
from core.workflow import Refused
from delegations.models import Member
from directory.merge_plan import plan_for
from directory.merge_preview import differing, preview
from directory.merging import Stale, merge
from directory.models import Partner, PartnerAlias, Person
from directory.people import find_or_create
from directory.relations import LEFT, LEFT_GENERIC, How, generic_tables, relations_of
from directory.sheets import known_names
from directory.twins import Merging
from directory.unmerging import InTheWay, unmerge
from personnel.models import Attendance
from tests.factories import people
from tests.factories.records import (
    agreement,
    aid,
    any_partner,
    conference,
    focal_point,
    inbound,
    outbound,
    person,
    planned,
    training,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(1980, 2, 3)
TYPES = (Partner, Person)


def partner(name: str, **details) -> Partner:
    return Partner.objects.create(
        by=None, **{"name": name, "kind": "BV", "country": people.country(), **details}
    )


def done(kept, gone, **choices) -> Merging:
    kept, gone = fresh(kept), fresh(gone)
    return merge(kept, gone, by=people.officer(), fingerprint=plan_for(kept, gone).fingerprint, **choices)


def fresh(record):
    return type(record)._base_manager.get(pk=record.pk)


def referred(gone) -> list:
    """One row of every relation there is, referring to this record."""
    if isinstance(gone, Partner):
        for make, name in (
            (outbound, "inviters"), (inbound, "senders"), (agreement, "partners"), (aid, "donors"),
            (conference, "partners"), (planned, "partners"),
        ):  # fmt: skip
            getattr(make(), name).add(gone)
        PartnerAlias(partner=gone, name="Tên khác nữa").save(by=None)
    else:
        Member(delegation=outbound(), person=gone, unit=gone.unit, passport_number="B7654321").save(by=None)
        Attendance(course=training(), person=gone).save(by=None)
        focal_point(person=gone)
    relations = relations_of(type(gone))
    for relation in relations:
        for row in relation.rows(gone):
            relation.owner(row).settle()
    return relations


def pair(model) -> tuple:
    if model is Partner:
        return partner("Bệnh viện Juntendo"), partner(
            "Juntendo Hospital", original_name="順天堂", email="a@b.jp"
        )
    return (
        person("Nguyễn Văn An", birth_date=DAY, passport_number="B1234567"),
        person("Nguyen Van An", phone="0987654321", passport_number="C1112229"),
    )


UNTOLD = {"version", "updated_at", "updated_by", "updated_by_id", "created_at"}


def dump() -> dict[str, Counter]:
    """Every row of every table except what only tells of changes: history, events, mergings, versions."""
    found = {}
    for table in apps.get_models(include_auto_created=True):
        label = table._meta.label
        if (
            "Historical" in label
            or table in (Event, Merging, SearchWord)
            or label.startswith(("sessions.", "auth.", "core.Num"))
        ):
            continue
        names = [item.attname for item in table._meta.concrete_fields if item.attname not in UNTOLD]
        found[label] = Counter(repr(row) for row in table._base_manager.values_list(*names))
    return found


# --- what refers --------------------------------------------------------------------------------


@pytest.mark.parametrize("model", TYPES)
def test_every_relation_is_moved_or_left_for_a_reason(model):
    """A new relation a merging does not know raises here; a new table that names records by key stands in neither list."""
    assert all(relation.how in How for relation in relations_of(model))
    labels = {
        f"{item.related_model._meta.label}.{item.field.name}"
        for item in model._meta.get_fields(include_hidden=True)
        if item.auto_created and not item.concrete and not item.many_to_many
        and "Historical" not in item.related_model.__name__
    }  # fmt: skip
    moved = {relation.name for relation in relations_of(model)}
    assert labels == moved | (labels & set(LEFT))
    assert {table._meta.label for table in generic_tables()} == set(LEFT_GENERIC)


@pytest.mark.parametrize("model", TYPES)
def test_every_relation_moves_and_nothing_refers_to_the_one_gone(model):
    kept, gone = pair(model)
    relations = referred(gone)
    assert all(relation.rows(gone) for relation in relations), "a relation without a row here is not tested"
    before = {relation.name: len(relation.rows(gone)) + len(relation.rows(kept)) for relation in relations}
    done(kept, gone)
    assert {relation.name: relation.rows(gone) for relation in relations if relation.rows(gone)} == {}
    added = 2 if model is Partner else 0  # the two names of the one gone
    after = {relation.name: len(relation.rows(kept)) for relation in relations}
    assert sum(after.values()) == sum(before.values()) + added


@pytest.mark.parametrize("model", TYPES)
def test_undo_puts_back_every_row(model):
    kept, gone = pair(model)
    referred(gone)
    both = agreement()
    if model is Partner:
        both.partners.set([kept, gone])
        both.settle()
    people.officer()
    before = dump()
    merging = done(
        kept, gone, take={item["name"]: "gone" for item in differing(kept, gone, people.officer())}
    )
    assert dump() != before
    unmerge(merging, by=people.officer())
    after = dump()
    assert {
        label: (before[label] - rows, rows - before[label])
        for label, rows in after.items()
        if rows != before[label]
    } == {}


@pytest.mark.parametrize("model", TYPES)
def test_every_moved_record_has_an_entry_of_history_with_its_author(model):
    kept, gone = pair(model)
    relations = referred(gone)
    rows = [(relation, row) for relation in relations for row in relation.rows(gone)]
    done(kept, gone)
    for relation, row in rows:
        told = row if isinstance(row, Child | Kept) else relation.owner(row)
        entry = type(told).history.filter(id=told.pk).first()
        assert (entry.history_user, "Gộp" in entry.history_change_reason or "Merged" in entry.history_change_reason) == (
            people.officer(), True,
        )  # fmt: skip
    event = Event.objects.get(action="merge")
    assert (event.record_id, event.actor_name) == (str(gone.pk), "officer")


# --- both on the same record --------------------------------------------------------------------


def test_a_record_that_names_both_names_the_one_kept_once():
    kept, gone = pair(Partner)
    paper = agreement()
    paper.partners.set([kept, gone])
    done(kept, gone)
    assert list(paper.partners.all()) == [kept]


@pytest.mark.parametrize(("choice", "role"), [("kept", "MEMBER"), ("gone", "LEADER")])
def test_the_same_person_twice_on_a_delegation_is_settled_by_who_merges_and_goes_back(choice, role):
    kept, gone = pair(Person)
    trip = outbound()
    Member.objects.get(delegation=trip).delete(by=None)
    Member(delegation=trip, person=kept, role="MEMBER", passport_number="B1234567").save(by=None)
    Member(delegation=trip, person=gone, role="LEADER", passport_number="C7654321").save(by=None)
    trip.settle()
    people.officer()
    before, (clash,) = dump(), plan_for(kept, gone).clashes
    with pytest.raises(Refused, match=trip.title):
        done(kept, gone)
    assert dump() == before
    merging = done(kept, gone, settle={clash.key: choice})
    member = Member.objects.get(delegation=trip)
    assert (member.person, member.role) == (kept, role)
    assert "7654321" not in json.dumps(merging.moved)
    unmerge(merging, by=people.officer())
    assert dump() == before


# --- what becomes of the two --------------------------------------------------------------------


def test_names_of_the_one_gone_find_the_one_kept():
    kept, gone = pair(Partner)
    paper = agreement()
    paper.partners.set([gone])
    done(kept, gone)
    assert {row.name for row in kept.aliases.all()} == {"Juntendo Hospital", "順天堂"}
    assert known_names()[Partner].find("JUNTENDO hospital") == kept
    assert fold("Juntendo Hospital") in fresh(kept).search_text
    assert fold("Bệnh viện Juntendo") in Agreement.objects.get(pk=paper.pk).search_text
    assert (fresh(gone).heir, fresh(gone).deleted_at is None) == (kept, False)


def test_an_import_of_the_person_gone_finds_the_one_kept():
    kept, gone = pair(Person)
    done(kept, gone)
    count = Person.objects.count()
    assert find_or_create("Nguyen Van An", None, gone.unit, by=people.officer()) == kept
    assert Person.objects.count() == count
    assert "nguyen van an" in fresh(kept).search_text


def test_the_name_of_the_one_gone_can_be_taken_over_and_goes_back():
    kept, gone = pair(Partner)
    merging = done(kept, gone, take={"name": "gone", "email": "gone"})
    assert (fresh(kept).name, fresh(kept).email) == ("Juntendo Hospital", "a@b.jp")
    assert {row.name for row in kept.aliases.all()} >= {"Bệnh viện Juntendo"}
    unmerge(merging, by=people.officer())
    assert (fresh(kept).name, fresh(kept).email, fresh(gone).name) == (
        "Bệnh viện Juntendo",
        "",
        "Juntendo Hospital",
    )
    assert (fresh(gone).merged_into, fresh(gone).deleted_at) == (None, None)


def test_fields_that_do_not_fit_together_are_refused_and_nothing_moves():
    kept = partner("A", registration_date=datetime.date(2024, 1, 1))
    gone = partner("B", registration_expiry=datetime.date(2023, 1, 1))
    people.officer()
    before = dump()
    with pytest.raises(ValidationError):
        done(kept, gone, take={"registration_expiry": "gone"})
    assert dump() == before


def test_a_partner_of_the_name_gone_is_not_entered_again():
    kept, gone = pair(Partner)
    done(kept, gone)
    with pytest.raises(ValidationError) as refused:
        Partner(name="Juntendo  hospital", kind="BV").clean()
    assert "Bệnh viện Juntendo" in str(refused.value)


# --- a preview that holds no longer; an undo that does ------------------------------------------


@pytest.mark.parametrize("change", ["kept", "gone", "record", "new"])
def test_a_stale_preview_is_refused(change):
    kept, gone = pair(Partner)
    paper = agreement()
    paper.partners.set([gone])
    seen = plan_for(kept, gone).fingerprint
    if change == "new":
        aid().donors.add(gone)
    else:
        {"kept": kept, "gone": gone, "record": paper}[change].save(by=people.officer())
    with pytest.raises(Stale):
        merge(kept, gone, by=people.officer(), fingerprint=seen)
    assert fresh(gone).deleted_at is None


def test_what_was_changed_since_stands_in_the_way_and_is_named():
    kept, gone = pair(Partner)
    paper, gift = agreement(title="Biên bản A"), aid(title="Khoản B")
    paper.partners.set([gone])
    gift.donors.set([gone])
    merging = done(kept, gone, take={"email": "gone"})
    paper.partners.set([])
    changed = fresh(kept)
    changed.email = "moi@b.jp"
    changed.save(by=people.officer())
    before = dump()
    with pytest.raises(InTheWay) as refused:
        unmerge(merging, by=people.officer())
    assert len(refused.value.obstacles) == 2
    assert dump() == before


def test_a_change_of_something_else_does_not_stand_in_the_way():
    kept, gone = pair(Partner)
    paper = agreement()
    paper.partners.set([gone])
    merging = done(kept, gone)
    paper = fresh(paper)
    paper.title = "Tên mới"
    paper.save(by=people.officer())
    other = any_partner()
    paper.partners.add(other)
    unmerge(merging, by=people.officer())
    assert (fresh(paper).title, list(paper.partners.order_by("pk"))) == ("Tên mới", [gone, other])


def test_mergings_are_undone_the_last_first():
    kept, gone = pair(Partner)
    third = partner("Bệnh viện thứ ba")
    first, second = done(kept, gone), done(kept, third)
    with pytest.raises(InTheWay, match="Bệnh viện thứ ba"):
        unmerge(first, by=people.officer())
    unmerge(second, by=people.officer())
    unmerge(first, by=people.officer())
    with pytest.raises(InTheWay):
        unmerge(first, by=people.officer())


def test_a_chain_of_tombstones_leads_to_the_last():
    kept, gone = pair(Partner)
    last = partner("Đại học Juntendo")
    done(kept, gone)
    done(last, kept)
    assert fresh(gone).heir == last


def test_two_that_are_gone_or_the_same_are_not_merged():
    kept, gone = pair(Partner)
    seen = plan_for(kept, gone).fingerprint
    gone.withdraw(by=people.officer(), reason="Nhập nhầm")
    with pytest.raises(Stale):
        merge(kept, gone, by=people.officer(), fingerprint=seen)
    with pytest.raises(Stale):
        merge(kept, kept, by=people.officer(), fingerprint=plan_for(kept, kept).fingerprint)


def test_preview_names_only_what_the_person_may_see():
    kept, gone = pair(Partner)
    paper = agreement(title="Biên bản kín")
    paper.partners.set([gone])
    (shown,) = preview(plan_for(kept, gone), people.officer())
    assert [item["text"] for item in shown["items"]] == [f"{paper.number} · Biên bản kín"]
    (shown,) = preview(plan_for(kept, gone), people.administrator())
    assert (shown["count"], shown["items"], shown["more"]) == (1, [], 1)


def test_passports_are_masked_where_two_differ():
    kept, gone = pair(Person)
    told = json.dumps(differing(kept, gone, people.officer()), default=str)
    assert "****" in told and "1234567" not in told and "1112229" not in told

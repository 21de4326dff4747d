"""Units that are renamed or pass into another: who answers for what, through every door, and back again."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from core.approval import ApprovalStep
from core.deadlines import Deadline
from core.events import Event
from core.recipients import Recipients
from delegations.papers.outbound import outbound_proposal
from directory import succession
from directory.lineage import Lineage
from directory.models import FormerName, Unit
from tests.factories import people
from tests.factories.records import SHARED, make, record_types

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 7, 1)
own_types = pytest.mark.parametrize(
    "model", [model for model in record_types() if model not in SHARED], ids=lambda model: model.slug
)
DOORS = ("detail", "edit", "history")


def other() -> Unit:
    return people.unit("Bệnh viện Phụ sản Hà Nội")


def merge(unit=None, successor=None, on=DAY) -> Unit:
    unit, successor = Unit.objects.get(pk=(unit or people.unit()).pk), successor or other()
    succession.merge_into(successor, unit, on=on, paper="QĐ 12/QĐ-UBND", by=people.officer())
    return Unit.objects.get(pk=unit.pk)


def status(client, user, model, door, record=None) -> int:
    client.force_login(user)
    return client.get(reverse(f"{model.slug}_{door}", args=[record.pk] if record else [])).status_code


# --- the chain ----------------------------------------------------------------------------------


def test_lineage_follows_chains_and_never_hangs():
    chain = Lineage({1: 2, 2: 3, 4: 3})
    assert [chain.heir(unit) for unit in (1, 2, 3, 4, 5)] == [3, 3, 3, 3, 5]
    assert sorted(chain.family(3)) == [1, 2, 3, 4]
    assert chain.family(2) == (2, 1)
    assert chain.kin(1)[0] == 3
    circle = Lineage({1: 2, 2: 1})
    assert set(circle.kin(1)) == {1, 2}


def test_circle_and_merger_into_oneself_are_refused():
    merge()
    back = Unit.objects.get(pk=other().pk)
    with pytest.raises(ValidationError):
        succession.merge_into(people.unit(), back, on=DAY, paper="", by=None)
    third = people.unit("Trung tâm khác")
    with pytest.raises(ValidationError):
        succession.merge_into(third, third, on=DAY, paper="", by=None)
    with pytest.raises(ValidationError):  # twice
        merge(successor=third)


def test_circle_through_a_merger_still_to_come_is_refused():
    merge(on=timezone.localdate() + datetime.timedelta(days=30))
    with pytest.raises(ValidationError):
        succession.merge_into(people.unit(), other(), on=DAY, paper="", by=None)


def test_successor_must_still_stand_on_that_day():
    third = people.unit("Bệnh viện thứ ba")
    merge(unit=other(), successor=third)
    with pytest.raises(ValidationError):
        merge()
    assert merge(on=DAY - datetime.timedelta(days=1)).kin()[0] == third.pk  # before, it still stood


def test_department_is_not_merged():
    department = Unit.objects.create(by=None, code="SYT", name="Sở Y tế", kind="SO")
    with pytest.raises(ValidationError):
        merge(unit=department)


@pytest.mark.parametrize("values", [{"successor": True}, {"succeeded_on": DAY}, {"itself": True}])
def test_database_refuses_half_a_merger(values):
    unit = people.unit()
    given = {"successor": other(), "succeeded_on": DAY} if "itself" in values else {}
    given |= {"successor": other()} if "successor" in values else {}
    given |= {"succeeded_on": DAY} if "succeeded_on" in values else {}
    for name, value in given.items():
        setattr(unit, name, value)
    if "itself" in values:
        unit.successor = unit
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save(by=None)


# --- who answers for what -----------------------------------------------------------------------


@own_types
@pytest.mark.parametrize("door", DOORS)
def test_people_of_the_successor_see_and_edit_every_type(client, model, door):
    record = make(model)
    assert status(client, people.stranger(), model, door, record) == 404
    merge()
    assert status(client, people.stranger(), model, door, record) == 200
    assert status(client, people.owner(), model, door, record) == 200
    third = people.user("third", "unit_officer", people.unit("Bệnh viện thứ ba"))
    assert status(client, third, model, door, record) == 404


@own_types
def test_scopes_agree_for_every_type(model):
    record = make(model)
    merge()
    heir = people.stranger()
    rows = model.objects.filter(pk=record.pk)
    for among in ("visible_to", "owned_by", "editable_by"):
        assert getattr(model.objects, among)(heir).filter(pk=record.pk).exists(), among
    record.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert rows.withdrawn_for(heir).exists()


@own_types
def test_nothing_changes_before_the_day_and_after_it_was_taken_back(client, model):
    record = make(model)
    unit = merge(on=timezone.localdate() + datetime.timedelta(days=1))
    assert status(client, people.stranger(), model, "detail", record) == 404
    succession.take_back(unit, by=people.officer(), reason="Sai ngày")
    merge()
    assert status(client, people.stranger(), model, "detail", record) == 200
    succession.take_back(Unit.objects.get(pk=unit.pk), by=people.officer(), reason="Nhầm đơn vị")
    assert status(client, people.stranger(), model, "detail", record) == 404
    assert status(client, people.owner(), model, "detail", record) == 200
    assert model.objects.get(pk=record.pk).version == record.version  # no record was touched


@own_types
def test_records_of_the_successor_are_open_to_those_who_came_with_the_merger(client, model):
    record = make(model, unit=other())
    assert status(client, people.owner(), model, "detail", record) == 404
    merge()
    assert status(client, people.owner(), model, "detail", record) == 200


def test_chain_hands_everything_to_its_end(client):
    third = people.unit("Bệnh viện thứ ba")
    record = make(record_types_by_slug("inbound"))
    merge()
    merge(unit=other(), successor=third)
    heir = people.user("heir", "unit_officer", third)
    assert status(client, heir, type(record), "edit", record) == 200
    assert User.objects.get(pk=people.owner().pk).units[0] == third.pk
    assert set(heir.units) == {third.pk, other().pk, people.unit().pk}


def record_types_by_slug(slug):
    return next(model for model in record_types() if model.slug == slug)


def test_scope_costs_one_query_for_each_request():
    merge()
    heir = User.objects.get(pk=people.stranger().pk)
    assert heir.may("view_unit")
    with CaptureQueriesContext(connection) as found:
        assert len(heir.units) == 2
        assert heir.units
    assert len(found) == 1


def test_open_dossiers_and_deadlines_pass_on():
    record = make(record_types_by_slug("inbound"), state="UNIT_REVIEW")
    head = people.user("other_head", "unit_head", other())
    step = ApprovalStep.objects.create(
        record_type=record._meta.label_lower, record_id=record.pk, record_number=record.number,
        record_title=record.title, unit=record.unit, position=1, stage="UNIT_REVIEW", permission="approve_unit",
        opened_at=timezone.now(),
    )  # fmt: skip
    due = Deadline.objects.filter(record_type=record._meta.label_lower, record_id=record.pk)
    assert not ApprovalStep.objects.waiting_for(head).exists()
    assert Recipients().responsible("approve_unit", record.unit_id).people == ()
    merge()
    head = User.objects.get(pk=head.pk)
    assert list(ApprovalStep.objects.waiting_for(head)) == [step]
    assert Recipients().responsible("approve_unit", record.unit_id).people == (head,)
    assert head in User.objects.holding("approve_unit", unit=record.unit_id)
    assert set(Deadline.objects.visible_to(head)) == set(due.open())


def test_nobody_is_orphaned_and_accounts_are_kept_by_the_successor(client):
    owner = people.owner()
    head = people.user("other_head", "unit_head", other())
    assert not User.objects.kept_by(head).filter(pk=owner.pk).exists()
    merge()
    head = User.objects.get(pk=head.pk)
    assert User.objects.kept_by(head).filter(pk=owner.pk).exists()
    client.force_login(head)
    page = client.get(reverse("user_edit", args=[owner.pk]))
    assert page.status_code == 200
    assert page.context["form"].initial["unit"] == people.unit().pk


# --- nothing new ---------------------------------------------------------------------------------


@own_types
def test_unit_is_not_offered_for_new_records_but_kept_on_old_ones(client, model):
    if not model.objects.creatable_by(people.officer()):
        return
    unit, record = people.unit(), make(model)
    merge()
    client.force_login(people.officer())
    new = client.get(reverse(f"{model.slug}_create")).context["form"]
    if "unit" in new.fields:
        assert str(unit.pk) not in dict(new.fields["unit"].choices)
        assert str(other().pk) in dict(new.fields["unit"].choices)
    old = client.get(reverse(f"{model.slug}_edit", args=[record.pk])).context["form"]
    if "unit" in old.fields:
        assert str(unit.pk) in dict(old.fields["unit"].choices)


def test_whose_unit_passed_enters_new_records_for_the_successor(client):
    owner = people.owner()
    merge()
    client.force_login(owner)
    form = client.get(reverse("inbound_create")).context["form"]
    assert form.initial["unit"] == other().pk


# --- pages ---------------------------------------------------------------------------------------


def asked(**more) -> dict:
    return {"successor": other().pk, "on": "01/07/2025", "paper": "QĐ 12/QĐ-UBND", **more}


def test_preview_tells_and_writes_nothing_then_the_merger_is_done_and_logged(client):
    made = [make(record_types_by_slug(slug)) for slug in ("inbound", "aid", "focal_point")]
    people.owner()
    unit = people.unit()
    client.force_login(people.officer())
    address = reverse("unit_merge", args=[unit.pk])
    page = client.post(address, asked())
    told = {row.label: row.count for row in page.context["touched"]}
    assert told[gettext("Accounts")] == 1
    assert [told[str(each._meta.verbose_name_plural).capitalize()] for each in made] == [1, 1, 1]
    assert Unit.objects.get(pk=unit.pk).successor_id is None
    assert client.post(address, asked(confirm="1")).url == unit.get_absolute_url()
    unit.refresh_from_db()
    assert (unit.successor, unit.succeeded_on, unit.succession_paper) == (other(), DAY, "QĐ 12/QĐ-UBND")
    event = Event.objects.get(action="merge_unit")
    assert (event.actor_name, event.record_id) == (str(people.officer()), str(unit.pk))
    assert str(other()) in client.get(unit.get_absolute_url()).content.decode()
    assert str(unit) in client.get(other().get_absolute_url()).content.decode()


def test_merger_is_taken_back_with_a_reason(client):
    unit = merge()
    client.force_login(people.officer())
    address = reverse("unit_take_back", args=[unit.pk])
    client.post(address, {"reason": ""})
    assert Unit.objects.get(pk=unit.pk).successor_id
    client.post(address, {"reason": "Quyết định bị thu hồi"})
    unit = Unit.objects.get(pk=unit.pk)
    assert (unit.successor_id, unit.succeeded_on, unit.succession_paper) == (None, None, "")
    assert Event.objects.get(action="take_back_merger").comment == "Quyết định bị thu hồi"
    assert client.post(address, {"reason": "Quyết định bị thu hồi"}).status_code == 404


@pytest.mark.parametrize("name", ["unit_merge", "unit_rename"])
def test_pages_are_for_those_who_keep_the_directory(client, name):
    address = reverse(name, args=[people.unit().pk])
    for person in (people.owner(), people.leader(), people.unit_head()):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.post(address, asked(confirm="1", name="Tên")).status_code == 404
        assert not client.get(people.unit().get_absolute_url()).context["beside"]["rename_url"]
    client.force_login(people.officer())
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"successor": ""}, {"on": "hôm qua"}, {"successor": "999999"}, {"successor": "self"}]
)
def test_what_cannot_be_is_said_at_its_field(client, wrong):
    unit = people.unit()
    client.force_login(people.officer())
    data = asked(confirm="1") | ({"successor": unit.pk} if wrong.get("successor") == "self" else wrong)
    page = client.post(reverse("unit_merge", args=[unit.pk]), data)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert Unit.objects.get(pk=unit.pk).successor_id is None


# --- names ---------------------------------------------------------------------------------------


def test_what_somebody_changed_meanwhile_is_kept():
    unit, changed = people.unit(), people.unit()
    changed.phone = "0243 123 456"
    changed.save(by=people.officer())
    succession.rename(unit, "Bệnh viện Tim mới", on=DAY, paper="", by=None)
    successor = other()
    Unit.objects.get(pk=unit.pk).save(by=None)
    succession.merge_into(successor, unit, on=DAY, paper="", by=None)
    succession.take_back(unit, by=None, reason="Nhầm")
    found = Unit.objects.get(pk=unit.pk)
    assert (found.phone, found.name, found.version) == ("0243 123 456", "Bệnh viện Tim mới", unit.version)
    with pytest.raises(ValidationError):  # the same name twice: a double click
        succession.rename(changed, "Bệnh viện Tim mới", on=DAY, paper="", by=None)


def test_rename_keeps_the_old_name_with_its_days(client):
    unit = Unit.objects.create(by=None, code="BVBV", name="Bệnh viện Đa khoa huyện Ba Vì", kind="BVDK")
    client.force_login(people.officer())
    address = reverse("unit_rename", args=[unit.pk])
    client.post(address, {"name": "Bệnh viện Đa khoa Ba Vì", "on": "20/08/2025", "paper": "QĐ 1"})
    unit = Unit.objects.get(pk=unit.pk)
    former = FormerName.objects.get(unit=unit)
    assert (unit.name, former.name, former.since, former.until) == (
        "Bệnh viện Đa khoa Ba Vì", "Bệnh viện Đa khoa huyện Ba Vì", None, datetime.date(2025, 8, 19),
    )  # fmt: skip
    assert unit.name_on(datetime.date(2024, 6, 14)) == "Bệnh viện Đa khoa huyện Ba Vì"
    assert unit.name_on(datetime.date(2025, 8, 20)) == unit.name
    assert "huyen ba vi" in unit.search_text
    assert Event.objects.filter(action="rename_unit").exists()
    client.post(address, {"name": "Bệnh viện Ba Vì", "on": "01/01/2026"})
    second = FormerName.objects.get(unit=unit, name="Bệnh viện Đa khoa Ba Vì")
    assert (second.since, second.until) == (datetime.date(2025, 8, 20), datetime.date(2025, 12, 31))
    assert Unit.objects.get(pk=unit.pk).name_on(datetime.date(2025, 9, 1)) == "Bệnh viện Đa khoa Ba Vì"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "Bệnh viện Tim Hà Nội"},
        {"name": "Bệnh viện Phụ sản Hà Nội"},
        {"on": ""},
        {"on": "01/01/2090"},
    ],
)
def test_rename_refuses_what_cannot_be(client, wrong):
    unit, _other = people.unit(), other()
    client.force_login(people.officer())
    page = client.post(
        reverse("unit_rename", args=[unit.pk]), {"name": "Tên mới", "on": "01/01/2025"} | wrong
    )
    assert page.context["form"].errors
    assert Unit.objects.get(pk=unit.pk).name == "Bệnh viện Tim Hà Nội"


def test_proposal_names_the_unit_as_it_was_called_when_it_wrote(client):
    unit = people.unit()
    FormerName(unit=unit, name="Bệnh viện Tim mạch cũ", until=datetime.date(2024, 12, 31)).save(by=None)
    told = []
    for day in (datetime.date(2024, 2, 1), datetime.date(2025, 2, 1), None):
        trip = make(record_types_by_slug("outbound"), unit_letter_number="12/BVT", unit_letter_date=day)
        paper, *_rest = outbound_proposal(trip, str)
        told.append("Xét đề nghị của Bệnh viện Tim mạch cũ" in repr(paper))
        assert str(trip.unit) == "Bệnh viện Tim Hà Nội"
    assert told == [True, False, False]


# --- lists ---------------------------------------------------------------------------------------


@own_types
def test_list_narrowed_to_a_unit_offers_both_views(client, model):
    record = make(model)
    merge()
    client.force_login(people.officer())
    address = reverse(f"{model.slug}_list")
    if "unit" not in client.get(address).context["filter"].filters:
        return
    found = [
        [row["url"] for row in client.get(address, {"unit": other().pk, **view}).context["rows"]]
        for view in ({}, {"units": "heirs"})
    ]
    assert found == [[], [record.get_absolute_url()]]

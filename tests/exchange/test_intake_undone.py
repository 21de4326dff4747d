"""What taking an import back leaves: as withdrawing by hand, and no person whom nobody else names."""

import datetime
import itertools

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import bulk
from core.approval import PERMISSION_AT, ApprovalStep
from core.events import Event
from core.records import Child, Record
from core.states import Stage
from core.withdrawal import restore, withdraw
from delegations.models import Member, OutboundDelegation
from directory.models import Person
from exchange.catalogue import sheets
from exchange.intake import storing
from exchange.intake.undoing import undo
from exchange.models import ImportBatch, ImportRow
from personnel.models import FocalPoint
from tests.exchange.clerks import bring, plain, rows, staged
from tests.factories import people
from tests.factories.records import DAY, make, outbound

pytestmark = pytest.mark.django_db
REASON = "Nhập nhầm tệp"
FOLLOWS_NOT = {"ImportBatch", "ImportRow"}
"""What the import alone knows of."""


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


# --- the same as by hand ------------------------------------------------------------------------

CHILD = {"Implementation": {"date": DAY, "content": "Cử bác sĩ"}, "Disbursement": {"date": DAY, "amount": 5}}


def made_of(sheet) -> list:
    """Two things an import could have made: a dossier in hand and, where the type has steps, one under way."""
    of = getattr(sheet, "record_model", sheet.model)
    records = [make(of), make(of)]
    if issubclass(of, Record):
        states = dict(of._meta.get_field("state").flatchoices)
        records[1].state = next(stage for stage in PERMISSION_AT if stage in states and stage != Stage.DRAFT)
        records[1].save(by=None)
        records[1].settle()
        bulk.open_missing_steps(of)
        (following,) = ApprovalStep.objects.of(records[1])
        following.pk, following.position, following.opened_at = None, 2, None
        following.save()
    if sheet.model is of:
        return records
    for record in records:
        if sheet.model.__name__ in CHILD:
            sheet.model(**{sheet.model.PARENT: record}, **CHILD[sheet.model.__name__]).save(by=None)
            record.settle()
    return list(sheet.model.objects.order_by("pk"))


def imported(sheet, things: list, *, by) -> ImportBatch:
    """As if an import had stored these things and every person there is."""
    persons = list(Person.objects.values_list("pk", flat=True))
    batch = ImportBatch.objects.create(
        owner=by, name="so.xlsx", sheet=sheet.title, status=ImportBatch.Status.COMMITTED, persons=persons
    )
    for position, thing in enumerate(things, start=2):
        version = getattr(thing, "version", None)
        ImportRow.objects.create(
            batch=batch, position=position, head=position, record_id=thing.pk, record_version=version
        )
    return batch


def by_hand(things: list, *, by) -> None:
    for thing in [type(thing)._base_manager.get(pk=thing.pk) for thing in things]:
        if isinstance(thing, Child):
            thing.delete(by=by, reason=REASON)
            getattr(thing, thing.PARENT).settle()
        else:
            withdraw(thing, by=by, reason=REASON)
    for person in Person.objects.order_by("pk"):
        withdraw(person, by=by, reason=REASON)


def left_by(act, *given, **asked) -> dict[str, list]:
    """Every row of every table after the act, which is taken back: without keys of new rows, what is new is `now`."""
    since, point = timezone.now(), transaction.savepoint()
    act(*given, **asked)
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model.__name__ not in FOLLOWS_NOT:
            told = [_told(row, model, since) for row in model._base_manager.order_by().values()]
            found[model._meta.label] = sorted(told)
    transaction.savepoint_rollback(point)
    return found


def _told(row: dict, model, since: datetime.datetime) -> str:
    counted = ("id",) if model is Event else ("history_id", "m2m_history_id")
    return repr(
        {
            name: "now" if isinstance(value, datetime.datetime) and value >= since else value
            for name, value in row.items()
            if name not in counted
        }
    )


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.title)
def test_undoing_leaves_what_withdrawing_one_by_one_leaves(sheet):
    officer = people.officer()
    things = made_of(sheet)
    batch = imported(sheet, things, by=officer)
    before = left_by(lambda: None)
    one_by_one = left_by(by_hand, things, by=officer)
    at_once = left_by(undo, batch, by=officer, reason=REASON)
    of_the_import = [told for told in at_once["core.Event"] if "'wizard'" in told]
    assert len(of_the_import) == 1
    at_once["core.Event"].remove(of_the_import[0])
    for label, told in one_by_one.items():
        assert at_once[label] == told, label
    history = sheet.model.history.model._meta.label
    assert len(one_by_one[history]) == len(before[history]) + len(things)
    if issubclass(sheet.model, Record):
        assert one_by_one["core.ApprovalStep"] != before["core.ApprovalStep"]


def test_undoing_many_asks_no_more_than_undoing_few(client):
    owner = people.owner()
    client.force_login(owner)
    asked = []
    for first, count in ((0, 20), (20, 200)):
        batch = staged(client, plain(*_trips(first, count)))
        assert storing.store(batch, by=owner)
        with CaptureQueriesContext(connection) as queries:
            undo(batch, by=owner, reason=REASON)
        asked.append(len(queries))
    assert OutboundDelegation.objects.live().count() == Person.objects.live().count() == 0
    assert OutboundDelegation.objects.withdrawn().count() == Person.objects.withdrawn().count() == 220
    assert (
        asked[1] <= asked[0] + 10
    )  # SQLite takes fewer values in one statement than a few hundred rows have
    assert asked[0] < 60


def _trips(first: int, count: int) -> list[list]:
    """Each with a leader of a name of its own."""
    names = itertools.product("AÁBCDĐEGHK", "LMNOPQRSTU", "VXYI")
    made = []
    for number, letters in enumerate(itertools.islice(names, first, first + count), start=first):
        (line,) = rows(1)
        line[0], line[1], line[5] = number, f"Đoàn số {number}", "T= Nguyễn Văn " + "".join(letters).title()
        made.append(line)
    return made


# --- the persons it entered ---------------------------------------------------------------------


@pytest.fixture
def brought(client):
    """Two trips of the owner's, each with a leader entered on the way."""
    owner = people.owner()
    client.force_login(owner)
    batch = staged(client, plain(*rows(2)))
    assert storing.store(batch, by=owner)
    return batch


def taken_back(batch: ImportBatch) -> list[str]:
    """Undo it; the persons who stay."""
    undo(batch, by=batch.owner, reason=REASON)
    assert OutboundDelegation.objects.live().filter(title__startswith="Đoàn học tập số").count() == 0
    return list(Person.objects.live().order_by("pk").values_list("full_name", flat=True))


def test_the_persons_it_entered_are_withdrawn_with_it(brought):
    assert sorted(person.full_name for person in Person.objects.live()) == ["Nguyễn Văn B", "Nguyễn Văn C"]
    assert taken_back(brought) == []
    gone = Person.objects.withdrawn().first()
    assert (gone.history.first().history_change_reason, gone.updated_by) == (REASON, brought.owner)


def test_who_was_known_before_stays(client, brought):
    again = staged(client, plain([*rows(2)[1][:1], "Đoàn học tập số 9", *rows(2)[1][2:]]))
    assert storing.store(again, by=brought.owner)
    again.refresh_from_db()
    assert again.persons == []
    undo(again, by=again.owner, reason=REASON)
    assert Person.objects.live().count() == 2


def test_who_is_named_elsewhere_stays(brought):
    first, second = Person.objects.order_by("pk")
    Member(delegation=outbound(title="Đoàn khác"), person=first, role="MEMBER").save(by=None)
    assert first.full_name in taken_back(brought)
    assert second.full_name not in Person.objects.live().values_list("full_name", flat=True)


def test_a_focal_point_stays(brought):
    first = Person.objects.order_by("pk").first()
    FocalPoint.objects.create(by=None, person=first, unit=people.unit(), kind="CHUYEN_TRACH", start_date=DAY)
    assert taken_back(brought) == [first.full_name]


def test_who_was_changed_since_stays(brought):
    first = Person.objects.order_by("pk").first()
    first.position = "Giám đốc"
    first.save(by=brought.owner)
    assert taken_back(brought) == [first.full_name]


def test_members_brought_into_a_trip_take_their_persons_with_them(client):
    owner = people.owner()
    client.force_login(owner)
    trip = outbound(title="Đoàn có sẵn")
    trip.settle()
    leader = trip.members.get().person
    batch = bring(client, plain([trip.number, "Trần Thị Bưởi"], heading=["Mã hồ sơ", "Họ và tên"]))
    client.post(reverse("intake_columns", args=[batch.pk]), {"action": "kind", "kind": "Thành viên đoàn ra"})
    data = {"action": "go", "column-0": "record_number", "column-1": "person.full_name"}
    client.post(reverse("intake_columns", args=[batch.pk]), data)
    assert storing.store(batch, by=owner)
    trip.refresh_from_db()
    assert "buoi" in trip.search_text
    undo(batch, by=owner, reason=REASON)
    trip.refresh_from_db()
    assert "buoi" not in trip.search_text
    assert [member.person for member in trip.members.all()] == list(Person.objects.live()) == [leader]


def test_a_trip_restored_brings_its_persons_back(brought):
    assert taken_back(brought) == []
    trip = OutboundDelegation.objects.withdrawn().order_by("pk").first()
    restore(trip, by=brought.owner, reason="Vẫn cần")
    (person,) = Person.objects.live()
    assert person == trip.members.get().person
    restored = Event.objects.filter(action="restore").order_by("pk").values_list("record_type", "record_id")
    assert list(restored) == [(one._meta.label_lower, str(one.pk)) for one in (person, trip)]


def test_the_list_of_what_was_withdrawn_tells_why(client, brought):
    client.post(reverse("intake_undo", args=[brought.pk]), {"reason": REASON})
    assert client.get(reverse("withdrawn_list")).content.decode().count(REASON) == 2

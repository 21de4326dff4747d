"""What was issued stays: through forms, the ORM and the database; later changes are named, exactly."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from core.workflow import Refused
from exchange.services import load_workbook
from reports import catalogue
from reports.documents import files as writers
from reports.freeze.changes import ADDED, CHANGED, EDITED, REMOVED, compare
from reports.freeze.evidence import frozen
from reports.freeze.issue import issue
from reports.freeze.seal import is_intact
from reports.freeze.since import changes_since
from reports.models import FrozenFile, FrozenList, PeriodState, ReportIssue, ReportPeriod
from reports.models.issue import FrozenError
from reports.services import figures
from tests.exchange import books
from tests.factories import people
from tests.reports.issuing import ISSUED_ON, again, approved, issued
from tests.reports.makers import aid, day, disbursed, member, trip, visit

pytestmark = pytest.mark.django_db
FROZEN = (ReportIssue, FrozenList, FrozenFile)


@pytest.fixture(autouse=True)
def plain_files(request, monkeypatch):
    """Files that take no time to write, but for tests of the real ones. They hold every word of the report all the same."""
    if "real_files" not in request.fixturenames:
        for kind, (said, _write) in writers.WRITERS.items():
            monkeypatch.setitem(writers.WRITERS, kind, (said, lambda told: repr(told.parts).encode()))


@pytest.fixture
def real_files():
    """Word, PDF and Excel as they are sent."""


def bytes_of(kept) -> dict[str, bytes]:
    return {file.kind: bytes(file.content) for file in kept.files.all()}


# --- what is kept -------------------------------------------------------------------------------


def test_everything_is_kept_with_its_sum(real_files):
    trip(people=2, to=("JP",))
    visit(guest_count=4)
    disbursed(aid(), "01/03/2024", "100.50")
    kept = issued()
    window, before = kept.period.selection.window, kept.period.selection.previous
    live = figures(catalogue.INDICATORS, window, before)
    assert {code: told["value"] for code, told in kept.figures.items()} == {
        code: str(figure.value) for code, figure in live.items()
    }
    assert sorted(bytes_of(kept)) == ["docx", "pdf", "xlsx"]
    for file in kept.files.all():
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256
    assert is_intact(kept)
    assert (kept.version, kept.number, kept.issued_by_name) == (1, "05/BC-SYT", str(people.clerk()))
    assert kept.period.state == PeriodState.ISSUED
    assert "02 lượt người" in " ".join(block["text"] for block in kept.text)


def test_every_figure_has_the_rows_it_counts():
    trip(people=3, to=("JP", "KR"))
    visit(guest_count=4, countries=("JP",))
    aid()
    kept = issued()
    evidence = frozen(kept)
    for code, indicator in catalogue.BY_CODE.items():
        if all(part.measure.path == "pk" and not part.measure.distinct for part in indicator.parts):
            assert len(list(evidence.rows_of(code))) == int(kept.figures[code]["value"]), code
    titles = [row.title for _list, row in evidence.rows_of("DV02")]
    assert titles == ["Đoàn chuyên gia"]


def test_two_readings_of_the_same_data_give_the_same_files(real_files):
    trip(people=2)
    first = issued()
    second = again(first, "05/BC-SYT", "Sửa thể thức")
    assert bytes_of(first) == bytes_of(second)


# --- nothing changes it -------------------------------------------------------------------------


@pytest.mark.parametrize("model", FROZEN)
def test_rows_refuse_to_change_through_the_orm(model):
    trip(people=1)
    issued()
    row = model.objects.first()
    for change in (
        row.save,
        row.delete,
        lambda: model.objects.update(pk=row.pk),
        lambda: model.objects.all().delete(),
        lambda: model._base_manager.all().delete(),
        lambda: model.objects.bulk_update([row], [model._meta.fields[1].name]),
    ):
        with pytest.raises(FrozenError):
            change()


@pytest.mark.parametrize("model", FROZEN)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_rows_refuse_to_change_in_the_database(model, statement):
    trip(people=1)
    kept = issued()
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(model._meta.db_table))
    assert is_intact(kept)


def test_a_touched_file_breaks_the_seal(monkeypatch):
    trip(people=1)
    kept = issued()
    monkeypatch.setattr(FrozenFile, "is_whole", property(lambda file: file.kind != "pdf"))
    assert not is_intact(kept)
    monkeypatch.undo()
    kept.figures["DR02"]["value"] = "24"
    assert not is_intact(kept)


def test_what_was_issued_survives_edits_withdrawals_and_loads(tmp_path):
    edited, withdrawn, given = trip(people=1, title="Đoàn thứ nhất"), visit(title="Đoàn vào"), aid()
    kept = issued()
    before = bytes_of(kept)
    edited.title = "Đoàn đổi tên"
    edited.save(by=people.officer(), reason="Sai tên")
    withdrawn.withdraw(by=people.officer(), reason="Nhập trùng")
    paid = {"Mã hồ sơ": given.number, "Ngày": day("01/04/2024"), "Số tiền": 100, "Quy đổi USD": 100}
    sheets = {"Giải ngân": [paid]}
    load = load_workbook(books.write(tmp_path / "a.xlsx", sheets), by=people.officer())
    assert load.errors == []
    again_read = ReportIssue.objects.get(pk=kept.pk)
    assert bytes_of(again_read) == before
    assert again_read.figures == kept.figures
    assert is_intact(again_read)


def test_period_with_an_issue_is_not_issued_twice_without_a_reason():
    trip(people=1)
    kept = issued()
    with pytest.raises(ValidationError, match="lý do"):
        issue(kept.period_id, by=people.clerk(), number="06/BC-SYT", day=ISSUED_ON)
    with pytest.raises(Refused):
        issue(kept.period_id, by=people.clerk(), number="06/BC-SYT", day=ISSUED_ON, reason="Sửa")
    assert ReportIssue.objects.count() == 1


def test_only_who_gives_numbers_issues():
    period = approved()
    with pytest.raises(Refused):
        issue(period.pk, by=people.leader(), number="05/BC-SYT", day=ISSUED_ON)
    assert not ReportIssue.objects.exists()


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_a_file_that_fails_leaves_nothing(monkeypatch, kind):
    period = approved()

    def fails(told):
        raise RuntimeError("no disk")

    monkeypatch.setitem(writers.WRITERS, kind, (writers.WRITERS[kind][0], fails))
    with pytest.raises(RuntimeError):
        issue(period.pk, by=people.clerk(), number="05/BC-SYT", day=ISSUED_ON)
    assert not ReportIssue.objects.exists()
    assert ReportPeriod.objects.get(pk=period.pk).state == PeriodState.ISSUING


# --- what changed since -------------------------------------------------------------------------


def since(kept):
    return changes_since(kept, user=people.officer())


def test_nothing_changed_is_said_of_nothing():
    trip(people=2)
    visit()
    found = since(issued())
    assert not found
    assert not found.counts


def test_later_changes_are_named_exactly():
    untouched = trip(people=1, title="Không đổi")
    retitled = trip(people=1, title="Đổi tên")
    grown = trip(people=1, title="Thêm người")
    gone = visit(title="Rút")
    noted = visit(title="Ghi chú")
    kept = issued()
    retitled.title = "Tên mới"
    retitled.save(by=people.officer(), reason="Sai tên")
    member(grown)
    gone.withdraw(by=people.officer(), reason="Nhập trùng")
    noted.note = "Không in trong báo cáo"
    noted.save(by=people.officer())
    new = visit(title="Nhập muộn", guest_count=5)
    outside = visit(title="Kỳ sau", start_date=day("01/08/2024"), end_date=day("01/08/2024"))
    found = since(kept)
    told = {(each.number, each.how) for each in found.records}
    assert told == {
        (retitled.number, CHANGED),
        (grown.number, CHANGED),
        (gone.number, REMOVED),
        (noted.number, EDITED),
        (new.number, ADDED),
    }
    assert not {untouched.number, outside.number} & {each.number for each in found.records}
    moved = {each.code: (each.then, each.now) for each in found.figures}
    assert moved["DR02"] == ("3", "4")
    assert moved["DV02"] == ("6", "8")
    assert "DV01" not in moved, "one gone, one new"
    by_number = {each.number: each for each in found.records}
    assert ("Tên đoàn", "Đổi tên", "Tên mới") in by_number[retitled.number].cells
    assert by_number[retitled.number].story[0]["who"] == str(people.officer())
    assert by_number[retitled.number].story[0]["reason"] == "Sai tên"
    assert "DR02" in by_number[grown.number].codes or by_number[grown.number].cells == []
    assert by_number[gone.number].codes


def test_versions_differ_by_what_changed_between_them():
    trip(people=1)
    first = issued()
    late = trip(people=2, title="Nhập muộn")
    second = again(first, "07/BC-SYT", "Bổ sung đoàn nhập muộn")
    assert (second.version, second.reason) == (2, "Bổ sung đoàn nhập muộn")
    found = compare(frozen(first), frozen(second))
    assert {each.code: (each.then, each.now) for each in found.figures}["DR02"] == ("1", "3")
    assert [(each.number, each.how) for each in found.records] == [(late.number, ADDED)]
    assert is_intact(first)
    assert is_intact(second)

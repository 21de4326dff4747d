"""The way of a clerk's sheet: uploaded, columns said, checked, repaired, stored, taken back."""

import io

import pytest
from django.urls import reverse
from openpyxl import Workbook

from core.events import Event
from core.jobs import Job
from core.work import run_job
from delegations.models import OutboundDelegation
from exchange.intake import storing, work
from exchange.models import ImportBatch, RememberedColumns, RememberedValue
from tests.exchange.clerks import HEADING, LEARNING, book, bring, day, plain, rows, said, staged, told
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def owner(client):
    user = people.owner()
    client.force_login(user)
    return user


def go(client, name: str, batch: ImportBatch, *more, **data):
    answer = client.post(reverse(name, args=[batch.pk, *more]), data, follow=True)
    batch.refresh_from_db()
    return answer


def test_a_messy_sheet_is_found_and_its_columns_are_suggested(client, owner):
    grid = [
        ["SỞ Y TẾ HÀ NỘI"],
        ["THEO DÕI ĐOÀN RA NĂM 2024"],
        [],
        HEADING,
        *rows(2),
        ["", "Tổng cộng: 2 đoàn"],
        [],
        ["", "", "", "", "Người lập biểu"],
    ]
    batch = bring(client, book(grid, merged=("A1:G1", "A2:G2")))
    assert (batch.sheet, batch.first_row, batch.data_rows) == ("Đoàn ra", 3, 2)
    assert batch.mapping["1"] == "title"
    assert batch.mapping["4"] == "~period"
    assert "0" not in batch.mapping
    page = client.get(reverse("intake_columns", args=[batch.pk]))
    assert page.status_code == 200
    assert "Đoàn học tập số 1" in page.content.decode()


def test_sound_rows_are_stored_with_author_history_and_log(client, owner):
    batch = staged(client, plain(*rows(2)))
    assert told(batch) == {}
    page = client.get(reverse("intake_rows", args=[batch.pk]))
    assert page.context["counts"]["sound"] == 2
    assert OutboundDelegation.objects.count() == 0
    done = go(client, "intake_store", batch, which="all")
    assert batch.status == ImportBatch.Status.COMMITTED
    trips = list(OutboundDelegation.objects.order_by("pk"))
    assert [trip.title for trip in trips] == ["Đoàn học tập số 1", "Đoàn học tập số 2"]
    first = trips[0]
    assert (first.unit, first.state, first.created_by) == (owner.unit, "DRAFT", owner)
    assert (first.start_date, first.end_date) == (day("01/11/2024"), day("03/11/2024"))
    assert [str(leg) for leg in first.legs.all()] == ["Nhật Bản"]
    assert [str(partner) for partner in first.inviters.all()] == ["JICA"]
    assert [(row.person.full_name, row.role) for row in first.members.all()] == [("Nguyễn Văn B", "LEADER")]
    assert first.history.get().history_user == owner
    assert Event.objects.filter(kind=Event.Kind.IMPORT, action="wizard", actor_id_text=str(owner.pk)).exists()
    assert first.number in done.content.decode()
    assert batch.rows.first().record_number == first.number


def test_everything_that_is_wrong_is_told_at_its_column_and_nothing_is_stored(client, owner):
    one, two, three = rows(3)
    one[4] = "5/11/2024 - 2/11/2024"
    two[2], two[6] = "Xứ Mơ; Nước Lạ", "Đi chơi"
    three[1] = ""
    batch = staged(client, plain(one, two, three))
    assert told(batch) == {2: ["~period"], 3: ["legs", "purposes"], 4: ["title"]} or told(batch) == {
        2: ["~period"],
        3: ["purposes", "legs"],
        4: ["title"],
    }
    page = client.get(reverse("intake_rows", args=[batch.pk]), {"show": "errors"})
    assert len(page.context["rows"]) == 3
    go(client, "intake_store", batch, which="all")
    assert not OutboundDelegation.objects.exists()
    assert batch.status == ImportBatch.Status.CHECKED


def test_a_cell_is_repaired_in_place_and_checked_at_once(client, owner):
    one, two = rows(2)
    one[4] = "32/13/2024"
    batch = staged(client, plain(one, two))
    assert told(batch) == {2: ["~period"]}
    address = reverse("intake_row", args=[batch.pk, 2])
    form = client.get(address, {"edit": ""}, headers={"HX-Request": "true"}).content.decode()
    assert 'name="cell-~period" value="32/13/2024"' in form
    answer = client.post(
        address, {"cell-~period": "13-15/11/2024", "cell-title": one[1]}, headers={"HX-Request": "true"}
    )
    assert "level-ok" in answer.content.decode()
    assert told(batch) == {}
    row = batch.rows.get(position=2)
    assert row.content["edited"] == {"~period": "13-15/11/2024"}
    go(client, "intake_store", batch, which="all")
    assert OutboundDelegation.objects.order_by("pk").first().start_date == day("13/11/2024")


def test_what_says_as_above_follows_the_row_above(client, owner):
    one, two, three = rows(3)
    one[2], two[2], three[2] = "Xứ Mơ", "Như trên", "nt"
    batch = staged(client, plain(one, two, three))
    assert told(batch) == {2: ["legs"], 3: ["legs"], 4: ["legs"]}
    answer = client.post(
        reverse("intake_row", args=[batch.pk, 2]), {"cell-legs": "Pháp"}, headers={"HX-Request": "true"}
    )
    assert answer["HX-Refresh"] == "true"
    assert told(batch) == {}
    go(client, "intake_store", batch, which="all")
    assert {str(trip.legs.get()) for trip in OutboundDelegation.objects.all()} == {"Pháp"}


def test_what_a_value_means_is_said_once_and_remembered(client, owner):
    lines = rows(3)
    lines[0][2] = lines[1][2] = "Phù Tang"
    batch = staged(client, plain(*lines))
    page = client.get(reverse("intake_values", args=[batch.pk]))
    (value,) = page.context["values"]
    assert (value["text"], value["rows"], value["label"]) == ("Phù Tang", 2, "Quốc gia/vùng lãnh thổ")
    japan = people.country("JP")
    assert (str(japan.pk), "Nhật Bản") in page.context["all"]["directory.country"]
    asked = {"kind-0": value["kind"], "text-0": value["text"], "meaning-0": str(japan.pk)}
    go(client, "intake_values", batch, **asked)
    assert told(batch) == {}
    assert RememberedValue.objects.get().owner == owner
    again = staged(client, plain(["", "Đoàn khác", "phù  tang", "JICA", "2/12/2024", "", LEARNING]))
    assert told(again) == {}


def test_a_partner_nobody_knows_is_entered_on_the_way(client, owner):
    lines = rows(1)
    lines[0][3] = "Bệnh viện Sakura"
    batch = staged(client, plain(*lines))
    (value,) = client.get(reverse("intake_values", args=[batch.pk])).context["values"]
    go(
        client,
        "intake_values",
        batch,
        **{"kind-0": value["kind"], "text-0": value["text"], "meaning-0": "new:BV"},
    )
    assert told(batch) == {}
    go(client, "intake_store", batch, which="all")
    (partner,) = OutboundDelegation.objects.get().inviters.all()
    assert (partner.name, partner.kind, partner.created_by) == ("Bệnh viện Sakura", "BV", owner)


def test_only_the_rows_without_errors_when_that_is_asked_for(client, owner):
    lines = rows(3)
    lines[1][2] = "Xứ Mơ"
    batch = staged(client, plain(*lines))
    go(client, "intake_store", batch, which="sound")
    assert [trip.title for trip in OutboundDelegation.objects.order_by("pk")] == [lines[0][1], lines[2][1]]
    assert batch.rows.get(position=3).record_id is None


def test_as_above_means_the_row_it_was_read_below_though_that_one_is_not_stored(client, owner):
    above, faulty, below = rows(3)
    faulty[2], faulty[4] = "Nước Mẽo", "5-6/12/2024"
    below[4] = "như trên"
    batch = staged(client, plain(above, faulty, below))
    assert list(told(batch)) == [3]
    go(client, "intake_store", batch, which="sound")
    stored = OutboundDelegation.objects.order_by("pk").values_list("start_date", flat=True)
    assert list(stored) == [day("01/11/2024"), day("05/12/2024")]


def test_a_row_is_left_out_and_taken_in_again(client, owner):
    lines = rows(2)
    lines[1][2] = "Xứ Mơ"
    batch = staged(client, plain(*lines))
    go(client, "intake_exclude", batch, row="3")
    assert batch.rows.counted().count() == 1
    go(client, "intake_exclude", batch, row="3", take="1")
    assert told(batch) == {3: ["legs"]}
    go(client, "intake_exclude", batch, row="3")
    go(client, "intake_store", batch, which="all")
    assert OutboundDelegation.objects.count() == 1


def test_the_same_file_twice_stores_nothing_twice(client, owner):
    content = plain(*rows(2))
    first = staged(client, content)
    go(client, "intake_store", first, which="all")
    second = staged(client, content)
    page = client.get(reverse("intake_rows", args=[second.pk]))
    assert page.context["earlier"] == first
    assert page.context["counts"]["excluded"] == 2
    go(client, "intake_store", second, which="all")
    assert OutboundDelegation.objects.count() == 2
    other = staged(client, plain(*rows(2), ["", "Đoàn mới", "Pháp", "JICA", "9/12/2024", "", LEARNING]))
    assert [row.excluded for row in other.rows.all()] == [True, True, False]


def test_like_records_are_told(client, owner):
    first = staged(client, plain(*rows(1)))
    go(client, "intake_store", first, which="all")
    lines = rows(1)
    lines[0][1] = "Đoàn học tập, số 1"
    batch = staged(client, plain(*lines))
    number = OutboundDelegation.objects.get().number
    assert [one["text"] for one in batch.rows.get().similar] == [f"{number} · Đoàn học tập số 1"]
    assert batch.rows.get().level == "WARNING"


def test_partners_of_a_like_name_are_told(client, owner):
    people.partner("Thành phố Saint Petersburg", "RU", "CQDP")
    heading = ["Tên đối tác (tiếng Việt)", "Quốc gia", "Loại đối tác"]
    kind = "Chính quyền địa phương nước ngoài"
    lines = [["Saint Peterburg", "Nga", kind], ["Thành phố Novosibirsk", "Nga", kind]]
    batch = bring(client, plain(*lines, heading=heading), "doi_tac.xlsx")
    client.post(reverse("intake_columns", args=[batch.pk]), {"action": "kind", "kind": "Đối tác"})
    batch.refresh_from_db()
    client.post(reverse("intake_columns", args=[batch.pk]), said(batch))
    likes = [[one["text"] for one in row.similar] for row in batch.rows.all()]
    assert likes == [["Thành phố Saint Petersburg"], []]


def test_it_is_taken_back_while_nobody_touched_it(client, owner):
    batch = staged(client, plain(*rows(2)))
    go(client, "intake_store", batch, which="all")
    go(client, "intake_undo", batch, reason="")
    assert batch.status == ImportBatch.Status.COMMITTED
    go(client, "intake_undo", batch, reason="Nhập nhầm tệp")
    assert batch.status == ImportBatch.Status.UNDONE
    assert OutboundDelegation.objects.live().count() == 0
    gone = OutboundDelegation.objects.withdrawn().first()
    assert gone.history.first().history_change_reason == "Nhập nhầm tệp"
    again = staged(client, plain(*rows(2)))
    assert [row.excluded for row in again.rows.all()] == [False, False]


def test_a_row_that_goes_on_with_the_record_above_is_stored_with_it(client, owner):
    going_on = ["", "", "", "", "", "Trần Thị B", ""]
    batch = staged(client, plain(*rows(1), going_on, rows(2)[1]))
    assert storing.store(batch, by=owner)
    first, second = OutboundDelegation.objects.order_by("pk")
    told = list(batch.rows.values_list("record_id", "record_number"))
    assert told == [(first.pk, first.number), (first.pk, first.number), (second.pk, second.number)]
    assert [member.person.full_name for member in first.members.all()] == ["Nguyễn Văn B", "Trần Thị B"]


def test_what_was_touched_is_not_taken_back(client, owner):
    batch = staged(client, plain(*rows(2)))
    go(client, "intake_store", batch, which="all")
    trip = OutboundDelegation.objects.order_by("pk").first()
    trip.title = "Đổi tên"
    trip.save(by=owner)
    page = go(client, "intake_undo", batch, reason="Nhập nhầm tệp")
    assert batch.status == ImportBatch.Status.COMMITTED
    assert trip.number in page.content.decode()
    assert OutboundDelegation.objects.live().count() == 2


def test_columns_are_remembered_for_files_of_the_same_shape(client, owner):
    staged(client, plain(*rows(1)), column_3="")
    assert RememberedColumns.objects.get().mapping.get("3") is None
    batch = bring(client, plain(*rows(2)))
    assert batch.remembered
    assert "3" not in batch.mapping


def test_another_heading_row_another_kind(client, owner):
    batch = bring(client, plain(["x", "Đoàn A", "", "", "", "", ""], *rows(1)))
    answer = client.post(reverse("intake_columns", args=[batch.pk]), {"action": "heading", "heading": "1"})
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert batch.titles[:2] == ["x", "Đoàn A"]
    client.post(reverse("intake_columns", args=[batch.pk]), {"action": "kind", "kind": "Hội nghị"})
    batch.refresh_from_db()
    assert batch.sheet == "Hội nghị"
    answer = client.post(reverse("intake_columns", args=[batch.pk]), {"action": "go"})
    assert any("Tên hội nghị" in fault for fault in answer.context["faults"])


def test_another_sheet_of_the_file_is_looked_at_by_itself(client, owner):
    book = Workbook()
    book.active.append(HEADING)
    for line in rows(2):
        book.active.append(line)
    other = book.create_sheet("Trang hai")
    other.append(["Tên đối tác (tiếng Việt)", "Quốc gia"])
    other.append(["Đại học Osaka", "Nhật Bản"])
    book.save(file := io.BytesIO())
    batch = bring(client, file.getvalue())
    assert (batch.table, batch.sheet) == (0, "Đoàn ra")
    client.post(reverse("intake_columns", args=[batch.pk]), {"action": "table", "table": "1"})
    batch.refresh_from_db()
    assert (batch.table, batch.sheet, batch.titles[1]) == (1, "Đối tác", "Quốc gia")


@pytest.mark.parametrize("number", ["", "9", "-1", "²", "9" * 30])
def test_a_sheet_or_row_that_is_not_there_changes_nothing(client, owner, number):
    batch = staged(client, plain(*rows(1)))
    for asked in ({"action": "table", "table": number}, {"action": "heading", "heading": number}):
        assert client.post(reverse("intake_columns", args=[batch.pk]), asked).status_code == 302
    go(client, "intake_exclude", batch, row=number)
    assert (batch.table, batch.first_row, batch.rows.counted().count()) == (0, 0, 1)


def test_a_large_file_is_read_by_the_worker(client, owner, monkeypatch):
    monkeypatch.setattr(work, "LITTLE", 0)
    batch = bring(client, plain(*rows(2)))
    for page in ("intake_columns", "intake_rows"):  # both wait for it
        answer = client.get(reverse(page, args=[batch.pk]), follow=True)
        assert answer.templates[0].name == "exchange/intake/waiting.html"
    run_job(batch.job_id)
    over = client.get(
        reverse("intake_rows", args=[batch.pk]), headers={"HX-Request": "true", "HX-Target": "job"}
    )
    assert over["HX-Redirect"] == reverse("intake_columns", args=[batch.pk])
    batch.refresh_from_db()
    assert batch.titles == HEADING


def test_a_large_file_the_worker_cannot_read_is_told_and_gone(client, owner, monkeypatch):
    monkeypatch.setattr(work, "LITTLE", 0)
    batch = bring(client, b"PK\x03\x04 no workbook")
    run_job(batch.job_id)
    page = client.get(reverse("intake_rows", args=[batch.pk]), follow=True)
    assert page.redirect_chain == [(reverse("intake_start"), 302)]
    assert Job.objects.get(pk=batch.job_id).message in page.content.decode()
    assert not ImportBatch.objects.exists()


def test_pasted_rows_without_a_heading_ask_what_each_column_holds(client, owner):
    known = bring(client, plain(*rows(1))).mapping
    text = "\n".join("\t".join(map(str, line)) for line in rows(2))
    answer = client.post(reverse("intake_start"), {"pasted": text}, follow=True)
    assert "Không tìm thấy dòng tiêu đề cột" in answer.content.decode()
    batch = ImportBatch.objects.latest("pk")
    columns = reverse("intake_columns", args=[batch.pk])
    client.post(columns, {"action": "kind", "kind": "Đoàn ra"})
    client.post(columns, said(batch) | {f"column-{column}": key for column, key in known.items()})
    assert [row.position for row in batch.rows.all()] == [1, 2]
    assert told(batch) == {}


def test_pasted_rows_are_read_as_a_file_is(client, owner):
    people.partner()
    text = "\n".join("\t".join(map(str, line)) for line in [HEADING, *rows(2)])
    client.post(reverse("intake_start"), {"pasted": text})
    batch = ImportBatch.objects.get()
    client.post(reverse("intake_columns", args=[batch.pk]), said(batch))
    assert batch.rows.count() == 2
    assert told(batch) == {}

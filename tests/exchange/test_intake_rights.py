"""Who may bring in what: the own unit, drafts, own imports, records that may be changed."""

import pytest
from django.test import Client
from django.urls import reverse

from aid_projects.models import AidProject
from delegations.models import Guest, InboundDelegation, OutboundDelegation
from exchange.models import ImportBatch
from tests.exchange.clerks import HEADING, bring, plain, rows, staged, told
from tests.factories import people
from tests.factories.records import aid, inbound

pytestmark = pytest.mark.django_db
WITH_UNIT = [*HEADING, "Đơn vị chủ trì", "Trạng thái", "Số quyết định", "Ngày quyết định"]


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


def test_a_unit_brings_in_its_own_records_as_drafts(client):
    client.force_login(people.owner())
    people.stranger()
    one, two, three = rows(3)
    batch = staged(
        client,
        plain(
            [*one, "Bệnh viện Phụ sản Hà Nội"],
            [*two, ""],
            [*three, "Bệnh viện Tim Hà Nội", "Được cho phép", "1/QĐ-UBND", "1/10/2024"],
            heading=WITH_UNIT,
        ),
    )
    assert told(batch) == {2: ["unit"]}
    warned = {one["key"] for one in batch.rows.get(position=4).warnings}
    assert {"state", "permit_number"} <= warned
    client.post(reverse("intake_store", args=[batch.pk]), {"which": "sound"})
    trips = list(OutboundDelegation.objects.order_by("pk"))
    assert [(trip.unit.name, trip.state, trip.permit_number) for trip in trips] == [
        ("Bệnh viện Tim Hà Nội", "DRAFT", ""),
        ("Bệnh viện Tim Hà Nội", "DRAFT", ""),
    ]


def test_the_department_enters_paper_history_of_any_unit(client):
    client.force_login(people.officer())
    people.unit()
    (one,) = rows(1)
    decided = [*one, "Bệnh viện Tim Hà Nội", "Được cho phép", "1/QĐ-UBND", "1/10/2024"]
    batch = staged(client, plain(decided, heading=WITH_UNIT))
    assert told(batch) == {}
    client.post(reverse("intake_store", args=[batch.pk]), {"which": "all"})
    trip = OutboundDelegation.objects.get()
    assert (trip.state, trip.entered_afterwards, trip.permit_number) == ("PERMITTED", True, "1/QĐ-UBND")


def test_what_is_there_already_is_told_and_left_out_at_once(client):
    client.force_login(people.owner())
    stored = staged(client, plain(*rows(1)))
    client.post(reverse("intake_store", args=[stored.pk]), {"which": "all"})
    trip = OutboundDelegation.objects.get()
    lines = [[*line, number] for line, number in zip(rows(3), (trip.number, "", ""), strict=True)]
    lines[0][1] = "Tên khác hẳn"
    batch = staged(client, plain(*lines[:1], *lines[2:], heading=[*HEADING, "Mã hồ sơ"]))
    assert told(batch) == {2: ["number"]}
    client.post(reverse("intake_exclude", args=[batch.pk]), {"which": "known"})
    client.post(reverse("intake_store", args=[batch.pk]), {"which": "all"})
    trip.refresh_from_db()
    assert (trip.title, OutboundDelegation.objects.count()) == ("Đoàn học tập số 1", 2)


def test_rows_of_records_come_only_into_records_one_may_change(client):
    own, foreign = inbound(state="DRAFT"), inbound(state="DRAFT", unit=people.stranger().unit)
    decided = inbound(state="PERMITTED")
    client.force_login(people.owner())
    heading = ["Mã hồ sơ", "Họ và tên", "Quốc tịch"]
    lines = [[record.number, f"Tanaka {record.pk}", "Nhật Bản"] for record in (own, foreign, decided)]
    batch = bring(client, plain(*lines, heading=heading))
    client.post(reverse("intake_columns", args=[batch.pk]), {"action": "kind", "kind": "Khách đoàn vào"})
    batch.refresh_from_db()
    data = {"action": "go", "column-0": "record_number", "column-1": "full_name", "column-2": "nationality"}
    client.post(reverse("intake_columns", args=[batch.pk]), data)
    batch.refresh_from_db()
    assert told(batch) == {3: ["record_number"], 4: ["record_number"]}
    client.post(reverse("intake_store", args=[batch.pk]), {"which": "sound"})
    assert Guest.objects.filter(full_name=f"Tanaka {own.pk}").get().delegation == own
    assert InboundDelegation.objects.get(pk=foreign.pk).guests.count() == 1


def test_one_sees_only_the_own_imports(client):
    client.force_login(people.owner())
    batch = staged(client, plain(*rows(1)))
    client.force_login(people.colleague())
    for name in ("rows", "columns", "values", "file"):
        assert client.get(reverse(f"intake_{name}", args=[batch.pk])).status_code == 404
    for name in ("store", "undo", "drop", "exclude"):
        assert client.post(reverse(f"intake_{name}", args=[batch.pk])).status_code == 404
    assert client.post(reverse("intake_row", args=[batch.pk, 2]), {"cell-title": "x"}).status_code == 404
    assert ImportBatch.objects.filter(pk=batch.pk).exists()
    assert "theo_doi.xlsx" not in client.get(reverse("data_hub")).content.decode()


@pytest.mark.parametrize("who", ["leader", "nobody"])
def test_who_enters_nothing_brings_in_nothing(client, who):
    client.force_login(getattr(people, who)())
    assert client.get(reverse("intake_start")).status_code == 403


def test_every_post_asks_for_its_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.owner())
    assert client.post(reverse("intake_start"), {"pasted": "a\tb"}).status_code == 403


def test_a_value_must_be_a_choice_and_aid_needs_its_kind(client):
    client.force_login(people.owner())
    aid()
    batch = bring(
        client, plain(["Máy siêu âm", "JICA"], heading=["Tên khoản viện trợ", "Bên cung cấp viện trợ"])
    )
    assert batch.sheet == "Viện trợ"
    answer = client.post(
        reverse("intake_columns", args=[batch.pk]),
        {"action": "go", "column-0": "title", "column-1": "donors"},
    )
    assert any("Loại" in fault for fault in answer.context["faults"])
    data = {"action": "go", "column-0": "title", "column-1": "donors", "fixed-kind": "Phi dự án"}
    client.post(reverse("intake_columns", args=[batch.pk]), data)
    batch.refresh_from_db()
    assert told(batch) == {}
    client.post(reverse("intake_store", args=[batch.pk]), {"which": "all"})
    assert AidProject.objects.latest("pk").kind == "PDA"

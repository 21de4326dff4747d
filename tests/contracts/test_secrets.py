"""Passport numbers: masked through every door of every type that keeps any; whole only for a logged reason."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from core.events import Event
from core.jobs import Job
from core.secrets import bearers, bearing_types, secrets_of
from delegations.models import Guest, InboundDelegation, Member, OutboundDelegation
from directory.models import Person
from exchange.services import load_workbook as load
from tests.exchange.books import base, member, write
from tests.factories import people
from tests.factories.records import make, record_types

pytestmark = pytest.mark.django_db
NUMBER, MASKED = "C1234567", "C****567"
REASON = "Làm thị thực"
bearing = pytest.mark.parametrize("model", bearing_types(), ids=lambda model: model.slug)


def holding(model):
    """A record with a number in every place that keeps one."""
    record = make(model)
    for table in bearers(model):
        rows = [record] if table is model else table._base_manager.filter(**{table.PARENT: record})
        assert rows, f"tests/factories/records.py: {model.__name__} needs a {table.__name__}"
        for row in rows:
            for field in secrets_of(table):
                setattr(row, field.name, NUMBER)
            row.save(by=people.officer())
    return record


def ask(client, record, reason: str = REASON):
    return client.post(reverse("reveal", args=[record.slug, record.pk]), {"reason": reason})


def test_the_types_that_keep_numbers_are_found():
    assert set(bearing_types()) == {OutboundDelegation, InboundDelegation, Person}
    assert bearers(OutboundDelegation) == [Member]
    assert bearers(InboundDelegation) == [Guest]


@bearing
@pytest.mark.parametrize("who", ["owner", "officer", "leader"])
def test_no_page_or_list_shows_a_whole_number(client, model, who):
    record = holding(model)
    client.force_login(getattr(people, who)())
    doors = ["detail", "history"] if who == "leader" else ["detail", "history", "edit"]
    pages = [client.get(reverse(f"{model.slug}_{door}", args=[record.pk])) for door in doors]
    pages.append(client.get(reverse(f"{model.slug}_list")))
    assert {page.status_code for page in pages} == {200}
    assert MASKED in pages[0].content.decode()
    assert not any(NUMBER in page.content.decode() for page in pages)


@bearing
def test_no_file_carries_a_whole_number(client, model):
    holding(model)
    client.force_login(people.officer())
    files = [client.get(reverse(f"{model.slug}_export"))]
    files.append(client.post(reverse("workbook_download"), follow=True))
    files.append(client.get(reverse("summary_xlsx"), {"period": "2024-H1"}))
    files.append(client.get(reverse("figure_xlsx", args=["DR02"]), {"period": "2024-H1"}))
    for file in files:
        assert NUMBER not in _text_of(file)


def _text_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    book = load_workbook(io.BytesIO(content))
    return str([[cell for row in sheet.values for cell in row] for sheet in book])


@bearing
def test_numbers_are_shown_whole_for_a_reason_and_an_event(client, model):
    record = holding(model)
    client.force_login(people.owner())
    page = client.get(record.get_absolute_url())
    assert page.context["reveal_url"] == reverse("reveal", args=[model.slug, record.pk])
    response = ask(client, record)
    assert (response.status_code, NUMBER in response.content.decode()) == (200, True)
    assert "no-store" in response.headers["Cache-Control"]
    event = Event.objects.get(kind=Event.Kind.REVEAL)
    assert (event.actor_name, event.record_type, event.record_id, event.comment) == (
        "owner",
        model._meta.label_lower,
        str(record.pk),
        REASON,
    )
    assert NUMBER not in json.dumps(list(Event.objects.values()), default=str)


@bearing
@pytest.mark.parametrize("reason", ["", "   ", "visa", "\0\0\0\0\0\0"])
def test_without_a_reason_nothing_is_shown(client, model, reason):
    record = holding(model)
    client.force_login(people.owner())
    response = ask(client, record, reason)
    assert (response.status_code, response.url) == (302, record.get_absolute_url())
    assert not Event.objects.filter(kind=Event.Kind.REVEAL).exists()


@bearing
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("stranger", 404),
        ("administrator", 404),
        ("nobody", 404),
        ("unit_head", 403),
        ("leader", 403),
        ("head", 403),
    ],
)
def test_whoever_may_not_is_refused(client, model, who, status):
    record = holding(model)
    client.force_login(getattr(people, who)())
    assert ask(client, record).status_code == status
    if status == 403:
        assert client.get(record.get_absolute_url()).context["reveal_url"] == ""
    assert not Event.objects.filter(kind=Event.Kind.REVEAL).exists()


@bearing
def test_a_look_is_asked_for_by_post_only_and_where_there_is_something_to_see(client, model):
    record = make(model)
    client.force_login(people.owner())
    assert client.get(record.get_absolute_url()).context["reveal_url"] == ""
    assert client.get(reverse("reveal", args=[model.slug, record.pk])).status_code == 405


@pytest.mark.parametrize(
    "model", [model for model in record_types() if model not in bearing_types()], ids=lambda model: model.slug
)
def test_other_types_have_no_such_door(client, model):
    record = make(model)
    client.force_login(people.officer())
    assert client.get(record.get_absolute_url()).context["reveal_url"] == ""
    assert ask(client, record).status_code == 404


def test_fault_in_a_number_is_told_without_it(tmp_path):
    long = "C12345678901234567890123"
    result = load(
        write(tmp_path / "vao.xlsx", base(**{"Thành viên đoàn ra": [member(**{"Số hộ chiếu": long})]}))
    )
    assert [error.value for error in result.errors] == ["C****123"]


# --- the command --------------------------------------------------------------------------------


def export(tmp_path, *options) -> str:
    path = tmp_path / "ra.xlsx"
    call_command("export_workbook", str(path), *options)
    book = load_workbook(path)
    return str([[cell for row in sheet.values for cell in row] for sheet in book])


def test_command_masks_and_is_logged(tmp_path):
    holding(OutboundDelegation)
    text = export(tmp_path)
    assert (MASKED in text, NUMBER in text) == (True, False)
    assert Event.objects.get(kind=Event.Kind.EXPORT).action == "workbook"


@pytest.mark.parametrize("options", [["--passports"], ["--passports", "--reason", "abc"]])
def test_command_writes_no_number_without_a_reason(tmp_path, options):
    with pytest.raises(CommandError, match="--reason"):
        export(tmp_path, *options)
    assert not (tmp_path / "ra.xlsx").exists()


def test_command_writes_numbers_for_a_logged_reason(tmp_path):
    holding(OutboundDelegation)
    assert NUMBER in export(tmp_path, "--passports", "--reason", REASON)
    event = Event.objects.get(kind=Event.Kind.REVEAL)
    assert (event.action, event.comment) == ("workbook", REASON)


def test_workbook_job_keeps_no_number_in_its_result(client, tmp_path):
    holding(OutboundDelegation)
    client.force_login(people.officer())
    client.post(reverse("workbook_download"))
    assert NUMBER not in json.dumps(list(Job.objects.values()), default=str)

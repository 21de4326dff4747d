"""Files of every record type: who may add, take and remove them, and what is kept of it."""

import datetime
import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.attachments import Attachment, DocumentKind, has_attachment
from core.files import store
from core.files.kinds import clean_name
from core.links import record_types
from core.records import Record
from tests.contracts.attaching import form, kept, remove, send, stored, take
from tests.factories import people
from tests.factories.files import JPG, docx, pdf, upload
from tests.factories.records import make, outbound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
every_record = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)


# --- every record type --------------------------------------------------------------------------


@every_record
def test_a_file_is_kept_with_what_was_said_of_it_and_given_back_the_same(client, model):
    record, content = make(model), pdf("Thư mời")
    response = send(
        client, people.owner(), record,
        file=upload("thư mời.pdf", content), number="12/TM", date="05/06/2024", issuer="JICA",
    )  # fmt: skip
    assert (response.status_code, response.url) == (302, record.get_absolute_url())
    row = Attachment.objects.of(record).get()
    assert (row.kind, row.number, row.date, row.issuer) == (
        "INVITATION", "12/TM", datetime.date(2024, 6, 5), "JICA",
    )  # fmt: skip
    assert (row.name, row.size, row.content_type, row.version) == (
        "thư mời.pdf", len(content), "application/pdf", 1,
    )  # fmt: skip
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert (row.uploaded_by, row.uploaded_by_name, row.encrypted) == (people.owner(), "owner", False)
    assert take(client, people.colleague(), row).body == content
    assert has_attachment(record, DocumentKind.INVITATION)
    assert not has_attachment(record, DocumentKind.SIGNED)


@every_record
def test_a_stranger_finds_no_door(client, model):
    record = make(model)
    row = kept(record)
    for user in (people.stranger(), people.administrator(), people.nobody()):
        assert take(client, user, row).status_code == 404
        assert take(client, user, row, "head").status_code == 404
        assert remove(client, user, row) == 404
        assert send(client, user, record).status_code == 404
        assert client.get(reverse("file_add", args=[record.number])).status_code == 404
    assert Attachment.objects.live().count() == 1


@every_record
def test_nobody_signed_in_is_sent_to_sign_in(client, model):
    row = kept(make(model))
    for address in (reverse("file", args=[row.pk]), reverse("file_add", args=["DR-2024-0001"])):
        assert client.get(address).status_code == 302


@every_record
def test_the_page_shows_the_files_and_the_form_to_those_who_may_add(client, model):
    record = make(model)
    row = kept(record)
    for user, adds in ((people.owner(), True), (people.officer(), True), (people.leader(), False)):
        client.force_login(user)
        page = client.get(record.get_absolute_url())
        assert reverse("file", args=[row.pk]) in page.content.decode()
        assert (page.context["files"]["form"] is not None) == adds
    client.force_login(people.leader())
    assert client.post(reverse("file_add", args=[record.number]), form()).status_code == 403


@every_record
def test_a_locked_dossier_still_takes_files_and_the_unit_removes_none(client, model):
    record = make(model)
    row = kept(record)
    record.state = last_state(model)
    record.save(by=None)
    assert send(client, people.owner(), record, kind="REPORT").status_code == 302
    assert remove(client, people.owner(), row) == 403
    assert remove(client, people.officer(), row) == 302


def last_state(model) -> str:
    return "SIGNED" if model.__name__ == "Agreement" else "COMPLETED"


@every_record
def test_the_page_costs_the_same_for_one_file_and_six(client, model):
    record = make(model)
    client.force_login(people.officer())
    kept(record)
    client.get(record.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(record.get_absolute_url())
    for _number in range(5):
        kept(record)
    with CaptureQueriesContext(connection) as many:
        client.get(record.get_absolute_url())
    assert len(one) == len(many)


def test_every_record_has_what_attachments_ask_for():
    assert all(
        issubclass(model, Record) and model._meta.get_field("state").default for model in record_types()
    )


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"promise": None}, "promise"),
        ({"file": None}, "file"),
        ({"kind": ""}, "kind"),
        ({"kind": "SECRET"}, "kind"),
        ({"date": "31/02/2024"}, "date"),
        ({"number": "12/MẬT"}, "number"),
        ({"issuer": "TUYỆT MẬT"}, "issuer"),
        ({"file": upload("MẬT.pdf")}, "file"),
        ({"file": upload("a.docx", docx("TỐI MẬT"))}, "file"),
        ({"file": upload("a.exe", b"MZ")}, "file"),
        ({"file": upload("a.pdf", b"")}, "file"),
        ({"file": upload("a.png", JPG)}, "file"),
    ],
)
def test_refused_at_the_field_and_nothing_is_kept(client, changes, field):
    client.force_login(people.owner())
    data = form(**changes)
    if changes.get("file", "") is None:
        del data["file"]
    response = client.post(reverse("file_add", args=[outbound().number]), data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Attachment.objects.exists()
    assert stored() == []
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []


def test_text_fields_of_records_refuse_marks(client):
    record = outbound()
    client.force_login(people.owner())
    page = client.get(reverse("outbound_edit", args=[record.pk]))
    data = {
        name: value
        for name, value in page.context["form"].initial.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
    for part in page.context["formsets"]:
        for name, value in part["formset"].management_form.initial.items():
            data[f"{part['formset'].prefix}-{name}"] = 0 if name == "INITIAL_FORMS" else value
    answer = client.post(reverse("outbound_edit", args=[record.pk]), data | {"content": "Tài liệu TUYỆT MẬT"})
    assert "content" in answer.context["form"].errors


def test_uploading_needs_post_and_a_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.owner())
    record = outbound()
    assert client.post(reverse("file_add", args=[record.number]), form()).status_code == 403
    row = kept(record)
    assert client.get(reverse("file_remove", args=[row.pk])).status_code == 405


def test_a_clerk_adds_what_was_issued(client):
    clerk = people.user("clerk", "clerk")
    assert send(client, clerk, outbound(), kind="PERMIT").status_code == 302


# --- giving back --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("quyet dinh.pdf", 'attachment; filename="quyet dinh.pdf"'),
        ("quyết định.pdf", "attachment; filename*=utf-8''quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf"),
        ('a"b.pdf', 'attachment; filename="ab.pdf"'),
        ("a\r\nX-Evil: 1.pdf", 'attachment; filename="a X-Evil 1.pdf"'),
        ("../../x.pdf", 'attachment; filename="x.pdf"'),
        ("\u202efdp.pdf", 'attachment; filename="fdp.pdf"'),
        ("y" * 300 + ".pdf", f'attachment; filename="{"y" * 146}.pdf"'),
    ],
)
def test_a_file_is_saved_under_a_safe_name_and_never_shown(client, name, header):
    row = kept(outbound(), name="a.pdf")
    row.name = clean_name(name)
    row.save()
    response = take(client, people.owner(), row)
    assert response["Content-Disposition"] == header
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


def test_a_file_lost_from_the_store_is_not_found(client):
    row = kept(outbound())
    store.discard(row.stored)
    assert take(client, people.owner(), row).status_code == 404


def test_a_withdrawn_record_takes_its_files_along(client):
    record = outbound()
    row = kept(record)
    record.withdraw(by=people.officer(), reason="Nhập nhầm")
    assert take(client, people.officer(), row).status_code == 404


# --- versions -----------------------------------------------------------------------------------


def test_a_newer_version_stands_before_the_older(client):
    record = outbound()
    first = kept(record)
    client.force_login(people.owner())
    address = f"{reverse('file_add', args=[record.number])}?of={first.pk}"
    assert client.get(address).context["form"]["kind"].value() == "INVITATION"
    client.post(address, form(kind="SIGNED", file=upload("bản mới.pdf", pdf("mới"))))
    second = Attachment.objects.get(version=2)
    assert (second.document, second.kind) == (first.document, "INVITATION")
    (row,) = client.get(record.get_absolute_url()).context["files"]["rows"]
    assert (row["version"], [older["version"] for older in row["older"]]) == (2, [1])
    assert take(client, people.owner(), first).status_code == 200
    remove(client, people.owner(), second)
    (row,) = client.get(record.get_absolute_url()).context["files"]["rows"]
    assert (row["version"], row["older"]) == (1, [])
    client.post(address, form())
    assert Attachment.objects.filter(document=first.document).count() == 3  # a number is not given twice
    assert Attachment.objects.order_by("pk").last().version == 3


def test_a_version_is_of_a_file_of_the_same_record(client):
    other = kept(outbound())
    client.force_login(people.owner())
    for pk in (other.pk, 0, "x", "9" * 30):
        address = f"{reverse('file_add', args=[outbound().number])}?of={pk}"
        assert client.get(address).status_code == 404


# --- removal ------------------------------------------------------------------------------------


def test_removal_needs_a_reason_and_leaves_the_row(client):
    record = outbound()
    row = kept(record)
    assert remove(client, people.owner(), row, reason=" ") == 302
    assert Attachment.objects.live().count() == 1
    assert remove(client, people.owner(), row) == 302
    row.refresh_from_db()
    assert (row.removed_by_name, row.removed_reason) == ("owner", "Nhầm tệp")
    assert row.removed_at is not None
    assert take(client, people.owner(), row).status_code == 404
    assert remove(client, people.owner(), row) == 404
    assert not has_attachment(record, DocumentKind.INVITATION)


def test_a_colleague_does_not_remove_what_another_uploaded(client):
    row = kept(outbound())
    assert remove(client, people.colleague(), row) == 403
    assert remove(client, people.leader(), row) == 403


# --- history ------------------------------------------------------------------------------------


def test_the_history_tells_of_files_in_order(client):
    record = outbound()
    send(client, people.owner(), record, number="12/TM")
    row = Attachment.objects.get()
    remove(client, people.officer(), row, "Sai bản")
    entries = client.get(reverse("outbound_history", args=[record.pk])).context["entries"]
    assert [(entry["who"], entry["reason"]) for entry in entries[:2]] == [
        ("officer", "Thư mời · 12/TM · thư mời.pdf · Sai bản"),
        ("owner", "Thư mời · 12/TM · thư mời.pdf"),
    ]
    latest = client.get(record.get_absolute_url()).context["history"]
    assert "Sai bản" in latest[0]["text"]

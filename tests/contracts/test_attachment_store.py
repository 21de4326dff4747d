"""The store of files: closed to others, passport scans encrypted and their taking written down, nothing half done."""

import datetime
import hashlib
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.attachments import Attachment, DocumentKind, attach, erase, sweep
from core.events import Event
from core.files import store
from core.files.kinds import PDF
from tests.contracts.attaching import kept, send, stored, take, told
from tests.factories import people
from tests.factories.files import pdf, upload
from tests.factories.records import outbound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]


def test_the_store_says_nothing_and_is_for_the_owner_only(client):
    row = kept(outbound(), name="thư mời.pdf")
    path = Path(default_storage.path(row.stored))
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "thư" not in row.stored and len(path.name) == 32
    client.force_login(people.owner())
    for address in (
        f"/{row.stored}",
        f"/files/{row.stored}",
        f"/media/{row.stored}",
        f"/static/{row.stored}",
    ):
        assert client.get(address).status_code == 404


# --- passport scans -----------------------------------------------------------------------------


def test_a_passport_scan_is_encrypted_and_every_taking_written_down(client):
    record, content = outbound(), pdf("B1234567")
    response = send(
        client, people.owner(), record, kind="PASSPORT", file=upload("ho chieu B1234567.pdf", content)
    )
    assert response.status_code == 302
    row = Attachment.objects.get()
    raw = Path(default_storage.path(row.stored)).read_bytes()
    assert row.encrypted and content not in raw and b"%PDF" not in raw
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    response = take(client, people.officer(), row)
    assert response.body == content
    assert response["Content-Disposition"] == 'attachment; filename="ho chieu B1234567.pdf"'
    assert told(Event.Kind.DOWNLOAD) == [("officer", "Hộ chiếu (bản chụp) · Hộ chiếu (bản chụp).pdf")]


def test_who_may_not_see_passports_neither_takes_nor_brings_a_scan(client):
    record = outbound()
    row = kept(record, DocumentKind.PASSPORT, name="ho chieu B1234567.pdf")
    leader = people.leader()
    assert take(client, leader, row).status_code == 403
    page = client.get(record.get_absolute_url())
    assert "B1234567" not in page.content.decode()
    clerk = people.user("clerk", "clerk")
    assert send(client, clerk, record, kind="PASSPORT").context["form"].errors["kind"]
    client.force_login(clerk)
    address = f"{reverse('file_add', args=[record.number])}?of={row.pk}"
    assert client.get(address).status_code == 404
    assert told(Event.Kind.DOWNLOAD) == []


def test_a_file_that_is_not_sensitive_is_taken_without_a_word(client):
    row = kept(outbound())
    take(client, people.owner(), row)
    assert told(Event.Kind.DOWNLOAD) == []


def test_erasing_destroys_the_file_and_keeps_the_row(django_capture_on_commit_callbacks):
    record = outbound()
    row = kept(record, DocumentKind.PASSPORT)
    with django_capture_on_commit_callbacks(execute=True):
        erase(row, record, reason="Hết thời hạn lưu")
    row.refresh_from_db()
    assert (row.removed_by_name, row.removed_reason, stored()) == ("", "Hết thời hạn lưu", [])
    assert told(Event.Kind.REMOVAL)[0][0] == ""


# --- nothing half done --------------------------------------------------------------------------


def test_a_row_that_cannot_be_stored_leaves_no_file():
    record = outbound()
    kept(record)
    before = stored()
    broken = upload("a.pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        attach(record, broken, PDF, kind=None, by=people.owner())
    assert stored() == before
    assert Attachment.objects.count() == 1


def test_what_a_killed_upload_left_is_swept_after_a_day(time_machine):
    row = kept(outbound())
    orphan = store.keep(upload("b.pdf"), encrypted=False)
    (settings.FILE_UPLOAD_TEMP_DIR / "x.upload").write_bytes(b"half")
    assert sweep() == 0
    time_machine.move_to(timezone.now() + datetime.timedelta(days=2))
    assert sweep() == 1
    assert stored() == [default_storage.path(row.stored)]
    assert not default_storage.exists(orphan)
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []

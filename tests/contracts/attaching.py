"""Files sent to a record, kept, taken and removed, and what is told of it."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from core.attachments import Attachment, DocumentKind, attach
from core.events import Event
from core.files.kinds import PDF
from tests.factories import people
from tests.factories.files import upload


def stored() -> list[str]:
    return [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def form(file=None, **changes) -> dict:
    data = {"kind": "INVITATION", "file": file or upload("thư mời.pdf"), "promise": "on"}
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def send(client, user, record, **changes):
    client.force_login(user)
    return client.post(reverse("file_add", args=[record.number]), form(**changes))


def kept(record, kind=DocumentKind.INVITATION, by=None, name="thư mời.pdf", content=None) -> Attachment:
    return attach(record, upload(name, content), PDF, kind=kind, by=by or people.owner())


def take(client, user, row, method="get"):
    client.force_login(user)
    response = getattr(client, method)(reverse("file", args=[row.pk]))
    response.body = b"".join(response) if response.streaming else b""
    return response


def remove(client, user, row, reason="Nhầm tệp"):
    client.force_login(user)
    return client.post(reverse("file_remove", args=[row.pk]), {"reason": reason}).status_code


def told(kind) -> list[tuple]:
    return list(Event.objects.filter(kind=kind).order_by("pk").values_list("actor_name", "comment"))

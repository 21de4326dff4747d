"""What lies beside a record: its history, its files, the records linked to it."""

from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import described, values
from api.described import Operation, list_of, or_null, reference, thing
from api.endpoint import Endpoint
from core.attachments import Attachment, may_read
from core.entry import find
from core.history import story
from core.links import linked_to
from core.sight import Sight

HISTORY = thing(
    {
        "at": described.MOMENT,
        "who": described.TEXT,
        "action": described.TEXT,
        "reason": described.TEXT,
        "changes": list_of(
            thing({"label": described.TEXT, "before": described.TEXT, "after": described.TEXT})
        ),
    }
)


class History(Endpoint):
    def get(self, request, pk: int):
        record = find(self.screen, pk, request.user)
        entries = story(record, self.screen.rows, user=request.user)
        return Response({"results": [_entry(entry) for entry in entries]})

    def operation(self, method):
        return Operation(
            f"{self.screen.model.slug}_history",
            _("History, newest first"),
            self.screen.title,
            thing({"results": list_of(reference("HistoryEntry"))}),
            components={"HistoryEntry": lambda: HISTORY},
            refusals=(400, 404),
        )


def _entry(entry: dict) -> dict:
    changes = [
        {name: str(change[name]) for name in ("label", "before", "after")} for change in entry["changes"]
    ]
    return {
        "at": values.plain(entry["at"]),
        "who": str(entry["who"]),
        "action": str(entry["action"]),
        "reason": entry["reason"],
        "changes": changes,
    }


LINK = thing({"type": described.TEXT, "id": described.KEY, "number": described.TEXT, "title": described.TEXT})


class Links(Endpoint):
    """Records of other types that belong to this one, as far as one sees them."""

    def get(self, request, pk: int):
        record = find(self.screen, pk, request.user)
        return Response(
            {
                "results": [
                    {"type": other.slug, "id": other.pk, "number": other.number, "title": other.title}
                    for other in linked_to(record, user=request.user)
                ]
            }
        )

    def operation(self, method):
        return Operation(
            f"{self.screen.model.slug}_links",
            _("Linked records"),
            self.screen.title,
            thing({"results": list_of(reference("Link"))}),
            components={"Link": lambda: LINK},
            refusals=(400, 404),
        )


FILE = thing(
    {
        "id": described.KEY,
        "kind": described.TEXT,
        "name": described.TEXT,
        "number": described.TEXT,
        "date": or_null(described.DAY),
        "issuer": described.TEXT,
        "version": described.WHOLE,
        "document": described.TEXT,
        "size": described.WHOLE,
        "sha256": described.TEXT,
        "content_type": described.TEXT,
        "uploaded_at": described.MOMENT,
        "uploaded_by": described.TEXT,
        "readable": described.YES_NO,
    }
)


class Files(Endpoint):
    """What lies with the record; each is fetched under `/attachments/<id>/`."""

    def get(self, request, pk: int):
        record = find(self.screen, pk, request.user)
        sight = Sight(request.user, record)
        return Response({"results": [_file(row, sight) for row in Attachment.objects.of(record).live()]})

    def operation(self, method):
        return Operation(
            f"{self.screen.model.slug}_attachments",
            _("Files of the record"),
            self.screen.title,
            thing({"results": list_of(reference("Attachment"))}),
            components={"Attachment": lambda: FILE},
            refusals=(400, 404),
        )


def _file(row: Attachment, sight: Sight) -> dict:
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.shown_name,
        "number": row.number,
        "date": values.plain(row.date),
        "issuer": row.issuer,
        "version": row.version,
        "document": str(row.document),
        "size": row.size,
        "sha256": row.sha256,
        "content_type": row.content_type,
        "uploaded_at": values.plain(row.uploaded_at),
        "uploaded_by": row.uploaded_by_name,
        "readable": may_read(sight, row),
    }

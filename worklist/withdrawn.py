"""What was taken out of the lists, by whom and why, and the way back."""

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import can_restore
from core.events import Event
from core.withdrawal import WITHDRAW
from worklist.catalogue import SCREENS

SHOWN = 50
"""Of each type, the latest."""


class Withdrawn(TemplateView):
    """Dossiers taken out of the lists, with who did it and why, and the way back."""

    template_name = "worklist/withdrawn.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = [(screen, records) for screen in SCREENS if (records := _withdrawn_of(screen, user))]
        reasons = _reasons([record for _screen, records in found for record in records])
        return super().get_context_data(**kwargs) | {
            "title": _("Withdrawn dossiers"),
            "groups": [_group(screen, records, reasons, user) for screen, records in found],
        }


def _withdrawn_of(screen, user) -> list:
    rows = screen.model.objects.withdrawn_for(user).select_related("unit", "updated_by")
    return list(rows.order_by("-deleted_at")[:SHOWN])


def _reasons(records: list) -> dict[tuple[str, str], str]:
    """(type, key) → why it was withdrawn the last time; one query for all types."""
    told = Event.objects.filter(
        kind=Event.Kind.WITHDRAWAL,
        action=WITHDRAW,
        record_type__in={record._meta.label_lower for record in records},
        record_id__in={str(record.pk) for record in records},
    )
    rows = told.order_by("pk").values_list("record_type", "record_id", "comment")
    return {(kind, key): comment for kind, key, comment in rows}


def _group(screen, records: list, reasons: dict, user) -> dict:
    return {
        "title": screen.title,
        "rows": [
            {
                "number": record.number,
                "title": record.title,
                "unit": str(record.unit or ""),
                "when": record.deleted_at,
                "who": str(record.updated_by or ""),
                "why": reasons.get((record._meta.label_lower, str(record.pk)), ""),
                "history_url": screen.url("history", record.pk),
                "restore_url": screen.url("restore", record.pk) if can_restore(user, record) else "",
            }
            for record in records
        ],
    }

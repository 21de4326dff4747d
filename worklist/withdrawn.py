"""What was taken out of the lists, by whom and why, and the way back."""

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import can_restore
from core.events import Event
from worklist.catalogue import SCREENS

SHOWN = 50
"""Of each type, the latest."""


class Withdrawn(TemplateView):
    """Dossiers taken out of the lists, with who did it and why, and the way back."""

    template_name = "worklist/withdrawn.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": _("Withdrawn dossiers"),
            "groups": [group for screen in SCREENS if (group := _withdrawn_of(screen, self.request.user))],
        }


def _withdrawn_of(screen, user) -> dict | None:
    rows = (
        screen.model.objects.withdrawn_for(user).select_related("unit", "updated_by").order_by("-deleted_at")
    )
    records = list(rows[:SHOWN])
    if not records:
        return None
    reasons = dict(
        Event.objects.filter(
            kind=Event.Kind.WITHDRAWAL,
            action="withdraw",
            record_type=screen.model._meta.label_lower,
            record_id__in=[str(record.pk) for record in records],
        )
        .order_by("pk")
        .values_list("record_id", "comment")
    )
    return {
        "title": screen.title,
        "rows": [
            {
                "number": record.number,
                "title": record.title,
                "unit": str(record.unit or ""),
                "when": record.deleted_at,
                "who": str(record.updated_by or ""),
                "why": reasons.get(str(record.pk), ""),
                "history_url": screen.url("history", record.pk),
                "restore_url": screen.url("restore", record.pk) if can_restore(user, record) else "",
            }
            for record in records
        ],
    }

"""Deadlines beside a record's page; checklist and latest day to send beside its form."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.views.generic import TemplateView

from core import checklist
from core.deadlines import Deadline
from core.inputs import input_for
from core.lateness import sending_of
from core.obligations import label_of
from core.screens import ScreenView

DAYS = ("start_date", "submitted_on")


def deadline_panel(record) -> dict | None:
    """What the record owes, the nearest first, and how late it was sent; None where a type owes nothing."""
    if not record.DEADLINES:
        return None
    rows = Deadline.objects.of(record).open()
    return {
        "deadlines": [
            {"label": label_of(row), "due": row.due, "basis": row.basis, "state": row.shown} for row in rows
        ],
        "sending": sending_of(record) if getattr(record, "submitted_on", None) else None,
    }


def form_panel(screen, form) -> dict | None:
    """The checklist of the dossier, each line leading to its field, and the latest day to send it."""
    record, lead = form.instance, screen.model.LEAD
    if not screen.checklist and lead is None:
        return None
    names = [name for name in (*DAYS, *lead.fields) if name in form.fields] if lead else []
    items = checklist.read(screen.checklist, record)
    return {
        "checklist": [item | {"anchor": _anchor(form, item["field"])} for item in items],
        "done": sum(item["done"] for item in items),
        "has_lead": lead is not None,
        **(_sending(_typed(screen.model, form.data) if form.is_bound else record) if lead else {}),
        "url": screen.url("sending") if "start_date" in names else "",
        "inputs": ", ".join(f"#{form[name].auto_id}" for name in names),
    }


def _anchor(form, name: str) -> str:
    return form[name].auto_id if name in form.fields else f"grid-{name}"


def _sending(record) -> dict:
    return {"sending": sending_of(record), "asked": record.LEAD.needed(record)}


def _typed(model, data):
    """A record that never was, with what its latest day depends on as typed; what cannot be read is left out."""
    record = model()
    for name in (*DAYS, *model.LEAD.fields):
        field = input_for(model._meta.get_field(name))
        try:
            setattr(record, name, field.clean(data.get(name, "")))
        except ValidationError:
            continue
    return record


class SendingPanel(ScreenView, TemplateView):
    """The latest day to send a dossier with these days. It reads what is typed, no record, and writes nothing."""

    template_name = "core/components/sending.html"

    def get_context_data(self, **kwargs):
        model = self.screen.model
        if not model.objects.creatable_by(self.request.user):
            raise PermissionDenied
        return super().get_context_data(**kwargs) | _sending(_typed(model, self.request.GET))

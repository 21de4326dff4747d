"""Official papers on the page of a record: which there are, who prints them, and what they show of secrets."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.generic import View

from core.access import EDIT_ALL, EDIT_UNIT, PROCESS, SEE_PASSPORTS
from core.department import Department
from core.events import Event, log
from core.fields import mask
from core.inputs import ReasonField
from core.papers.docx import render, texts
from core.papers.tree import Part
from core.screens import ScreenView
from core.secrecy import bears_mark

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

REASON = ReasonField(
    max_length=500,
    error_messages={"required": gettext_lazy("Please say what the passport numbers are needed for.")},
)
Secret = Callable[[str], str]
"""How a passport number is written: masked, or whole."""


@dataclass(frozen=True)
class PaperKind:
    """A paper a record type has. `write(record, secret)` gives its parts; texts in Vietnamese (`core.papers.words`)."""

    code: str
    label: Any
    write: Callable[[Any, Secret], tuple[Part, ...]]
    secrets: bool = False
    """Holds passport numbers: whole only for those who may see them and say what for."""


def may_print(user, record) -> bool:
    """A record they see."""
    own = record.unit_id in user.units and user.may(EDIT_UNIT)
    return bool(own or user.may(EDIT_ALL) or user.may(PROCESS))


def menu(kinds, record, user, address: Callable) -> list[dict]:
    """The papers as the record's page offers them."""
    if not may_print(user, record):
        return []
    return [
        {
            "label": kind.label,
            "url": address(kind.code),
            "reveals": kind.secrets and user.may(SEE_PASSPORTS),
        }
        for kind in kinds
    ]


class RecordPaper(ScreenView, View):
    """A paper of a record as .docx: masked on asking, whole (POST) with the reason, which is written down."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, pk: int, paper: str):
        record, kind = self._find(pk, paper)
        return self._answer(record, kind, mask)

    def post(self, request, pk: int, paper: str):
        record, kind = self._find(pk, paper)
        if not (kind.secrets and request.user.may(SEE_PASSPORTS)):
            raise PermissionDenied
        try:
            reason = REASON.clean(request.POST.get("reason", ""))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(record)
        return self._answer(record, kind, str, reason)

    def _find(self, pk: int, code: str):
        record = get_object_or_404(self.get_queryset(), pk=pk)
        kind = next((kind for kind in self.screen.papers if kind.code == code), None)
        if kind is None:
            raise Http404
        if not may_print(self.request.user, record):
            raise PermissionDenied
        return record, kind

    def _answer(self, record, kind: PaperKind, secret: Secret, reason: str = ""):
        with override("vi"):
            parts, label = kind.write(record, secret), str(kind.label)
        if any(map(bears_mark, texts(parts))):
            messages.error(
                self.request,
                _("The record holds words that look like a secrecy mark; no paper is made of it."),
            )
            return redirect(record)
        content = render(parts, title=f"{label} {record.number}", author=Department.current().name)
        told = Event.Kind.DOWNLOAD if reason else Event.Kind.EXPORT
        log(
            told, by=self.request.user, record=record, action=kind.code,
            comment=" · ".join(filter(None, [label, reason])),
        )  # fmt: skip
        name = f"{kind.code}-{record.number}.docx"
        return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=DOCX)

"""Passport numbers whole: those of one record, for a reason, and never without an event."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import events
from core.access import SEE_PASSPORTS
from core.inputs import ReasonField
from core.secrets import bearers, bearing_types, secrets_of
from core.sight import Sight

SHORTEST_REASON = 5
"""Characters."""


def rows_with_secrets(record, table: type, name: str):
    """The rows of this table that keep a secret `name` of the record."""
    key = {"pk": record.pk} if table is type(record) else {table.PARENT: record}
    return table._base_manager.filter(**key).exclude(**{name: ""})


def _kept(record) -> list[tuple]:
    return [(table, field) for table in bearers(type(record)) for field in secrets_of(table)]


def reveal_address(sight: Sight) -> str:
    """Where this person may ask for the numbers of the record; empty when there are none to see."""
    record = sight.record
    if not _kept(record) or not sight.user.may(SEE_PASSPORTS) or not sight.own:
        return ""
    if any(getattr(row, field.name) for table, field in _kept(record) for row in _bearing(record, table)):
        return reverse("reveal", args=[record.slug, record.pk])
    return ""


def _bearing(record, table: type) -> Iterable:
    """The rows of this table that may keep a secret of the record: on its page they are read already."""
    if table is type(record):
        return [record]
    relation = table._meta.get_field(table.PARENT).remote_field
    return getattr(record, relation.get_accessor_name()).all()


@require_POST
def reveal(request, slug: str, pk: int):
    """The names and numbers of one record, on a page nobody keeps."""
    model = next((item for item in bearing_types() if item.slug == slug), None)
    if model is None:
        raise Http404
    record = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    if not request.user.may(SEE_PASSPORTS) or not Sight(request.user, record).own:
        raise PermissionDenied
    too_short = _("Please say why you need the numbers, in at least five characters.")
    asked = ReasonField(
        min_length=SHORTEST_REASON,
        max_length=500,
        error_messages={"required": too_short, "min_length": too_short},
    )
    try:
        reason = asked.clean(request.POST.get("reason", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(record)
    events.log(
        events.Event.Kind.REVEAL,
        by=request.user,
        record=record,
        action="passports",
        comment=reason,
        address=events.address_of(request),
    )
    context = {
        "title": _("Passport numbers: %(record)s") % {"record": record.reference},
        "crumbs": [{"label": record.reference, "url": record.get_absolute_url()}],
        "object_url": record.get_absolute_url(),
        "table": _table(record),
    }
    response = render(request, "core/reveal.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _table(record) -> dict:
    rows = [
        [
            {"text": text, "kind": "text"}
            for text in (row, capfirst(field.verbose_name), getattr(row, field.name))
        ]
        for table, field in _kept(record)
        for row in rows_with_secrets(record, table, field.name)
    ]
    return {
        "title": _("Passport numbers"),
        "columns": [_("Full name"), _("What it is"), _("Whole number")],
        "rows": rows,
    }

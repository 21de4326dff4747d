"""One record with its rows, as far as a person reads it."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import values
from api.described import Operation, reference
from api.endpoint import LABELS, Endpoint
from api.shapes import component, field_of, names_of, record_schema, steps_of, writes
from core import access
from core.entry import find
from core.facts import fact
from core.records import Record
from core.screens import Screen
from core.sight import Sight
from core.workflow import choices_for


def shown(screen: Screen, record, user, *, labels: bool = False) -> dict[str, Any]:
    """Everything of a record that this person may read."""
    sight, state = Sight(user, record), record.shown_state
    editable = access.can_edit(user, record)
    found = {
        "id": record.pk,
        "reference": record.reference,
        "url": record.get_absolute_url(),
        "version": record.version,
        "created_at": values.plain(record.created_at),
        "created_by": str(record.created_by) if record.created_by else None,
        "updated_at": values.plain(record.updated_at),
        "updated_by": str(record.updated_by) if record.updated_by else None,
        **({"number": record.number} if isinstance(record, Record) else {}),
        **_values(record, names_of(screen), sight),
        **{part.name: _rows(record, part, sight) for part in screen.rows},
        "shown_state": str(state.label) if state is not None else None,
        "may_edit": bool(editable),
        "may_withdraw": writes(screen) and bool(access.can_withdraw(user, record, editable)),
        "steps": [
            {
                "name": step.name,
                "label": str(step.label),
                "asks": list(step.asks),
                "offers": list(step.offers),
                "needs_comment": step.needs_comment,
            }
            for step in choices_for(steps_of(screen), record, user)
        ],
        "warnings": screen.findings(record),
    }
    if labels:
        found["labels"] = {
            name: told["value"]
            for name in names_of(screen)
            if name in found and (told := fact(record, name, sight))["value"]
        }
    return found


def _values(record, names, sight: Sight) -> dict[str, Any]:
    found = {}
    for name in names:
        field = field_of(type(record), name)
        if sight.reads(field):
            owner = record if field.model in type(record).__mro__ else record.person
            found[name] = values.of_field(owner, field)
    return found


def _rows(record, part, sight: Sight) -> list[dict]:
    model = part.model()
    rows = model.in_order().filter(**{model.PARENT: record})
    return [{"id": row.pk, **_values(row, part.fields, sight)} for row in rows]


class OneRecord(Endpoint):
    """One record with its rows."""

    def parameters(self):
        return (LABELS,)

    def get(self, request, pk: int):
        record = find(self.screen, pk, request.user)
        return with_tag(
            Response(shown(self.screen, record, request.user, labels=self.asked.get("labels", False)))
        )

    def operation(self, method):
        name = component(self.screen, "Record")
        return Operation(
            f"{self.screen.model.slug}_get",
            _("One record with its rows"),
            self.screen.title,
            reference(name),
            parameters=self.parameters(),
            components={name: lambda: record_schema(self.screen)},
            refusals=(400, 404),
        )


def with_tag(response: Response) -> Response:
    """The version as ETag: what `If-Match` sends back."""
    response.headers["ETag"] = f'"{response.data["version"]}"'
    return response

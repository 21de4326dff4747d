"""Writing records: entering, changing, withdrawing, steps. The forms, locks, steps and history are the screens' own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import described
from api.described import Operation, Schema, list_of, reference
from api.endpoint import Endpoint
from api.errors import Fault, NotNow, Refused, Stale, Unreadable, faults_of
from api.lists import Records
from api.once import once
from api.records import OneRecord, shown, with_tag
from api.shapes import component, record_schema, steps_of
from api.typed import (
    MOST_ROWS,
    Misshapen,
    Typed,
    fields_of,
    fields_of_rows,
    schema_of_input,
    shape_of,
    version_in,
)
from core import workflow
from core.actions import StepForm
from core.entry import OutOfSight, find, to_change, to_create
from core.history import changes_since
from core.inputs import input_for
from core.withdrawal import LONGEST_REASON, reason_of, withdraw

READS = ("If-Match",)
ONCE = ("Idempotency-Key",)


def input_schema(screen, *, new: bool) -> Schema:
    """The body of a create or a change."""
    own = {name: schema_of_input(field) for name, field in fields_of(screen).items()}
    if new:
        own.pop("change_reason", None)
    rows = {part.name: _rows_schema(part) for part in screen.rows}
    version = {} if new else {"version": described.WHOLE}
    return {"type": "object", "properties": {**version, **own, **rows}, "additionalProperties": False}


def _rows_schema(part) -> Schema:
    own = {name: schema_of_input(field) for name, field in fields_of_rows(part).items()}
    row = {
        "type": "object",
        "properties": {"id": described.or_null(described.KEY), **own},
        "additionalProperties": False,
    }
    return list_of(row, maxItems=MOST_ROWS, title=str(part.title))


def stored(screen, record, body: dict, *, user):
    """The record as it is saved; `record` is locked by the caller's transaction."""
    typed = Typed(screen, record, body, user=user)
    entry = typed.entry(record)
    valid = entry.is_valid()
    faults = [*typed.faults_found(entry), *(typed.empty_rows(entry) if valid else ())]
    if not valid or faults:
        raise Refused(_("Nothing is saved: please correct what is named here."), faults)
    try:
        return entry.save()
    except OutOfSight:
        raise Refused(_("After this change you could no longer see the record. Nothing is saved.")) from None


@contextmanager
def _whole() -> Iterator[None]:
    """All of it is stored or nothing, also where somebody stores the same at this moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise NotNow(
            _("Someone has just saved the same thing. Nothing is saved; please try again.")
        ) from None


def refuse_stale(screen, record, given: int | None, *, user, needed: bool) -> None:
    """Nobody writes over what they have not read."""
    if given is None:
        if needed:
            fault = Fault("/version", "required", _("Give the version you have read, here or in If-Match."))
            raise Unreadable(_("The request cannot be read."), [fault])
        return
    if given != record.version:
        told = [
            {"field": change.name, "label": change.label, "was": change.was, "theirs": change.theirs}
            for change in changes_since(record, given, screen.rows, user=user)
        ]
        message = _("Somebody has changed the record since. Nothing is saved.")
        raise Stale(message, version=record.version, changes=told)


class RecordsAndNew(Records):
    """The list, and entering a record."""

    def post(self, request):
        return once(request, lambda: self._create(request), lambda pk: self._answer(pk, 200))

    def _create(self, request):
        with _whole():
            record = to_create(self.screen, user=request.user)
            record = stored(self.screen, record, request.data, user=request.user)
        return record.pk, self._answer(record.pk, 201)

    def _answer(self, pk: int, status: int) -> Response:
        user = self.request.user
        response = with_tag(Response(shown(self.screen, find(self.screen, pk, user), user), status=status))
        response.headers["Location"] = f"{self.request.path}{pk}/"
        return response

    def operation(self, method):
        if method == "GET":
            return super().operation(method)
        name, record = component(self.screen, "New"), component(self.screen, "Record")
        return Operation(
            f"{self.screen.model.slug}_create",
            _("Enter a record"),
            self.screen.title,
            reference(record),
            status=201,
            body=reference(name),
            components={
                name: lambda: input_schema(self.screen, new=True),
                record: lambda: record_schema(self.screen),
            },
            refusals=(200, 400, 404, 409, 413, 415, 422),
            headers=ONCE,
        )


class OneRecordChanged(OneRecord):
    """One record, and changing it: what is given is changed, a list of child rows is given whole."""

    def patch(self, request, pk: int):
        screen, user = self.screen, request.user
        body = dict(request.data)
        given = version_in(body, request.headers)
        with _whole():
            record = to_change(screen, pk, user=user, lock=True)
            refuse_stale(screen, record, given, user=user, needed=True)
            stored(screen, record, body, user=user)
        return with_tag(Response(shown(screen, find(screen, pk, user), user)))

    def operation(self, method):
        if method == "GET":
            return super().operation(method)
        name, record = component(self.screen, "Change"), component(self.screen, "Record")
        return Operation(
            f"{self.screen.model.slug}_update",
            _("Change a record"),
            self.screen.title,
            reference(record),
            body=reference(name),
            components={
                name: lambda: input_schema(self.screen, new=False),
                record: lambda: record_schema(self.screen),
            },
            refusals=(400, 404, 409, 413, 415, 422),
            headers=READS,
            description=_(
                "Fields left out stay as they are. A list of child rows is given whole: rows with their id stay, those left out are taken away, those without id are new."
            ),
        )


class Withdraw(Endpoint):
    """Taking a record out of every list, for a reason."""

    def post(self, request, pk: int):
        return once(request, lambda: self._withdraw(request, pk), lambda key: self._answer(key))

    def _withdraw(self, request, pk: int):
        body, user = dict(request.data), request.user
        given = version_in(body, request.headers)
        _only(body, "reason", "version")
        with transaction.atomic():
            record = find(self.screen, pk, user, lock=True)
            refuse_stale(self.screen, record, given, user=user, needed=False)
            try:
                reason = reason_of(_text(body, "reason"))
            except ValidationError as refused:
                raise Refused(
                    _("Nothing is saved: please correct what is named here."), faults_of(refused, "/reason")
                ) from None
            withdraw(record, by=user, reason=reason)
        return pk, self._answer(pk)

    def _answer(self, pk: int) -> Response:
        return Response({"id": pk, "withdrawn": True})

    def operation(self, method):
        return Operation(
            f"{self.screen.model.slug}_withdraw",
            _("Withdraw a record"),
            self.screen.title,
            described.thing({"id": described.KEY, "withdrawn": described.YES_NO}),
            body={
                "type": "object",
                "properties": {
                    "reason": described.TEXT | {"maxLength": LONGEST_REASON},
                    "version": described.WHOLE,
                },
                "required": ["reason"],
                "additionalProperties": False,
            },
            refusals=(400, 404, 409, 413, 415, 422),
            headers=READS + ONCE,
        )


class Step(Endpoint):
    """One step of the workflow, with what it asks for."""

    def post(self, request, pk: int, step: str):
        return once(request, lambda: self._take(request, pk, step), self._answer)

    def _take(self, request, pk: int, name: str):
        screen, user, body = self.screen, request.user, dict(request.data)
        given = version_in(body, request.headers)
        with transaction.atomic():
            record = find(screen, pk, user, lock=True)
            step = next((each for each in steps_of(screen) if each.name == name), None)
            if step is None:
                raise NotNow(_("There is no such step."))
            form = StepForm(step, record, self._data(step, record, body))
            if not form.is_valid():
                raise Refused(
                    _("The step is not taken: please correct what is named here."),
                    faults_of(ValidationError(form.errors.as_data())),
                )
            refuse_stale(screen, record, given, user=user, needed=False)
            try:
                workflow.perform(
                    step, record, by=user, comment=form.cleaned_data["comment"], values=form.values
                )
            except workflow.Refused as refusal:
                if step.starts_from(find(screen, pk, user)):
                    raise PermissionDenied(str(refusal)) from None
                raise NotNow(str(refusal)) from None
            except ValidationError as missing:
                raise Refused(_("The step is not taken: something is missing."), faults_of(missing)) from None
        return pk, self._answer(pk)

    def _answer(self, pk: int) -> Response:
        """After the step the dossier may be out of one's sight."""
        user = self.request.user
        return with_tag(Response(shown(self.screen, find(self.screen, pk, user), user)))

    def _data(self, step, record, body: dict) -> dict:
        fields = _asked(step, record._meta.model)
        _only(body, "version", "comment", *fields)
        data = {name: getattr(record, name) for name in fields if name not in body}
        faults = []
        for name in fields:
            if name in body:
                try:
                    data[name] = "".join(shape_of(fields[name]).read(body[name]))
                except Misshapen as wanted:
                    faults.append(Fault(f"/{name}", "type", str(wanted)))
        if faults:
            raise Unreadable(_("The request cannot be read."), faults)
        return data | {"comment": _text(body, "comment")}

    def operation(self, method):
        record = component(self.screen, "Record")
        steps = steps_of(self.screen)
        fields = {
            name: schema_of_input(field)
            for step in steps
            for name, field in _asked(step, self.screen.model).items()
        }
        return Operation(
            f"{self.screen.model.slug}_step",
            _("Take a step of the workflow"),
            self.screen.title,
            reference(record),
            body={
                "type": "object",
                "properties": {
                    "comment": described.or_null(described.TEXT),
                    "version": described.WHOLE,
                    **fields,
                },
                "additionalProperties": False,
            },
            components={record: lambda: record_schema(self.screen)},
            refusals=(400, 404, 409, 413, 415, 422),
            headers=READS + ONCE,
            description="\n".join(_in_words(step) for step in steps),
            choices={"step": [step.name for step in steps]},
        )


def _in_words(step) -> str:
    asked = ", ".join(
        [*step.asks, *(f"{name}?" for name in step.offers), *(["comment"] if step.needs_comment else [])]
    )
    return f"- `{step.name}` {step.label}" + (f" ({asked})" if asked else "")


def _asked(step, model) -> dict:
    return {name: input_for(model._meta.get_field(name)) for name in (*step.asks, *step.offers)}


def _only(body: dict, *known: str) -> None:
    faults = [
        Fault(f"/{name}", "unknown", _("There is no such field.")) for name in body if name not in known
    ]
    if faults:
        raise Unreadable(_("The request cannot be read."), faults)


def _text(body: dict, name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(
            _("The request cannot be read."), [Fault(f"/{name}", "type", _("Text is wanted here."))]
        )
    return value

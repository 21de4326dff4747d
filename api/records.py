"""Reading records: lists with the filters of the list page, one record with its rows, its history, files and links."""

from functools import cache
from typing import Any

import django_filters
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import described, values
from api.described import Operation, Parameter, Schema, list_of, or_null, reference, thing
from api.endpoint import LABELS, PAGED, Endpoint, paged
from api.errors import Fault, Unreadable
from core import access
from core.attachments import Attachment, may_read
from core.columns import Choice, Column, Date, Integer, Reference, State, YesNo, fetch, readable
from core.facts import fact
from core.filters import HEIRS, DayFilter, HeirsFilter, OwnerFilter, ThingFilter, YesNoFilter
from core.history import story
from core.links import linked_to
from core.listing import SORT, Listing
from core.records import Kept, Record, Tracked
from core.screens import Screen
from core.sight import Sight
from core.workflow import choices_for

HIDDEN = {
    "id", "search_text", "name_key", "person_key", "deleted_at", "created_at", "created_by", "updated_at", "updated_by",
    "version", "figures", "number",
}  # fmt: skip
"""Fields that stand elsewhere in the answer, or only serve the database."""


# --- what a type has --------------------------------------------------------------------------------


def writes(screen: Screen) -> bool:
    """Is it entered and withdrawn as every record is? Periods and units' reports are opened by the department."""
    return issubclass(screen.model, Tracked)


def is_kept(screen: Screen) -> bool:
    """Has it a page of its own, a version and a history? A deadline only follows from its record."""
    return issubclass(screen.model, Kept)


def columns_of(screen: Screen) -> tuple[Column, ...]:
    """The columns of its list and files; of a type that declares none, its plain fields."""
    if screen.columns:
        return tuple(screen.columns)
    return tuple(_column(field) for field in _fields(screen.model) if not isinstance(field, models.JSONField))


def _column(field) -> Column:
    if field.name == "state":
        return State(field.name)
    if field.choices:
        return Choice(field.name)
    kinds = (
        (models.ForeignKey, Reference),
        (models.DateTimeField, Column),
        (models.DateField, Date),
        (models.IntegerField, Integer),
        (models.BooleanField, YesNo),
    )
    return next((column for kind, column in kinds if isinstance(field, kind)), Column)(field.name)


def _fields(model) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if field.name not in HIDDEN]


@cache
def _names_by_slug(slug: str, model, form) -> tuple[str, ...]:
    own = [field.name for field in (*_fields(model), *model._meta.many_to_many)]
    typed = [name for name in form.base_fields if name not in ("version", "change_reason")]
    return tuple(dict.fromkeys([*typed, *own]))


def names_of(screen: Screen) -> tuple[str, ...]:
    """The fields of a record in the API: what is typed, in the order of the form, then what follows from it."""
    return _names_by_slug(screen.model.slug, screen.model, screen.form)


def field_of(model, name: str) -> models.Field:
    """The field, of the record or of the person it names."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return model._meta.get_field("person").related_model._meta.get_field(name)


# --- schemas ------------------------------------------------------------------------------------


def component(screen: Screen, kind: str) -> str:
    """Name of a schema: `OutboundRecord`, `OutboundRow`, `OutboundInput`."""
    return "".join(part.capitalize() for part in screen.model.slug.split("_")) + kind


STEP = thing(
    {
        "name": described.TEXT,
        "label": described.TEXT,
        "asks": list_of(described.TEXT),
        "offers": list_of(described.TEXT),
        "needs_comment": described.YES_NO,
    }
)


def record_schema(screen: Screen) -> Schema:
    model = screen.model
    own = {name: values.schema_of_field(field_of(model, name)) for name in names_of(screen)}
    rows = {part.name: list_of(_row_schema(part), title=str(part.title)) for part in screen.rows}
    head = {
        "id": described.KEY,
        "reference": described.TEXT,
        "url": described.TEXT,
        "version": described.WHOLE,
        "created_at": described.MOMENT,
        "created_by": or_null(described.TEXT),
        "updated_at": described.MOMENT,
        "updated_by": or_null(described.TEXT),
    }
    tail = {
        "shown_state": or_null(described.TEXT),
        "may_edit": described.YES_NO,
        "may_withdraw": described.YES_NO,
        "steps": list_of(STEP),
        "warnings": list_of(described.TEXT),
        "labels": {"type": "object", "additionalProperties": described.TEXT},
    }
    number = {"number": described.TEXT} if issubclass(model, Record) else {}
    sensitive = [name for name in own if name in _guarded(model)]
    return thing({**head, **number, **own, **rows, **tail}, optional=("labels", *sensitive))


def _guarded(model) -> set[str]:
    """Fields some readers are not given."""
    secrets = {field.name for field in model._meta.concrete_fields if values.is_secret(field)}
    return {*getattr(model, "SENSITIVE", {}), *secrets}


def _row_schema(part) -> Schema:
    model = part.model()
    own = {name: values.schema_of_field(field_of(model, name)) for name in part.fields}
    return thing(
        {"id": described.KEY, **own}, optional=tuple(name for name in own if name in _guarded(model))
    )


def list_schema(screen: Screen) -> Schema:
    columns = {column.name: values.schema_of_column(column, screen.model) for column in columns_of(screen)}
    head: dict[str, Schema] = {"id": described.KEY, "url": described.TEXT}
    if is_kept(screen):
        head |= {"version": described.WHOLE, "updated_at": described.MOMENT}
    labels = {"type": "object", "additionalProperties": described.TEXT}
    return thing({**head, **columns, "labels": labels}, optional=(*columns, "labels"))


def page_of(name: str) -> Schema:
    return thing(
        {
            "count": described.WHOLE,
            "page": described.WHOLE,
            "pages": described.WHOLE,
            "next": or_null(described.TEXT),
            "previous": or_null(described.TEXT),
            "results": list_of(reference(name)),
        }
    )


# --- parameters of a list ---------------------------------------------------------------------------


@cache
def _parameters(
    slug: str, filterset, columns: tuple[str, ...], sorts: tuple[str, ...]
) -> tuple[Parameter, ...]:
    found = [*PAGED, LABELS, Parameter("cols", {"type": "string", "minLength": 1, "maxLength": 1000})]
    if sorts:
        found.append(
            Parameter(
                SORT, {"type": "string", "enum": [f"{down}{name}" for name in sorts for down in ("", "-")]}
            )
        )
    for name, filter_ in filterset.base_filters.items():
        found.append(Parameter(name, _filter_schema(filter_), filter_.label))
        if isinstance(filter_, OwnerFilter):
            found.append(Parameter("units", {"type": "string", "enum": [HEIRS]}, HeirsFilter().label))
    return tuple(found)


def list_parameters(screen: Screen) -> tuple[Parameter, ...]:
    model, columns = screen.model, columns_of(screen)
    sorts = tuple(column.name for column in screen.columns if column.sort_key(model))
    found = _parameters(model.slug, screen.filterset, tuple(column.name for column in columns), sorts)
    searched = any(field.name == "search_text" for field in model._meta.concrete_fields)
    return found if searched else tuple(each for each in found if each.name != "q")


def _filter_schema(filter_: django_filters.Filter) -> Schema:
    if isinstance(filter_, ThingFilter):
        return described.KEY
    if isinstance(filter_, YesNoFilter):
        return described.YES_NO
    if isinstance(filter_, DayFilter):
        return described.DAY
    if isinstance(filter_, django_filters.NumberFilter):
        return described.WHOLE
    if isinstance(filter_, django_filters.ChoiceFilter):
        choices = filter_.extra["choices"]
        codes = [code for code, _label in (choices() if callable(choices) else choices)]
        return {"type": "string", "enum": codes}
    return described.TEXT | {"maxLength": 500}


# --- a record as JSON -------------------------------------------------------------------------------


def find(screen: Screen, pk: int, user):
    """The record, for those who see it, with all it refers to."""
    names = [field.name for field in screen.model._meta.fields if field.many_to_one]
    record = screen.model.objects.visible_to(user).select_related(*names).filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


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
            for step in choices_for(screen.transitions, record, user)
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
    names = [field.name for field in model._meta.fields if field.many_to_one and field.name != model.PARENT]
    rows = getattr(record, part.name).select_related(*names).order_by(*model._meta.ordering)
    return [{"id": row.pk, **_values(row, part.fields, sight)} for row in rows]


# --- views --------------------------------------------------------------------------------------


class Records(Endpoint):
    """The list: what the page lists, in JSON."""

    def parameters(self):
        return list_parameters(self.screen)

    def get(self, request):
        screen, user = self.screen, request.user
        listing = Listing(screen, screen.model.objects.visible_to(user), request)
        listing.columns = []  # neither the person's habits nor totals: columns are asked for here
        self._refuse_filters(listing)
        columns = self._columns(user)
        start, size = self.page()
        count = listing.count()
        if start >= count > 0 or (count == 0 and start):
            raise Http404
        keys = listing[start : start + size]
        found = {row.pk: row for row in fetch(screen.model.objects.filter(pk__in=keys), columns)}
        labels = self.asked.get("labels", False)
        rows = [self._row(found[key], columns, labels=labels) for key in keys if key in found]
        return Response(paged(self, count, rows))

    def _refuse_filters(self, listing: Listing) -> None:
        hidden = [
            name
            for name in (*self.screen.filterset.base_filters, "units")
            if name in self.asked and name not in listing.filter.filters
        ]
        if hidden:
            raise PermissionDenied(
                _("Your role does not filter by: %(names)s.") % {"names": ", ".join(hidden)}
            )
        if errors := listing.filter.form.errors.as_data():
            faults = [
                Fault(name, error.code or "invalid", message)
                for name, found in errors.items()
                for error in found
                for message in error.messages
            ]
            raise Unreadable(_("The request cannot be read."), faults)
        if SORT in self.asked and listing.column is None:
            raise PermissionDenied

    def _columns(self, user) -> list[Column]:
        model = self.screen.model
        allowed = readable(columns_of(self.screen), model, user)
        if "cols" not in self.asked:
            return allowed
        by_name = {column.name: column for column in allowed}
        wanted = self.asked["cols"].split(",")
        faults = [
            Fault("cols", "unknown", _("There is no column “%(name)s”.") % {"name": name})
            for name in wanted
            if name not in by_name
        ]
        if faults:
            raise Unreadable(_("The request cannot be read."), faults)
        return [by_name[name] for name in dict.fromkeys(wanted)]

    def _row(self, record, columns, *, labels: bool) -> dict[str, Any]:
        row = {"id": record.pk, "url": record.get_absolute_url()}
        if is_kept(self.screen):
            row |= {"version": record.version, "updated_at": values.plain(record.updated_at)}
        for column in columns:
            row[column.name] = values.of_column(record, column)
        if labels:
            row["labels"] = {column.name: column.text(record) for column in columns}
        return row

    def operation(self, method):
        row = component(self.screen, "Row")
        return Operation(
            f"{self.screen.model.slug}_list",
            _("List"),
            self.screen.title,
            page_of(row),
            parameters=self.parameters(),
            components={row: lambda: list_schema(self.screen)},
            refusals=(400, 404),
        )


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

"""The list of a type with the filters, order and columns of its page."""

from functools import cache
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import described, values
from api.described import Operation, Parameter, Schema, thing
from api.endpoint import LABELS, PAGED, Endpoint, page_of, paged
from api.errors import Fault, Unreadable
from api.shapes import columns_of, component, is_kept
from core.columns import Column, fetch, readable
from core.filters import HEIRS, DayFilter, HeirsFilter, OwnerFilter, ThingFilter, YesNoFilter
from core.listing import SORT, Listing
from core.screens import Screen


def list_schema(screen: Screen) -> Schema:
    columns = {column.name: values.schema_of_column(column, screen.model) for column in columns_of(screen)}
    head: dict[str, Schema] = {"id": described.KEY, "url": described.TEXT}
    if is_kept(screen):
        head |= {"version": described.WHOLE, "updated_at": described.MOMENT}
    labels = {"type": "object", "additionalProperties": described.TEXT}
    return thing({**head, **columns, "labels": labels}, optional=(*columns, "labels"))


@cache
def _parameters(filterset, sorts: tuple[str, ...]) -> tuple[Parameter, ...]:
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
    model = screen.model
    sorts = tuple(column.name for column in screen.columns if column.sort_key(model))
    found = _parameters(screen.filterset, sorts)
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
            thing(page_of(row)),
            parameters=self.parameters(),
            components={row: lambda: list_schema(self.screen)},
            refusals=(400, 404),
        )

"""Lists of records: scope, filter, sort, page. Everything that shapes a list stands in its address."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from core import bulk_actions, chips
from core.access import EXPORT
from core.columns import State
from core.exports.menu import offered
from core.listing import COLUMNS, SORT, Listing
from core.saved_views import VIEW
from core.screens import ScreenView

PER_PAGE = 50


class RecordList(ScreenView, TemplateView):
    """A list, its filters and its pages; on htmx requests only what changes."""

    def get_template_names(self):
        partial = self.request.htmx and not self.request.htmx.history_restore_request
        return ["core/_record_table.html" if partial else "core/record_list.html"]

    @cached_property
    def listing(self) -> Listing:
        return Listing(self.screen, self.get_queryset(), self.request)

    def get(self, request, *args, **kwargs):
        if (view := self._opened()) is not None:
            return redirect(self.screen.url("list") + view.address)
        response = super().get(request, *args, **kwargs)
        response.headers["Vary"] = "HX-Request, Cookie"
        return response

    def _opened(self):
        """The view to go to instead, so that the address tells it: the person's own where nothing is asked for; the one that
        is named where nothing else is said."""
        if self.request.htmx:
            return None
        if not self.request.GET:
            habit = self.listing.habit
            wanted = habit.opens_id if habit else None
            return next((view for view in self.listing.views if view.pk == wanted), None)
        view = self.listing.view if set(self.request.GET) == {VIEW} else None
        return view if view is not None and view.state else None

    def get_context_data(self, **kwargs):
        listing = self.listing
        pages = Paginator(listing, PER_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        records = listing.records(page.object_list)
        return super().get_context_data(**kwargs) | {
            "title": self.screen.title,
            "create_label": _("Add"),
            "create_url": self._create_url(),
            "other_files": self._other_files(listing),
            "export_url": self._export_url(listing),
            "export_kinds": offered(),
            "filter": listing.filter,
            "chips": chips.filters(listing),
            "dropped": chips.dropped(listing),
            "marks": chips.marks(listing),
            "whole_url": self.screen.url("list") + chips.whole_list(listing),
            "tools": self._tools(listing),
            "columns": [self._head(listing, column) for column in listing.columns],
            "rows": [self._row(listing, record) for record in records],
            "totals": self._totals(listing),
            "bulk": bulk_actions.offered(self.screen, listing, records, pages.count),
            "page": page,
            "page_links": [
                self._page_link(listing, page, number) for number in pages.get_elided_page_range(page.number)
            ],
            "total_label": ngettext("%(count)s record", "%(count)s records", pages.count)
            % {"count": number_format(pages.count, force_grouping=True)},
            "empty_hint": self.screen.empty_hint
            or _("Nothing matches. Take away a filter, or enter the first record."),
        }

    def _create_url(self) -> str:
        model = self.screen.model
        return self.screen.url("create") if model.objects.creatable_by(self.request.user) else ""

    def _other_files(self, listing) -> list[dict]:
        """What else the list can be taken as, by those who may take it."""
        files = self.screen.files if self.request.user.may(EXPORT) else ()
        return [{"label": label, "url": reverse(name) + listing.address()} for label, name in files]

    def _export_url(self, listing) -> str:
        if not self.request.user.may(EXPORT):
            return ""
        usual = listing.columns == listing.usual and not listing.remembered
        shown = None if usual else listing.column_names
        return self.screen.url("export") + listing.address(**{COLUMNS: shown})

    def _tools(self, listing) -> dict:
        """What can be done with the list itself: its views, its columns."""
        state = listing.address()
        return {
            "views": [
                {
                    "name": view.name,
                    "url": view.address,
                    "mine": view.owner_id == self.request.user.pk,
                    "current": view == listing.view,
                }
                for view in listing.views
            ],
            "view": listing.view,
            "views_url": self.screen.url("views") + state,
            "columns_url": self.screen.url("columns") + state,
            "edit_url": self.screen.url("view", listing.view.pk) + state if listing.view else "",
            "kept": [
                (name, value)
                for name, value in listing.parameters.items()
                if name in (SORT, COLUMNS, VIEW) and value
            ],
        }

    def _totals(self, listing) -> list[dict]:
        """A cell for each column; nothing where nothing adds up."""
        if not listing.totals:
            return []
        return [
            {
                "label": capfirst(str(column.label_for(self.screen.model))),
                "sums": [str(total) for total in listing.totals.get(column.name, ())],
            }
            for column in listing.columns
        ]

    def _head(self, listing, column) -> dict:
        sortable = column.sort_key(self.screen.model)
        sorted_ = {column.name: "asc", f"-{column.name}": "desc"}.get(listing.sort, "")
        turned = f"-{column.name}" if sorted_ == "asc" else column.name
        return {
            "name": column.name,
            "label": capfirst(str(column.label_for(self.screen.model))),
            "kind": column.kind,
            "sort_url": listing.address(**{SORT: turned}) if sortable else "",
            "sorted": sorted_,
        }

    def _row(self, listing, record) -> dict:
        cells = [
            {
                "text": column.text(record),
                "kind": column.kind,
                "label": capfirst(str(column.label_for(self.screen.model))),
                "state": self.screen.state_of(record) if isinstance(column, State) else None,
            }
            for column in listing.columns
        ]
        name = getattr(record, "reference", "") or str(record)
        return {"url": record.get_absolute_url(), "cells": cells, "pk": record.pk, "name": name}

    def _page_link(self, listing, page, number) -> dict:
        whole = isinstance(number, int)
        return {
            "number": number if whole else "…",
            "url": listing.address(page=str(number)) if whole else "",
            "current": number == page.number,
        }

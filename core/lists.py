"""Lists of records: scope, filter, sort, page. Everything that shapes a list stands in its address."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from core.access import EXPORT
from core.columns import State
from core.listing import SORT, Listing
from core.screens import ScreenView

PER_PAGE = 50


class RecordList(ScreenView, TemplateView):
    """A list, its filters and its pages; on htmx requests only what changes."""

    def get_template_names(self):
        partial = self.request.htmx and not self.request.htmx.history_restore_request
        return ["core/_record_table.html" if partial else "core/record_list.html"]

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response.headers["Vary"] = "HX-Request, Cookie"
        return response

    def get_context_data(self, **kwargs):
        listing = Listing(self.screen, self.get_queryset(), self.request)
        pages = Paginator(listing, PER_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "title": self.screen.title,
            "create_label": _("Add"),
            "create_url": self._create_url(),
            "other_files": self._other_files(listing),
            "export_url": self._export_url(listing),
            "filter": listing.filter,
            "chips": [
                {"label": label, "remove_url": listing.address(**{name: None})}
                for name, label in listing.filter.chips()
            ],
            "columns": [self._head(listing, column) for column in listing.columns],
            "rows": [self._row(listing, record) for record in listing.records(page.object_list)],
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
        return self.screen.url("export") + listing.address() if self.request.user.may(EXPORT) else ""

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
        return {"url": record.get_absolute_url(), "cells": cells}

    def _page_link(self, listing, page, number) -> dict:
        whole = isinstance(number, int)
        return {
            "number": number if whole else "…",
            "url": listing.address(page=str(number)) if whole else "",
            "current": number == page.number,
        }

"""The log for the administrator: who signed in, took files, saw numbers, changed accounts. No content of records."""

import datetime

import django_filters
from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.views import Administered
from core.columns import SEPARATOR
from core.events import Event
from core.filters import ChoiceFilter, DayFilter
from core.widgets import SearchSelect

PER_PAGE = 50
KINDS = [(code, label) for code, label in Event.Kind.choices if code != Event.Kind.TRANSITION]
"""What is supervised; steps of dossiers stand with their records."""


OF_FILES = (Event.Kind.UPLOAD, Event.Kind.REMOVAL, Event.Kind.DOWNLOAD)


class PersonFilter(django_filters.ModelChoiceFilter):
    def filter(self, queryset, value):
        return queryset.filter(actor_id_text=str(value.pk)) if value else queryset


class LogFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=gettext_lazy("Search by person or record number"))
    kind = ChoiceFilter(choices=KINDS, label=gettext_lazy("Kind"))
    person = PersonFilter(
        queryset=User.objects.all(), widget=SearchSelect, empty_label="—", label=gettext_lazy("Who")
    )
    since = DayFilter(method="from_day", label=gettext_lazy("From date"))
    until = DayFilter(method="to_day", label=gettext_lazy("To date"))

    class Meta:
        model = Event
        fields = ()

    def from_day(self, queryset, name, value):
        return queryset.filter(at__gte=_midnight(value))

    def to_day(self, queryset, name, value):
        return queryset.filter(at__lt=_midnight(value) + datetime.timedelta(days=1))

    def search(self, queryset, name, value):
        return queryset.filter(Q(actor_name__icontains=value) | Q(record_number__icontains=value))


def _midnight(day: datetime.date) -> datetime.datetime:
    """When the day begins in Hà Nội."""
    return make_aware(datetime.datetime.combine(day, datetime.time.min))


class Log(Administered):
    def get_template_names(self):
        partial = self.request.htmx and not self.request.htmx.history_restore_request
        return ["core/_record_table.html" if partial else "core/record_list.html"]

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        chosen = LogFilter(asked, Event.objects.filter(kind__in=[code for code, _label in KINDS]))
        pages = Paginator(chosen.qs, PER_PAGE)
        page = pages.get_page(asked.get("page"))
        heads = [_("When"), _("Kind"), _("Who"), _("Network address"), _("About"), _("Details")]
        count = {"count": number_format(pages.count, force_grouping=True)}
        return super().get_context_data(**kwargs) | {
            "title": _("Log"),
            "create_url": "",
            "create_label": "",
            "export_url": "",
            "filter": chosen,
            "chips": [],
            "columns": [
                {"name": f"c{place}", "label": head, "kind": "text", "sort_url": "", "sorted": ""}
                for place, head in enumerate(heads)
            ],
            "rows": [_row(event, heads) for event in page],
            "page": page,
            "page_links": [_link(asked, page, number) for number in pages.get_elided_page_range(page.number)],
            "total_label": ngettext("%(count)s entry", "%(count)s entries", pages.count) % count,
            "empty_hint": _("Nothing was logged that matches."),
        }


def _row(event: Event, heads: list[str]) -> dict:
    texts = (
        date_format(localtime(event.at), "SHORT_DATETIME_FORMAT"),
        event.get_kind_display(),
        event.actor_name,
        event.address,
        _about(event),
        _details(event),
    )
    cells = [
        {"text": text, "kind": "text", "label": head, "state": None}
        for text, head in zip(texts, heads, strict=True)
    ]
    return {"url": "", "cells": cells}


def _about(event: Event) -> str:
    """The kind of record and its number, never its name."""
    if not event.record_type:
        return ""
    kind = capfirst(str(apps.get_model(event.record_type)._meta.verbose_name))
    return f"{kind} {event.record_number or event.record_id}"


def _details(event: Event) -> str:
    if event.kind == Event.Kind.EXPORT:  # the address behind it holds what was searched for
        return SEPARATOR.join(filter(None, [event.action, event.comment.partition(" · ")[0]]))
    if event.kind in OF_FILES:  # the kind of document; its number, its name and the reason are the dossier's
        return event.comment.partition(" · ")[0]
    if event.kind == Event.Kind.WITHDRAWAL:
        return event.action
    return SEPARATOR.join(event.comment.splitlines())


def _link(asked, page, number) -> dict:
    parameters, whole = asked.copy(), isinstance(number, int)
    parameters["page"] = str(number)
    return {
        "number": number if whole else "…",
        "url": f"?{parameters.urlencode()}" if whole else "",
        "current": number == page.number,
    }

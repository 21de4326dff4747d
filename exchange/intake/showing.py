"""A batch and its rows as the pages show them. A page holds some rows, never all."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.fields import mask
from core.parse import as_typed
from exchange.catalogue import sheet_called
from exchange.intake.layout import Layout
from exchange.models import ImportBatch, ImportRow

PER_PAGE = 50
ERROR, WARNING = ImportRow.Level.ERROR, ImportRow.Level.WARNING
TONES = {
    ImportBatch.Status.READING: ("info", "layout-three-columns"),
    ImportBatch.Status.CHECKED: ("warning", "pencil-square"),
    ImportBatch.Status.COMMITTED: ("success", "check2-circle"),
    ImportBatch.Status.UNDONE: ("muted", "arrow-counterclockwise"),
}


def state_of(batch: ImportBatch) -> dict:
    tone, icon = TONES[batch.status]
    return {"label": batch.get_status_display(), "tone": tone, "icon": icon}


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows there are of each sort; one query."""
    taken = Q(excluded=False)
    conditions = {
        "all": Q(),
        "errors": taken & Q(level=ERROR),
        "warnings": taken & Q(level=WARNING),
        "sound": taken & ~Q(level=ERROR),
        "known": taken & Q(known=True),
        "excluded": Q(excluded=True),
        "unknown": taken & ~Q(unknown=[]),
    }
    counted = {f"count_{name}": Count("pk", filter=condition) for name, condition in conditions.items()}
    return {name.removeprefix("count_"): count for name, count in batch.rows.aggregate(**counted).items()}


FILTERS = {
    "": ("all", Q()),
    "errors": ("errors", Q(excluded=False, level=ERROR)),
    "warnings": ("warnings", Q(excluded=False, level=WARNING)),
    "excluded": ("excluded", Q(excluded=True)),
}


def filters_of(counts: dict, chosen: str, address: str) -> list[dict]:
    labels = {
        "": _("All rows"),
        "errors": _("Only rows at fault"),
        "warnings": _("To be looked at"),
        "excluded": _("Rows left out"),
    }
    return [
        {
            "label": labels[name],
            "count": counts[counted],
            "url": f"{address}?show={name}" if name else address,
            "current": name == chosen,
        }
        for name, (counted, _condition) in FILTERS.items()
    ]


def page_of(batch: ImportBatch, shown: str, number) -> tuple:
    """The page of rows asked for, and the links to the others."""
    rows = batch.rows.filter(FILTERS.get(shown, FILTERS[""])[1])
    page = Paginator(rows, PER_PAGE).get_page(number)
    prefix = f"?show={shown}&page=" if shown else "?page="
    links = [
        {
            "number": wanted if isinstance(wanted, int) else "…",
            "url": f"{prefix}{wanted}" if isinstance(wanted, int) else "",
            "current": wanted == page.number,
        }
        for wanted in page.paginator.get_elided_page_range(page.number)
    ]
    return page, links


class Shown:
    """How rows of one batch are shown: by the columns that are brought in, in the order of the file."""

    def __init__(self, batch: ImportBatch):
        self.batch = batch
        self.layout = Layout(batch, sheet_called(batch.sheet))
        self.columns = self.layout.columns()
        """{key, label, title}"""
        self._addresses = {}

    def rows(self, rows) -> list[dict]:
        return [self.row(row) for row in rows]

    def row(self, row: ImportRow, *, editing: bool = False) -> dict:
        told = {"errors": row.errors, "warnings": row.warnings}
        bad = {one["key"] for one in row.errors}
        odd = {one["key"] for one in row.warnings}
        keys = {column["key"] for column in self.columns}
        extra = [key for key in dict.fromkeys(one["key"] for one in row.errors) if key and key not in keys]
        edited = row.content.get("edited", {})
        return {
            "position": row.position,
            "level": row.level,
            "excluded": row.excluded,
            "known": row.known,
            "editing": editing,
            "cells": [
                {
                    "key": column["key"],
                    "label": self.layout.label(column["key"]),
                    "text": self._text(row, column["key"], editing),
                    "bad": column["key"] in bad,
                    "odd": column["key"] in odd,
                    "edited": column["key"] in edited,
                }
                for column in self.columns
            ],
            "extra": [
                {"key": key, "label": self.layout.label(key), "text": self._text(row, key, editing)}
                for key in dict.fromkeys([*extra, *(key for key in edited if key not in keys)])
            ],
            **{
                name: [{"label": self.layout.label(one["key"]), "text": one["text"]} for one in found]
                for name, found in told.items()
            },
            "similar": row.similar,
            "record": row.record_number,
            "record_url": self._address(row),
            "url": reverse("intake_row", args=[self.batch.pk, row.position]),
        }

    def _text(self, row: ImportRow, key: str, editing: bool) -> str:
        text = as_typed(self.layout.typed(row.content, key))
        return mask(text) if text and not editing and self.layout.is_secret(key) else text

    def _address(self, row: ImportRow) -> str:
        """The page of the record the row became; of a row of a record there is none."""
        model = self.layout.sheet.model
        if not row.record_id or not hasattr(model, "slug"):
            return ""
        return model(pk=row.record_id).get_absolute_url()


# --- the list of imports ------------------------------------------------------------------------


def batches_page(batches, number) -> tuple:
    page = Paginator(batches.defer("tables", "samples", "persons"), 20).get_page(number)
    links = [
        {"number": wanted, "url": f"?page={wanted}", "current": wanted == page.number}
        for wanted in page.paginator.page_range
    ]
    return page, links


def batches(page) -> list[dict]:
    return [
        {
            "name": batch.name,
            "url": reverse("intake_rows", args=[batch.pk]),
            "kind": batch.sheet,
            "state": state_of(batch),
            "when": batch.committed_at or batch.created_at,
            "rows": batch.data_rows,
        }
        for batch in page
    ]

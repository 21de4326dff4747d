"""Cells of the tables on the pages of figures."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format

from reports.wording import NOTHING

Cell = dict[str, str]


def cell(text: Any, url: str = "") -> Cell:
    """What a cell shows, and the rows or the record it opens."""
    return {"text": NOTHING if text in (None, "") else str(text), "url": url}


def day(value) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def names(things: Iterable[Any]) -> str:
    return "; ".join(str(thing) for thing in things)

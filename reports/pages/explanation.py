"""Beside a figure: which rows it counts, which it leaves out, which lie across the boundary, and the newest change."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.indicators.declaration import Indicator
from reports.explain import LABELS, counts, last_changed
from reports.selection import Selection
from reports.services import PartRows
from reports.wording import shown


def explanation(
    selection: Selection,
    indicator: Indicator,
    counted: Sequence[PartRows],
    *,
    narrow: dict[str, str],
    listed: str,
    user,
) -> dict[str, Any]:
    """The part of the context of reports/figure.html that explains it; `listed` names the list on the page."""
    number = counts(indicator, selection.window, user=user, narrow=narrow)

    def entry(kind: str, label: Any, count: str) -> dict[str, Any]:
        asked = narrow | ({"explain": kind} if kind else {})
        return {
            "label": str(label),
            "count": count,
            "url": selection.url("figure", indicator.code, **asked),
            "active": kind == listed,
        }

    return {
        "lists": [
            entry("", _("Rows counted"), ""),
            *(entry(kind, label, shown(number[kind])) for kind, label in LABELS.items()),
        ],
        "counted": not listed,
        "changed": _changed(last_changed(counted)),
    }


def _changed(record: Any | None) -> dict[str, str] | None:
    if record is None:
        return None
    return {
        "at": date_format(localtime(record.updated_at), "SHORT_DATETIME_FORMAT"),
        "by": str(record.updated_by or _("System")),
        "label": f"{record.number} {record}".strip(),
        "url": record.get_absolute_url(),
    }

"""The text of the report on the screen: what stands, what somebody changed, what its figures say meanwhile."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agreements.indicators import ALL_SIGNINGS
from aid_projects.indicators import AID_UNDER_WAY
from conferences.indicators import ALL_CONFERENCES
from core.records import Record
from delegations.indicators.inbound import VISITS
from delegations.indicators.outbound import TRIPS
from reports import catalogue
from reports.gauges import BY_CODE as GAUGES
from reports.models import ReportPeriod
from reports.services import part_rows
from reports.text.told import Chapter, Told
from reports.wording import official_text

EXAMPLES_OF = (TRIPS, VISITS, ALL_SIGNINGS, ALL_CONFERENCES, AID_UNDER_WAY)
MOST_OFFERED = 300
"""Of each kind; beyond that the officer narrows the list by other means."""


def text_page(period: ReportPeriod, chapters: Iterable[Chapter], *, writes: bool) -> dict[str, Any]:
    """The context of reports/text.html."""
    chapters = list(chapters)
    slots = [told for chapter in chapters for told in chapter.told]
    return {
        "title": _("Text of the report"),
        "period": period,
        "window_label": period.selection.window_label,
        "basis_label": period.selection.basis_label,
        "crumbs": [
            {"label": period.name, "url": period.get_absolute_url()},
            {"label": _("Text of the report"), "url": ""},
        ],
        "chapters": [
            {
                "heading": chapter.heading,
                "level": chapter.part.level,
                "slots": [_slot(period, told, writes) for told in chapter.told if _shown(told, writes)],
            }
            for chapter in chapters
        ],
        "outdated": sum(told.outdated for told in slots),
        "wanting": sum(told.wanting for told in slots),
        "edited": sum(told.edited is not None for told in slots),
        "writes": writes,
        "examples_url": reverse("report_examples", args=[period.pk]) if writes else "",
        "preview_url": reverse("report_preview", args=[period.pk]),
    }


def _shown(told: Told, writes: bool) -> bool:
    """What is empty is shown only where something could be written."""
    return bool(told.lines) or (writes and (told.wanting or told.edited is not None))


def _slot(period: ReportPeriod, told: Told, writes: bool) -> dict[str, Any]:
    edited = told.edited
    return {
        "key": told.slot.key,
        "lines": told.lines,
        "hint": told.slot.hint if told.wanting else "",
        "left_out": edited is not None and not told.lines,
        "edited": edited is not None,
        "edited_by": str(edited.updated_by or "") if edited else "",
        "edited_at": date_format(localtime(edited.updated_at), "SHORT_DATETIME_FORMAT") if edited else "",
        "outdated": told.outdated,
        "moved": [_moved(code, then, now) for code, then, now in told.moved],
        "generated": told.generated.splitlines() if told.outdated else [],
        "sources": [source for code in told.figures if (source := _source(period, code))],
        "edit_url": reverse("report_slot", args=[period.pk, told.slot.key]) if writes else "",
    }


def _moved(code: str, then: str, now: str) -> dict[str, str]:
    indicator = catalogue.BY_CODE.get(code)
    if indicator is None:
        return {"label": _label(code), "then": then, "now": now}
    return {"label": str(indicator.label), "then": official_text(then), "now": official_text(now)}


def _label(code: str) -> str:
    if code in GAUGES:
        return str(GAUGES[code].label)
    names = {
        "unit_reports": _("Reports of the units"),
        "supplement": _("Changes of the period before"),
    }
    if code.startswith("units:"):
        return _("Words of the units")
    return names.get(code, code.partition(":")[0])


def _source(period: ReportPeriod, code: str) -> dict[str, str] | None:
    """Where the rows behind a figure of the sentence are."""
    if code in catalogue.BY_CODE:
        return {
            "code": code,
            "url": period.selection.url("figure", code),
            "label": str(catalogue.BY_CODE[code].label),
        }
    if code in GAUGES:
        return {"code": code, "url": period.selection.url("gauge", code), "label": str(GAUGES[code].label)}
    return None


# --- typical examples ---------------------------------------------------------------------------


def candidates(period: ReportPeriod) -> list[tuple[str, list[Record]]]:
    """What may be told as an example: the records the report counts, by kind."""
    window = period.selection.window
    return [
        (
            capfirst(str(part.family.title)),
            list(part_rows(part, window).select_related("unit")[:MOST_OFFERED]),
        )
        for part in EXAMPLES_OF
    ]


def examples_page(period: ReportPeriod, groups, chosen: set[tuple[str, int]]) -> dict[str, Any]:
    return {
        "title": _("Typical examples"),
        "crumbs": [
            {"label": period.name, "url": period.get_absolute_url()},
            {"label": _("Text of the report"), "url": reverse("report_text", args=[period.pk])},
            {"label": _("Typical examples"), "url": ""},
        ],
        "window_label": period.selection.window_label,
        "groups": [
            {
                "title": title,
                "rows": [
                    {
                        "value": f"{record._meta.label_lower}:{record.pk}",
                        "number": record.number,
                        "title": record.title,
                        "unit": str(record.unit or ""),
                        "url": record.get_absolute_url(),
                        "chosen": (record._meta.label_lower, record.pk) in chosen,
                    }
                    for record in records
                ],
            }
            for title, records in groups
            if records
        ],
        "cancel_url": reverse("report_text", args=[period.pk]),
    }

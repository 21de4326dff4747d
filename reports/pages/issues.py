"""What was issued, on the screen: versions, evidence, later changes."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import plain_page
from core.states import as_shown
from reports import catalogue
from reports.freeze.changes import Changes, RecordChanged
from reports.freeze.evidence import frozen
from reports.freeze.seal import is_intact
from reports.models import ReportIssue, ReportPeriod
from reports.pages.cells import cell
from reports.text.told import Chapter
from reports.wording import official_text

PER_PAGE = 50


class How(models.TextChoices):
    """What became of a record since; the codes are those of `reports.freeze.changes`."""

    ADDED = "added", gettext_lazy("Counted now, was not then")
    REMOVED = "removed", gettext_lazy("Was counted, is not now")
    CHANGED = "changed", gettext_lazy("Reads differently")
    EDITED = "edited", gettext_lazy("Edited; the report reads the same")


TONES = {
    "added": ("success", "plus-circle"),
    "removed": ("danger", "dash-circle"),
    "changed": ("warning", "pencil"),
    "edited": ("muted", "pencil"),
}


def crumbs_of(period: ReportPeriod, *more: str) -> list[dict[str, str]]:
    return [
        {"label": period.name, "url": period.get_absolute_url()},
        {"label": _("Issued versions"), "url": reverse("report_issues", args=[period.pk])},
        *({"label": label, "url": ""} for label in more),
    ]


def issue_form_page(period: ReportPeriod, form, chapters: Iterable[Chapter]) -> dict[str, Any]:
    """The context of reports/issue_form.html: what someone should know before it is frozen."""
    told = [each for chapter in chapters for each in chapter.told]
    return plain_page(
        form,
        cancel_url=period.get_absolute_url(),
        title=_("Issue the report"),
        crumbs=crumbs_of(period, _("Issue the report")),
        period=period,
        outdated=sum(each.outdated for each in told),
        wanting=sum(each.wanting for each in told),
        text_url=reverse("report_text", args=[period.pk]),
        submit_label=_("Issue the report"),
    )


def issues_page(period: ReportPeriod) -> dict[str, Any]:
    issues = list(period.issues.select_related("period").defer("figures", "units", "text"))
    return {
        "title": _("Issued versions"),
        "crumbs": crumbs_of(period),
        "period": period,
        "issues": [_line(issue, newest=place == 0) for place, issue in enumerate(issues)],
    }


def _line(issue: ReportIssue, *, newest: bool) -> dict[str, Any]:
    return {
        "version": issue.version,
        "number": issue.number,
        "issued_on": date_format(issue.issued_on, "SHORT_DATE_FORMAT"),
        "issued_at": date_format(localtime(issue.issued_at), "SHORT_DATETIME_FORMAT"),
        "issued_by": issue.issued_by_name,
        "reason": issue.reason,
        "newest": newest,
        "url": reverse("issue_detail", args=[issue.period_id, issue.version]),
        "changes_url": reverse("issue_changes", args=[issue.period_id, issue.version]),
        "diff_url": (
            reverse("issue_diff", args=[issue.period_id, issue.version, issue.version - 1])
            if issue.version > 1
            else ""
        ),
    }


def issue_page(issue: ReportIssue, *, takes_files: bool) -> dict[str, Any]:
    """The context of reports/issue.html."""
    title = _("Version %(version)s: %(number)s") % {"version": issue.version, "number": issue.number}
    return {
        "title": title,
        "crumbs": crumbs_of(issue.period, title),
        "issue": _line(issue, newest=False),
        "head": issue.head,
        "seal": issue.seal,
        "intact": is_intact(issue),
        "files": [
            {
                "kind": file.kind,
                "name": file.name,
                "sha256": file.sha256,
                "size": len(bytes(file.content)),
                "url": reverse("issue_file", args=[issue.period_id, issue.version, file.kind])
                if takes_files
                else "",
            }
            for file in issue.files.all()
        ],
        "sections": [
            {
                "title": section.title,
                "figures": [
                    _figure(issue, indicator.code)
                    for indicator in section.indicators
                    if indicator.code in issue.figures
                ],
            }
            for section in catalogue.SECTIONS
        ],
        "text": [block | {"lines": block["text"].splitlines()} for block in issue.text],
    }


def _figure(issue: ReportIssue, code: str) -> dict[str, str]:
    told = issue.figures[code]
    return {
        "code": code,
        "label": told["label"],
        "unit": told["unit"],
        "value": official_text(told["value"]),
        "previous": official_text(told["previous"] or ""),
        "url": reverse("issue_figure", args=[issue.period_id, issue.version, code]),
    }


def figure_page(issue: ReportIssue, code: str, wanted: str) -> dict[str, Any]:
    """The frozen rows of a figure, a page at a time. Rows of several kinds come one kind after the other."""
    evidence, told = frozen(issue), issue.figures[code]
    rows = list(evidence.rows_of(code))
    page = Paginator(rows, PER_PAGE).get_page(wanted)
    groups: list[dict[str, Any]] = []
    for each, row in page.object_list:
        if not groups or groups[-1]["columns"] != each.columns or groups[-1]["title"] != each.title:
            groups.append({"title": each.title, "columns": each.columns, "rows": []})
        groups[-1]["rows"].append([cell(text) for text in row.cells])
    address = reverse("issue_figure", args=[issue.period_id, issue.version, code])
    return {
        "title": told["label"],
        "crumbs": [
            *crumbs_of(issue.period),
            {"label": issue.number, "url": reverse("issue_detail", args=[issue.period_id, issue.version])},
            {"label": code, "url": ""},
        ],
        "issue": _line(issue, newest=False),
        "figure": _figure(issue, code) | {"definition": told["definition"]},
        "groups": groups,
        "count": len(rows),
        "page": page,
        "page_links": [
            {
                "number": each if isinstance(each, int) else "…",
                "url": f"{address}?page={each}" if isinstance(each, int) else "",
                "current": each == page.number,
            }
            for each in page.paginator.get_elided_page_range(page.number)
        ],
    }


# --- what changed -------------------------------------------------------------------------------


def changes_page(issue: ReportIssue, changes: Changes) -> dict[str, Any]:
    """Between an issue and today."""
    return _changes(issue, changes) | {
        "title": _("Changes since the report was issued"),
        "crumbs": crumbs_of(issue.period, issue.number, _("Changes since")),
        "then_label": issue.number,
        "now_label": _("Now"),
        "lead": _("What was sent stays as it was sent; the next period tells what counts as a supplement."),
        "text_changes": [],
    }


def diff_page(old: ReportIssue, new: ReportIssue, changes: Changes) -> dict[str, Any]:
    """Between two versions, the text too."""
    return _changes(new, changes) | {
        "title": _("Version %(new)s against version %(old)s") % {"new": new.version, "old": old.version},
        "crumbs": crumbs_of(new.period, f"{old.version} → {new.version}"),
        "then_label": _("Version %(version)s") % {"version": old.version},
        "now_label": _("Version %(version)s") % {"version": new.version},
        "lead": new.reason,
        "text_changes": _text_changes(old, new),
    }


def _text_changes(old: ReportIssue, new: ReportIssue) -> list[dict[str, str]]:
    then, now = _by_slot(old), _by_slot(new)
    return [
        {"then": then.get(slot, ""), "now": now.get(slot, "")}
        for slot in dict.fromkeys((*then, *now))
        if then.get(slot, "") != now.get(slot, "")
    ]


def _by_slot(issue: ReportIssue) -> dict[str, str]:
    return {block["slot"]: block["text"] for block in issue.text if block["slot"]}


def _changes(issue: ReportIssue, changes: Changes) -> dict[str, Any]:
    return {
        "issue": _line(issue, newest=False),
        "figures": [
            {
                "code": each.code,
                "label": each.label,
                "unit": each.unit,
                "then": official_text(each.then),
                "now": official_text(each.now),
                "url": issue.period.selection.url("figure", each.code)
                if each.code in catalogue.BY_CODE
                else "",
            }
            for each in changes.figures
        ],
        "records": [_record(each) for each in changes.records],
    }


def _record(changed: RecordChanged) -> dict[str, Any]:
    return {
        "number": changed.number,
        "title": changed.title,
        "state": as_shown(How(changed.how), TONES),
        "cells": [{"label": label, "then": then, "now": now} for label, then, now in changed.cells],
        "codes": changed.codes,
        "story": changed.story,
    }

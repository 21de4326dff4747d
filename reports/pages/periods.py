"""The periods, and one period with what its units have handed in."""

from typing import Any

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import access
from core.actions import actions_on
from core.course import course_of
from core.history import latest
from core.states import as_shown
from reports.models import ReportPeriod, UnitReport, UnitReportState
from reports.models.unit_report import AT_UNIT, UNIT_REPORT_TONES
from reports.screens import PERIOD, UNIT_REPORT

LINKS: tuple[tuple[Any, str, str, str], ...] = (
    (gettext_lazy("Write the report"), "report_text", "pencil-square", access.VIEW_ALL),
    (gettext_lazy("What was issued"), "report_issues", "archive", access.VIEW_ALL),
)
"""What else there is about a period: label, name of the address (its key is the period's), icon, permission. One whose
address does not exist yet is left out."""

SHOWN = {
    "missing": (gettext_lazy("Not handed in"), AT_UNIT),
    "waiting": (gettext_lazy("To be accepted"), (UnitReportState.SUBMITTED,)),
    "accepted": (gettext_lazy("Accepted"), (UnitReportState.ACCEPTED,)),
}
"""Name in the address → what the table of units is narrowed to."""


def period_list(user) -> dict[str, Any]:
    """The context of reports/period_list.html: for the department how many units have reported, for a unit its own report."""
    of_units = Q(unit_reports__deleted_at=None)
    periods = ReportPeriod.objects.visible_to(user).annotate(
        asked=Count("unit_reports", filter=of_units),
        handed_in=Count("unit_reports", filter=of_units & ~Q(unit_reports__state__in=AT_UNIT)),
    )
    sees_all = user.may(access.VIEW_ALL)
    own = {} if sees_all else _own_reports(user)
    return {
        "title": _("Reporting periods"),
        "papers_url": reverse("paper_report_list") if user.may(access.VIEW_ALL) else "",
        "create_url": reverse("period_create") if ReportPeriod.objects.creatable_by(user) else "",
        "sees_all": sees_all,
        "rows": [_list_row(period, own.get(period.pk)) for period in periods],
    }


def _own_reports(user) -> dict[int, UnitReport]:
    reports = UnitReport.objects.visible_to(user).select_related("period")
    return {report.period_id: report for report in reports}


def _list_row(period: ReportPeriod, own: UnitReport | None) -> dict[str, Any]:
    return {
        "url": period.get_absolute_url(),
        "name": period.name,
        "dates": period_dates(period),
        "estimate": period.estimate,
        "state": PERIOD.state_of(period),
        "unit_due": period.unit_due,
        "department_due": period.department_due,
        "handed_in": period.handed_in,
        "asked": period.asked,
        "paper": paper_of(period),
        "own": own and {
            "url": own.get_absolute_url(),
            "state": UNIT_REPORT.state_of(own),
            "lateness": lateness(own),
        },
    }  # fmt: skip


def period_dates(period: ReportPeriod) -> str:
    return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (period.start, period.end))


def paper_of(period: ReportPeriod) -> str:
    if not period.paper_number:
        return ""
    return f"{period.paper_number} ({date_format(period.paper_date, 'SHORT_DATE_FORMAT')})"


def lateness(report: UnitReport) -> dict[str, str] | None:
    """In time, late, missing; nothing to say while it may still come in time."""
    if report.in_time is None:
        return None
    if report.in_time:
        return {"label": _("In time"), "tone": "success", "icon": "check2"}
    if report.submitted_on:
        days = (report.submitted_on - report.period.unit_due).days
        label = ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}
    else:
        days = (timezone.localdate() - report.period.unit_due).days
        label = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", days) % {"count": days}
    return {"label": label, "tone": "danger", "icon": "alarm"}


def _actions(period: ReportPeriod, user) -> list[dict]:
    """The steps one may take. To issue has a page of its own: the worker writes the files before anything is stored."""
    found = actions_on(period, PERIOD, user)
    for action in found:
        if action["name"] == "issue":
            action |= {"address": reverse("report_issue", args=[period.pk]), "form": None}
    return found


def period_page(period: ReportPeriod, user, *, shown: str = "") -> dict[str, Any]:
    """The context of reports/period.html. `shown` narrows the table of units."""
    reports = list(
        UnitReport.objects.visible_to(user)
        .filter(period=period)
        .select_related("unit", "period")
        .order_by("unit__name", "pk")
    )
    chosen = SHOWN.get(shown)
    may_change = period.takes_reports and user.may(access.PROCESS)
    return {
        "title": period.title,
        "crumbs": [
            {"label": _("Reporting periods"), "url": reverse("period_list")},
            {"label": period.name, "url": ""},
        ],
        "subtitle": " · ".join(
            [
                period_dates(period),
                period.selection.basis_label,
                *([_("Estimated figures")] if period.estimate else []),
            ]
        ),
        "state": PERIOD.state_of(period),
        "actions": _actions(period, user),
        "course": course_of(period, PERIOD)
        if user.may(access.VIEW_ALL) and period.state != "COLLECTING"
        else None,
        "sees_all": user.may(access.VIEW_ALL),
        "due": [
            {"label": _("Units report until"), "day": period.unit_due},
            {"label": _("The department reports until"), "day": period.department_due},
        ],
        "paper": paper_of(period),
        "links": _links(period, user),
        "edit_url": reverse("period_edit", args=[period.pk])
        if not period.is_issued and user.may(access.PROCESS)
        else "",
        "withdraw_url": reverse("period_withdraw", args=[period.pk]) if may_change else "",
        "remind_url": reverse("period_remind", args=[period.pk]) if may_change else "",
        "history": latest(period) if user.may(access.VIEW_ALL) else [],
        "history_url": reverse("period_history", args=[period.pk]),
        "filters": _filters(period, reports, shown),
        "counted": _counted(reports),
        "rows": [_unit_row(report) for report in reports if not chosen or report.state in chosen[1]],
    }


def _links(period: ReportPeriod, user) -> list[dict[str, str]]:
    found = []
    for label, name, icon, permission in LINKS:
        try:
            url = reverse(name, args=[period.pk])
        except NoReverseMatch:
            continue
        if user.may(permission):
            found.append({"label": str(label), "url": url, "icon": icon})
    return found


def _counted(reports: list[UnitReport]) -> dict[str, int]:
    there = [report for report in reports if report.state not in AT_UNIT]
    return {
        "asked": len(reports),
        "handed_in": len(there),
        "missing": len(reports) - len(there),
        "nothing": sum(report.nothing for report in there),
    }


def _filters(period: ReportPeriod, reports: list[UnitReport], shown: str) -> list[dict[str, Any]]:
    url = period.get_absolute_url()
    every = _("All units")
    return [
        {"label": f"{every} ({len(reports)})", "url": url, "active": shown not in SHOWN},
        *(
            {
                "label": f"{label} ({sum(report.state in states for report in reports)})",
                "url": f"{url}?show={name}",
                "active": shown == name,
            }
            for name, (label, states) in SHOWN.items()
        ),
    ]


def _unit_row(report: UnitReport) -> dict[str, Any]:
    return {
        "unit": str(report.unit),
        "url": report.get_absolute_url(),
        "state": as_shown(report.shown_state, UNIT_REPORT_TONES),
        "handed_in": report.submitted_at,
        "lateness": lateness(report),
        "says": _says(report),
    }


def _says(report: UnitReport) -> str:
    if report.nothing:
        return _("Nothing to report")
    told = [
        report._meta.get_field(name).verbose_name
        for name in ("results", "difficulties", "proposals")
        if getattr(report, name).strip()
    ]
    return ", ".join(str(label) for label in told)

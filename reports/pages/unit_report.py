"""A unit's report: its figures as its records give them now, what it says itself, and how far it is."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import access
from core.actions import actions_on
from core.course import course_of
from core.events import Event
from core.history import latest
from reports import catalogue
from reports.as_unit import moved_since, unit_figures
from reports.models import UnitReport, UnitReportState
from reports.models.unit_report import AT_UNIT
from reports.pages.periods import lateness, period_dates
from reports.screens import UNIT_REPORT
from reports.services import Figure
from reports.wording import change, shown

WORDS = ("results", "difficulties", "causes", "plan", "proposals")
OF_MANY_UNITS = ("DV04", "KK01", "KK02", "NL02")
"""Figures that count units: of one unit they say nothing."""


def unit_report_page(report: UnitReport, user) -> dict[str, Any]:
    """The context of reports/unit_report.html, but for the form of those who write it."""
    found = unit_figures(report.period.selection, report.unit)
    sections = [_section(report, section, found, user) for section in catalogue.SECTIONS]
    writes = may_write(report, user)
    return {
        "report": report,
        "period": report.period,
        "subtitle": " · ".join([str(report.unit), period_dates(report.period)]),
        "state": UNIT_REPORT.state_of(report),
        "lateness": lateness(report),
        "actions": [
            action
            for action in actions_on(report, UNIT_REPORT, user)
            if not (writes and action["name"] == "submit")
        ],
        "course": course_of(report, UNIT_REPORT),
        "returned": _returned(report),
        "too_late": report.state in AT_UNIT and not report.period.takes_reports,
        "moved": _moved(report, found, user),
        "sections": [section for section in sections if section["figures"]],
        "zeros": [section | {"figures": section["zeros"]} for section in sections if section["zeros"]],
        "zero_count": sum(len(section["zeros"]) for section in sections),
        "facts": [
            {"label": report._meta.get_field(name).verbose_name, "value": getattr(report, name)}
            for name in WORDS
            if getattr(report, name).strip()
        ],
        "history": latest(report),
        "history_url": reverse("unit_report_history", args=[report.pk]),
    }


def may_write(report: UnitReport, user) -> bool:
    """Without a query what `editable_by` answers."""
    of_the_unit = user.may(access.EDIT_UNIT) and report.unit_id in user.units
    return (
        report.state in report.WRITTEN
        and report.period.takes_reports
        and (user.may(access.EDIT_ALL) or of_the_unit)
    )


def crumbs(report: UnitReport, *more) -> list[dict[str, str]]:
    period = report.period
    return [
        {"label": _("Reporting periods"), "url": reverse("period_list")},
        {"label": period.name, "url": period.get_absolute_url()},
        *({"label": label, "url": url} for label, url in more),
    ]


def figure_url(report: UnitReport, code: str, user) -> str:
    """The rows of a figure: on the figure's page for those whose figures they are, else read as the unit."""
    if user.may(access.VIEW_ALL):
        return reverse("unit_report_figure", args=[report.pk, code])
    return report.period.selection.url("figure", code)


def _section(report: UnitReport, section, found: dict[str, Figure], user) -> dict[str, Any]:
    figures = [found[each.code] for each in section.indicators if each.code not in OF_MANY_UNITS]
    return {
        "title": section.title,
        "figures": [_line(report, figure, user) for figure in figures if figure.value or figure.previous],
        "zeros": [_line(report, figure, user) for figure in figures if not (figure.value or figure.previous)],
    }


def _line(report: UnitReport, figure: Figure, user) -> dict[str, str]:
    code = figure.indicator.code
    return {
        "code": code,
        "label": str(figure.indicator.label),
        "value": shown(figure.value),
        "unit": str(figure.indicator.unit),
        "previous": shown(figure.previous),
        "change": change(figure),
        "url": figure_url(report, code, user),
    }


def _returned(report: UnitReport) -> dict[str, Any] | None:
    """Who gave it back and why, while it has not come again."""
    if report.state != UnitReportState.RETURNED:
        return None
    came_back = Event.objects.filter(
        record_type=report._meta.label_lower, record_id=str(report.pk), to_state=UnitReportState.RETURNED
    ).first()
    return came_back and {"who": came_back.actor_name, "when": came_back.at, "why": came_back.comment}


def _moved(report: UnitReport, found: dict[str, Figure], user) -> list[dict[str, str]]:
    """Figures that are not what they were when the report was handed in."""
    if not report.submitted_at:
        return []
    return [
        {
            "label": str(indicator.label),
            "then": shown(Decimal(then)),
            "now": shown(now),
            "url": figure_url(report, indicator.code, user),
        }
        for indicator, then, now in moved_since(report.figures, found)
        if indicator.code not in OF_MANY_UNITS
    ]

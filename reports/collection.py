"""Collecting the units' reports of a period: opening it, asking them again, and how far they are."""

from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import approval, bulk, events, obligations
from core.access import OF_A_UNIT, SUBMIT
from core.approval import PERMISSION_AT, ApprovalStep
from core.notifications import Kind, Subject, notify
from core.recipients import Recipients
from core.rules import Rulebook
from directory.indicators import ALL_UNITS
from reports.models import ReportPeriod, UnitReport
from reports.models.period import TAKES_REPORTS
from reports.models.unit_report import AT_UNIT
from reports.periods import Period
from reports.services import part_rows


def due_days(period: Period) -> dict:
    """When units and department report, by the rules in force on the last day; nothing where there is no rule."""
    book, found = Rulebook.current(), {}
    for name, code in (("unit_due", "unit_report_wd"), ("department_due", "so_report_wd")):
        rule = book.on(code, period.end)
        if rule is not None:
            found[name] = book.last_day((rule,), period.end)
    return found


def units_asked(period: Period):
    """Every unit of the department on the period's last day, in Vietnamese order."""
    return part_rows(ALL_UNITS, period.window())


@transaction.atomic
def open_period(period: ReportPeriod, *, by, at=None) -> list[UnitReport]:
    """Store the period and ask every unit for its report; the units' officers are told. `at`: when, if it was before."""
    at = at or timezone.now()
    period._history_date = at
    period.save(by=by)
    period.follow_up()
    events.log(
        events.Event.Kind.TRANSITION, by=by, record=period, action="open", to_state=period.state, at=at
    )
    return ask_units(period, by=by, at=at)


@transaction.atomic
def ask_units(period: ReportPeriod, *, by, at=None) -> list[UnitReport]:
    """Ask the units of the period that were not asked yet, and tell their officers."""
    at = at or timezone.now()
    asked = UnitReport.objects.filter(period=period).values("unit")
    reports = [
        UnitReport(period=period, unit=unit) for unit in units_asked(period.period).exclude(pk__in=asked)
    ]
    for report in reports:
        report._history_date = at
    bulk.insert(reports, by=by)
    bulk.write_history(reports, by=by)
    bulk.add([approval.waiting_here(report, at=at) for report in reports])
    obligations.refresh(UnitReport, [report.pk for report in reports])
    if reports:
        keys = [report.pk for report in reports]
        transaction.on_commit(partial(_tell_units, period, keys, by), robust=True)
    return reports


def ask_newcomers() -> int:
    """Every night: units that exist by now on the last day of a period being collected are asked too."""
    collecting = ReportPeriod.objects.live().filter(state__in=TAKES_REPORTS)
    return sum(len(ask_units(period, by=None)) for period in collecting)


def _tell_units(period: ReportPeriod, keys: list[int], by) -> None:
    officers = get_user_model().objects.holding(SUBMIT).order_by("pk").by_unit()
    reports = UnitReport.objects.live().filter(pk__in=keys, unit__in=list(officers))
    steps = {
        step.record_id: step
        for step in ApprovalStep.objects.open().filter(
            record_type=UnitReport._meta.label_lower, record_id__in=reports.values("pk")
        )
    }
    with override(settings.LANGUAGE_CODE):
        text = _("%(report)s: hand in your unit's report by %(day)s.") % {
            "report": period.title,
            "day": f"{period.unit_due:%d/%m/%Y}",
        }
    for report in reports:
        people = [person for person in officers[report.unit_id] if by is None or person.pk != by.pk]
        step = steps.get(report.pk)
        about = {"subject": Subject.STEP, "subject_id": step.pk, "created_at": step.opened_at} if step else {}
        notify(
            people,
            Kind.WAITING,
            text,
            report.get_absolute_url(),
            f"OPENED:{report.pk}",
            due=period.unit_due,
            **about,
        )


def remind_now(period: ReportPeriod, *, by) -> tuple[int, list[str]]:
    """Ask those units again whose report is not there: how many were told, and the units without anybody to tell."""
    recipients, told, without = Recipients(), 0, []
    today = timezone.localdate()
    for report in owing(period, by).select_related("unit", "period"):
        rung = recipients.responsible(PERMISSION_AT[report.state], report.unit_id)
        if rung.permission not in OF_A_UNIT or not rung.people:
            without.append(str(report.unit))
            continue
        with override(settings.LANGUAGE_CODE):
            text = _("The department asks for your unit's report, due on %(day)s: %(report)s.") % {
                "day": f"{period.unit_due:%d/%m/%Y}",
                "report": period.title,
            }
        notify(
            rung.people,
            Kind.DEADLINE,
            text,
            report.get_absolute_url(),
            f"ASKED:{report.pk}:{today}",
            due=period.unit_due,
        )
        told += 1
    events.log(
        events.Event.Kind.ADMIN, by=by, record=period, action="remind_units", comment=f"{period.code}: {told}"
    )
    return told, without


def owing(period: ReportPeriod, user):
    """Reports the department does not have, or not as they should be."""
    return (
        UnitReport.objects.visible_to(user)
        .filter(period=period, state__in=AT_UNIT)
        .exclude(unit__succeeded_on__lte=period.end)
        .order_by("unit__name", "pk")
    )

"""Reports asked of units, written and moved on, for the tests of periods and of units' reports."""

from django.urls import reverse

from core.workflow import perform
from reports.models import ReportPeriod, UnitReport
from reports.workflow import PERIOD_STEPS, UNIT_STEPS

NEW = "?period=2024-H1&window=decree&basis=decision"
DECIDED = {"unit_due": "18/06/2024", "department_due": "21/06/2024", "instruction": "Nộp đúng hạn"}
READY = {"difficulties": "Không có", "plan": "Tiếp tục hợp tác"}
STEPS = {UnitReport: UNIT_STEPS, ReportPeriod: PERIOD_STEPS}


def step_of(record, name: str):
    return next(step for step in STEPS[type(record)] if step.name == name)


def take(record, name: str, person, comment: str = "vì sao", **values):
    return perform(step_of(record, name), record, by=person, comment=comment, values=values)


def report_of(person) -> UnitReport:
    return UnitReport.objects.get(unit=person.unit)


def typed(report, **more) -> dict:
    return {"version": report.version, **READY, **more}


def save(client, report, person, **more):
    client.force_login(person)
    return client.post(reverse("unit_report_edit", args=[report.pk]), typed(report, **more))


def save_ready(report):
    for name, words in READY.items():
        setattr(report, name, words)
    report.save(by=None)
    return report

"""What a period asks for by when: of each unit its report, of the department the report of all."""

from django.utils.translation import gettext_lazy as _

from core.obligations import DeadlineKind, Owner

UNIT_REPORT = (
    DeadlineKind(
        "unit_report",
        _("Hand in the report of the period"),
        "unit_report_wd",
        lambda report: report.period.end,
        stated=lambda report: report.period.unit_due,
        owed=lambda report: report.period.takes_reports and not report.unit.has_passed(report.period.end),
        done=lambda report: report.submitted_on,
    ),
)
PERIOD = (
    DeadlineKind(
        "period_report",
        _("Issue the report of the period"),
        "so_report_wd",
        lambda period: period.end,
        owner=Owner.DEPARTMENT,
        stated=lambda period: period.department_due,
        owed=lambda period: not period.is_issued,
        done=lambda period: period.paper_date or period.is_issued,
    ),
)

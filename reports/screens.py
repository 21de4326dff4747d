"""How a period and a unit's report are typed in, and what their pages share."""

from django.utils.translation import gettext_lazy as _

from core.filters import RecordFilter
from core.forms import RecordForm, Section
from core.screens import Screen
from reports.models import ReportPeriod, UnitReport
from reports.models.period import PERIOD_TONES
from reports.models.unit_report import UNIT_REPORT_TONES
from reports.workflow import PERIOD_STEPS, PERIOD_WAY, UNIT_STEPS, UNIT_WAY


class PeriodForm(RecordForm):
    """What the department decides about a period; which days it is stands when it is opened."""

    sections = (
        Section(_("Due days"), ("unit_due", "department_due", "estimate")),
        Section(_("What the units are told"), ("instruction",)),
    )

    class Meta(RecordForm.Meta):
        model = ReportPeriod
        fields = ("unit_due", "department_due", "estimate", "instruction")


class UnitReportForm(RecordForm):
    """What the unit adds to its figures."""

    sections = (
        Section(_("What happened"), ("nothing", "results")),
        Section(_("Difficulties"), ("difficulties", "causes")),
        Section(_("What comes next"), ("plan", "proposals")),
    )

    class Meta(RecordForm.Meta):
        model = UnitReport
        fields = ("nothing", "results", "difficulties", "causes", "plan", "proposals")


PERIOD = Screen(
    model=ReportPeriod,
    columns=(),
    form=PeriodForm,
    filterset=RecordFilter,
    transitions=PERIOD_STEPS,
    procedure=lambda period: PERIOD_WAY,
    tones=PERIOD_TONES,
)
UNIT_REPORT = Screen(
    model=UnitReport,
    columns=(),
    form=UnitReportForm,
    filterset=RecordFilter,
    transitions=UNIT_STEPS,
    procedure=lambda report: UNIT_WAY,
    tones=UNIT_REPORT_TONES,
)

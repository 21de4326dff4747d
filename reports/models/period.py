"""A reporting period the department has opened: its window, its due days, and how far its report is."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.constraints import Ordered
from core.indicators import DECISION
from core.records import Kept
from core.scope import SharedQuerySet
from core.states import Stage
from reports.periods import DECREE, Period, parse
from reports.selection import BASIS_LABELS, RULE_LABELS, Selection


class PeriodState(models.TextChoices):
    """The way of the department's report (domain §4). The codes of its approval are those of every dossier."""

    COLLECTING = "COLLECTING", _("Collecting the units' reports")
    COMPILING = Stage.COMPILING.value, _("Consolidating")
    AT_OFFICE = Stage.AT_OFFICE.value, Stage.AT_OFFICE.label
    AT_LEADER = Stage.AT_LEADER.value, Stage.AT_LEADER.label
    ISSUING = Stage.ISSUING.value, _("Report to be issued")
    ISSUED = "ISSUED", _("Issued")
    SENT = "SENT", _("Sent")


class PeriodQuerySet(SharedQuerySet):
    """Read by everyone who reads records."""

    def of(self, period: Period):
        """The open periods of this very window."""
        return self.live().filter(code=period.code, rule=period.rule)


class ReportPeriod(Kept):
    """One report to be made: everybody reads it, the department moves it on."""

    slug = "period"
    unit_id = None
    """The department's own."""
    adjustment = ""

    code = models.CharField(_("Period"), max_length=30)
    """As `reports.periods.parse` reads it: 2024-H1, 2024-M9, 2024, or two dates."""
    rule = models.CharField(_("Window"), max_length=10, choices=list(RULE_LABELS.items()), default=DECREE)
    basis = models.CharField(
        _("Attribution"), max_length=10, choices=list(BASIS_LABELS.items()), default=DECISION
    )
    start = models.DateField(_("From date"), editable=False)
    end = models.DateField(_("To date"), editable=False)
    estimate = models.BooleanField(
        _("Estimated figures"),
        default=False,
        help_text=_("The report is made before the period ends; it says so."),
    )
    unit_due = models.DateField(_("Units report until"))
    department_due = models.DateField(_("The department reports until"))
    state = models.CharField(_("State"), max_length=12, choices=PeriodState, default=PeriodState.COLLECTING)
    instruction = models.TextField(_("Instruction to the units"), blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("report period")
        verbose_name_plural = _("report periods")
        ordering = ["-end", "-start", "pk"]
        constraints = [
            Ordered("start", "end", name="period_dates"),
            models.UniqueConstraint(
                fields=["code", "rule"],
                condition=models.Q(deleted_at=None),
                name="one_period_of_a_window",
                violation_error_message=_("This period is already open."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        self.start, self.end = self.period.start, self.period.end

    @property
    def period(self) -> Period:
        return parse(self.code, self.rule)

    @property
    def selection(self) -> Selection:
        return Selection(self.period, self.basis)

    @property
    def title(self) -> str:
        return str(_("Report of %(period)s") % {"period": self.period.name})

    @property
    def name(self) -> str:
        """“6 tháng đầu năm 2024”."""
        return capfirst(self.period.name)

    @property
    def position(self) -> str:
        return self.state

    @property
    def rule_day(self) -> datetime.date:
        return self.end

    @property
    def ahead(self) -> bool:
        """Its last day has not come: whatever it counts is an estimate."""
        return self.end > timezone.localdate()

    @property
    def is_issued(self) -> bool:
        return self.state in (PeriodState.ISSUED, PeriodState.SENT)

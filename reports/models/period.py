"""A reporting period the department has opened: its window, its due days, and how far its report is."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core import access, approval
from core.constraints import Ordered
from core.indicators.windows import DECISION
from core.records import Kept
from core.scope import ScopedQuerySet
from core.states import TONES, Stage
from reports import deadlines
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


PERIOD_TONES = TONES | {
    PeriodState.COLLECTING: ("info", "inboxes"),
    PeriodState.ISSUED: ("success", "check2-circle"),
    PeriodState.SENT: ("success", "check2-all"),
}
TAKES_REPORTS = (PeriodState.COLLECTING, PeriodState.COMPILING)
"""Units hand in, also late ones; beyond, the report is being approved and its figures stand still."""
ISSUED = (PeriodState.ISSUED, PeriodState.SENT)


class PeriodQuerySet(ScopedQuerySet):
    """Read by everyone who reads records; opened and changed by the department's officers until it is issued."""

    def owned_by(self, user):
        reads = user.may(access.VIEW_ALL) or (user.may(access.VIEW_UNIT) and user.unit_id)
        return self.live() if reads else self.none()

    def editable_by(self, user):
        return self.live().exclude(state__in=ISSUED) if user.may(access.PROCESS) else self.none()

    def withdrawn_for(self, user):
        return self.withdrawn() if user.may(access.PROCESS) else self.none()

    def creatable_by(self, user) -> bool:
        return user.may(access.PROCESS)

    def of(self, period: Period):
        """The open periods of this very window."""
        return self.live().filter(code=period.code, rule=period.rule)


class ReportPeriod(Kept):
    """One report to be made: everybody reads it, the department moves it on."""

    slug = "period"
    unit_id = None
    """The department's own."""
    adjustment = urgent_reason = ""
    WRITTEN = ()
    LEAD = None
    DEADLINES = deadlines.PERIOD

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
    paper_number = models.CharField(_("Number of the report"), max_length=100, blank=True)
    paper_date = models.DateField(_("Date of the report"), null=True, blank=True)
    """Of the paper issued last."""

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("report period")
        verbose_name_plural = _("report periods")
        ordering = ["-end", "-start", "pk"]
        constraints = [
            Ordered("start", "end", name="period_dates"),
            Ordered(
                "unit_due",
                "department_due",
                name="period_due_days",
                message=_("The department cannot report before its units do."),
            ),
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
        """Always Vietnamese: steps and deadlines keep it."""
        with override(settings.LANGUAGE_CODE):
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
        return self.state in ISSUED

    @property
    def takes_reports(self) -> bool:
        """May units hand in, may their reports go back to them?"""
        return self.deleted_at is None and self.state in TAKES_REPORTS

    @property
    def shown_state(self) -> PeriodState:
        return PeriodState(self.state)

    @classmethod
    def affected(cls, keys):
        """What the units owe follows from the period."""
        reports = cls._meta.get_field("unit_reports").related_model
        found = reports._base_manager.filter(period__in=keys).order_by("pk")
        return [(cls, keys), (reports, list(found.values_list("pk", flat=True)))]

    def withdraw(self, *, by, reason: str) -> None:
        """A period opened by mistake goes with all that units were asked for."""
        for report in self.unit_reports.filter(deleted_at=None):
            report.withdraw(by=by, reason=reason)
        super().withdraw(by=by, reason=reason)
        approval.stop(self, approval.ApprovalStep.Outcome.STOPPED, by=by, comment=reason, at=self.written_at)

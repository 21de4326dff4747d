"""What one unit reports of a period: its figures as they were when it sent them, and its own words."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import approval
from core.records import Kept
from core.scope import ScopedQuerySet
from core.states import TONES, WRITTEN_AT, Stage
from reports import deadlines
from reports.models.period import TAKES_REPORTS, ReportPeriod


class UnitReportState(models.TextChoices):
    DRAFT = Stage.DRAFT.value, _("Not handed in")
    UNIT_REVIEW = Stage.UNIT_REVIEW.value, Stage.UNIT_REVIEW.label
    SUBMITTED = Stage.SUBMITTED.value, _("Handed in")
    RETURNED = Stage.RETURNED.value, Stage.RETURNED.label
    ACCEPTED = "ACCEPTED", _("Accepted")


UNIT_REPORT_TONES = TONES | {UnitReportState.ACCEPTED: ("success", "check2-circle")}
AT_UNIT = (UnitReportState.DRAFT, UnitReportState.UNIT_REVIEW, UnitReportState.RETURNED)
"""The department does not have it, or not as it should be."""


class UnitReportQuerySet(ScopedQuerySet):
    def editable_by(self, user):
        """While it is written; what was handed in is returned first."""
        written = self.filter(state__in=WRITTEN_AT, period__state__in=TAKES_REPORTS)
        return super(UnitReportQuerySet, written).editable_by(user)

    def creatable_by(self, user) -> bool:
        return False  # opening the period makes them


class UnitReport(Kept):
    """A unit's report of a period."""

    slug = "unit_report"
    adjustment = urgent_reason = ""
    WRITTEN = WRITTEN_AT
    LEAD = None
    DEADLINES = deadlines.UNIT_REPORT
    DEADLINE_RELATIONS = ("period", "unit")

    period = models.ForeignKey(ReportPeriod, models.PROTECT, related_name="unit_reports", editable=False)
    unit = models.ForeignKey(
        "directory.Unit", models.PROTECT, related_name="+", editable=False, verbose_name=_("Unit")
    )
    state = models.CharField(
        _("State"), max_length=12, choices=UnitReportState, default=UnitReportState.DRAFT, editable=False
    )
    nothing = models.BooleanField(_("Nothing to report"), default=False)
    results = models.TextField(_("Results worth telling"), blank=True)
    difficulties = models.TextField(_("Difficulties and shortcomings"), blank=True)
    causes = models.TextField(_("Causes"), blank=True)
    plan = models.TextField(_("Tasks of the next period"), blank=True)
    proposals = models.TextField(_("Proposals"), blank=True)
    submitted_at = models.DateTimeField(_("Handed in at"), null=True, editable=False)
    """The first time; whether it was in time is judged by it."""
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("Handed in by"),
    )  # fmt: skip
    figures = models.JSONField(default=dict, editable=False)
    """Code → value as text, of the latest handing in."""

    objects = UnitReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit report")
        verbose_name_plural = _("unit reports")
        ordering = ["period", "unit__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="one_report_of_a_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return f"{self.period.title} – {self.unit}"

    @property
    def position(self) -> str:
        return self.state

    @property
    def rule_day(self):
        return self.period.end

    @property
    def shown_state(self) -> UnitReportState:
        return UnitReportState(self.state)

    @property
    def submitted_on(self) -> datetime.date | None:
        """The day the department first had it."""
        return timezone.localdate(self.submitted_at) if self.submitted_at else None

    @property
    def in_time(self) -> bool | None:
        """None while it may still come in time."""
        day = self.submitted_on or timezone.localdate()
        if self.submitted_on is None and day <= self.period.unit_due:
            return None
        return self.submitted_on is not None and day <= self.period.unit_due

    def withdraw(self, *, by, reason: str) -> None:
        super().withdraw(by=by, reason=reason)
        approval.stop(self, approval.ApprovalStep.Outcome.STOPPED, by=by, comment=reason, at=self.written_at)

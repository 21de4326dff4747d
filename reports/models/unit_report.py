"""What one unit reports of a period: its figures as they were when it sent them, and its own words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.records import Kept
from core.states import Stage
from reports.models.period import ReportPeriod


class UnitReportState(models.TextChoices):
    DRAFT = Stage.DRAFT.value, _("Not handed in")
    UNIT_REVIEW = Stage.UNIT_REVIEW.value, Stage.UNIT_REVIEW.label
    SUBMITTED = Stage.SUBMITTED.value, _("Handed in")
    RETURNED = Stage.RETURNED.value, Stage.RETURNED.label
    ACCEPTED = "ACCEPTED", _("Accepted")


class UnitReport(Kept):
    """A unit's report of a period."""

    slug = "unit_report"
    adjustment = ""

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

"""The year's programme of foreign affairs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import AtLeast
from core.records import Tracked
from directory.models.countries import Country
from directory.models.partners import Partner
from directory.models.units import Unit


class ActivityKind(models.TextChoices):
    OUTBOUND = "OUTBOUND", _("Outbound delegation")
    INBOUND = "INBOUND", _("Inbound delegation")
    AGREEMENT = "AGREEMENT", _("Agreement")
    CONFERENCE = "CONFERENCE", _("International conference")
    AID = "AID", _("Mobilising aid")
    TRAINING = "TRAINING", _("Training")


class PlanState(models.TextChoices):
    REGISTERED = "REGISTERED", _("Registered")
    CONSOLIDATED = "CONSOLIDATED", _("Consolidated")
    APPROVED = "APPROVED", _("Plan approved")
    ADJUSTED = "ADJUSTED", _("Adjusted")
    CANCELLED = "CANCELLED", _("Cancelled")


class Priority(models.TextChoices):
    HIGH = "HIGH", _("High")
    MEDIUM = "MEDIUM", _("Medium")
    LOW = "LOW", _("Low")


class PlannedActivity(Tracked):
    """A line of the year's programme of foreign affairs (chương trình hoạt động đối ngoại năm)."""

    slug = "planned"
    year = models.PositiveSmallIntegerField(_("Year"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="planned_activities", verbose_name=_("Unit in charge")
    )
    kind = models.CharField(_("Kind of activity"), max_length=10, choices=ActivityKind)
    title = models.CharField(_("Name of the activity"), max_length=500, db_collation="vi_icu")
    content = models.TextField(_("Content"), blank=True)
    partners = models.ManyToManyField(Partner, blank=True, related_name="+", verbose_name=_("Partners"))
    countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("Countries and territories")
    )
    expected_time = models.CharField(
        _("Expected time"), max_length=100, blank=True, help_text=_("Month or quarter.")
    )
    people = models.PositiveIntegerField(_("Number of people"), null=True, blank=True)
    cost = models.DecimalField(
        _("Estimated cost (VND)"), max_digits=18, decimal_places=0, null=True, blank=True
    )
    funding = models.CharField(_("Source of funds"), max_length=200, blank=True)
    priority = models.CharField(_("Priority"), max_length=6, choices=Priority, blank=True)
    state = models.CharField(_("State"), max_length=12, choices=PlanState, default=PlanState.REGISTERED)
    note = models.TextField(_("Note"), blank=True)
    _history_m2m_fields = [partners, countries]

    class Meta:
        verbose_name = _("planned activity")
        verbose_name_plural = _("programme of the year")
        ordering = ["-year", "-pk"]
        constraints = [AtLeast("cost", name="planned_cost_not_negative")]

    def __str__(self) -> str:
        return f"{self.year} · {self.title}"

    def search_parts(self) -> list[str]:
        return [str(self.year), self.title, str(self.unit)]

    def search_names(self):
        return [self.title]

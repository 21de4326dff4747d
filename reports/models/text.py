"""The report's text as people changed it. What nobody changed is written anew from the data each time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.records import Kept
from reports.models.period import ReportPeriod


class EditedParagraph(Kept):
    """One slot of the outline in someone's own words, and what the product had written there then."""

    slug = "paragraph"

    period = models.ForeignKey(ReportPeriod, models.PROTECT, related_name="paragraphs", editable=False)
    slot = models.CharField(max_length=60, editable=False)
    """Key of `reports.text.outline`."""
    text = models.TextField(_("Text"), blank=True)
    """Empty: the paragraph is left out of the report."""
    generated = models.TextField(blank=True, editable=False)
    """What the product had written, when this was saved."""
    figures = models.JSONField(default=dict, editable=False)
    """Code → value as text, of the figures the slot speaks of, when this was saved."""

    class Meta:
        ordering = ["period", "slot"]
        constraints = [models.UniqueConstraint(fields=["period", "slot"], name="one_text_of_a_slot")]

    def __str__(self) -> str:
        return f"{self.period_id} {self.slot}"


class ChosenExample(Kept):
    """A dossier the officer wants told as a typical example, in its part of the report."""

    slug = "example"

    period = models.ForeignKey(ReportPeriod, models.PROTECT, related_name="examples", editable=False)
    record_type = models.CharField(max_length=60, editable=False)
    record_id = models.BigIntegerField(editable=False)
    place = models.PositiveSmallIntegerField(_("Order"), default=0)

    class Meta:
        ordering = ["period", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "record_type", "record_id"],
                condition=models.Q(deleted_at=None),
                name="an_example_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"

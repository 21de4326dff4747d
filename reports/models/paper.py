"""Reports sent before the product existed: their figures as the paper has them, for same-period comparison."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import Ordered
from core.records import Kept
from core.scope import SharedQuerySet
from reports.periods import DECREE, Period, parse
from reports.selection import RULE_LABELS


class PaperReport(Kept):
    """The figures of one paper. What the paper does not say is not known."""

    slug = "paper_report"

    code = models.CharField(_("Period"), max_length=30)
    rule = models.CharField(_("Window"), max_length=10, choices=list(RULE_LABELS.items()), default=DECREE)
    start = models.DateField(_("From date"), editable=False)
    end = models.DateField(_("To date"), editable=False)
    number = models.CharField(_("Number of the paper"), max_length=100)
    issued_on = models.DateField(_("Date of the paper"), null=True, blank=True)
    agency = models.CharField(_("Issued by"), max_length=200, blank=True)
    note = models.TextField(_("Note"), blank=True)
    figures = models.JSONField(default=dict, editable=False)
    """Code → value as text."""

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on paper")
        verbose_name_plural = _("reports on paper")
        ordering = ["-end", "pk"]
        constraints = [
            Ordered("start", "end", name="paper_dates"),
            models.UniqueConstraint(
                fields=["code", "rule"],
                condition=models.Q(deleted_at=None),
                name="one_paper_of_a_window",
                violation_error_message=_("The figures of this period are already entered."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.period.name}"

    def derive(self) -> None:
        self.start, self.end = self.period.start, self.period.end

    @property
    def period(self) -> Period:
        return parse(self.code, self.rule)

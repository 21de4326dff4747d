"""The steps of dossiers and how long each took (domain O3, C8)."""

from functools import reduce
from operator import or_

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.approval import ApprovalStep
from core.columns import Choice, Column, Date, Integer, Reference
from core.day_counts import working_days_between
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part, only
from core.indicators.measures import total
from core.indicators.rows import visible
from core.indicators.windows import Window
from core.states import Stage
from reports.gauges.base import Table
from reports.gauges.dossiers import FAMILIES

MODELS = {model._meta.label_lower: model for model in FAMILIES}
"""Record type → its model."""
TAKEN = (ApprovalStep.Outcome.DONE, ApprovalStep.Outcome.RETURNED, ApprovalStep.Outcome.REFUSED)
"""Outcomes of a step somebody took; skipped and stopped ones tell no time."""


def _of(model, user) -> Q:
    dossiers = visible(model, user).filter(entered_afterwards=False).order_by()
    return Q(record_type=model._meta.label_lower, record_id__in=dossiers.values("pk"))


def _steps(user) -> QuerySet:
    """Steps taken of the dossiers a person may see, paper history aside, with the working days each took."""
    seen = reduce(or_, (_of(model, user) for model in FAMILIES))
    dated = ApprovalStep.objects.filter(seen, outcome__in=TAKEN, opened_at__isnull=False).annotate(
        opened_on=TruncDate("opened_at"), closed_on=TruncDate("closed_at")
    )
    return dated.annotate(days=working_days_between("opened_on", "closed_on"))


def _closed(window: Window) -> Q:
    return Q(closed_on__range=window.days)


STEPS = Family(
    title=gettext_lazy("Steps taken"),
    base=_steps,
    counted=_closed,
    cuts={"unit": UnitCut("unit", "unit__name")},
    columns=(
        Column("record_number"),
        Column("record_title"),
        Reference("unit"),
        Choice("stage"),
        Date("opened_on", label=gettext_lazy("Waiting since")),
        Date("closed_on", label=gettext_lazy("Closed on")),
        Integer("days", label=gettext_lazy("Working days")),
        Integer("norm_days", label=gettext_lazy("Norm")),
    ),
    record=lambda step: MODELS[step.record_type](pk=step.record_id),
    order=("-days", "record_number", "pk"),
)
ALL_STEPS = Part(STEPS)
TOO_LONG = Part(STEPS, where=only(days__gt=F("norm_days")))
DAYS_TAKEN = Part(STEPS, total("days"))
DAYS_OF_NORMED = Part(STEPS, total("days"), only(norm_days__isnull=False))
DAYS_OF_NORM = Part(STEPS, total("norm_days"))


def by_step(window: Window, user) -> list[Table]:
    """Each type and step: how many, how long on average, the norm."""
    found = (
        ALL_STEPS.rows(window, user)
        .order_by()
        .values_list("record_type", "stage")
        .annotate(number=Count("pk"), mean=Avg("days"), norm=Avg("norm_days"))
    )
    types, stages = list(MODELS), list(Stage)
    rows = sorted(found, key=lambda row: (types.index(row[0]), stages.index(row[1])))
    return [
        Table(
            _("By type of dossier and step"),
            (_("Dossier"), _("Step"), _("Steps taken"), _("Working days on average"), _("Norm")),
            tuple(
                (capfirst(MODELS[label]._meta.verbose_name), Stage(stage).label, number, mean, norm)
                for label, stage, number, mean, norm in rows
            ),
        )
    ]

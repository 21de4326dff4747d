"""How long before its first day a dossier should reach the department (domain §1.11): read here and nowhere else.

The number is that of the rule in force on the dossier's first day, as the administrator keeps it; where there is none, the default.
"""

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from core.day_counts import days_between, working_days_between
from core.deadlines import Rule

DAYS, WORKING = Rule.Measure.DAYS, Rule.Measure.WORKING
DEFAULTS = {
    "out_lead_min": (20, WORKING),
    "out_lead_rush": (10, WORKING),
    "in_lead_novisa": (10, DAYS),
    "in_lead_visa": (30, DAYS),
    "conf_lead_competent": (30, DAYS),
    "conf_lead_pm": (40, DAYS),
    "conf_internal_extra": (10, DAYS),
}
DAY = "start_date"


def _in_force(code: str) -> QuerySet:
    started = Q(valid_from=None) | Q(valid_from__lte=OuterRef(DAY))
    lasting = Q(valid_to=None) | Q(valid_to__gte=OuterRef(DAY))
    return Rule.objects.filter(started, lasting, code=code).order_by("-valid_from", "pk")


def number(code: str):
    """The number of the rule, for the database."""
    return Coalesce(
        Subquery(_in_force(code).values("number")[:1], output_field=IntegerField()), Value(DEFAULTS[code][0])
    )


def measure(code: str):
    """What it is counted in, for the database."""
    return Coalesce(
        Subquery(_in_force(code).values("measure")[:1], output_field=CharField()),
        Value(DEFAULTS[code][1].value),
    )


def with_lead(dossiers: QuerySet, code: str, least, rush=None) -> QuerySet:
    """Adds how long before its first day each dossier was sent (`lead`), and what is asked for: `lead_rule`, `rush_rule`.

    `code` is the rule that says what is counted, `least` the number asked for; without `rush` half of it is a rush.
    """
    counted = dossiers.annotate(lead_measure=measure(code), lead_rule=least)
    return counted.annotate(
        lead=Case(
            When(lead_measure=WORKING, then=working_days_between("submitted_on", DAY)),
            default=days_between(F("submitted_on"), F(DAY)),
            output_field=IntegerField(),
        ),
        rush_rule=rush if rush is not None else (F("lead_rule") + 1) / 2,
    )

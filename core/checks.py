"""Rules across records: what someone should look at. Nothing is refused.

One condition serves the record's page and form, the filter of the list and the department's page of irregularities.
A type declares its checks in `<app>/checks.py` and names them in its screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from core.states import DEAD, GRANTED, Stage, first_known


@dataclass(frozen=True)
class Check:
    """A rule that may be broken. Its code stands in addresses."""

    code: str
    label: Any
    """The finding, as a sentence."""
    condition: Callable[[], Q]
    """Of the record; other rows by EXISTS, never by a join. Asked for anew each time: it may depend on today."""
    basis: Any = ""
    words: Callable[[Any], list[str]] | None = None
    """How the record's page tells it, with names; asked only when the condition holds. Without: the label."""

    def among(self, records: QuerySet) -> QuerySet:
        """The records that break it. Drafts are left out: only who writes them needs to know."""
        return records.exclude(state__in=_unsent(records.model)).filter(self.condition())


def found_in(record, checks: Sequence[Check]) -> list[str]:
    """What the checks find in a stored record: one query for all, and one more where names are told."""
    if not checks or record.pk is None:
        return []
    asked = (
        Case(When(check.condition(), then=Value(True)), default=Value(False), output_field=BooleanField())
        for check in checks
    )
    hits = type(record)._base_manager.filter(pk=record.pk).values_list(*asked).get()
    broken = [check for check, hit in zip(checks, hits, strict=True) if hit]
    return [
        sentence
        for check in broken
        for sentence in (check.words(record) if check.words else [str(check.label)])
    ]


def counts(checks: Sequence[Check], records: QuerySet) -> dict[str, int]:
    """How many records break each, in one query."""
    if not checks:
        return {}
    sent = records.exclude(state__in=_unsent(records.model)).order_by()
    return sent.aggregate(**{check.code: Count("pk", filter=check.condition()) for check in checks})


def _unsent(model) -> tuple[str, ...]:
    return tuple(state for state in model.WRITTEN if state != Stage.RETURNED)


# --- of every activity --------------------------------------------------------------------------

ALIVE = ~Q(state__in=DEAD)


def decided_after_first_day(model) -> Q:
    """Permitted after it had begun: the actual first day where it is recorded."""
    return ALIVE & Q(permit_date__gt=first_known(model.FIRST_DAY))


def of_activity(model) -> tuple[Check, ...]:
    """What may be wrong with any trip, visit or conference."""
    return (
        Check(
            "decision_late",
            _("The permission was given after the first day."),
            lambda: decided_after_first_day(model),
            "Quyết định 272-QĐ/TW; Quyết định 67/2011/QĐ-TTg",
        ),
        Check(
            "report_early",
            _("The report is dated before the last day."),
            lambda: ALIVE & Q(report_date__lt=first_known(model.LAST_DAY)),
        ),
        Check(
            "unplanned",
            _("An unplanned activity must give its reason."),
            lambda: ALIVE & Q(in_plan=False, unplanned_reason=""),
            "Quyết định 272-QĐ/TW; Hướng dẫn 05-HD/BĐNTW",
        ),
    )


DAYS_UNCOVERED = Check(
    "days_uncovered",
    _("It began before or lasted beyond the days that were permitted."),
    lambda: Q(state__in=GRANTED) & (Q(actual_start__lt=F("start_date")) | Q(actual_end__gt=F("end_date"))),
    "Quyết định 272-QĐ/TW",
)
"""Only where actual days are recorded: what was permitted is changed by a new approval alone (`core/locking.py`)."""

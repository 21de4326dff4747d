"""Why a row is counted or not: what a family of rows declares beside its rule, so that a figure can be explained.

Rows that touch a window by any of their dates are either counted or left out, and every row left out has a reason.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Why:
    """A reason, and the rows it holds for. Of several that hold, the first is told."""

    label: Any
    met: Callable[[Any], Q]


@dataclass(frozen=True)
class Explanation:
    """`touches`: rows that belong to a window by any of their dates. `reasons`: why one of them is not counted.

    `straddles`: what of a counted row lies outside of the window.
    """

    touches: Callable[[Any], Q]
    reasons: tuple[Why, ...]
    straddles: tuple[Why, ...] = ()
    of: str = ""
    """Path to the record a row is a row of, ending with `__`; empty where it is a record itself."""


def _the_same(condition: Q, window) -> Q:
    return condition


ALWAYS, NEVER = Q(pk__isnull=False), Q(pk__in=())


def why(label: Any, *conditions: Q, **lookups: Any) -> Why:
    """A reason that holds whatever the window; the last of several may hold for all rows."""
    return Why(label, partial(_the_same, Q(*conditions, **lookups) or ALWAYS))


# --- dates --------------------------------------------------------------------------------------


def touched(window, *days: str, at: str = "") -> Q:
    """One of these days lies in the window."""
    condition = Q()
    for day in days:
        condition |= Q(**{f"{at}{day}__range": window.days})
    return condition


def overlaps(window, at: str = "") -> Q:
    """From its first day to its last, something of it lies in the window."""
    return Q(**{f"{at}start_date__lte": window.end, f"{at}end_date__gte": window.start})


BEGAN_BEFORE, ENDS_AFTER = _("Began before the period"), _("Ends after the period")


def began_before(day: str, label: Any = BEGAN_BEFORE) -> Why:
    return Why(label, lambda window: Q(**{f"{day}__lt": window.start}))


def begins_after(day: str, label: Any) -> Why:
    return Why(label, lambda window: Q(**{f"{day}__gt": window.end}))


def ends_after(day: str, label: Any = ENDS_AFTER) -> Why:
    return Why(label, lambda window: Q(**{f"{day}__gt": window.end}))


def straddles(at: str = "") -> tuple[Why, ...]:
    """Counted in the window, though part of it lies before or behind."""
    first, last = f"{at}start_date", f"{at}end_date"
    both = Why(
        _("Began before the period and ends after it"),
        lambda window: Q(**{f"{first}__lt": window.start, f"{last}__gt": window.end}),
    )
    return both, began_before(first), ends_after(last)


# --- states -------------------------------------------------------------------------------------


def by_state(states: type[models.TextChoices], counted: Sequence[str], at: str = "") -> tuple[Why, ...]:
    """A reason for every state that does not count: the state itself."""
    return tuple(
        why(state.label, **{f"{at}state": state.value}) for state in states if state.value not in counted
    )

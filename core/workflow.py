"""Moving a dossier from state to state: a table per type, one function that performs.

What the table does not list is illegal. The transitions every approval shares stand in `core/review.py`.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import events
from core.access import PROCESS, VIEW_ALL, YES, Verdict
from core.approval import PERMISSION_AT, open_step
from core.guards import require, sent_on
from core.news import tell_decided, tell_opened
from core.states import Stage

NOBODY, UNIT, EVERYONE = "nobody", "unit", "everyone"
"""Whom a step is told to: the unit; everyone who had the dossier in hand."""
AT_STEP = "at_step"
"""The permission of whoever the dossier waits for at its present step."""


@dataclass(frozen=True)
class Act:
    """Who takes a step, when, and what they say."""

    by: Any
    comment: str
    at: datetime.datetime


@dataclass(frozen=True)
class Transition:
    name: str
    label: Any
    sources: tuple[str, ...]
    """Positions (`Record.position`) it starts from."""
    target: str = ""
    """Where it leads, unless `course` says."""
    permission: str = PROCESS
    needs_comment: bool = False
    tone: str = "primary"
    icon: str = "arrow-right"
    confirm: Any = ""
    """What to ask before the step, where it cannot be undone."""
    asks: tuple[str, ...] = ()
    """Fields of the record typed in with the step and required by it: the number and date of a paper."""
    offers: tuple[str, ...] = ()
    """Fields that may be typed in with the step."""
    fits: Callable[[Any], bool] = lambda record: True
    """Is the step meant for this record at all?"""
    guard: Callable | None = field(default=None)
    """`guard(record)` raises ValidationError naming what is missing."""
    effect: Callable | None = field(default=None)
    """`effect(record, act)` sets what the step itself records, before the save."""
    course: Callable | None = field(default=None)
    """`course(record, act)` moves the approval steps; the stage it returns, if any, is where the dossier stands."""
    tells: str = NOBODY
    """Who is told of it in the bell, besides those the dossier waits for next."""
    grants: bool = False
    """It is the decision: of a re-approval it ends the re-approval and leaves the state as it is."""

    def permission_for(self, record) -> str:
        return PERMISSION_AT[record.position] if self.permission == AT_STEP else self.permission

    def starts_from(self, record) -> bool:
        return record.position in self.sources and self.fits(record)


class Refused(Exception):
    """The step is not allowed; the message says why."""


def allowed(transition: Transition, record, user) -> Verdict:
    """May `user`, who sees the record, perform it now, and if not, why. No query."""
    if not transition.starts_from(record):
        return Verdict(False, _("The record is no longer in a state that allows this."))
    if not user.may(transition.permission_for(record)):
        return Verdict(False, _("Your role does not take this step."))
    if not (user.may(VIEW_ALL) or record.unit_id in user.units):
        return Verdict(False, _("Only the unit that owns this record and the department may change it."))
    return YES


def choices_for(transitions: Iterable[Transition], record, user) -> list[Transition]:
    """The steps this person, who sees the record, may take now. No query."""
    return [step for step in transitions if allowed(step, record, user)]


@transaction.atomic
def perform(
    transition: Transition,
    record,
    *,
    by,
    comment: str = "",
    values: Mapping[str, Any] | None = None,
    at: datetime.datetime | None = None,
):
    """Take the step: lock the row, check state, permission and guard, write state, steps and event.

    `values` are those of the fields it asks for; `at`: when it was taken, where that was before. Raises Refused when not allowed, ValidationError when something is
    missing; nothing is written then.
    """
    act = Act(by, comment.strip(), at or timezone.now())
    locked = type(record).objects.visible_to(by).select_for_update(of=("self",)).filter(pk=record.pk).first()
    if locked is None:
        raise Refused(_("The record is no longer in a state that allows this."))
    if at is not None:
        locked._history_date = at
    if not (verdict := allowed(transition, locked, by)):
        raise Refused(verdict.reason)
    if transition.needs_comment and not act.comment:
        raise ValidationError(_("Please give the reason."))
    for name in (*transition.asks, *transition.offers):
        setattr(locked, name, (values or {}).get(name, getattr(locked, name)))
    require(*transition.asks)(locked)
    if transition.guard:
        transition.guard(locked)
    if transition.effect:
        transition.effect(locked, act)
    before = locked.position
    stage = transition.course(locked, act) if transition.course else ""
    if not (stage or transition.target):
        raise Refused(
            _("The chain of this dossier ends here without a decision. Please tell the administrator.")
        )
    _stand_at(locked, stage or transition.target, grants=transition.grants)
    if locked.position == Stage.SUBMITTED:
        sent_on(locked, timezone.localdate(act.at))
    locked.save(by=by, reason=act.comment)
    locked.follow_up()
    event = events.log(
        events.Event.Kind.TRANSITION,
        by=by,
        record=locked,
        action=transition.name,
        from_state=before,
        to_state=locked.position,
        comment=act.comment,
        at=act.at,
    )
    tell_opened(locked, open_step(locked), by=by)
    if transition.tells != NOBODY:
        tell_decided(locked, event, transition.label, by=by, everyone=transition.tells == EVERYONE)
    return locked


def _stand_at(record, target: str, *, grants: bool) -> None:
    """The state; while a re-approval runs, the re-approval."""
    if record.adjustment and target in Stage.values and not grants:
        record.adjustment = target
        return
    if not (record.adjustment and grants):
        record.state = target
    record.adjustment = ""

"""Moving a dossier from state to state: a table per type, one function that performs.

What the table does not list is illegal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import events
from core.access import DECIDE, EDIT_ALL, YES, Verdict


@dataclass(frozen=True)
class Transition:
    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str = EDIT_ALL
    needs_comment: bool = False
    tone: str = "primary"
    icon: str = "arrow-right"
    confirm: str = ""
    """What to ask before the step, where it cannot be undone."""
    guard: Callable | None = field(default=None)
    """`guard(record)` raises ValidationError naming what is missing."""
    effect: Callable | None = field(default=None)
    """`effect(record)` sets what the step itself records (the day of sending), before the save."""


def within_reach(transition: Transition, record, user) -> bool:
    """Whoever decides takes the step on what they see; everyone else on what they may change."""
    manager = type(record).objects
    rows = manager.visible_to(user) if transition.permission == DECIDE else manager.editable_by(user)
    return rows.filter(pk=record.pk).exists()


def allowed(transition: Transition, record, user) -> Verdict:
    """May `user` perform it now, and if not, why."""
    if record.state not in transition.sources:
        return Verdict(False, _("The record is no longer in a state that allows this."))
    if not user.may(transition.permission):
        return Verdict(False, _("Your role does not take this step."))
    if not within_reach(transition, record, user):
        return Verdict(False, _("Only the unit that owns this record and the department may change it."))
    return YES


def choices_for(transitions: Iterable[Transition], record, user) -> list[Transition]:
    """The steps this person may take now. At most two queries, whatever the number of steps."""
    open_steps = [step for step in transitions if record.state in step.sources and user.may(step.permission)]
    one_of_each = {step.permission == DECIDE: step for step in open_steps}
    reached = {decides: within_reach(step, record, user) for decides, step in one_of_each.items()}
    return [step for step in open_steps if reached[step.permission == DECIDE]]


class Refused(Exception):
    """The step is not allowed; the message says why."""


@transaction.atomic
def perform(transition: Transition, record, *, by, comment: str = ""):
    """Take the step: lock the row, check state, permission and guard, write state and event.

    Raises Refused when not allowed, ValidationError when something is missing.
    """
    locked = type(record).objects.select_for_update().get(pk=record.pk)
    if not (verdict := allowed(transition, locked, by)):
        raise Refused(verdict.reason)
    if transition.needs_comment and not comment.strip():
        raise ValidationError(_("Please give the reason."))
    if transition.guard:
        transition.guard(locked)
    if transition.effect:
        transition.effect(locked)
    before, locked.state = locked.state, transition.target
    locked.save(by=by, reason=comment)
    events.log(
        events.Event.Kind.TRANSITION,
        by=by,
        record=locked,
        action=transition.name,
        from_state=before,
        to_state=locked.state,
        comment=comment,
    )
    return locked

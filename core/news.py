"""Telling people how a dossier goes on: who has it now, and what was decided. Called inside `perform`, done after commit."""

from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.access import APPROVE_UNIT, OF_A_UNIT, SUBMIT
from core.approval import ApprovalStep
from core.events import Event
from core.notifications import Kind, Subject, notify
from core.recipients import Recipients, present

FEW = 3
"""A step more people of the department may take is found in their inbox; telling them all would drown the rest."""


def tell_opened(record, step: ApprovalStep | None, *, by) -> None:
    """The dossier waits here now: tell those who take the step on."""
    if step is not None:
        transaction.on_commit(partial(_opened, record, step, by), robust=True)


def tell_decided(record, event: Event, did, *, by, everyone: bool = False) -> None:
    """Returned, refused, permitted: tell the unit. `everyone`: also all who had it in hand (cancelled, postponed).

    `did`: what happened, in words (the label of the transition); the event's comment is told with it.
    """
    transaction.on_commit(partial(_decided, record, event, did, by, everyone), robust=True)


def _opened(record, step: ApprovalStep, by) -> None:
    rung = Recipients().responsible(step.permission, step.unit_id)
    if rung.permission not in OF_A_UNIT and len(rung.people) > FEW:
        return
    with override(settings.LANGUAGE_CODE):
        text = _("Waiting for you since %(day)s: %(what)s – %(dossier)s.") % {
            "day": f"{timezone.localtime(step.opened_at):%d/%m/%Y}",
            "what": step.called,
            "dossier": _name(record),
        }
    notify(
        _others(rung.people, by),
        Kind.WAITING,
        text,
        record.get_absolute_url(),
        f"STEP:{step.pk}",
        due=step.due,
        subject=Subject.STEP,
        subject_id=step.pk,
        created_at=step.opened_at,
    )


def _decided(record, event: Event, did, by, everyone: bool) -> None:
    with override(settings.LANGUAGE_CODE):
        text = _("%(did)s: %(dossier)s.") % {"did": did, "dossier": _name(record)}
        if event.comment:
            text = f"{text} {Truncator(event.comment).chars(300)}"
    people = _of_the_unit(record) + (_who_had_it(record) if everyone else [])
    notify(
        _others(people, by),
        Kind.COURSE,
        text,
        record.get_absolute_url(),
        f"EVENT:{event.pk}",
        created_at=event.at,
    )


def _of_the_unit(record) -> list:
    if record.unit_id is None:
        return []
    holding = get_user_model().objects.holding
    return [*holding(SUBMIT, unit=record.unit_id), *holding(APPROVE_UNIT, unit=record.unit_id)]


def _who_had_it(record) -> list:
    """Who took a step of this dossier and is still here."""
    closed = ApprovalStep.objects.of(record).exclude(closed_by=None).values("closed_by")
    return list(get_user_model().objects.filter(pk__in=closed).filter(pk__in=present()))


def _others(people, by) -> list:
    """Nobody is told what they did themselves."""
    return [person for person in people if by is None or person.pk != by.pk]


def _name(record) -> str:
    return f"{record.number} {Truncator(record.title).chars(120)}".strip()

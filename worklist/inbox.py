"""Việc của tôi: what waits for a person, and what the person waits for."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.access import OF_A_UNIT, VIEW_ALL, VIEW_UNIT
from core.approval import PERMISSION_AT, ApprovalStep
from core.screens import Screen
from core.states import TONES, Stage, as_shown
from core.workflow import Refused, Transition, perform
from worklist.catalogue import BY_TYPE


def waiting_for(user) -> QuerySet:
    """Open steps this person may take, the most pressing first."""
    return _in_order(ApprovalStep.objects.waiting_for(user))


def awaited_by(user) -> QuerySet:
    """Open steps at others: of the person's unit all; in the department those the person had a hand in."""
    others = ApprovalStep.objects.open().exclude(pk__in=ApprovalStep.objects.waiting_for(user).values("pk"))
    if user.may(VIEW_ALL):
        mine = ApprovalStep.objects.filter(
            record_type=OuterRef("record_type"), record_id=OuterRef("record_id"), closed_by=user
        )
        return _in_order(others.filter(Exists(mine)))
    if user.unit_id and user.may(VIEW_UNIT):
        return _in_order(others.filter(unit__in=user.units))
    return others.none()


def _in_order(steps) -> QuerySet:
    return steps.select_related("unit").order_by(F("due").asc(nulls_last=True), "opened_at", "pk")


def rows_of(steps: Iterable[ApprovalStep], *, holders: bool = False) -> list[dict]:
    """The steps as rows of a table; with `holders`, for whom each waits (one query)."""
    steps = list(steps)
    names = _names_of_holders(steps) if holders else {}
    today = timezone.localdate()
    return [
        {
            "pk": step.pk,
            "number": step.record_number,
            "title": step.record_title,
            "url": _address(step),
            "unit": str(step.unit or ""),
            "kind": BY_TYPE[step.record_type].kind,
            "stage": as_shown(Stage(step.stage), TONES) | {"label": step.called},
            "since": date_format(timezone.localdate(step.opened_at), "SHORT_DATE_FORMAT"),
            "days": (today - timezone.localdate(step.opened_at)).days,
            "due": date_format(step.due, "SHORT_DATE_FORMAT") if step.due else "",
            "late": bool(step.due and step.due < today),
            "next": _label_of_next(step),
            "who": names.get((step.permission, step.unit_id if step.permission in OF_A_UNIT else None), ""),
        }
        for step in steps
    ]


def _address(step: ApprovalStep) -> str:
    return reverse(f"{BY_TYPE[step.record_type].model.slug}_detail", args=[step.record_id])


def next_step(screen: Screen, stage: str) -> Transition | None:
    """The step that takes a dossier on from this stage."""
    return next(
        (
            step
            for step in screen.transitions
            if stage in step.sources and step.permission == PERMISSION_AT[stage] and not step.needs_comment
        ),
        None,
    )


def _label_of_next(step: ApprovalStep) -> str:
    following = next_step(BY_TYPE[step.record_type], step.stage)
    return str(following.label) if following else ""


def _names_of_holders(steps: list[ApprovalStep]) -> dict[tuple, str]:
    """(permission, unit or None) → who holds it today, in words."""
    wanted = {(step.permission, step.unit_id if step.permission in OF_A_UNIT else None) for step in steps}
    found = {}
    people = (
        get_user_model().objects.filter(is_active=True).prefetch_related("held_roles").order_by("username")
    )
    by_unit = (people.by_unit() | {None: list(people)}) if wanted else {}
    for permission, unit in wanted:
        found[permission, unit] = [str(person) for person in by_unit.get(unit, ()) if person.may(permission)]
    return {key: "; ".join(found[key][:3]) or _("Nobody holds this role now.") for key in wanted}


# --- many at once -------------------------------------------------------------------------------

APPROVE, RETURN = "approve", "return"


def take_many(user, keys: list[int], action: str, comment: str) -> list[dict]:
    """Approve or return these steps, each for itself; what became of each."""
    steps = {step.pk: step for step in waiting_for(user).filter(pk__in=keys)}
    return [_take(user, steps[key], action, comment) for key in keys if key in steps]


def _take(user, step: ApprovalStep, action: str, comment: str) -> dict:
    screen = BY_TYPE[step.record_type]
    record = screen.model.objects.visible_to(user).filter(pk=step.record_id).first()
    done, words = False, _("The record is no longer in a state that allows this.")
    transition = next_step(screen, step.stage) if action == APPROVE else _named(screen, RETURN)
    if record is not None and transition is not None:
        if transition.asks:
            words = _("This step asks for a number and a date: please open the dossier.")
        else:
            done, words = _try(transition, record, user, comment)
    return {
        "number": step.record_number,
        "title": step.record_title,
        "url": _address(step),
        "done": done,
        "words": words,
    }


def _named(screen: Screen, name: str) -> Transition | None:
    return next((step for step in screen.transitions if step.name == name), None)


def _try(transition: Transition, record, user, comment: str) -> tuple[bool, str]:
    try:
        moved = perform(transition, record, by=user, comment=comment)
    except Refused as refusal:
        return False, str(refusal)
    except ValidationError as missing:
        return False, " ".join(missing.messages)
    return True, str(Stage(moved.position).label) if moved.position in Stage.values else str(
        moved.get_state_display()
    )

"""One act on many rows of a list. Each row is done or refused by itself, in its own transaction, and tells why."""

import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import access, work
from core.actions import StepForm
from core.approval import PERMISSION_AT
from core.inputs import ReasonField
from core.jobs import Job
from core.listing import Listing
from core.screens import screen_of
from core.withdrawal import LONGEST_REASON, SHORTEST_REASON, WITHDRAW, withdraw
from core.workflow import AT_STEP, Refused, Transition, allowed, perform

logger = logging.getLogger(__name__)
BULK = "bulk"
"""The kind of the job."""
EXPORT = "export"
"""Acts beside the steps of the workflow."""
AT_ONCE = 100
"""So many rows are done while the person waits; more by the worker."""
MOST = 5000
"""Rows of one act."""
TOLD_EVERY = 20
"""Rows after which the job says how far it is and keeps what became of each."""


class WithdrawForm(forms.Form):
    reason = ReasonField(
        label=gettext_lazy("Reason"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True)
class Act:
    """What is done to each row: its name in addresses, what it asks, whether a row allows it, and the doing."""

    name: str
    label: Any
    form: Callable[[Any], forms.Form]
    """`form(data)`; what it asks is the same for every row."""
    allows: Callable[[Any, Any, bool], access.Verdict]
    """`allows(record, user, editable)` before it is tried; the doing asks again."""
    do: Callable[[Any, Any, forms.Form], str]
    """`do(record, user, form)` says in words what became of it. Raises Refused or ValidationError."""
    danger: bool = False


def _step(screen, step: Transition) -> Act:
    def do(record, user, form) -> str:
        values = {name: value for name, value in form.values.items() if value not in (None, "", [])}
        moved = perform(step, record, by=user, comment=form.cleaned_data["comment"], values=values)
        return screen.state_of(moved)["label"] if screen.state_of(moved) else str(step.label)

    return Act(
        step.name,
        step.label,
        form=lambda data: StepForm(step, screen.model(), data),
        allows=lambda record, user, editable: allowed(step, record, user),
        do=do,
        danger=step.tone == "danger",
    )


def _withdraw(record, user, form) -> str:
    with transaction.atomic():
        rows = type(record).objects.visible_to(user).select_for_update(of=("self",))
        locked = rows.filter(pk=record.pk).first()
        if locked is None:
            raise Refused(_("It was withdrawn already."))
        try:
            withdraw(locked, by=user, reason=form.cleaned_data["reason"])
        except PermissionDenied as denied:
            raise Refused(str(denied)) from None
    return _("Withdrawn")


WITHDRAWING = Act(
    WITHDRAW,
    gettext_lazy("Withdraw"),
    form=WithdrawForm,
    allows=lambda record, user, editable: access.can_withdraw(user, record, access.verdict(editable)),
    do=_withdraw,
    danger=True,
)


def acts_of(screen, user) -> list[Act]:
    """What the roles of this person do to records of this type; each row is asked by itself.

    A step that asks for a paper's number and date is taken on each dossier's own page, as in the inbox.
    """
    mine = [step for step in screen.transitions if _in_role(step, user) and not step.asks]
    steps = {step.name: _step(screen, step) for step in reversed(mine)}
    found = [steps[step.name] for step in dict.fromkeys(screen.transitions) if step.name in steps]
    if not screen.model.objects.editable_by(user).query.is_empty():  # asked without a query
        found.append(WITHDRAWING)
    return list({act.name: act for act in found}.values())


def _in_role(step: Transition, user) -> bool:
    needed = PERMISSION_AT.values() if step.permission == AT_STEP else [step.permission]
    return any(user.may(permission) for permission in needed)


def act_named(screen, user, name: str) -> Act | None:
    return next((act for act in acts_of(screen, user) if act.name == name), None)


def offered(screen, listing: Listing, records: Iterable, count: int) -> dict | None:
    """For the list: the acts that fit some row of the page; None when there is nothing to do with rows."""
    user, records = listing.user, list(records)
    starting = {
        step.name for step in screen.transitions if any(step.starts_from(record) for record in records)
    }
    choices = [
        {"name": act.name, "label": act.label}
        for act in acts_of(screen, user)
        if act.name in starting or act.name == WITHDRAW
    ]
    if user.may(access.EXPORT):
        choices.append({"name": EXPORT, "label": _("Export to Excel")})
    if not (choices and records):
        return None
    kept = [(name, value) for name, values in listing.parameters.lists() for value in values if value]
    return {
        "url": screen.url("bulk"),
        "acts": choices,
        "kept": [(name, value) for name, value in kept if name != "page"],
        "count": count if count > len(records) else 0,
    }


# --- doing it -----------------------------------------------------------------------------------


def begin(screen, act: Act, keys: list[int], data: QueryDict, *, by, once: uuid.UUID) -> Job:
    """Do it now or have the worker do it. The same form sent twice is one job."""
    payload = {"list": screen.model.slug, "act": act.name, "keys": keys, "data": data.urlencode()}
    title = f"{act.label}: {len(keys)} × {screen.kind}"
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=BULK, title=title[:200], owner=by, payload=payload, once=once)
    except IntegrityError:
        found = Job.objects.filter(once=once, owner=by).first()
        if found is None:  # somebody else's form
            raise PermissionDenied from None
        return found
    work.start(job, at_once=len(keys) <= AT_ONCE)
    job.refresh_from_db()
    return job


def do(job: Job) -> None:
    """The work: one row after the other, as the owner, with the rights of this moment."""
    screen, user = screen_of(job.payload["list"]), job.owner
    act = act_named(screen, user, job.payload["act"])
    if act is None:
        raise Refused(_("Your role does not take this step."))
    form = act.form(QueryDict(job.payload["data"]))
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    outcomes, keys = [], job.payload["keys"]
    for place, key in enumerate(keys, start=1):
        outcomes.append(_one(screen, act, key, user, form))
        if place % TOLD_EVERY == 0:
            job.result = {"rows": outcomes}
            job.save(update_fields=["result"])
            job.report(place * 100 // len(keys))
    _finish(job, outcomes)


def _one(screen, act: Act, key: int, user, form) -> dict:
    record = screen.model.objects.visible_to(user).filter(pk=key).first()
    if record is None:
        return {"key": key, "name": f"#{key}", "url": "", "done": False,
                "words": _("Not there any more, or not yours to see.")}  # fmt: skip
    done, words = False, ""
    try:
        words, done = str(act.do(record, user, form)), True
    except Refused as refusal:
        words = str(refusal)
    except ValidationError as missing:
        words = " ".join(_faults(screen.model, missing))
    except OperationalError:
        logger.warning("Bulk %s of %s %s: locked", act.name, screen.model.slug, key, exc_info=True)
        words = _("Somebody else is saving it at this moment. Please try again.")
    except Exception:  # one row must not keep the others from being told of
        logger.exception("Bulk %s of %s %s failed", act.name, screen.model.slug, key)
        words = _("Something went wrong on our side; this record was left as it was.")
    title = str(record)
    name = record.reference if record.reference == title else f"{record.reference} · {title}"
    return {"key": key, "name": name, "url": record.get_absolute_url(), "done": done, "words": words}


def _faults(model, error: ValidationError) -> list[str]:
    """Each fault with the name of its field."""
    if not hasattr(error, "error_dict"):
        return error.messages
    names = {field.name: field for field in model._meta.get_fields()}
    found = []
    for name, messages in error.message_dict.items():
        label = getattr(names.get(name), "verbose_name", "") if name != NON_FIELD_ERRORS else ""
        found += [f"{capfirst(str(label))}: {message}" if label else message for message in messages]
    return found


def _finish(job: Job, outcomes: list[dict]) -> None:
    job.finish(result={"rows": outcomes}, message=in_short(outcomes))


def in_short(outcomes: list[dict]) -> str:
    done = sum(outcome["done"] for outcome in outcomes)
    return _("%(done)d done, %(refused)d refused.") % {"done": done, "refused": len(outcomes) - done}


work.register(
    work.Work(
        BULK,
        do,
        may=lambda user: True,
        page=lambda job: screen_of(job.payload["list"]).url("bulk_result", job.pk),
    )
)

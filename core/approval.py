"""The way of a dossier: which steps it must take, copied onto it when it is sent, and where it stands.

A changed chain touches only dossiers sent afterwards. A step waits for those who hold its permission.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import (
    APPROVE_LEADER,
    APPROVE_OFFICE,
    APPROVE_UNIT,
    ISSUE,
    OF_A_UNIT,
    PROCESS,
    SUBMIT,
)
from core.states import Stage
from core.workdays import add_working_days

PERMISSION_AT = {
    Stage.DRAFT: SUBMIT,
    Stage.RETURNED: SUBMIT,
    Stage.UNIT_REVIEW: APPROVE_UNIT,
    Stage.SUBMITTED: PROCESS,
    Stage.REVIEWING: PROCESS,
    Stage.CONSULTING: PROCESS,
    Stage.COMPILING: PROCESS,
    Stage.AT_OFFICE: APPROVE_OFFICE,
    Stage.AT_LEADER: APPROVE_LEADER,
    Stage.ISSUING: ISSUE,
    Stage.GRANTING: ISSUE,
    Stage.FORWARDED: PROCESS,
    Stage.APPRAISING: PROCESS,
    Stage.REPORTED: PROCESS,
}
"""Stage → who takes the dossier on from there."""
ORDER = list(Stage)
"""Every chain goes through its stages in this order."""


@dataclass(frozen=True)
class Procedure:
    """A way prescribed for a kind of dossier: its authority, its legal basis, its usual chain."""

    code: str
    label: Any
    authority: Any
    basis: Any
    chain: tuple[tuple[Stage, int], ...]
    """Stage and how many working days it should take. The administrator may change it (`ChainStep`)."""


class ChainStep(models.Model):
    """One step of a procedure's chain as the administrator set it; without rows the declared chain holds."""

    procedure = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(_("Order"))
    stage = models.CharField(_("Step"), max_length=12, choices=Stage)
    norm_days = models.PositiveSmallIntegerField(_("Working days"), default=1)

    class Meta:
        app_label = "core"
        ordering = ["procedure", "position"]
        constraints = [models.UniqueConstraint(fields=["procedure", "stage"], name="chain_stage_once")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.position} {self.stage}"


def chain_of(procedure: Procedure) -> tuple[tuple[str, int], ...]:
    """The chain in force for dossiers sent now."""
    changed = ChainStep.objects.filter(procedure=procedure.code).values_list("stage", "norm_days")
    return tuple(changed) or procedure.chain


class ApprovalStepQuerySet(models.QuerySet):
    def of(self, record):
        return self.filter(record_type=record._meta.label_lower, record_id=record.pk)

    def open(self):
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)

    def waiting_for(self, user):
        """Open steps this person may take: of the department's permissions all, of a unit's those of the own unit."""
        mine = [code for code in dict.fromkeys(PERMISSION_AT.values()) if user.may(code)]
        wanted = models.Q(permission__in=[code for code in mine if code not in OF_A_UNIT])
        if user.unit_id:
            wanted |= models.Q(
                permission__in=[code for code in mine if code in OF_A_UNIT], unit__in=user.units
            )
        return self.open().filter(wanted)


class ApprovalStep(models.Model):
    """A step of one dossier: pending, open (it waits here), or closed with its outcome."""

    class Outcome(models.TextChoices):
        DONE = "DONE", _("Done")
        RETURNED = "RETURNED", _("Returned")
        REFUSED = "REFUSED", _("Refused")
        SKIPPED = "SKIPPED", _("Skipped")
        STOPPED = "STOPPED", _("Stopped")

    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    record_number = models.CharField(_("Record number"), max_length=20)
    record_title = models.CharField(_("Dossier"), max_length=500)
    unit = models.ForeignKey(
        "directory.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("Unit")
    )
    round = models.PositiveSmallIntegerField(default=1)
    """How often the dossier was sent: a returned one starts its chain anew."""
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(_("Step"), max_length=12, choices=Stage)
    permission = models.CharField(max_length=20)
    norm_days = models.PositiveSmallIntegerField(null=True)
    opened_at = models.DateTimeField(_("Waiting since"), null=True)
    due = models.DateField(_("Due"), null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    closed_by_name = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    comment = models.TextField(blank=True)
    document = models.CharField(max_length=150, blank=True)
    """The paper of the step: number and date in words."""

    objects = ApprovalStepQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["record_type", "record_id", "round", "position"]
        indexes = [
            models.Index(fields=["record_type", "record_id"], name="step_of_record"),
            models.Index(
                fields=["permission", "unit", "opened_at"],
                condition=models.Q(closed_at=None, opened_at__isnull=False),
                name="step_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id"],
                condition=models.Q(closed_at=None, opened_at__isnull=False),
                name="one_open_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_number} {self.stage}"

    @property
    def called(self) -> str:
        """The stage as records of this type call it."""
        states = apps.get_model(self.record_type)._meta.get_field("state").flatchoices
        return str(dict(states).get(self.stage) or self.get_stage_display())

    def get_absolute_url(self) -> str:
        """The page of the dossier."""
        return reverse(f"{apps.get_model(self.record_type).slug}_detail", args=[self.record_id])


def open_step(record) -> ApprovalStep | None:
    return ApprovalStep.objects.of(record).open().first()


def keep_named(record) -> None:
    """Steps not closed yet, open or still to come, bear the dossier's present title and unit."""
    for step in ApprovalStep.objects.of(record).filter(closed_at=None):
        if (step.record_title, step.unit_id) != (record.title, record.unit_id):
            step.record_title, step.unit_id = record.title, record.unit_id
            step.save()


def begin(record, procedure: Procedure, *, by, at) -> str:
    """Copy the chain onto the dossier and open its first step; the stage it waits at.

    The unit head's step is left out when the department itself sends, or when the unit has no head with an account.
    """
    close(record, ApprovalStep.Outcome.DONE, by=by, at=at)
    skipped = _without_unit_head(record, by)
    round_, first = _last_round(record) + 1, None
    for position, (stage, days) in enumerate(chain_of(procedure), start=1):
        step = _step(record, round_, position, stage, days)
        if stage == Stage.UNIT_REVIEW and skipped:
            _close(step, ApprovalStep.Outcome.SKIPPED, by=by, comment=skipped, at=at)
        elif first is None:
            first = step
        step.save()
    return _open(first, at)


def place(record, procedure: Procedure, *, at) -> None:
    """See that a dossier under way has its open step and those that follow, also one that came by workbook."""
    step = open_step(record)
    if step is not None and step.stage != record.position:
        close(record, ApprovalStep.Outcome.STOPPED, by=None, at=at)
        step = None
    if step is None:
        step = waiting_here(record, at=at, round_=_last_round(record) + 1)
        step.save()
    if ApprovalStep.objects.of(record).filter(round=step.round).count() > 1:
        return
    here = ORDER.index(record.position)
    chain = [(stage, days) for stage, days in chain_of(procedure) if ORDER.index(stage) > here]
    for position, (stage, days) in enumerate(chain, start=2):
        _step(record, step.round, position, stage, days).save()


def waiting_here(record, *, at, round_: int = 1) -> ApprovalStep:
    """An open step where the dossier stands, not stored yet."""
    step = _step(record, round_, 1, record.position, None)
    step.opened_at = at
    return step


def advance(record, *, by, comment: str = "", document: str = "", at) -> str:
    """Close the open step and open the next one; its stage, or "" at the end of the chain."""
    done = close(record, ApprovalStep.Outcome.DONE, by=by, comment=comment, document=document, at=at)
    following = _pending(record, done).first()
    return _open(following, at) if following else ""


def jump(record, past: str, *, by, comment: str, at) -> str:
    """Open the step after the stage `past`; the open one and those between are skipped. "" at the end of the chain."""
    done = close(record, ApprovalStep.Outcome.SKIPPED, by=by, comment=comment, at=at)
    for step in _pending(record, done):
        outcome = ApprovalStep.Outcome.DONE if step.stage == past else ApprovalStep.Outcome.SKIPPED
        _close(step, outcome, by=by, comment=comment, at=at)
        step.opened_at = at
        step.save()
        if step.stage == past:
            break
    following = _pending(record, done).first()
    return _open(following, at) if following else ""


def give_back(record, *, by, comment: str, at) -> str:
    """Back to the unit for completion: the chain stops, and a step waits for the unit."""
    stopped = stop(record, ApprovalStep.Outcome.RETURNED, by=by, comment=comment, at=at)
    return wait_at(record, Stage.RETURNED, at=at, after=stopped)


def wait_at(record, stage: str, *, at, after: ApprovalStep | None = None, days: int | None = None) -> str:
    """Open a step outside the chain (completion by the unit, acceptance of the report), to be done in so many working days."""
    round_, position = (after.round, after.position) if after else (max(_last_round(record), 1), 0)
    return _open(_step(record, round_, position + AFTERWARDS, stage, days), at)


def stop(record, outcome: str, *, by, comment: str = "", at) -> ApprovalStep | None:
    """Close the open step and drop what was still to come."""
    steps = list(ApprovalStep.objects.of(record).filter(closed_at=None))
    waiting = next((step for step in steps if step.opened_at), None)
    for step in steps:
        end(step, outcome, by=by, comment=comment, at=at)
        step.save()
    return waiting


def end(step: ApprovalStep, outcome: str, *, by, comment: str, at) -> None:
    """What stopping a dossier makes of each of its steps that is not closed yet; the caller stores it."""
    if step.opened_at:
        _close(step, outcome, by=by, comment=comment, at=at)
    else:
        step.outcome, step.closed_at = ApprovalStep.Outcome.STOPPED, at


def close(record, outcome: str, *, by, comment: str = "", document: str = "", at) -> ApprovalStep | None:
    """Close the open step, if there is one."""
    step = open_step(record)
    if step is not None:
        _close(step, outcome, by=by, comment=comment, at=at)
        step.document = document
        step.save()
    return step


AFTERWARDS = 100
"""Added to the order of a step that follows the chain without belonging to it."""


def _without_unit_head(record, by) -> str:
    """Why the unit head's step is left out, or "" when it is taken."""
    if by is None or by.may(PROCESS):
        return str(_("Sent by the department."))
    heads = get_user_model().objects.holding(APPROVE_UNIT, unit=record.unit_id)
    return "" if heads.exists() else str(_("The unit has no head with an account."))


def _last_round(record) -> int:
    return ApprovalStep.objects.of(record).aggregate(last=models.Max("round"))["last"] or 0


def _pending(record, after: ApprovalStep | None):
    """Steps not opened yet, those after this one, in their order."""
    pending = ApprovalStep.objects.of(record).filter(opened_at=None, outcome="")
    if after is not None:
        pending = pending.filter(round=after.round, position__gt=after.position)
    return pending.order_by("round", "position")


def _step(record, round_: int, position: int, stage: str, days: int | None) -> ApprovalStep:
    return ApprovalStep(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        record_number=record.number,
        record_title=record.title,
        unit_id=record.unit_id,
        round=round_,
        position=position,
        stage=stage,
        permission=PERMISSION_AT[stage],
        norm_days=days,
    )


def _open(step: ApprovalStep, at) -> str:
    step.opened_at = at
    if step.norm_days:
        step.due = add_working_days(timezone.localdate(at), step.norm_days)
    step.save()
    return step.stage


def _close(step: ApprovalStep, outcome: str, *, by, comment: str, at) -> None:
    step.opened_at = step.opened_at or at
    step.closed_at, step.closed_by, step.closed_by_name = at, by, str(by or "")
    step.outcome, step.comment = outcome, comment

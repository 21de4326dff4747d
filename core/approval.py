"""The way of a dossier: which steps it must take, copied onto it when it is sent, and where it stands.

A changed chain touches only dossiers sent afterwards. A step waits for those who hold its permission.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
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
}
"""Stage → who takes the dossier on from there."""
OUTSIDE = (Stage.FORWARDED, Stage.APPRAISING, Stage.CONSULTING)
"""Stages where another body works, and the officer records what it answers."""


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
            wanted |= models.Q(permission__in=[code for code in mine if code in OF_A_UNIT], unit=user.unit_id)
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


def open_step(record) -> ApprovalStep | None:
    return ApprovalStep.objects.of(record).open().first()


def begin(record, procedure: Procedure, *, by, at=None) -> str:
    """Copy the chain onto the dossier and open its first step; the stage it waits at.

    The unit head's step is left out when the department itself sends, or when the unit has no head with an account.
    """
    at = at or timezone.now()
    last = ApprovalStep.objects.of(record).order_by("-round", "-position").first()
    close(record, ApprovalStep.Outcome.DONE, by=by, at=at)
    round_ = last.round + 1 if last else 1
    skipped = _without_unit_head(record, by)
    first = None
    for position, (stage, days) in enumerate(chain_of(procedure), start=1):
        step = _step(record, round_, position, stage, days)
        if stage == Stage.UNIT_REVIEW and skipped:
            step.opened_at = step.closed_at = at
            step.outcome, step.comment = ApprovalStep.Outcome.SKIPPED, skipped
            step.closed_by, step.closed_by_name = by, str(by or "")
        step.save()
        if first is None and not step.outcome:
            first = step
    return _open(first, at)


def _without_unit_head(record, by) -> str:
    """Why the unit head's step is left out, or "" when it is taken."""
    if by is not None and by.may(PROCESS):
        return str(_("Sent by the department."))
    heads = settings_user_model().objects.holding(APPROVE_UNIT, unit=record.unit_id)
    return "" if heads.exists() else str(_("The unit has no head with an account."))


def settings_user_model():
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - users are known only when all apps are loaded

    return get_user_model()


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


def close(record, outcome: str, *, by, comment: str = "", document: str = "", at=None) -> ApprovalStep | None:
    """Close the open step, if there is one."""
    step = open_step(record)
    if step is not None:
        step.closed_at, step.closed_by, step.closed_by_name = at or timezone.now(), by, str(by or "")
        step.outcome, step.comment, step.document = outcome, comment, document
        step.save()
    return step


def advance(record, *, by, comment: str = "", document: str = "", at=None, to: str = "") -> str:
    """Close the open step and open the next one (the steps before `to` are skipped); "" at the end of the chain."""
    at = at or timezone.now()
    done = close(record, ApprovalStep.Outcome.DONE, by=by, comment=comment, document=document, at=at)
    pending = ApprovalStep.objects.of(record).filter(opened_at=None, outcome="")
    if done is not None:
        pending = pending.filter(round=done.round, position__gt=done.position)
    for step in pending.order_by("round", "position"):
        if not to or step.stage == to:
            return _open(step, at)
        step.outcome, step.closed_at, step.closed_by, step.closed_by_name = (
            ApprovalStep.Outcome.SKIPPED, at, by, str(by or ""),
        )  # fmt: skip
        step.comment = comment
        step.save()
    return ""


def give_back(record, *, by, comment: str, at=None) -> str:
    """Back to the unit for completion: the chain stops, a step waits for the unit."""
    at = at or timezone.now()
    stopped = stop(record, ApprovalStep.Outcome.RETURNED, by=by, comment=comment, at=at)
    round_, position = (stopped.round, stopped.position) if stopped else (1, 0)
    return _open(_step(record, round_, position + 100, Stage.RETURNED, None), at)


def stop(record, outcome: str, *, by, comment: str = "", at=None) -> ApprovalStep | None:
    """Close the open step and drop what was still to come."""
    at = at or timezone.now()
    stopped = close(record, outcome, by=by, comment=comment, at=at)
    for step in ApprovalStep.objects.of(record).filter(opened_at=None, outcome=""):
        step.outcome, step.closed_at = ApprovalStep.Outcome.STOPPED, at
        step.save()
    return stopped

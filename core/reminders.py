"""Reminding of what is owed: each offset of each due date once to each person, however many nights were missed.

Due set = open duties whose `due - offset` has come, less what the ledger (`Reminder`) says was sent. Of several
offsets that came while nobody worked, the most pressing is sent; noted, it stands for all before it.
Recipients are asked for at the moment of sending, so whoever left is told nothing and whoever came is told once.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import bulk
from core.access import OF_A_UNIT, PROCESS, SUBMIT
from core.approval import ApprovalStep
from core.deadlines import Deadline, Rule
from core.notifications import Kind, Notification, Subject
from core.obligations import label_of
from core.recipients import Recipients, Rung
from core.workdays import add_working_days

BATCH = 2000
PERMISSION_OF = {Deadline.Owner.UNIT: SUBMIT, Deadline.Owner.DEPARTMENT: PROCESS}
ONE_DAY = datetime.timedelta(days=1)


class Reminder(models.Model):
    """The ledger: what was sent to whom. Another due date is another key."""

    subject = models.CharField(max_length=10, choices=Subject)
    subject_id = models.BigIntegerField()
    due = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    offset = models.SmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "due", "kind", "offset", "person"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} {self.due} {self.kind} {self.offset}"


# --- what is owed ---


@dataclass(frozen=True)
class Terms:
    """How one kind of duty is reminded of."""

    label: str
    offsets: tuple[int, ...] = (5, 1, 0, -1, -7)
    """Days before the due date; negative: after it."""
    escalate_after: int = 3
    """Working days overdue before the superior is told."""


def terms_in_force(today: datetime.date) -> dict[str, Terms]:
    """Code of a rule → its terms, as the rules stand today."""
    begun = Q(valid_from=None) | Q(valid_from__lte=today)
    lasting = Q(valid_to=None) | Q(valid_to__gte=today)
    return {
        rule.code: Terms(rule.label, offsets_in(rule.remind), rule.escalate_after)
        for rule in Rule.objects.filter(begun, lasting).order_by("code", "valid_from")
    }


def offsets_in(text: str) -> tuple[int, ...]:
    """`5,1,0,-1` as numbers."""
    return tuple(int(number) for number in re.findall(r"-?\d+", text))


@dataclass(frozen=True)
class Duty:
    """Something that must be done by a day: a deadline, or a step of an approval."""

    subject: Subject
    row: Deadline | ApprovalStep
    permission: str
    """Of those who must do it."""
    terms: Terms

    def offset(self, today: datetime.date) -> int | None:
        """The most pressing offset that has come."""
        left = (self.row.due - today).days
        return min((days for days in self.terms.offsets if days >= left), default=None)

    @property
    def dossier(self) -> str:
        return f"{self.row.record_number} {Truncator(self.row.record_title).chars(120)}".strip()

    @property
    def url(self) -> str:
        slug = apps.get_model(self.row.record_type).slug
        return reverse(f"{slug}_detail", args=[self.row.record_id])


def _batches(rows: models.QuerySet) -> Iterator[list]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).select_related("unit").order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def terms_of(row: Deadline, in_force: dict[str, Terms]) -> Terms:
    """Of one deadline: called as its kind is declared, reminded of as its rule says."""
    return replace(in_force.get(row.rule or row.code) or Terms(row.code), label=label_of(row))


def deadlines(today: datetime.date) -> Iterator[list[Duty]]:
    """Open deadlines some offset of which may have come."""
    in_force = terms_in_force(today)
    earliest = max(days for terms in (Terms(""), *in_force.values()) for days in terms.offsets)
    for batch in _batches(Deadline.objects.filter(closed_on=None, due__lte=today + earliest * ONE_DAY)):
        yield [
            Duty(Subject.DEADLINE, row, PERMISSION_OF[row.owner], terms_of(row, in_force)) for row in batch
        ]


def steps(today: datetime.date) -> Iterator[list[Duty]]:
    """Open approval steps whose norm is over."""
    for batch in _batches(ApprovalStep.objects.open().filter(due__lt=today)):
        yield [Duty(Subject.STEP, row, row.permission, Terms(row.called, (-1, -7))) for row in batch]


# --- the night's work ---


@dataclass
class Night:
    today: datetime.date
    recipients: Recipients = field(default_factory=Recipients)
    reminders: int = 0
    escalations: int = 0
    _overdue_since: dict[int, datetime.date] = field(default_factory=dict)

    def work(self) -> None:
        for source in (deadlines, steps):
            for duties in source(self.today):
                self._remind(duties)

    def _remind(self, duties: list[Duty]) -> None:
        """One batch: the ledger is read once, messages and ledger are stored together."""
        sent = _sent(duties)
        messages, ledger = [], []
        for duty in duties:
            for rung, kind, offset in self._due(duty):
                for person in rung.people:
                    if sent.get((duty.row.pk, duty.row.due, kind, person.pk), offset + 1) > offset:
                        text = self._text(duty, rung, kind)
                        messages.append(_message(duty, person, kind, offset, text))
                        ledger.append(_ledger_row(duty, person, kind, offset))
        with transaction.atomic():
            bulk.add(messages)
            bulk.add(ledger)
        escalations = sum(message.kind == Kind.ESCALATION for message in messages)
        self.escalations += escalations
        self.reminders += len(messages) - escalations

    def _due(self, duty: Duty) -> Iterator[tuple[Rung, Kind, int]]:
        """Whom to tell, as what, for which offset."""
        unit = duty.row.unit_id
        responsible = self.recipients.responsible(duty.permission, unit)
        offset = duty.offset(self.today)
        if offset is not None:
            yield responsible, Kind.DEADLINE, offset
        if duty.row.due <= self._escalated_before(duty.terms.escalate_after):
            yield self.recipients.superior(responsible, unit), Kind.ESCALATION, 0

    def _text(self, duty: Duty, rung: Rung, kind: Kind) -> str:
        late = duty.row.due < self.today
        pattern = (
            _("Overdue since %(day)s: %(what)s – %(dossier)s.")
            if late
            else _("Due on %(day)s: %(what)s – %(dossier)s.")
        )
        text = [
            pattern % {"day": f"{duty.row.due:%d/%m/%Y}", "what": duty.terms.label, "dossier": duty.dossier}
        ]
        if kind == Kind.ESCALATION:
            text.append(_("Those responsible have not done it."))
        elif duty.permission in OF_A_UNIT and rung.permission not in OF_A_UNIT:
            text.append(
                _("%(unit)s has nobody with an account for it.") % {"unit": duty.row.unit or _("The unit")}
            )
        return " ".join(text)

    def _escalated_before(self, working_days: int) -> datetime.date:
        """The latest due date that is overdue by so many working days today."""
        if working_days not in self._overdue_since:
            tomorrow = self.today + ONE_DAY
            self._overdue_since[working_days] = add_working_days(tomorrow, -max(working_days, 1)) - ONE_DAY
        return self._overdue_since[working_days]


def _sent(duties: list[Duty]) -> dict[tuple, int]:
    """What the ledger knows of a batch (duties in the order of their keys): the most pressing offset sent."""
    keys = (duties[0].row.pk, duties[-1].row.pk)
    rows = Reminder.objects.filter(subject=duties[0].subject, subject_id__range=keys)
    # In this order the last of each key is the smallest.
    rows = rows.order_by("-offset").values_list("subject_id", "due", "kind", "person", "offset")
    return {tuple(key): offset for *key, offset in rows}


def _ledger_row(duty: Duty, person, kind: Kind, offset: int) -> Reminder:
    return Reminder(
        subject=duty.subject,
        subject_id=duty.row.pk,
        due=duty.row.due,
        kind=kind,
        offset=offset,
        person=person,
    )


def _message(duty: Duty, person, kind: Kind, offset: int, text: str) -> Notification:
    return Notification(
        person=person,
        kind=kind,
        text=text,
        url=duty.url,
        key=f"{duty.subject}:{duty.row.pk}:{duty.row.due}:{kind}:{offset}",
        due=duty.row.due,
        subject=duty.subject,
        subject_id=duty.row.pk,
    )


def put_away() -> int:
    """Unread notifications that tell nothing any more: the duty is done, or a later one tells of it."""
    later = Notification.objects.filter(
        person=OuterRef("person"),
        subject=OuterRef("subject"),
        subject_id=OuterRef("subject_id"),
        pk__gt=OuterRef("pk"),
    )
    done = Deadline.objects.filter(pk=OuterRef("subject_id")).exclude(closed_on=None)
    closed = ApprovalStep.objects.filter(pk=OuterRef("subject_id")).exclude(closed_at=None)
    obsolete = (
        Exists(later) | Q(Exists(done), subject=Subject.DEADLINE) | Q(Exists(closed), subject=Subject.STEP)
    )
    return Notification.objects.unread().exclude(subject="").filter(obsolete).mark_read()


@override(settings.LANGUAGE_CODE)
def remind() -> str:
    """Send what is due tonight; what was done, in words."""
    night = Night(timezone.localdate())
    night.work()
    put_away()
    return _("%(reminders)s reminders, %(escalations)s to superiors") % {
        "reminders": night.reminders,
        "escalations": night.escalations,
    }

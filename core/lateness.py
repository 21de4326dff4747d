"""How late a dossier is sent, against the rule in force on its first day. Late ones are marked, never refused."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.rules import Measure, Rulebook
from core.states import as_shown


class Lateness(models.TextChoices):
    IN_TIME = "IN_TIME", gettext_lazy("In time")
    LATE = "LATE", gettext_lazy("Late")
    RUSHED = "RUSHED", gettext_lazy("Rushed")
    HOPELESS = "HOPELESS", gettext_lazy("Too late to be handled")
    AFTER_START = "AFTER_START", gettext_lazy("After the first day")


TONES = {
    "IN_TIME": ("success", "check2-circle"),
    "LATE": ("warning", "clock-history"),
    "RUSHED": ("warning", "lightning"),
    "HOPELESS": ("danger", "exclamation-octagon"),
    "AFTER_START": ("danger", "exclamation-octagon"),
}


@dataclass(frozen=True)
class Lead:
    """How long before the first day dossiers of a type are sent: codes of rules, several added up."""

    least: Callable[[Any], tuple[str, ...]]
    rush: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """What of the record, besides its first day and the day it was sent, the answer depends on."""
    needed: Callable[[Any], bool] = lambda record: True
    """Is the record sent to the department for permission at all?"""


@dataclass(frozen=True)
class Sending:
    """A dossier sent on a day (or not yet: then today), measured against its rules."""

    lateness: Lateness
    latest: datetime.date
    """The latest day to send it in time."""
    sent: datetime.date | None
    left: int
    """Days before the first day, as the rule counts them."""
    least: int
    measure: str
    basis: str

    @property
    def shown(self) -> dict:
        return as_shown(self.lateness, TONES)

    @property
    def words(self) -> str:
        """What to say of it, under its mark."""
        if self.lateness is Lateness.IN_TIME and self.sent is not None:
            return _("Sent on %(day)s.") % {"day": date_format(self.sent, "SHORT_DATE_FORMAT")}
        if self.lateness is Lateness.IN_TIME:
            spare = (self.latest - timezone.localdate()).days
            return ngettext("%(count)s day left to send it.", "%(count)s days left to send it.", spare) % {
                "count": spare
            }
        if self.left < 0:
            return _("The dossier is sent after the first day.")
        text = (
            _("Sent late: %(left)s working days left, the rule asks for at least %(least)s.")
            if self.measure == Measure.WORKING
            else _("Sent late: %(left)s days left, the rule asks for at least %(least)s.")
        )
        return text % {"left": self.left, "least": self.least}


def sending_of(record, book: Rulebook | None = None, today: datetime.date | None = None) -> Sending | None:
    """How late the record was sent, or would be today; None while its first day is unknown or nothing is asked."""
    lead, start = record.LEAD, getattr(record, "start_date", None)
    if lead is None or start is None or not lead.needed(record):
        return None
    book = book or Rulebook.current()
    rules = book.all_on(lead.least(record), start)
    if not rules:
        return None
    day = record.submitted_on or today or timezone.localdate()
    working = rules[0].measure == Measure.WORKING
    return Sending(
        lateness=_judge(lead, rules, start, day, book),
        latest=book.latest_day(rules, start),
        sent=record.submitted_on,
        left=book.calendar.between(day, start) if working else (start - day).days,
        least=sum(rule.number for rule in rules),
        measure=rules[0].measure,
        basis="; ".join(dict.fromkeys(rule.basis for rule in rules if rule.basis)),
    )


def _judge(lead: Lead, rules, start: datetime.date, day: datetime.date, book: Rulebook) -> Lateness:
    if day > start:
        return Lateness.AFTER_START
    for codes, verdict in ((lead.hard, Lateness.HOPELESS), (lead.rush, Lateness.RUSHED)):
        limits = book.all_on(codes, start)
        if limits and day > book.latest_day(limits, start):
            return verdict
    return Lateness.LATE if day > book.latest_day(rules, start) else Lateness.IN_TIME

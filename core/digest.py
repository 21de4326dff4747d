"""The daily digest: one mail a person a day with what is new and unread."""

import datetime
import logging
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.notifications import Kind, Notification
from core.recipients import present
from core.told import readable

logger = logging.getLogger(__name__)
SHOWN = 20
"""Lines of a group in a mail; the rest is counted and stands in the bell."""
PATIENCE = 5
"""So many mails refused one after the other: the server is down, the rest waits for the next run."""


class MailChoice(models.Model):
    """What one person wants by e-mail; without a row, everything. The bell always tells all."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    digest = models.BooleanField(default=True)
    without = models.JSONField(default=list)
    """Kinds left out."""

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return str(self.person)

    @classmethod
    def of(cls, person) -> "MailChoice":
        return cls.objects.filter(person=person).first() or cls(person=person)

    def wants(self, kind: str) -> bool:
        return self.digest and kind not in self.without


class NotAllSent(Exception):
    """Some mails were refused; they are tried again the next time."""


@override(settings.LANGUAGE_CODE)
def send_digests() -> str:
    """Mail everyone who has something new. What is refused stays unmailed and does not stop the others."""
    sent = refused = in_a_row = 0
    for person, notices in _waiting():
        if in_a_row == PATIENCE:
            break
        if _mail(person, notices):
            sent, in_a_row = sent + 1, 0
        else:
            refused, in_a_row = refused + 1, in_a_row + 1
    if refused:
        raise NotAllSent(
            _("%(refused)s mails were refused, %(sent)s sent.") % {"refused": refused, "sent": sent}
        )
    return _("%(sent)s mails sent") % {"sent": sent}


def _waiting() -> Iterable[tuple]:
    """(person, new notifications) of everyone who is to have a mail today and has had none."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    had_one = Notification.objects.filter(mailed_at__gte=midnight)
    here = present()
    new = (
        Notification.objects.unread()
        .filter(mailed_at=None, person__is_active=True)
        .exclude(person__email="")
        .exclude(person__in=had_one.values("person"))
        .select_related("person__mail_choice")
        .order_by("person", "due", "pk")
    )
    for person, notices in groupby(new, key=attrgetter("person")):
        choice = getattr(person, "mail_choice", None) or MailChoice(person=person)
        wanted = [notice for notice in notices if choice.wants(notice.kind)] if person.pk in here else []
        if wanted := readable(wanted, person):
            yield person, wanted


def _mail(person, notices: list[Notification]) -> bool:
    """Claim, send; give the claim back when the server refuses. Two runs at once send one mail."""
    moment = timezone.now()
    kinds = {notice.kind for notice in notices}
    claimed = (
        Notification.objects.of(person)
        .unread()
        .filter(mailed_at=None, kind__in=kinds, pk__lte=max(notice.pk for notice in notices))
    )
    if not claimed.update(mailed_at=moment):
        return True
    try:
        _message(person, notices).send()
    except BaseException as error:
        Notification.objects.of(person).filter(mailed_at=moment).update(mailed_at=None)
        if not isinstance(error, Exception):
            raise
        logger.warning("The digest of account %s was not sent: %r", person.pk, error)
        return False
    return True


def _message(person, notices: list[Notification]) -> EmailMultiAlternatives:
    today = timezone.localdate()
    groups = _groups(notices, today)
    context = {"person": person, "today": today, "groups": groups, "site": settings.SITE_URL.rstrip("/")}
    subject = _("External affairs: %(count)s new, %(day)s") % {
        "count": len(notices),
        "day": f"{today:%d/%m/%Y}",
    }
    mail = EmailMultiAlternatives(
        subject,
        render_to_string("core/mail/digest.txt", context),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("core/mail/digest.html", context), "text/html")
    return mail


def _groups(notices: list[Notification], today: datetime.date) -> list[dict]:
    """What is overdue first, then what is soon due, what waits, and the rest."""
    titles = {
        "overdue": _("Overdue"),
        "soon": _("Due soon"),
        "waiting": _("Waiting for you"),
        "other": _("Other news"),
    }
    sorted_ = {name: [] for name in titles}
    for notice in notices:
        sorted_[_group(notice, today)].append(notice)
    return [
        {
            "title": titles[name],
            "notices": found[:SHOWN],
            "more": max(len(found) - SHOWN, 0),
            "count": len(found),
        }
        for name, found in sorted_.items()
        if found
    ]


def _group(notice: Notification, today: datetime.date) -> str:
    if notice.kind == Kind.WAITING:
        return "waiting"
    if notice.due is None:
        return "other"
    return "overdue" if notice.due < today else "soon"

"""Work that is done once a day: each part by one worker, a failing part stops no other and is tried again."""

import datetime
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.access import MANAGE_SETTINGS
from core.notifications import Kind, notify

logger = logging.getLogger(__name__)
DEAD_AFTER = datetime.timedelta(hours=1)
"""A worker that began so long ago was killed; another may take the part."""
LATE_AFTER = datetime.timedelta(hours=36)


@dataclass(frozen=True)
class Part:
    name: str
    label: str
    work: Callable[[], str]
    """Does it all again without harm; says in words what it did."""


class NightlyRun(models.Model):
    """The bookkeeping of one part: is somebody at it, when it last succeeded, what it said."""

    part = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField(null=True)
    """Set while it runs."""
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.part


@dataclass(frozen=True)
class Result:
    part: Part
    ok: bool
    said: str
    seconds: float


@override(settings.LANGUAGE_CODE)
def run(parts: Iterable[Part], *, again: bool = False) -> list[Result]:
    """Do the parts not yet done today (`again`: all of them) that nobody else is at."""
    return [_do(part) for part in parts if _claim(part, again)]


def _claim(part: Part, again: bool) -> bool:
    NightlyRun.objects.get_or_create(part=part.name)
    now = timezone.localtime()
    free = models.Q(begun_at=None) | models.Q(begun_at__lt=now - DEAD_AFTER)
    rows = NightlyRun.objects.filter(free, part=part.name)
    if not again:
        rows = rows.exclude(done_at__gte=now.replace(hour=0, minute=0, second=0, microsecond=0))
    return rows.update(begun_at=now) == 1


def _do(part: Part) -> Result:
    began, row = time.perf_counter(), NightlyRun.objects.filter(part=part.name)
    try:
        ok, said = True, part.work()
    except Exception as error:
        logger.exception("Nightly work failed: %s", part.name)
        ok, said = False, str(error) or repr(error)
        _tell_administrators(part)
    finally:  # also when a person stops the command
        row.update(begun_at=None)
    row.update(said=said, **{"done_at" if ok else "failed_at": timezone.now()})
    return Result(part, ok, said, time.perf_counter() - began)


def _tell_administrators(part: Part) -> None:
    notify(
        get_user_model().objects.holding(MANAGE_SETTINGS),
        Kind.SYSTEM,
        _("The nightly work “%(part)s” failed; it is tried again. The log says why.") % {"part": part.label},
        "",
        f"NIGHTLY:{part.name}:{timezone.localdate()}",
    )


def late(parts: Iterable[Part]) -> list[str]:
    """Names of the parts that have not succeeded for a day and a half."""
    recent = NightlyRun.objects.filter(done_at__gte=timezone.now() - LATE_AFTER)
    done = set(recent.values_list("part", flat=True))
    return [part.name for part in parts if part.name not in done]

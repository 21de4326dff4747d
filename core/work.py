"""Long work by its kind: what is done, who may see what came of it, where it is shown.

What does a kind registers it in its own module; `core/apps.py` names these modules, and every process reads them at
its start. `begin` has the worker do one.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.jobs import Job
from core.notifications import Kind, notify
from core.workflow import Refused

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Work:
    """One kind of long work."""

    kind: str
    do: Callable[[Job], None]
    """It finishes or fails the job; what it refuses (Refused, ValidationError) is told to the owner."""
    may: Callable[[Any], bool]
    """Who may see what came of it; asked again each time, for a role may have ended."""
    page: Callable[[Job], str] = lambda job: ""
    """Where an ended job is shown; empty: on the page of jobs."""


_KINDS: dict[str, Work] = {}


def register(*works: Work) -> None:
    for work in works:
        _KINDS[work.kind] = work


def work_of(job: Job) -> Work | None:
    """None: the app that began it knows this kind no longer."""
    return _KINDS.get(job.kind)


def prepare(kind: str, *, title: str, by, payload: dict | None = None) -> Job:
    """A job that has not begun: its folder may still be filled."""
    return Job.objects.create(kind=kind, title=title[:200], owner=by, payload=payload or {})


def start(job: Job, *, at_once: bool = False) -> None:
    """Do it now, within the request, or have the worker do it."""
    if at_once:
        job.start()
        do(job)
    else:
        transaction.on_commit(lambda: run_job.delay(job.pk))


def begin(kind: str, *, title: str, by, payload: dict | None = None, at_once: bool = False) -> Job:
    """Prepare and start."""
    job = prepare(kind, title=title, by=by, payload=payload)
    start(job, at_once=at_once)
    return job


def do(job: Job) -> None:
    """The work of a started job; it always ends done or failed."""
    try:
        _KINDS[job.kind].do(job)
    except (Refused, ValidationError) as refused:
        said = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
        job.fail(" ".join(said))
    except Exception:
        logger.exception("Job %s failed", job.pk)
        job.fail(
            _(
                "Something went wrong on our side; nothing was stored. The administrator finds the reason in the log."
            )
        )


@shared_task
def run_job(job_id: int) -> None:
    """In the worker. Takes the job's key and can be repeated: a job is claimed once."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not job.start():
        return
    with override(settings.LANGUAGE_CODE):
        do(job)
        text = f"{job.title}: {job.get_status_display()}."
    notify([job.owner], Kind.JOB, text, reverse("job_detail", args=[job.pk]), f"JOB:{job.pk}")

"""The day's regular work, as the beat starts it (doiNgoai/celery.py)."""

from celery import shared_task
from celery.signals import worker_ready

from core.nightly import run
from doiNgoai.nightly import MORNING, NIGHT


@shared_task
def nightly() -> None:
    run(NIGHT)


@shared_task
def morning_digest() -> None:
    run(MORNING)


@worker_ready.connect
def make_up_for_a_missed_night(**kwargs) -> None:
    """An office PC sleeps at night: what is not done for today is done when the worker starts."""
    nightly.delay()

"""What the worker does for every app."""

from celery import shared_task
from celery.signals import worker_ready

from core import obligations
from core.attachments import sweep
from core.jobs import sweep_stale_jobs
from core.work import run_job

__all__ = ["fail_jobs_of_a_killed_worker", "refresh_deadlines", "remove_files_of_killed_uploads", "run_job"]


@worker_ready.connect
def fail_jobs_of_a_killed_worker(**kwargs) -> None:
    sweep_stale_jobs()


@shared_task
def refresh_deadlines() -> None:
    """After a rule or a day off changed, and every night."""
    obligations.refresh_all()


@worker_ready.connect
def remove_files_of_killed_uploads(**kwargs) -> None:
    sweep()

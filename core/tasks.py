"""What the worker does for every app."""

from celery.signals import worker_ready

from core.attachments import sweep
from core.jobs import sweep_stale_jobs


@worker_ready.connect
def fail_jobs_of_a_killed_worker(**kwargs) -> None:
    sweep_stale_jobs()


@worker_ready.connect
def remove_files_of_killed_uploads(**kwargs) -> None:
    sweep()

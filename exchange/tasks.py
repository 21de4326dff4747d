"""Workbooks too large for a request. Tasks take the job's key and can be repeated."""

from celery import shared_task

from core.jobs import Job
from exchange.work import run


@shared_task
def run_job(job_id: int) -> None:
    job = Job.objects.filter(pk=job_id).first()
    if job is not None and job.start():
        run(job)

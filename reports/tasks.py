"""The report's files in the worker. Tasks take the job's key and can be repeated."""

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core.jobs import Job
from core.notifications import Kind, notify
from reports.work import run


@shared_task
def run_job(job_id: int) -> None:
    job = Job.objects.filter(pk=job_id).first()
    if job is not None and job.start():
        with override(settings.LANGUAGE_CODE):
            run(job)
            text = f"{job.title}: {job.get_status_display()}."
        notify([job.owner], Kind.JOB, text, reverse("report_job", args=[job.pk]), f"JOB:{job.pk}")

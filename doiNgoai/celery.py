"""The Celery app. Start a worker with `make run`, or: celery -A doiNgoai worker; exactly one of them with --beat."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doiNgoai.settings")

app = Celery("doiNgoai")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Every hour: what is done for today is not done again, what failed or was slept through is made up for.
app.conf.beat_schedule = {
    "nightly": {"task": "doiNgoai.tasks.nightly", "schedule": crontab(minute=10, hour="1-23")},
    "morning": {"task": "doiNgoai.tasks.morning_digest", "schedule": crontab(minute=0, hour="7-18")},
}

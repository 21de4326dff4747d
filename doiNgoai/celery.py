"""The Celery app. Start a worker with `make run`, or: celery -A doiNgoai worker"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doiNgoai.settings")

app = Celery("doiNgoai")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

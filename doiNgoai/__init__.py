# Loaded with Django, so that @shared_task finds this app and not Celery's default one.
from .celery import app as celery_app

__all__ = ["celery_app"]

"""Long work: a row that says how far it is, survives a killed worker, and keeps the result."""

import datetime
import logging
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
STALE_AFTER = datetime.timedelta(minutes=15)
BEGUN_WITHIN = datetime.timedelta(minutes=1)
TONES = {"WAITING": "info", "RUNNING": "info", "DONE": "success", "FAILED": "danger"}
STOPPED = _("The worker stopped before the work was done. Please start it again.")


class Job(models.Model):
    class Status(models.TextChoices):
        WAITING = "WAITING", _("Waiting")
        RUNNING = "RUNNING", _("Running")
        DONE = "DONE", _("Done")
        FAILED = "FAILED", _("Failed")

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    payload = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    once = models.UUIDField(unique=True, null=True)
    """Given by the form that began it: the same form sent twice is one job."""
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def finished(self) -> bool:
        return self.status in (self.Status.DONE, self.Status.FAILED)

    @property
    def is_silent(self) -> bool:
        """Is nothing heard of work that began?"""
        return bool(
            self.status == self.Status.RUNNING
            and self.beat_at
            and self.beat_at < timezone.now() - STALE_AFTER
        )

    @property
    def trouble(self) -> str:
        """What to tell a person who waits in vain."""
        now = timezone.now()
        if self.status == self.Status.WAITING and self.created_at < now - BEGUN_WITHIN:
            return str(
                _(
                    "The work has not begun. If it does not within some minutes, tell the administrator: the worker is busy or not running."
                )
            )
        return str(STOPPED) if self.is_silent else ""

    def shown(self, downloads: list[dict]) -> dict:
        """What core/job.html shows of it; `downloads`: [{label, url}]."""
        return {
            "title": self.title,
            "state_label": self.get_status_display(),
            "tone": TONES[self.status],
            "progress": self.progress,
            "message": self.trouble or self.message,
            "done": self.status == self.Status.DONE,
            "failed": self.status == self.Status.FAILED,
            "downloads": downloads,
        }

    def folder(self) -> Path:
        """Where the job's files lie: outside the web root, served only through a view."""
        path = Path(settings.VAR_DIR) / "jobs" / str(self.pk)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def start(self) -> bool:
        """Claim the job; False when another worker has it."""
        now = timezone.now()
        claimed = Job.objects.filter(pk=self.pk, status=self.Status.WAITING).update(
            status=self.Status.RUNNING, started_at=now, beat_at=now
        )
        self.refresh_from_db()
        return bool(claimed)

    def report(self, progress: int, message: str = "") -> None:
        self.progress, self.message, self.beat_at = progress, message, timezone.now()
        self.save(update_fields=["progress", "message", "beat_at"])

    def finish(self, *, result: dict | None = None, message: str = "") -> None:
        self._end(self.Status.DONE, message, result or {})

    def fail(self, message: str, *, result: dict | None = None) -> None:
        self._end(self.Status.FAILED, message, result or {})

    def _end(self, status, message: str, result: dict) -> None:
        self.status, self.message, self.result = status, message, result
        self.progress, self.finished_at = 100, timezone.now()
        self.save(update_fields=["status", "message", "result", "progress", "finished_at"])


def sweep_stale_jobs() -> int:
    """A worker killed in the middle leaves a silent job: mark it failed. Returns how many."""
    silent = timezone.now() - STALE_AFTER
    return Job.objects.filter(status=Job.Status.RUNNING, beat_at__lt=silent).update(
        status=Job.Status.FAILED,
        finished_at=timezone.now(),
        message=str(STOPPED),
    )

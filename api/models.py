"""What was answered to a request that may come twice (`Idempotency-Key`)."""

import datetime

from django.db import models
from django.utils import timezone

KEPT = datetime.timedelta(days=1)


class Answer(models.Model):
    """One request with a key of its own, and the record it made or moved. No content of the record."""

    token = models.ForeignKey("accounts.ApiToken", models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    """Of method, address and body: the same key for another request is a mistake."""
    record = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.at:%d/%m/%Y %H:%M}"

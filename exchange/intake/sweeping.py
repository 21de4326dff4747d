"""What was brought in does not lie about for ever: it may name people, and hold their passports' numbers."""

import datetime
import shutil

from django.utils import timezone

from core import bulk
from exchange.models import ImportBatch

KEPT = datetime.timedelta(days=60)
"""An import nobody went on with is thrown away; of a stored one the cells and the file go, what became of them stays."""


def sweep() -> int:
    """Erase what is too old. Returns how many imports were swept."""
    before = timezone.now() - KEPT
    unfinished = ImportBatch.objects.filter(status__in=ImportBatch.OPEN, created_at__lt=before)
    dropped = [batch.drop() for batch in unfinished]
    done = ImportBatch.objects.exclude(status__in=ImportBatch.OPEN).filter(swept=False, created_at__lt=before)
    for batch in done:
        for part in bulk.batches(batch.rows.all().iterator(chunk_size=bulk.BATCH)):
            for row in part:
                row.content = {}
            bulk.upsert(part, unique=("batch", "position"), fields=("content",))
        shutil.rmtree(batch.folder(), ignore_errors=True)
        batch.tables, batch.samples, batch.swept = [], {}, True
        batch.save()
        dropped.append(batch)
    return len(dropped)

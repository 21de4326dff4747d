"""Check, store and take back imports in a process of its own, as the product's worker does: python -m tests.bench.intake_worker KEY…

What the tests hold in memory, and what it cost to make the file, is not measured with it.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django


def clock(vendor: str) -> float:
    """SQLite works within this process; PostgreSQL beside it, so there the time by the wall counts."""
    return time.process_time() if vendor == "sqlite" else time.perf_counter()


def most_memory() -> float:
    """MB this process ever held. What `getrusage` tells begins with what its parent held when it was started."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def spent(work, *given, **options) -> dict:
    from django.db import connection  # noqa: PLC0415  Django must be set up first

    asked = Counter()

    def count(execute, *call):
        asked["queries"] += 1
        return execute(*call)

    with connection.execute_wrapper(count):
        begin, own = clock(connection.vendor), time.process_time()
        work(*given, **options)
        seconds, own = clock(connection.vendor) - begin, time.process_time() - own
    return {"seconds": seconds, "own": own, "queries": asked["queries"], "memory": most_memory()}


def main(keys: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from exchange.intake import staging, storing, undoing  # noqa: PLC0415
    from exchange.models import ImportBatch  # noqa: PLC0415

    batches = [ImportBatch.objects.select_related("owner").get(pk=key) for key in keys]
    for batch in batches:
        print(json.dumps({"check": spent(staging.stage, batch)}))  # noqa: T201
        print(json.dumps({"store": spent(storing.store, batch, by=batch.owner)}))  # noqa: T201
    for batch in batches:
        print(json.dumps({"undo": spent(undoing.undo, batch, by=batch.owner, reason="Đo")}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])

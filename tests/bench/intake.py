"""10,000 rows of a clerk's sheet checked and stored, measured where they are asked for: pytest tests/bench/intake.py -s (not part of `make test`).

Each row is a trip: country, inviting partner, period, leader, purpose; 5,000 partners stand in the directory. What a row becomes: the trip, its leg, its link, a person, a member, and the history of each.
"""

import resource
import time
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from core import bulk
from delegations.models import OutboundDelegation
from directory.models import Partner
from exchange.intake import staging, storing
from exchange.models import ImportBatch
from tests.exchange.clerks import HEADING, LEARNING, book
from tests.factories import people
from tests.factories.records import outbound

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MANY, FEW, PARTNERS = 10_000, 2_000, 5_000
LIMIT, MEMORY = 10, 300


def fill() -> None:
    partners = [
        Partner(name=f"Tổ chức hợp tác y tế quốc tế số {number}", kind="PCPNN", country=people.country("JP"))
        for number in range(PARTNERS)
    ]
    bulk.insert(partners, by=None)
    for number in range(3):
        outbound(title=f"Đoàn có sẵn {number}")
    people.owner()


def sheet(many: int) -> bytes:
    rows = [
        [
            number, f"Đoàn học tập kinh nghiệm quản lý bệnh viện số {number}", "Nhật Bản, Pháp và Hàn Quốc",
            f"Tổ chức hợp tác y tế quốc tế số {number % PARTNERS}",
            f"{number % 20 + 1}-{number % 20 + 5}/{number % 12 + 1}/2024",
            f"T= Nguyễn Văn {number}", LEARNING,
        ]
        for number in range(many)
    ]  # fmt: skip
    return book([HEADING, *rows])


def begun(many: int) -> ImportBatch:
    batch = staging.receive(SimpleUploadedFile(f"so_{many}.xlsx", sheet(many)), by=people.owner())
    staging.look(batch)
    return batch


def clock() -> float:
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def spent(what: str, work, *given, **options) -> float:
    asked = Counter()

    def count(execute, *call):
        asked["queries"] += 1
        return execute(*call)

    with connection.execute_wrapper(count):
        begin, own = clock(), time.process_time()
        work(*given, **options)
        seconds, own = clock() - begin, time.process_time() - own
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{seconds:6.1f} s ({own:5.1f} s of it in this process) {asked['queries']:5} queries, at most {memory:4.0f} MB"
    print(f"{connection.vendor:12} {what:20} {told}")  # noqa: T201  the result
    return seconds


def test_ten_thousand_rows(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    fill()
    measured = {}
    for many in (FEW, MANY):
        batch = begun(many)
        measured["check", many] = spent(f"{many} rows checked", staging.stage, batch)
        assert batch.rows.sound().count() == many
        measured["store", many] = spent(f"{many} rows stored", storing.store, batch, by=batch.owner)
    assert OutboundDelegation.objects.count() == FEW + MANY + 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < MEMORY
    if connection.vendor == "postgresql":
        assert max(seconds for (_what, many), seconds in measured.items() if many == MANY) < LIMIT

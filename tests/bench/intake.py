"""10,000 rows of a clerk's sheet checked, stored and taken back, measured where they are asked for: pytest tests/bench/intake.py -s (not part of `make test`).

Each row is a trip: country, inviting partner, period, leader, purpose; 5,000 partners stand in the directory.
What a row becomes: the trip, its leg, its link, a person, a member, the history of each, two entries of the search and
a deadline. The goals are of such a sheet; where every trip goes to three countries it is half as much again.
"""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from core import bulk
from delegations.models import Leg, Member, OutboundDelegation
from directory.models import Partner
from exchange.intake import staging
from exchange.models import ImportBatch
from tests.exchange.clerks import HEADING, LEARNING, book
from tests.factories import people
from tests.factories.records import outbound

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MANY, FEW, PARTNERS = 10_000, 2_000, 5_000
LIMIT, MEMORY = 10, 300
SYLLABLES = [
    "An", "Bình", "Châu", "Dung", "Đức", "Giang", "Hà", "Hải", "Hiền", "Hoa", "Hùng", "Khánh", "Lan", "Linh",
    "Long", "Mai", "Minh", "Nam", "Ngọc", "Phong", "Quang", "Sơn", "Tâm", "Thảo", "Yến",
]  # fmt: skip


def fill() -> None:
    partners = [
        Partner(name=f"Tổ chức hợp tác y tế quốc tế số {number}", kind="PCPNN", country=people.country("JP"))
        for number in range(PARTNERS)
    ]
    bulk.insert(partners, by=None)
    for number in range(3):
        outbound(title=f"Đoàn có sẵn {number}")
    people.owner()


def name(number: int) -> str:
    """A name of its own for each: the wizard leaves aside what holds a figure, for that is nobody's name."""
    places = len(SYLLABLES)
    return " ".join(["Nguyễn", *(SYLLABLES[number // places**place % places] for place in range(3))])


def sheet(many: int, countries: str) -> bytes:
    rows = [
        [
            number, f"Đoàn học tập kinh nghiệm quản lý bệnh viện số {many}/{number}", countries,
            f"Tổ chức hợp tác y tế quốc tế số {number % PARTNERS}",
            f"{number % 20 + 1}-{number % 20 + 5}/{number % 12 + 1}/2024",
            f"T= {name(number)}", LEARNING,
        ]
        for number in range(many)
    ]  # fmt: skip
    return book([HEADING, *rows])


def begun(many: int, countries: str) -> ImportBatch:
    file = SimpleUploadedFile(f"so_{many}.xlsx", sheet(many, countries))
    batch = staging.receive(file, by=people.owner())
    staging.look(batch)
    return batch


def in_a_worker(batches: list[ImportBatch], var) -> list[dict]:
    """What checking and storing them and taking them back took, in a process of its own."""
    at = connection.settings_dict
    address = (
        f"sqlite:///{at['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.intake_worker", *(str(batch.pk) for batch in batches)],
        env=os.environ | {"DATABASE_URL": address, "TEST_VAR_DIR": str(var)},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    brought, undone = lines[: -len(batches)], lines[-len(batches) :]
    return [
        checked | stored | gone
        for checked, stored, gone in zip(brought[::2], brought[1::2], undone, strict=True)
    ]


@pytest.mark.parametrize(
    ("countries", "legs"), [("Nhật Bản", 1), ("Nhật Bản, Pháp và Hàn Quốc", 3)], ids=["one leg", "three legs"]
)
def test_ten_thousand_rows(settings, tmp_path, countries, legs):
    settings.VAR_DIR = tmp_path
    fill()
    counts = (FEW, MANY)
    batches = [begun(many, countries) for many in counts]
    measured = dict(zip(counts, in_a_worker(batches, tmp_path), strict=True))
    for many, found in measured.items():
        for what, told in found.items():
            line = f"{told['seconds']:6.1f} s ({told['own']:5.1f} s of it in this process) {told['queries']:5} queries, at most {told['memory']:4.0f} MB"
            print(f"{connection.vendor:12} {many} rows of {legs} legs, {what:6} {line}")  # noqa: T201  the result
    assert OutboundDelegation.objects.count() == FEW + MANY + 3
    assert OutboundDelegation.objects.live().count() == 3
    assert Member.objects.count() == FEW + MANY + 3
    assert Leg.objects.count() == legs * (FEW + MANY) + 3
    if connection.vendor != "postgresql":
        return  # the goals are PostgreSQL's; SQLite's file is counted as memory of the process that reads it
    assert measured[MANY]["store"]["memory"] < MEMORY
    if legs == 1:
        assert max(measured[MANY][what]["seconds"] for what in ("check", "store")) < LIMIT

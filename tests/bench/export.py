"""A list of 100,000 rows and 15 columns as a file: pytest tests/bench/export.py -s (not part of `make test`)."""

import time
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from django.http import QueryDict

from core.exports.listed import ListExport
from delegations.views import OUTBOUND
from tests.bench.lists import MANY, fill
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = 15
SECONDS, FIRST_BYTE, MEGABYTES = 5.0, 1.0, 80


def wanted(kind: str) -> ListExport:
    made = ListExport(OUTBOUND, people.officer(), QueryDict(), kind, every=True)
    made.columns = made.columns[:COLUMNS]
    return made


def clock() -> float:
    """SQLite works in this process: its time is ours, whatever else the machine does."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


class Memory(Thread):
    """How much this process holds at most while something is done, in MB; without the database file SQLite maps."""

    def __enter__(self):
        self.before = self.most = held()
        self.over = Event()
        self.start()
        return self

    def run(self):
        while not self.over.wait(0.01):
            self.most = max(self.most, held())

    def __exit__(self, *failure):
        self.over.set()
        self.join()

    @property
    def grown(self) -> float:
        return self.most - self.before


def held() -> float:
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines["RssAnon"].split()[0]) / 1024


def told(what: str, value: float, unit: str, most: float) -> None:
    print(f"{connection.vendor:12} {what:28} {value:8.2f} {unit} (at most {most})")  # noqa: T201  the result


def test_a_long_list_is_written_quickly_and_in_little_memory(tmp_path):
    fill()
    next(wanted("csv").pieces())  # whatever is loaded once
    measured, grown = {}, {}
    for kind in ("csv", "xlsx"):
        with Memory() as memory:
            start = clock()
            wanted(kind).write(tmp_path / f"list.{kind}")
            measured[kind] = clock() - start
        grown[kind] = memory.grown
    start = clock()
    pieces = wanted("csv").pieces()
    next(pieces), next(pieces)
    first = clock() - start
    for kind, spent in measured.items():
        told(kind, spent, "s", SECONDS)
        told(f"{kind}: more memory", grown[kind], "MB", MEGABYTES)
    told("first row of the CSV", first, "s", FIRST_BYTE)
    assert (tmp_path / "list.csv").read_bytes().count(b"\r\n") == MANY + 2
    assert max(measured.values()) < SECONDS
    assert first < FIRST_BYTE
    assert max(grown.values()) < MEGABYTES

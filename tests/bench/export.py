"""A list of 100,000 rows and 15 columns as a file: pytest tests/bench/export.py -s (not part of `make test`)."""

import resource
import time

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


def peak() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(what: str, value: float, unit: str, most: float) -> None:
    print(f"{connection.vendor:12} {what:28} {value:8.2f} {unit} (at most {most})")  # noqa: T201  the result


def test_a_long_list_is_written_quickly_and_in_little_memory(tmp_path):
    fill()
    next(wanted("csv").pieces())  # whatever is loaded once
    before, measured = peak(), {}
    for kind in ("csv", "xlsx"):
        start = clock()
        wanted(kind).write(tmp_path / f"list.{kind}")
        measured[kind] = clock() - start
    grown = peak() - before
    start = clock()
    pieces = wanted("csv").pieces()
    next(pieces), next(pieces)
    first = clock() - start
    for kind, spent in measured.items():
        told(kind, spent, "s", SECONDS)
    told("first row of the CSV", first, "s", FIRST_BYTE)
    told("more memory", grown, "MB", MEGABYTES)
    assert (tmp_path / "list.csv").read_bytes().count(b"\r\n") == MANY + 2
    assert max(measured.values()) < SECONDS
    assert first < FIRST_BYTE
    assert grown < MEGABYTES

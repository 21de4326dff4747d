"""Any workbook at all: told what is wrong or stored whole, never a crash."""

import datetime
import random
from functools import cache

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.workbook.load import Load
from core.workbook.read import read_workbook
from directory.sheets import known_names
from doiNgoai.management.commands.demo import WORKBOOK
from exchange.catalogue import sheets

WEIRD = [
    None, "", " ", "x" * 400, -1, 0, 1e300, 3.14159, True, False, datetime.date(1900, 1, 1), "=1+1", "#N/A",
    "Có", "31/02/2024", "1.234,5", "-5", "Nháp", "Đã ký", "Hoàn thành", "Pháp; Pháp", "; ;", "SYT; SYT",
    "DR-2024-0001", "Trưởng đoàn", "\x00\x01", "💥", "\u200b", 10**30, "1e5", "NaN", "inf", 1e-12, "A\nB",
]  # fmt: skip


def mutated(book, seed: int):
    rnd = random.Random(seed)  # noqa: S311  reproducible mutations, no secret
    wild = {title: [list(row) for row in rows] for title, rows in book.items()}
    for _round in range(rnd.choice([1, 3, 10, 60])):
        rows = wild[rnd.choice(list(wild))]
        change = rnd.random()
        row = rnd.choice(rows)
        if change < 0.75 and row:
            row[rnd.randrange(len(row))] = rnd.choice(WEIRD)
        elif change < 0.85:
            rows.insert(rnd.randrange(1, len(rows) + 1), list(row))
        elif change < 0.9 and len(rows) > 1:
            rows.pop(rnd.randrange(len(rows)))
        elif rows[0]:
            rows[0][rnd.randrange(len(rows[0]))] = rnd.choice([*WEIRD, "Mã hồ sơ"])
    return wild


@cache
def book():
    """Read once; no fixture, because hypothesis would print it whole when it reports."""
    return read_workbook(WORKBOOK)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_mutated_workbook_is_told_or_stored(db, seed):
    with transaction.atomic():
        load = Load(sheets(), known_names()).stage(mutated(book(), seed))
        assert all(str(problem) for problem in [*load.errors, *load.warnings])
        if not load.errors:
            load.commit()
        transaction.set_rollback(True)

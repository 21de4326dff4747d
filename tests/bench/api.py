"""Fifty rows of the API with everything they refer to: pytest tests/bench/api.py -s (not part of `make test`).

performance.md asks for 25 ms and a constant number of queries; printed too: how much of it is the list itself.
"""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.models import InboundDelegation, OutboundDelegation
from directory.models import Partner, Person
from tests.api.caller import Caller
from tests.factories import people
from tests.factories.records import make

pytestmark = pytest.mark.django_db
ROWS, ROUNDS, QUERIES = 60, 15, 12


@pytest.mark.parametrize(
    "model", [OutboundDelegation, InboundDelegation, Partner, Person], ids=lambda model: model.slug
)
def test_fifty_rows(model, capsys):
    cache.clear()
    for _number in range(ROWS):
        make(model)
    caller = Caller(people.officer())
    told = {}
    for name, address in {
        "50 rows": f"{model.slug}/?page_size=50",
        "with labels": f"{model.slug}/?page_size=50&labels=true",
        "three columns": f"{model.slug}/?page_size=50&cols={_three(model)}",
        "key alone": "",
    }.items():
        assert caller.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            caller.get(address)
        asked, spent = len(queries), []
        for _time in range(ROUNDS):
            start = time.perf_counter()
            caller.get(address)
            spent.append(time.perf_counter() - start)
        told[name] = (sorted(spent)[ROUNDS // 2] * 1000, asked)
        assert 0 < asked <= QUERIES
    with capsys.disabled():
        line = ", ".join(f"{name} {ms:.1f} ms/{count} q" for name, (ms, count) in told.items())
        print(f"\n{model.slug}: {line}")  # noqa: T201


def _three(model) -> str:
    if model is Person:
        return "full_name,unit,birth_date"
    return "name,kind,country" if model is Partner else "title,unit,state"

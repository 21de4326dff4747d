"""Lists among 100,000 records, measured where they are asked for: pytest tests/bench/lists.py -s (not part of `make test`)."""

import time

import pytest
from django.db import connection
from django.urls import reverse

from core.text import fold
from delegations.models import InboundDelegation, Leg, OutboundDelegation
from tests.factories import people
from tests.factories.records import inbound, outbound

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 100_000
LIMIT = 0.1
QUERIES = {
    "first page": "",
    "page 1000": "?page=1000",
    "one unit": "?unit={unit}",
    "state": "?state=AWAITING_REPORT",
    "period": "?from_date=01/03/2015&to_date=30/06/2015",
    "country": "?country={country}",
    "sorted by title": "?sort=title",
    "sorted by unit": "?sort=unit",
    "search, rare": "?q=doan+77777",
    "search, common": "?q=doan",
    "chosen columns": "?cols=title,content,number,unit,inviters,legs,funding,permit_number,report_date,state",
}
TOTALS = {
    "totals": "?cols=number,title,guest_count",
    "totals of a unit": "?cols=number,title,guest_count&unit={unit}",
    "totals, searched": "?cols=number,title,guest_count&q=doan",
}
"""Of visits, which have a number to add up."""


def multiply(model, template, **expressions) -> None:
    """Copies of one row by one statement; `expressions` are SQL over `n` from 1 to MANY."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    values = [expressions.get(name, f"t.{quote(name)}") for name in columns]
    names = ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) "  # noqa: S608  names of our own columns
            f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {MANY}) "
            f"SELECT {', '.join(values)} FROM c, {quote(model._meta.db_table)} t WHERE t.id = %s",
            [template.pk],
        )


def fill() -> dict:
    template = outbound(state="PERMITTED", content="Nội dung hoạt động của đoàn. " * 40)
    units = [people.unit(f"Bệnh viện {number}").pk for number in range(100)]
    first = template.pk
    day = "date('2010-01-01', '+' || (n %% 5000) || ' days')"
    if connection.vendor == "postgresql":
        day = "DATE '2010-01-01' + (n %% 5000)"
    search = f"'{fold('Đoàn học tập kinh nghiệm số')} ' || n"
    multiply(
        OutboundDelegation,
        template,
        number="'DR-2010-' || n",
        title="'Đoàn học tập kinh nghiệm số ' || n",
        content="n || '. ' || t.content",
        unit_id=f"{units[0]} + n %% 100",
        start_date=day,
        end_date=day,
        search_text=search,
    )
    leg = Leg.objects.get(delegation=template)
    multiply(Leg, leg, delegation_id=f"{first} + n")
    multiply(
        InboundDelegation,
        inbound(state="PERMITTED", content="Nội dung làm việc. " * 40),
        number="'DV-2010-' || n",
        title="'Đoàn chuyên gia số ' || n",
        unit_id=f"{units[0]} + n %% 100",
        start_date=day,
        end_date=day,
        guest_count="n %% 9",
        search_text=search,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"unit": units[5], "country": leg.country_id}


def clock() -> float:
    """SQLite works in this process: its time is ours, whatever else the machine does."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def seconds(client, address: str) -> float:
    client.get(address)
    times = []
    for _number in range(5):
        start = clock()
        assert client.get(address).status_code == 200
        times.append(clock() - start)
    return min(times)


def test_lists_of_many(client):
    names = fill()
    client.force_login(people.officer())
    measured = {
        what: seconds(client, reverse("outbound_list") + query.format(**names))
        for what, query in QUERIES.items()
    }
    measured |= {
        what: seconds(client, reverse("inbound_list") + query.format(**names))
        for what, query in TOTALS.items()
    }
    for what, spent in measured.items():
        print(f"{connection.vendor:12} {what:18} {spent * 1000:7.1f} ms")  # noqa: T201  the result
    assert {what: spent for what, spent in measured.items() if spent > LIMIT} == {}

"""10,000 open dossiers with steps and deadlines: pages and the night, measured where they are asked for: pytest tests/bench/open_dossiers.py -s (not part of `make test`)."""

import statistics
import time

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import bulk
from core.approval import ApprovalStep
from core.deadlines import Deadline
from core.text import fold
from delegations.models import Funding, Leg, Member, OutboundDelegation
from doiNgoai.frame import frame
from doiNgoai.nightly import MORNING, NIGHT
from tests.bench import lists
from tests.factories import people
from tests.factories.dossiers import ready_outbound

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MANY, UNITS = 10_000, 100
QUERIES, LIMIT, NIGHT_LIMIT = 12, 0.1, 60
STATES = ("UNIT_REVIEW", "SUBMITTED", "REVIEWING", "AT_OFFICE", "AT_LEADER", "ISSUING", "FORWARDED", "RETURNED", "PERMITTED", "REPORTED")  # fmt: skip
PAGES = {
    "inbox": "/viec-cua-toi/",
    "inbox, page 20": "/viec-cua-toi/?page=20",
    "deadlines": "/thoi-han/",
    "deadlines, overdue": "/thoi-han/?when=overdue",
    "deadlines, one unit": "/thoi-han/?unit={unit}",
    "deadlines, page 100": "/thoi-han/?page=100",
    "deadlines, search": "/thoi-han/?q=doan+7777",
    "trips, in review": "/doan-ra/?state=REVIEWING",
    "trips, one unit": "/doan-ra/?unit={unit}&state=AT_OFFICE",
    "withdrawn": "/da-rut/",
    "bell": "/thong-bao/",
    "one dossier": "/doan-ra/{record}/",
    "its form": "/doan-ra/{record}/sua/",
    "its history": "/doan-ra/{record}/lich-su/",
}


def fill() -> dict:
    units = [people.unit(f"Bệnh viện {number}") for number in range(UNITS)]
    for number, unit in enumerate(units):
        people.user(f"officer{number}", "unit_officer", unit)
        people.user(f"head{number}", "unit_head", unit)
    for person in (people.officer, people.head, people.leader, people.clerk):
        person()
    template = ready_outbound(state="SUBMITTED", content="Nội dung hoạt động của đoàn. " * 20)
    lists.MANY = MANY
    day = "date('now', '+' || (n %% 120 - 40) || ' days')"
    if connection.vendor == "postgresql":
        day = "CURRENT_DATE + (n %% 120 - 40)"
    states = " ".join(f"WHEN {place} THEN '{state}'" for place, state in enumerate(STATES))
    lists.multiply(
        OutboundDelegation,
        template,
        number="'DR-2010-' || n",
        title="'Đoàn học tập kinh nghiệm số ' || n",
        state=f"CASE n %% {len(STATES)} {states} END",
        unit_id=f"{units[0].pk} + n %% {UNITS}",
        start_date=day,
        end_date=day,
        search_text=f"'{fold('Đoàn học tập kinh nghiệm số')} ' || n",
    )
    for model in (Leg, Funding):
        lists.multiply(model, model.objects.get(delegation=template), delegation_id=f"{template.pk} + n")
    lists.multiply(Member, Member.objects.get(delegation=template), delegation_id=f"{template.pk} + n")
    bulk.open_missing_steps(OutboundDelegation)
    for step in ApprovalStep.objects.filter(pk__lte=MANY // 2):
        step.due = timezone.localdate()
        step.save()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"unit": units[5].pk, "record": template.pk + 10}


def measured(work) -> tuple[int, float]:
    """Queries, and seconds of the third to seventh time (median)."""
    work()
    with CaptureQueriesContext(connection) as queries:
        work()
        count = len(queries)
    times = []
    for _number in range(5):
        start = lists.clock()
        work()
        times.append(lists.clock() - start)
    return count, statistics.median(times)


def tell(what: str, queries: int, spent: float) -> None:
    print(f"{connection.vendor:12} {what:34} {queries:5} queries {spent * 1000:9.1f} ms", flush=True)  # noqa: T201  the result


def night() -> float:
    whole = 0.0
    for part in (*NIGHT, *MORNING):
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            part.work()
        spent = time.perf_counter() - start
        whole += spent
        tell(f"night: {part.name}", len(queries), spent)
    return whole


def test_many_open_dossiers(client):
    names = fill()
    first, second = night(), night()
    print(f"steps {ApprovalStep.objects.open().count()}, deadlines {Deadline.objects.open().count()}")  # noqa: T201
    found = {}
    for who in ("officer", "head", "leader", "officer5", "head5"):
        client.force_login(people.user(who))
        for what, address in PAGES.items():
            if client.get(address.format(**names)).status_code == 200:
                found[f"{who}: {what}"] = measured(lambda at=address: client.get(at.format(**names)))
        found[f"{who}: the menu"] = measured(lambda name=who: _menu(name))
    for what, figures in found.items():
        tell(what, *figures)
    slow = {
        what: figures
        for what, figures in found.items()
        if "one dossier" not in what and " its " not in what and (figures[0] > QUERIES or figures[1] > LIMIT)
    }
    assert max(first, second) < NIGHT_LIMIT
    assert slow == {}


def _menu(name: str) -> None:
    request = RequestFactory().get(reverse("inbox"))
    request.user = people.user(name)
    context = frame(request)
    list(context["nav"]), str(context["unread"])

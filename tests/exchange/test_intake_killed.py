"""A worker that is killed while it stores leaves nothing; two at once store once."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from core import obligations
from core.events import Event
from core.jobs import STALE_AFTER, Job
from core.work import run_job
from core.workflow import Refused
from delegations.models import Leg, Member, OutboundDelegation
from directory.models import Person
from exchange.intake import storing, work
from exchange.models import ImportBatch
from tests.exchange.clerks import plain, rows, staged
from tests.factories import people

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),  # Python 3.12 and later
]
STORED = (OutboundDelegation, OutboundDelegation.history.model, Leg, Member, Person)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


def counted() -> list[int]:
    return [model._base_manager.count() for model in STORED]


def test_a_worker_killed_while_it_stores_leaves_nothing_and_it_is_stored_again(client, monkeypatch, tmp_path):
    client.force_login(people.owner())
    batch = staged(client, plain(*rows(5)))
    before = counted()
    monkeypatch.setattr(work, "SMALL", 0)
    monkeypatch.setattr("core.work.run_job.delay", lambda key: None)
    client.post(reverse("intake_store", args=[batch.pk]), {"which": "all"})
    job = Job.objects.latest("pk")
    reached = tmp_path / "reached"
    worker = os.fork()
    if worker == 0:  # the child: every row is inserted, what the records owe is not yet
        for each in connections.all():
            each.connection = None  # the parent's; closing it here would end the parent's

        def never_ends(model, records):
            reached.write_text(str(model._base_manager.count()))
            time.sleep(600)

        obligations.begin = never_ends
        run_job(job.pk)
        os._exit(0)
    for _wait in range(1200):
        if reached.exists() and reached.read_text():
            break
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    assert int(reached.read_text()) == before[0] + 5, "it was killed in the middle"
    assert counted() == before
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.CHECKED
    assert not batch.rows.filter(record_id__isnull=False).exists()
    assert not Event.objects.filter(kind=Event.Kind.IMPORT).exists()

    assert client.get(reverse("intake_rows", args=[batch.pk])).context["job"][
        "state_label"
    ]  # it is waited for
    job.refresh_from_db()
    job.status, job.beat_at = Job.Status.RUNNING, timezone.now() - STALE_AFTER - timedelta(minutes=1)
    job.save()
    page = client.get(reverse("intake_rows", args=[batch.pk]))
    assert "Tiến trình dừng" in page.context["trouble"]
    monkeypatch.setattr(work, "SMALL", 300)
    client.post(reverse("intake_store", args=[batch.pk]), {"which": "all"})
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.COMMITTED
    assert OutboundDelegation.objects.count() == 5


def test_what_is_stored_is_not_stored_again(client):
    client.force_login(people.owner())
    batch = staged(client, plain(*rows(2)))
    assert storing.store(batch, by=batch.owner)
    with pytest.raises(Refused):
        storing.store(batch, by=batch.owner)
    assert OutboundDelegation.objects.count() == 2

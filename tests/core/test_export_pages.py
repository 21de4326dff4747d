"""How lists are taken out: at once or by the worker, by whom, of which rows; and how long the files stay."""

import datetime
import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import HeldRole
from core import job_files
from core.events import Event
from core.exports import listed, paper
from core.jobs import Job
from core.notifications import Notification
from core.work import run_job
from delegations.models import OutboundDelegation
from tests.core.exported import LINES
from tests.factories import people
from tests.factories.records import outbound

# --- taking a list out --------------------------------------------------------------------------


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


@pytest.fixture
def few(monkeypatch):
    """Three rows are many."""
    monkeypatch.setattr(listed, "AT_ONCE", 2)
    monkeypatch.setattr(paper, "MOST_ROWS", 2)


def address(query: str = "") -> str:
    return reverse("outbound_export") + query


@pytest.mark.django_db
def test_the_columns_of_the_list_or_all_of_them(client):
    outbound()
    client.force_login(people.officer())
    shown = client.get(reverse("outbound_list")).context["columns"]
    widths = []
    for data in ({"format": "csv"}, {"format": "csv", "every": "1"}):
        text = b"".join(client.post(address(), data).streaming_content).decode("utf-8-sig")
        widths.append(len(text.splitlines()[0].split(";")))
    assert widths[0] == len(shown) < widths[1]


@pytest.mark.django_db
def test_a_kind_nobody_knows_is_not_found(client):
    client.force_login(people.officer())
    assert client.get(address("?format=exe")).status_code == 404


@pytest.mark.django_db
def test_a_long_list_is_written_by_the_worker_and_told_in_the_bell(
    client, var, few, django_capture_on_commit_callbacks
):
    for _number in range(3):
        outbound(state="DRAFT")
    client.force_login(people.officer())
    answer = client.post(address("?state=DRAFT"), {"format": "xlsx", "every": "1"})
    job = Job.objects.get()
    assert answer.url == reverse("job_detail", args=[job.pk])
    assert Event.objects.filter(kind="EXPORT").count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        run_job(job.pk)
    job.refresh_from_db()
    ((stored, name),) = job.result["files"].items()
    response = client.get(reverse("job_file", args=[job.pk, stored]))
    assert name.endswith(".xlsx")
    assert load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.max_row == LINES + 1 + 3
    assert Notification.objects.of(people.officer()).exists()
    event = Event.objects.get(kind="EXPORT")
    assert event.comment.startswith("3 · xlsx") and f"#{job.pk}" in event.comment
    client.force_login(people.head())
    assert client.get(reverse("job_file", args=[job.pk, stored])).status_code == 404


@pytest.mark.django_db
def test_who_lost_the_role_meanwhile_gets_no_file(client, var, few):
    for _number in range(3):
        outbound()
    client.force_login(people.officer())
    client.post(address(), {"format": "xlsx"})
    job = Job.objects.get()
    HeldRole.objects.filter(user=people.officer()).delete()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result) == ("FAILED", {})
    assert not list(job.folder().iterdir())


@pytest.mark.django_db
def test_a_long_list_by_its_bare_address_leads_back_and_begins_nothing(client, few):
    for _number in range(3):
        outbound()
    client.force_login(people.officer())
    answer = client.get(address("?sort=title&format=xlsx"))
    assert answer.url == reverse("outbound_list") + "?sort=title"
    assert not Job.objects.exists()
    assert client.get(address("?format=csv")).status_code == 200  # sent while it is read


@pytest.mark.django_db
def test_a_paper_of_too_many_rows_or_columns_is_refused_in_words(client, few):
    for _number in range(3):
        outbound()
    client.force_login(people.officer())
    page = client.post(address(), {"format": "docx"}, follow=True)
    (said,) = [str(message) for message in page.context["messages"]]
    assert "2" in said and "Excel" in said
    assert Event.objects.filter(kind="EXPORT").count() == 0
    narrowed = client.post(address("?q=khongco"), {"format": "docx", "every": "1"}, follow=True)
    assert "16" in str(next(iter(narrowed.context["messages"])))


@pytest.mark.django_db
def test_the_first_rows_of_a_csv_leave_before_the_others_are_read(client, monkeypatch):
    from core.exports import rows  # noqa: PLC0415

    monkeypatch.setattr(rows, "FIRST", 1)
    for _number in range(3):
        outbound()
    client.force_login(people.officer())
    pieces = iter(client.get(address("?format=csv")).streaming_content)
    next(pieces), next(pieces)
    OutboundDelegation._base_manager.all().update(title="Đổi tên")
    assert b"".join(pieces).decode().count("Đổi tên") == 2


@pytest.mark.django_db
def test_rows_are_those_of_the_moment_it_was_asked(client):
    """One that comes while the file is written is not in it, one that goes is left out."""
    first, second = outbound(title="Một"), outbound(title="Hai")
    wanted = listed.ListExport(_screen(), people.officer(), _nothing(), "csv")
    pieces = wanted.pieces()
    next(pieces)
    assert len(wanted.rows) == 2
    outbound(title="Ba")
    assert b"".join(pieces).count(b"\r\n") == 2
    assert {first.title, second.title} == {"Một", "Hai"}


def _screen():
    from delegations.views import OUTBOUND  # noqa: PLC0415

    return OUTBOUND


def _nothing():
    from django.http import QueryDict  # noqa: PLC0415

    return QueryDict()


# --- files of jobs ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_files_of_jobs_are_destroyed_when_their_time_is_over(var, settings):
    settings.JOB_FILES_DAYS = 10
    old, new = (
        Job.objects.create(
            kind="export_list",
            title="x",
            owner=people.officer(),
            status="DONE",
            finished_at=at,
            result={"files": {"list.xlsx": "x.xlsx"}},
        )
        for at in (timezone.now() - datetime.timedelta(days=11), timezone.now())
    )
    for job in (old, new):
        (job.folder() / "list.xlsx").write_text(json.dumps("x"))
    orphan = var / "jobs" / "999999"
    orphan.mkdir()
    (orphan / "upload").write_text("x")
    assert job_files.clear_old() == 2
    assert job_files.clear_old() == 0
    old.refresh_from_db()
    assert (old.result, bool(old.message)) == ({"files": {}}, True)
    assert not orphan.exists() and (new.folder() / "list.xlsx").exists()
    assert Event.objects.get(kind="RETENTION").comment == "2"

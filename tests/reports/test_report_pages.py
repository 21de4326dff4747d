"""The pages of the report's text, its issue and what was issued; papers entered by hand; the worker's part."""

import datetime
import os
import signal
import time

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from core.jobs import STALE_AFTER, Job, sweep_stale_jobs
from core.work import run_job
from reports import jobs
from reports.documents import files as writers
from reports.models import EditedParagraph, PaperReport, PeriodState, ReportIssue, ReportPeriod
from tests.factories import people
from tests.reports.issuing import approved, issued, opened
from tests.reports.makers import trip, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(monkeypatch):
    for kind, (said, _write) in writers.WRITERS.items():
        monkeypatch.setitem(writers.WRITERS, kind, (said, lambda told: repr(told.parts).encode()))


def page(client, who, name: str, *args, **posted):
    client.force_login(who)
    address = reverse(name, args=args)
    return client.post(address, posted) if posted else client.get(address)


# --- the text -----------------------------------------------------------------------------------


def change(client, period, text: str, version: int = 0, slot: str = "outbound.trips"):
    return page(client, people.officer(), "report_slot", period.pk, slot, text=text, version=version)


def test_officer_changes_a_sentence_and_takes_it_back(client):
    period = opened()
    trip(people=2)
    assert change(client, period, "Hai lượt người.").status_code == 302
    shown = page(client, people.leader(), "report_text", period.pk).content.decode()
    assert "Hai lượt người." in shown
    assert "lượt người của các đơn vị" not in shown
    page(client, people.officer(), "report_slot", period.pk, "outbound.trips", revert="1")
    assert "02 lượt người" in page(client, people.leader(), "report_text", period.pk).content.decode()
    assert EditedParagraph.history.count() == 2


def test_who_saves_over_another_is_told_and_loses_nothing(client):
    period = opened()
    trip(people=2)
    change(client, period, "Lời của người thứ nhất.")
    answer = change(client, period, "Lời của người thứ hai.", version=0)
    told = answer.content.decode()
    assert "Lời của người thứ nhất." in told
    assert "Lời của người thứ hai." in told
    assert EditedParagraph.objects.get().text == "Lời của người thứ nhất."
    version = EditedParagraph.objects.get().version
    assert change(client, period, "Lời của người thứ hai.", version=version).status_code == 302


def test_a_secrecy_mark_is_refused(client):
    answer = change(client, opened(), "Tài liệu TỐI MẬT")
    assert answer.status_code == 200
    assert not EditedParagraph.objects.exists()


def test_only_the_officer_writes_and_only_until_it_is_approved(client):
    period = approved()
    assert change(client, period, "Muộn").status_code == 403
    assert page(client, people.leader(), "report_slot", period.pk, "outbound.trips").status_code == 403
    assert page(client, people.owner(), "report_text", period.pk).status_code == 404
    assert page(client, people.officer(), "report_slot", opened("2024-H2").pk, "no.such").status_code == 404


def test_moved_figures_show_beside_the_changed_text(client):
    period = opened()
    trip(people=2)
    change(client, period, "Hai lượt người.")
    trip(people=3)
    slots = [
        slot
        for chapter in page(client, people.officer(), "report_text", period.pk).context["chapters"]
        for slot in chapter["slots"]
    ]
    (changed,) = [slot for slot in slots if slot["edited"]]
    assert changed["outdated"]
    assert {"label": "Số lượt người đi công tác nước ngoài", "then": "02", "now": "05"} in changed["moved"]
    assert "05 lượt người" in " ".join(changed["generated"])


def test_every_figure_of_a_sentence_opens_its_rows(client):
    period = opened()
    trip(people=2, to=("JP",))
    visit()
    shown = page(client, people.officer(), "report_text", period.pk).context["chapters"]
    sources = [source for chapter in shown for slot in chapter["slots"] for source in slot["sources"]]
    assert {"DR02", "DV01", "DV06"} <= {source["code"] for source in sources}
    for source in sources:
        assert client.get(source["url"]).status_code == 200, source


def test_examples_are_chosen_of_what_counts(client):
    period, made = opened(), visit(title="Đoàn tiêu biểu")
    key = f"delegations.inbounddelegation:{made.pk}"
    answer = page(
        client, people.officer(), "report_examples", period.pk, example=[key, "directory.unit:1", "x"]
    )
    assert answer.status_code == 302
    assert [each.record_id for each in period.examples.filter(deleted_at=None)] == [made.pk]
    page(client, people.officer(), "report_examples", period.pk, example=[""])
    assert not period.examples.filter(deleted_at=None).exists()


@pytest.mark.parametrize("address", ["report_text", "report_examples"])
def test_pages_take_as_many_queries_for_one_record_as_for_many(
    client, address, django_assert_max_num_queries
):
    period = opened()
    trip(people=2, to=("JP",))
    page(client, people.officer(), address, period.pk)
    with django_assert_max_num_queries(60) as first:
        page(client, people.officer(), address, period.pk)
    for _number in range(4):
        trip(people=2, to=("KR",))
    with django_assert_max_num_queries(len(first)):
        page(client, people.officer(), address, period.pk)


# --- issuing ------------------------------------------------------------------------------------


def press(client, period, who=None, **told):
    told = {"number": "05/BC-SYT", "day": "11/06/2024"} | told
    return page(client, who or people.clerk(), "report_issue", period.pk, **told)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_clerk_issues_and_everybody_of_the_department_reads(client):
    trip(people=2)
    period = approved()
    job = press(client, period)
    assert job.status_code == 302
    done = client.get(job.url)
    assert done.url == reverse("issue_detail", args=[period.pk, 1])
    shown = client.get(done.url)
    assert shown.context["intact"]
    for file in shown.context["files"]:
        got = client.get(file["url"])
        assert (got.status_code, got["Content-Disposition"]) == (
            200,
            f'attachment; filename="{file["name"]}"',
        )
    assert page(client, people.leader(), "issue_detail", period.pk, 1).status_code == 200
    assert page(client, people.owner(), "issue_detail", period.pk, 1).status_code == 404
    rows = page(client, people.leader(), "issue_figure", period.pk, 1, "DR02").context
    assert (rows["count"], rows["figure"]["value"]) == (2, "02")
    again = press(client, period, number="06/BC-SYT")
    assert again.url == reverse("period_detail", args=[period.pk])
    assert ReportIssue.objects.count() == 1


@pytest.mark.parametrize(
    "told",
    [
        {"number": ""},
        {"day": ""},
        {"day": "31/02/2024"},
        {"day": "01/01/2099"},
        {"number": "05/BC-SYT TUYỆT MẬT"},
    ],
)
def test_a_paper_needs_its_number_and_a_day_that_has_come(client, told):
    period = approved()
    assert press(client, period, **told).status_code == 200
    assert not Job.objects.exists()


def test_a_number_is_given_once_a_year(client):
    kept = issued(number="05/BC-SYT")
    period = approved("2024-H2")
    answer = press(client, period, number="05/bc-syt", day="20/12/2024")
    assert "number" in answer.context["form"].errors
    assert kept.period.issues.count() == 1
    assert not Job.objects.exists()


def test_only_the_clerk_and_the_officer_issue(client):
    period = approved()
    for who in (people.leader(), people.head()):
        assert press(client, period, who=who).status_code == 403
    assert press(client, period, who=people.owner()).status_code == 404
    assert press(client, opened("2024-H2")).status_code == 302
    assert not Job.objects.exists()


def test_step_of_the_workflow_alone_issues_nothing(client):
    period = approved()
    answer = page(
        client, people.clerk(), "period_act", period.pk, "issue", paper_number="1/BC", paper_date="01/06/2024"
    )
    assert answer.url == reverse("report_issue", args=[period.pk])
    assert ReportPeriod.objects.get(pk=period.pk).state == PeriodState.ISSUING


def test_changes_since_and_versions_have_pages(client):
    made = trip(people=2, title="Đoàn cũ")
    kept = issued()
    made.title = "Đoàn mới"
    made.save(by=people.officer(), reason="Sai tên")
    shown = page(client, people.leader(), "issue_changes", kept.period_id, 1)
    assert [record["number"] for record in shown.context["records"]] == [made.number]
    assert "Sai tên" in shown.content.decode()
    assert page(client, people.leader(), "report_issues", kept.period_id).status_code == 200
    assert page(client, people.leader(), "issue_diff", kept.period_id, 1, 1).status_code == 404
    assert page(client, people.leader(), "issue_file", kept.period_id, 1, "exe").status_code == 404


# --- the worker ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_draft_files_are_written_and_taken(client):
    period = opened()
    trip(people=2)
    client.force_login(people.officer())
    answer = client.post(reverse("report_preview", args=[period.pk]))
    shown = client.get(answer.url)
    downloads = shown.context["job"]["downloads"]
    assert [each["label"] for each in downloads] == ["Word", "PDF", "Excel"]
    for each in downloads:
        assert b"".join(client.get(each["url"]).streaming_content)
    client.force_login(people.leader())
    assert client.get(answer.url).status_code == 404, "a job is its owner's"


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")  # Python 3.12 and later
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_and_says_so(monkeypatch):
    trip(people=2)
    period = approved()
    monkeypatch.setattr(run_job, "delay", lambda key: None)
    job = jobs.begin_issue(
        period, number="05/BC-SYT", day=datetime.date(2024, 6, 11), reason="", by=people.clerk()
    )

    def never_ends(told):
        time.sleep(600)

    worker = os.fork()
    if worker == 0:  # the child: a worker that is killed while it writes the second file
        for each in connections.all():
            each.connection = None  # the parent's; closing it here would end the parent's
        writers.WRITERS["pdf"] = (writers.WRITERS["pdf"][0], never_ends)
        run_job(job.pk)
        os._exit(0)
    for _wait in range(1200):
        job.refresh_from_db()
        if job.progress >= 30:
            break
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    assert job.status == Job.Status.RUNNING
    assert not ReportIssue.objects.exists()
    assert ReportPeriod.objects.get(pk=period.pk).state == PeriodState.ISSUING
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - STALE_AFTER * 2)
    assert sweep_stale_jobs() == 1
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert job.message
    second = jobs.begin_issue(
        period, number="05/BC-SYT", day=datetime.date(2024, 6, 11), reason="", by=people.clerk()
    )
    run_job(second.pk)
    assert ReportIssue.objects.get().files.count() == 3


def test_a_job_that_is_refused_says_why():
    period = opened()
    job = Job.objects.create(
        kind="report_issue", title="x", owner=people.clerk(),
        payload={"period": period.pk, "number": "05/BC-SYT", "day": "2024-06-11", "reason": ""},
    )  # fmt: skip
    run_job(job.pk)
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert job.message
    assert not ReportIssue.objects.exists()


# --- papers -------------------------------------------------------------------------------------

BRIEFING = {
    "code": "2024-H1", "rule": "decree", "number": "Báo cáo tại hội nghị ngày 11/6/2024", "issued_on": "11/06/2024",
    "agency": "Sở Y tế Hà Nội", "note": "", "DR02": "23", "DV01": "46", "VT01": "14",
}  # fmt: skip


def test_briefing_is_entered_and_compared_with(client):
    answer = page(client, people.officer(), "paper_report_create", **BRIEFING)
    assert answer.status_code == 302, answer.context["form"].errors
    paper = PaperReport.objects.get()
    assert paper.figures == {"DR02": "23", "DV01": "46", "VT01": "14"}
    client.force_login(people.leader())
    sections = client.get("/bao-cao/?period=2025-H1").context["sections"]
    told = {line["code"]: line["previous"] for section in sections for line in section["figures"]}
    assert (told["DR02"], told["DV01"], told["VT01"], told["HN01"]) == ("23", "46", "14", "—")


def test_a_paper_is_changed_and_withdrawn(client):
    page(client, people.officer(), "paper_report_create", **BRIEFING)
    paper = PaperReport.objects.get()
    page(
        client,
        people.officer(),
        "paper_report_detail",
        paper.pk,
        **BRIEFING,
        VT05="1.500.000,50",
        version=paper.version,
    )
    paper.refresh_from_db()
    assert paper.figures["VT05"] == "1500000.50"
    stale = page(client, people.officer(), "paper_report_detail", paper.pk, **BRIEFING, version=1)
    assert stale.status_code == 200
    page(client, people.officer(), "paper_report_withdraw", paper.pk, reason="Nhầm kỳ")
    assert not PaperReport.objects.live().exists()


@pytest.mark.parametrize(
    "fault",
    [{"DR02": "-1"}, {"DR02": "hai"}, {"code": "2024"}, {"number": ""}, {"DR02": "", "DV01": "", "VT01": ""}],
)
def test_a_faulty_paper_is_refused_with_the_field(client, fault):
    if fault == {"code": "2024"}:
        page(client, people.officer(), "paper_report_create", **BRIEFING | fault)
    answer = page(client, people.officer(), "paper_report_create", **BRIEFING | fault)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert PaperReport.objects.count() == (1 if "code" in fault else 0)


def test_units_neither_read_nor_write_papers(client):
    assert page(client, people.owner(), "paper_report_list").status_code == 404
    assert page(client, people.owner(), "paper_report_create", **BRIEFING).status_code == 404
    assert page(client, people.leader(), "paper_report_create", **BRIEFING).status_code == 403
    assert page(client, people.leader(), "paper_report_list").status_code == 200

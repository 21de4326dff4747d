"""The demonstration is alive at first sight, and changes nothing of the department's real half-year."""

import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from core.approval import ApprovalStep
from core.attachments import Attachment
from core.deadlines import Deadline
from core.events import Event
from core.lateness import Lateness, sending_of
from core.notifications import Notification
from core.obligations import kinds
from delegations.models import OutboundDelegation
from doiNgoai.demo.cast import ACCOUNTS
from doiNgoai.demo.reports import NIL
from doiNgoai.demo.script import SCRIPT
from doiNgoai.demo.stage import PREFIX, SOURCE
from doiNgoai.management.commands.demo import WORKBOOK
from exchange.services import load_workbook, save_workbook
from reports.freeze.seal import is_intact
from reports.models import ReportIssue, ReportPeriod, UnitReport, UnitReportState
from worklist.catalogue import SCREENS
from worklist.inbox import awaited_by, waiting_for

pytestmark = pytest.mark.django_db

MODELS = [screen.model for screen in SCREENS]
PERIODS = ("2023", "2024-H1", "2024-H2")


def report(period: str) -> str:
    out = io.StringIO()
    call_command("six_month_report", period, "--json", stdout=out)
    return out.getvalue()


def played(model):
    return model._base_manager.filter(source=SOURCE)


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for the module; the reports as they were with the workbook alone."""
    with django_db_blocker.unblock(), transaction.atomic(), override("vi"):
        assert load_workbook(WORKBOOK).errors == []
        reports = {period: report(period) for period in PERIODS}
        call_command("demo", stdout=io.StringIO())
        yield reports
        transaction.set_rollback(True)


@pytest.mark.parametrize("period", PERIODS)
def test_figures_of_the_workbook_stay_as_they_were(before, period):
    assert report(period) == before[period]


def test_export_goes_in_again_unchanged(before, tmp_path):
    save_workbook(str(tmp_path / "ra.xlsx"))
    again = load_workbook(tmp_path / "ra.xlsx")
    assert again.errors == []
    assert [line for line in again.counts() if line["created"] or line["updated"]] == []


def test_performed_twice_makes_nothing_twice(before):
    def counts():
        return [
            model._base_manager.count()
            for model in (*MODELS, User, UnitReport, Event, ApprovalStep, Notification, Attachment)
        ]

    once = counts()
    call_command("demo", stdout=io.StringIO())
    call_command("demo", "--if-needed", stdout=io.StringIO())
    assert counts() == once


def test_whole_script_is_performed_and_marked(before):
    assert sum(played(model).count() for model in MODELS) == len(SCRIPT)
    for model in MODELS:
        assert not played(model).exclude(title__startswith=PREFIX).exists()
    assert "minh họa" in SOURCE


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.slug)
def test_every_state_is_there(before, model):
    states = {code for code, _label in model._meta.get_field("state").flatchoices}
    assert set(played(model).filter(deleted_at=None).values_list("state", flat=True)) == states


def test_what_befalls_dossiers_is_there(before):
    assert {Lateness.IN_TIME, Lateness.LATE, Lateness.AFTER_START} < {
        sending.lateness for trip in played(OutboundDelegation) if (sending := sending_of(trip))
    }
    told = Counter(Event.objects.values_list("record_id", "action", "record_type"))
    assert max(count for (_pk, action, _type), count in told.items() if action == "return") == 2
    for marked in (
        {"adjustment": "DRAFT"},
        {"adjustment": "REVIEWING"},
        {"deleted_at__isnull": False},
        {"entered_afterwards": True},
    ):
        assert played(OutboundDelegation).filter(**marked).exists()
    assert played(OutboundDelegation).exclude(urgent_reason="").exists()


def test_every_account_has_something_to_do(before):
    today = timezone.localdate()
    for name, *_rest in ACCOUNTS:
        user = User.objects.get(username=name)
        assert (name == "quantri") != waiting_for(user).exists()
        assert (name == "quantri") != awaited_by(user).exists()
    late = set(ApprovalStep.objects.open().filter(due__lt=today).values_list("stage", flat=True))
    assert late >= {
        "UNIT_REVIEW",
        "SUBMITTED",
        "REVIEWING",
        "CONSULTING",
        "AT_OFFICE",
        "AT_LEADER",
        "ISSUING",
        "FORWARDED",
        "APPRAISING",
    }


def test_deadlines_of_every_kind_are_running_and_told(before):
    today = timezone.localdate()
    running = set(Deadline.objects.open().values_list("code", flat=True))
    assert set(kinds()) - running <= {"in_sponsorship", "in_clinical_permit"}  # sent only when they are done
    overdue = set(Deadline.objects.open().filter(due__lt=today).values_list("code", flat=True))
    assert overdue >= {
        "out_submit", "out_report", "out_passport", "in_notice", "in_report", "agr_copy", "agr_dormant", "agr_opinion", "conf_papers",
        "conf_report", "aid_start", "aid_progress", "aid_appraisal", "focal_vacancy",
    }  # fmt: skip
    assert Notification.objects.filter(kind="DEADLINE", due__lt=today).exists()


def test_half_year_is_being_collected_with_units_at_every_step(before):
    (period,) = ReportPeriod.objects.filter(state="COLLECTING")
    reports = UnitReport.objects.filter(period=period)
    assert set(reports.values_list("state", flat=True)) == set(UnitReportState.values)
    assert reports.filter(nothing=True, state="ACCEPTED").count() == NIL
    for report in reports.exclude(state__in=("DRAFT", "UNIT_REVIEW")):
        assert report.figures and report.created_at < report.submitted_at < timezone.now()


def test_what_happened_before_is_dated_before(before):
    now = timezone.now()
    assert not Event.objects.filter(at__gt=now).exists()
    for model in MODELS:
        for record in played(model).exclude(state="MOBILISING"):
            rows = list(record.history.order_by("history_id"))
            assert rows[0].history_date == record.created_at
            assert rows[-1].history_date == record.updated_at
            assert [row.history_date for row in rows] == sorted(row.history_date for row in rows)
            sent = Event.objects.filter(
                record_type=model._meta.label_lower, record_id=str(record.pk), to_state="SUBMITTED"
            ).last()
            if sent and not record.entered_afterwards:
                assert record.submitted_on == timezone.localdate(sent.at)
            for step in ApprovalStep.objects.of(record).exclude(opened_at=None):
                assert record.created_at <= step.opened_at <= (step.closed_at or now)


def test_real_half_year_is_issued_with_its_evidence(before):
    issue = ReportIssue.objects.get()
    assert (issue.number, issue.period.code, issue.figures["DR02"]["value"]) == ("05/BC-SYT", "2024-H1", "23")
    assert sorted(issue.files.values_list("kind", flat=True)) == ["docx", "pdf", "xlsx"]
    assert is_intact(issue)

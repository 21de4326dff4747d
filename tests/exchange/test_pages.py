"""The pages of the workbook: who may, what is shown, what is stored."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook as open_book

from accounts.models import HeldRole, User
from core.jobs import Job
from core.workbook.package import MAX_FILE
from delegations.models import OutboundDelegation
from exchange.jobs import IMPORT
from exchange.services import load_workbook
from tests.exchange.books import base, trip, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


def person(name, role, unit=None):
    user = User.objects.create(username=name, unit=unit)
    HeldRole.objects.create(user=user, role=role)
    return user


@pytest.fixture
def officer(client):
    user = person("officer", "department_officer")
    client.force_login(user)
    return user


def upload(client, path):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("workbook_upload"), {"file": file}, follow=True)


def test_upload_checks_then_confirm_stores(client, officer, tmp_path):
    page = upload(client, write(tmp_path / "vao.xlsx", base()))
    assert page.context["result"]["ok"] is True
    assert OutboundDelegation.objects.count() == 0
    done = client.post(page.context["confirm_url"], follow=True)
    assert done.context["result"]["committed"] is True
    assert OutboundDelegation.objects.get().created_by == officer


def test_a_file_no_longer_kept_is_asked_for_again(client, officer, tmp_path):
    page = upload(client, write(tmp_path / "vao.xlsx", base()))
    (Job.objects.get().folder() / "upload").unlink()
    answer = client.post(page.context["confirm_url"], follow=True)
    assert answer.redirect_chain[-1][0] == reverse("workbook_upload")
    assert len(answer.context["messages"]) == 1
    assert OutboundDelegation.objects.count() == 0


def test_upload_with_faults_lists_them_and_offers_nothing(client, officer, tmp_path):
    page = upload(client, write(tmp_path / "vao.xlsx", base(**{"Đoàn ra": [trip(**{"Nước đến": "Xứ Mơ"})]})))
    assert page.context["result"]["errors"] == [
        {
            "sheet": "Đoàn ra",
            "row": 2,
            "column": "Nước đến",
            "value": "Xứ Mơ",
            "reason": "Không tìm thấy “Xứ Mơ”.",
        }
    ]
    assert page.context["confirm_url"] == ""
    assert "Xứ Mơ" in page.content.decode()


def test_upload_of_another_file_is_one_clear_sentence(client, officer, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.4")
    page = upload(client, path)
    assert page.status_code == 200
    assert len(page.context["result"]["errors"]) == 1


@pytest.mark.parametrize("role", ["unit_head", "department_leader", "administrator"])
def test_only_department_officers_upload(client, role):
    client.force_login(person("other", role))
    assert client.get(reverse("workbook_upload")).status_code == 403


def test_job_of_someone_else_is_not_found(client, officer, tmp_path):
    upload(client, write(tmp_path / "vao.xlsx", base()))
    job = Job.objects.get()
    client.force_login(person("other", "department_officer"))
    for address in (reverse("job_detail", args=[job.pk]), reverse("job_file", args=[job.pk, "upload"])):
        assert client.get(address).status_code == 404
    assert client.post(reverse("workbook_confirm", args=[job.pk])).status_code == 404


def test_download_holds_what_one_may_see(client, officer, tmp_path):
    trips = [trip(), trip(**{"Mã hồ sơ": "DR-2024-0002", "Đơn vị chủ trì": "CUBA", "Trạng thái": "Nháp"})]
    load_workbook(write(tmp_path / "vao.xlsx", base(**{"Đoàn ra": trips})))
    client.force_login(
        person("unit", "unit_officer", OutboundDelegation.objects.get(number="DR-2024-0002").unit)
    )
    answer = client.post(reverse("workbook_download"), follow=True)
    path = tmp_path / "ra.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    assert [row[0].value for row in open_book(path)["Đoàn ra"].iter_rows(min_row=2)] == ["DR-2024-0002"]


def test_large_export_is_a_job_and_a_failed_one_says_so(
    client, officer, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("exchange.jobs.SMALL_EXPORT", -1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("workbook_download"))
    job = Job.objects.get()
    page = client.get(reverse("job_detail", args=[job.pk]))
    assert page.status_code == 200
    assert job.status in (Job.Status.DONE, Job.Status.WAITING)


def test_confirming_twice_stores_once(client, officer, tmp_path):
    page = upload(client, write(tmp_path / "vao.xlsx", base()))
    first, second = (client.post(page.context["confirm_url"]) for _click in range(2))
    assert first.url == second.url
    assert Job.objects.filter(payload__commit=True).count() == 1
    stored = Job.objects.get(payload__commit=True)
    assert client.post(reverse("workbook_confirm", args=[stored.pk])).status_code == 404


def test_confirming_again_after_a_failure_tries_again(client, officer, tmp_path):
    page = upload(client, write(tmp_path / "vao.xlsx", base()))
    client.post(page.context["confirm_url"])
    Job.objects.get(payload__commit=True).fail("Lỗi")
    client.post(page.context["confirm_url"])
    assert Job.objects.filter(payload__commit=True).count() == 2


def test_file_with_a_long_name_is_read(client, officer, tmp_path):
    page = upload(client, write(tmp_path / f"{'v' * 240}.xlsx", base()))
    assert page.context["result"]["ok"] is True
    assert len(Job.objects.get().title) < 200


def test_file_too_large_is_refused_at_once(client, officer, tmp_path):
    path = tmp_path / "lon.xlsx"
    path.write_bytes(bytes(MAX_FILE + 1))
    page = upload(client, path)
    assert page.context["form"].errors["file"] == ["Tệp lớn hơn 20 MB."]
    assert not Job.objects.exists()


def test_jobs_close_with_the_role(client, officer, tmp_path):
    client.post(reverse("workbook_download"))
    upload(client, write(tmp_path / "vao.xlsx", base()))
    HeldRole.objects.all().delete()
    for job in Job.objects.all():
        for address in (
            reverse("job_detail", args=[job.pk]),
            reverse("job_file", args=[job.pk, "result.xlsx"]),
        ):
            assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("status", "minutes", "words"),
    [
        ("WAITING", 0, ""),
        ("WAITING", 2, "Công việc chưa bắt đầu."),
        ("RUNNING", 2, ""),
        ("RUNNING", 20, "Tiến trình dừng"),
    ],
)
def test_who_waits_in_vain_is_told(client, officer, status, minutes, words):
    then = timezone.now() - timedelta(minutes=minutes)
    job = Job.objects.create(
        kind=IMPORT, title="x", owner=officer, status=status, created_at=then, beat_at=then
    )
    shown = client.get(reverse("job_detail", args=[job.pk])).context["job"]["message"]
    assert shown.startswith(words) if words else shown == ""

"""`six_month_report`: a stable command for scripts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override
from openpyxl import load_workbook

from reports import catalogue
from tests.reports.makers import trip

pytestmark = pytest.mark.django_db


def test_empty_database_gives_zeros(capsys):
    call_command("six_month_report", "2024-H1", "--json")
    found = json.loads(capsys.readouterr().out)["figures"]
    assert list(found) == list(catalogue.BY_CODE)
    assert {figure["value"] for figure in found.values()} == {0, "0.00"}


def test_labels_are_vietnamese_whatever_the_language(capsys):
    with override("en"):
        call_command("six_month_report", "2024", "--json")
    found = json.loads(capsys.readouterr().out)["figures"]
    assert [found[code]["label"] for code in ("DR01", "TT03", "KK04")] == [
        "Số đoàn ra",
        "Thỏa thuận quốc tế danh nghĩa Sở Y tế",
        "Hồ sơ chậm hoặc chưa nộp báo cáo kết quả",
    ]
    assert {figure["unit"] for figure in found.values()} == {
        "đoàn", "lượt người", "người", "nước", "lượt khách", "đơn vị", "văn bản", "cuộc", "lượt", "khoản", "USD", "VND", "lớp", "hồ sơ",
    }  # fmt: skip


def test_bad_period_is_a_sentence():
    with pytest.raises(CommandError, match="“2024-H3” không phải là kỳ báo cáo"):
        call_command("six_month_report", "2024-H3", "--json")


def test_window_and_basis_are_taken(capsys):
    call_command("six_month_report", "2024-H1", "--window", "calendar", "--basis", "departure", "--json")
    content = json.loads(capsys.readouterr().out)
    assert (content["start"], content["end"]) == ("2024-01-01", "2024-06-30")


def test_without_json_a_table_is_printed(capsys):
    trip(people=4)
    call_command("six_month_report", "2024-H1")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "Công tác đối ngoại 6 tháng đầu năm 2024 (từ ngày 15/12/2023 đến ngày 14/6/2024). Đoàn ra tính theo ngày quyết định."
    )
    assert lines[4].split() == [
        "DR02",
        "Số",
        "lượt",
        "người",
        "đi",
        "công",
        "tác",
        "nước",
        "ngoài",
        "lượt",
        "người",
        "04",
        "—",
        "—",
    ]


def test_xlsx_is_written_and_nothing_printed(capsys, tmp_path):
    path = tmp_path / "báo cáo.xlsx"
    call_command("six_month_report", "2024-H2", "--xlsx", str(path))
    assert capsys.readouterr().out == ""
    assert load_workbook(path).sheetnames[0] == "TH"


def test_xlsx_that_cannot_be_written_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="Không ghi được tệp: "):
        call_command("six_month_report", "2024-H2", "--xlsx", str(tmp_path / "không có" / "a.xlsx"))


def test_exit_code_and_streams_of_the_real_command(tmp_path):
    """A bad period: one line on stderr, nothing on stdout, exit code 1. No database is needed for that."""
    done = subprocess.run(
        [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "six_month_report", "2024-H3", "--json"],
        capture_output=True,
        text=True,
        env={"VAR_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "2024-H3" in done.stderr

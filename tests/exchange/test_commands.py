"""The commands administrators rely on."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from core.department import Department
from delegations.models import OutboundDelegation
from directory.models import Unit
from tests.exchange.books import base, member, trip, write

pytestmark = pytest.mark.django_db


def test_import_prints_each_error_and_fails(tmp_path, capsys):
    path = write(tmp_path / "vao.xlsx", base(**{"Đoàn ra": [trip(**{"Nước đến": "Xứ Mơ"})]}))
    with pytest.raises(CommandError, match="1 lỗi"):
        call_command("import_workbook", str(path))
    assert capsys.readouterr().out == "Đoàn ra!2 · Nước đến · Xứ Mơ · Không tìm thấy “Xứ Mơ”.\n"
    assert OutboundDelegation.objects.count() == 0


def test_import_check_stores_nothing(tmp_path):
    call_command("import_workbook", str(write(tmp_path / "vao.xlsx", base())), "--check")
    assert Unit.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b""), ("a.csv", b"a;b"), ("a.xlsx", b"PK\x03\x04broken")]
)
def test_import_of_no_workbook_is_one_clear_sentence(tmp_path, capsys, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_workbook", str(path))
    out = capsys.readouterr().out
    assert out.startswith("Tệp · – · – · ")
    assert out.count("\n") == 1


def test_import_of_a_missing_file_is_one_clear_sentence(tmp_path, capsys):
    with pytest.raises(CommandError):
        call_command("import_workbook", str(tmp_path / "khong_co.xlsx"))
    assert capsys.readouterr().out.count("\n") == 1


def test_export_of_an_unknown_unit_says_so(tmp_path):
    with pytest.raises(CommandError, match="XYZ"):
        call_command("export_workbook", str(tmp_path / "ra.xlsx"), "--unit", "XYZ")


def test_export_writes_what_import_reads(tmp_path):
    call_command(
        "import_workbook", str(write(tmp_path / "vao.xlsx", base(**{"Thành viên đoàn ra": [member()]})))
    )
    call_command("export_workbook", str(tmp_path / "ra.xlsx"))
    call_command("import_workbook", str(tmp_path / "ra.xlsx"))
    assert OutboundDelegation.objects.get().version == 1


def test_demo_prints_its_accounts(settings, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("doiNgoai.management.commands.demo.play", lambda: None)  # tests/demo sees to the play
    settings.VAR_DIR = tmp_path
    call_command("demo")
    first = capsys.readouterr().out
    assert "chuyenvien" in first
    assert User.objects.get(username="bvtim").check_password(first.strip().rsplit(" ", 1)[1])
    assert OutboundDelegation.objects.count() == 15
    assert Department.current().is_demo
    call_command("demo", "--if-needed")
    assert capsys.readouterr().out == ""


def test_demo_refuses_a_database_of_real_people():
    User.objects.create_user("nguoithat", password="x")
    with pytest.raises(CommandError):
        call_command("demo")
    assert OutboundDelegation.objects.count() == 0

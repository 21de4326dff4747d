"""Files that are no workbook, or a broken one; the child that reads them."""

import datetime as dt
import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import sandbox
from core.workbook import child, package
from core.workbook.read import WorkbookRefused, read_workbook
from tests.core.workbooks import DAMAGED, HEAD, MACROS, PARTS, TAIL, TOO_BIG, packed, refusal, saved, stored

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (
            "Mã hồ sơ;Tên đoàn\n".encode(),
            "This is a text file (such as CSV). Open it in Excel and save it as .xlsx.",
        ),
        (
            "\ufeffMã\tTên\n".encode("utf-16-le"),
            "This is a text file (such as CSV). Open it in Excel and save it as .xlsx.",
        ),
        (b"PK,1,2\n", "This is a text file (such as CSV). Open it in Excel and save it as .xlsx."),
        (b"\xef\xbb\xbf <html>", "This is a web page or an XML file. Open it in Excel and save it as .xlsx."),
        (
            OLE + "Workbook".encode("utf-16-le"),
            "This is an old Excel file (.xls). Open it in Excel and save it as .xlsx.",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), "This is a Word document, not an Excel workbook (.xlsx)."),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "The workbook has a password. Remove the password in Excel and try again.",
        ),
        (b"%PDF-1.7\n\0", "This is a PDF document, not an Excel workbook (.xlsx)."),
        (b"\x89PNG\0", "This is a file of another kind, not an Excel workbook (.xlsx)."),
        (b"PK\x03\x04" + bytes(50), DAMAGED),
    ],
)
def test_another_kind_of_file(tmp_path, content, reason):
    assert refusal(stored(tmp_path, content)) == reason


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["word/document.xml"], "This is a Word document, not an Excel workbook (.xlsx)."),
        (["ppt/presentation.xml"], "This is a PowerPoint presentation, not an Excel workbook (.xlsx)."),
        (["mimetype", "content.xml"], "This is an OpenDocument file. Open it in Excel and save it as .xlsx."),
        (["xl/workbook.bin"], "This is a binary Excel file (.xlsb). Open it in Excel and save it as .xlsx."),
        (["a.txt"], "This is a compressed archive (.zip), not an Excel workbook (.xlsx)."),
        ([], "This is a compressed archive (.zip), not an Excel workbook (.xlsx)."),
    ],
)
def test_another_kind_of_archive(tmp_path, names, reason):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    assert refusal(stored(tmp_path, content.getvalue())) == reason


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.csv", "xlsx", "a.xlsx.exe"])
def test_the_name_must_be_that_of_a_workbook(tmp_path, name):
    assert refusal(packed(tmp_path), name) == "Only Excel workbooks (.xlsx) are accepted."


def test_the_name_its_owner_gave_counts(tmp_path):
    path = packed(tmp_path).rename(tmp_path / "upload.tmp")
    assert read_workbook(path, "Đoàn ra.XLSX") == {"S": []}


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "none.xlsx") == "The file cannot be opened."
    assert refusal(tmp_path, "folder.xlsx") == "The file cannot be opened."


def test_a_file_over_the_limit(tmp_path):
    path = stored(tmp_path, b"PK\x03\x04")
    os.truncate(path, package.MAX_FILE + 1)
    assert refusal(path) == "The file is larger than 20 MB."


def test_a_workbook_with_macros(tmp_path):
    types = PARTS["[Content_Types].xml"]
    enabled = types.replace(
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main"
    )
    assert refusal(packed(tmp_path, **{"[Content_Types].xml": enabled})) == MACROS
    assert refusal(packed(tmp_path, **{"xl/vbaProject.bin": "x"})) == MACROS
    assert refusal(packed(tmp_path, **{"xl/macrosheets/sheet1.xml": "x"})) == MACROS


@pytest.mark.parametrize(
    "name", ["../xl/a.xml", "/etc/passwd", "xl\\a.xml", "xl/../../a", "C:/a", "XL/WORKBOOK.XML"]
)
def test_an_archive_that_plays_with_names(tmp_path, name):
    assert refusal(packed(tmp_path, **{name: "x"})) == DAMAGED


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/worksheets/sheet1.xml": None},
        {"xl/worksheets/sheet1.xml": HEAD + '<row r="1"><c r="A1"><v>1'},
        {"xl/worksheets/sheet1.xml": (HEAD + TAIL).encode("utf-16")},
        {"xl/worksheets/sheet1.xml": HEAD + '<row r="1"><c r="$A$1"><v>1</v></c></row>' + TAIL},
        {"xl/worksheets/sheet1.xml": HEAD + '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' + TAIL},
        {"xl/workbook.xml": "<workbook"},
        {"xl/styles.xml": "<styleSheet"},
    ],
)
def test_a_damaged_part(tmp_path, parts):
    assert refusal(packed(tmp_path, **parts)) == DAMAGED


@pytest.mark.parametrize("part", ["one", "half", "all but the end"])
def test_a_truncated_file(tmp_path, part):
    content = packed(tmp_path, "<row/>").read_bytes()
    length = {"one": 4, "half": len(content) // 2, "all but the end": len(content) - 10}[part]
    assert refusal(stored(tmp_path, content[:length])) == DAMAGED


def test_a_part_with_a_wrong_checksum(tmp_path):
    content = packed(
        tmp_path, '<row r="1"><c r="A1"><v>11111</v></c></row>', compression=zipfile.ZIP_STORED
    ).read_bytes()
    assert refusal(stored(tmp_path, content.replace(b"11111", b"22222"))) == DAMAGED


def test_a_part_with_a_password(tmp_path):
    content = bytearray(packed(tmp_path).read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refusal(stored(tmp_path, bytes(content))) == (
        "The workbook has a password. Remove the password in Excel and try again."
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_workbook_with_any_byte_changed_is_read_or_refused(tmp_path, data):
    content = bytearray(packed(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>').read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert type(read_workbook(stored(tmp_path, bytes(content)))) is dict
    except WorkbookRefused as refused:
        assert str(refused)  # noqa: PT017 both ends are good


# --- the child ----------------------------------------------------------------------------------


def test_the_child_imports_no_django():
    code = "import sys, core.workbook.child; print('django' in sys.modules)"
    root = Path(child.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


def done(returncode, stdout=b""):
    return lambda *args, **kwargs: subprocess.CompletedProcess(args, returncode, stdout)


def out_of_time(*args, **kwargs):
    raise subprocess.TimeoutExpired(args, kwargs["timeout"])


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (done(-signal.SIGABRT), TOO_BIG),
        (done(-signal.SIGKILL, b'"S"\n[1,2'), TOO_BIG),
        (done(-signal.SIGXCPU, b'"S"\n[1,2]\n'), TOO_BIG),
        (out_of_time, TOO_BIG),
        (done(1), "The workbook could not be read because of a fault in the system."),
    ],
)
def test_a_child_that_dies(tmp_path, monkeypatch, run, reason):
    monkeypatch.setattr(sandbox.subprocess, "run", run)
    assert refusal(packed(tmp_path)) == reason


def test_what_the_child_writes(tmp_path, monkeypatch):
    output = io.BytesIO()
    child.write(str(saved(tmp_path, {"B1": dt.date(2024, 2, 3), "A2": "Hà Nội\n"})), output)
    assert (
        output.getvalue().decode() == '"Sheet"\n[null,{"date":"2024-02-03"}]\n["Hà Nội\\n"]\n{"end":true}\n'
    )
    monkeypatch.setattr(child, "MAX_OUTPUT", 20)
    short = io.BytesIO()
    child.write(str(tmp_path / "saved.xlsx"), short)
    assert short.getvalue().decode() == '"Sheet"\n{"refused": "too_big"}\n'


def test_a_failure_in_the_child_is_its_last_line(tmp_path, monkeypatch):
    def out_of_memory(path):
        raise MemoryError

    monkeypatch.setattr(child, "lines", out_of_memory)
    output = io.BytesIO()
    child.write("x", output)
    assert output.getvalue() == b'{"refused": "too_big"}\n'

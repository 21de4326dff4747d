import datetime as dt
import io
import os
import signal
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart

from core import sandbox
from core.parse import UncomputedFormula
from core.workbook import child, package
from core.workbook.read import WorkbookRefused, read_workbook

DAMAGED = "The file is damaged. Open it in Excel, save it again and try again."
TOO_BIG = "The workbook is too large or too complicated to read. Split it into smaller files."
FAR_LARGER = "The file unpacks to far more than a workbook of this system ever holds."


@pytest.fixture(autouse=True, scope="module")
def _in_english():
    with translation.override("en"):
        yield


def refusal(path, name=None):
    """The sentence with which the file is refused."""
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(path, name)
    return str(refused.value)


# --- workbooks made by openpyxl -----------------------------------------------------------------


def saved(tmp_path, cells, number_formats=()):
    """An .xlsx whose sheet `Sheet` holds {reference: value}."""
    workbook = openpyxl.Workbook()
    for reference, value in cells.items():
        workbook.active[reference] = value
    for reference, number_format in dict(number_formats).items():
        workbook.active[reference].number_format = number_format
    workbook.save(tmp_path / "saved.xlsx")
    return tmp_path / "saved.xlsx"


def test_cells_of_every_kind(tmp_path):
    cells = {
        "A1": "Tên đoàn",
        "B1": True,
        "C1": 5,
        "D1": 0.1,
        "E1": dt.date(2024, 2, 3),
        "F1": dt.datetime.fromisoformat("2024-02-03 04:05:06"),
        "G1": dt.time(4, 5, 6),
        "H1": dt.timedelta(hours=30),
        "I1": "  hai dòng\nspace ",
        "J1": CellRichText("một ", TextBlock(InlineFont(b=True), "hai")),
        "K1": "",
        "L1": "#N/A",
        "M1": 45000,
        "N1": 45000,
        "O1": 0,
    }
    formats = {"M1": "#,##0 [$₫-42A]", "N1": '"Ngày" dd "tháng" mm "năm" yyyy', "O1": "dd/mm/yyyy"}
    assert read_workbook(saved(tmp_path, cells, formats)) == {
        "Sheet": [
            [
                "Tên đoàn",
                True,
                5.0,
                0.1,
                dt.date(2024, 2, 3),
                dt.datetime.fromisoformat("2024-02-03 04:05:06"),
                "04:05:06",
                "30:00:00",
                "  hai dòng\nspace ",
                "một hai",
                None,
                "#N/A",
                45000.0,
                dt.date(2023, 3, 15),
                "00:00:00",
            ]
        ]
    }


def test_rows_and_columns_keep_their_numbers(tmp_path):
    assert read_workbook(saved(tmp_path, {"C3": "x", "B5": "y"})) == {
        "Sheet": [[], [], [None, None, "x"], [], [None, "y"]]
    }


def test_a_merged_cell_holds_its_value_once(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "x"
    workbook.active.merge_cells("A1:B2")
    workbook.active["C2"] = "y"
    workbook.save(tmp_path / "m.xlsx")
    assert read_workbook(tmp_path / "m.xlsx") == {"Sheet": [["x"], [None, None, "y"]]}


def test_sheets_hidden_empty_and_of_charts(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Đoàn ra"
    workbook.create_sheet("Ẩn & <kín>").sheet_state = "veryHidden"
    workbook["Ẩn & <kín>"]["A1"] = "=1+1"
    workbook.create_chartsheet("Biểu đồ").add_chart(BarChart())
    workbook.create_sheet(unicodedata.normalize("NFD", "Thỏa thuận"))
    workbook.save(tmp_path / "s.xlsx")
    read = read_workbook(tmp_path / "s.xlsx")
    assert list(read.items()) == [("Đoàn ra", []), ("Ẩn & <kín>", [["=1+1"]]), ("Thỏa thuận", [])]
    assert type(read["Ẩn & <kín>"][0][0]) is UncomputedFormula


def test_two_sheets_of_one_name_in_two_normal_forms(tmp_path):
    workbook = openpyxl.Workbook()
    for form in ("NFC", "NFD"):
        workbook.create_sheet(unicodedata.normalize(form, "Thỏa thuận"))
    workbook.save(tmp_path / "s.xlsx")
    assert refusal(tmp_path / "s.xlsx") == DAMAGED


def test_a_hundred_sheets_and_no_more(tmp_path):
    workbook = openpyxl.Workbook()
    for number in range(2, 101):
        workbook.create_sheet(f"S{number}")
    workbook.save(tmp_path / "s.xlsx")
    assert len(read_workbook(tmp_path / "s.xlsx")) == 100
    workbook.create_sheet("one more")
    workbook.save(tmp_path / "s.xlsx")
    assert refusal(tmp_path / "s.xlsx") == "The workbook has more than 100 sheets."


def test_the_last_row_and_column_allowed(tmp_path):
    sheets = read_workbook(saved(tmp_path, {"GR1": "end", "A50000": "bottom"}))
    assert (len(sheets["Sheet"]), sheets["Sheet"][0], sheets["Sheet"][-1]) == (
        50_000,
        [*[None] * 199, "end"],
        ["bottom"],
    )
    assert [child.column_letters(n) for n in (1, 26, 27, 200, 16384)] == ["A", "Z", "AA", "GR", "XFD"]
    assert [child.position(r) for r in ("A1", "gr50000", "7", "XFD1")] == [
        (1, 1),
        (50000, 200),
        (7, 0),
        (1, 16384),
    ]


def too_many_rows(row):
    return (
        f"Sheet “{{}}” reaches row {row}; at most 50000 rows are read. "
        "Delete the rows below the data, save the file and try again."
    )


def too_many_columns(column):
    return (
        f"Sheet “{{}}” reaches column {column}; at most column GR is read. "
        "Delete the columns right of the data, save the file and try again."
    )


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("GS1", too_many_columns("GS")),
        ("AAA1", too_many_columns("AAA")),
        ("A50001", too_many_rows(50001)),
        ("XFD1048576", too_many_rows(1048576)),
        ("CV1048576", too_many_rows(1048576)),
    ],
)
def test_a_cell_beyond_the_limits(tmp_path, reference, reason):
    assert refusal(saved(tmp_path, {"A1": 1, reference: 1})) == reason.format("Sheet")


# --- workbooks made by hand ---------------------------------------------------------------------

PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    ),
}
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def packed(tmp_path, rows="", *, compression=zipfile.ZIP_DEFLATED, **parts):
    """An .xlsx of raw parts: `rows` is the sheet's XML; a part given as None is left out."""
    parts = PARTS | {"xl/worksheets/sheet1.xml": HEAD + rows + TAIL} | parts
    with zipfile.ZipFile(tmp_path / "packed.xlsx", "w", compression) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return tmp_path / "packed.xlsx"


def test_errors_and_formulas_are_not_lost(tmp_path):
    rows = (
        '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><f>A1+1</f></c><c r="D2"><f>A1</f><v/></c>'
        '<c r="E2" t="str"><f>"a"</f><v>a</v></c><c r="F2" t="str"><f>""</f><v></v></c><c r="G2"><f>2</f><v>2</v></c></row>'
        '<row r="4"><c r="A4"><f>B4&amp;"x"</f></c></row>'
    )
    read = read_workbook(packed(tmp_path, rows))["S"]
    assert read == [[], [None, "#REF!", "=A1+1", "=A1", "a", None, 2.0], [], ['=B4&"x"']]
    assert [type(cell) for cell in read[1][1:4]] == [str, UncomputedFormula, UncomputedFormula]


def test_errors_in_cells_without_references(tmp_path):
    rows = (
        "<row><c><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row><row/><row><c/><c t = 'e'><v>#NUM!</v></c></row>"
    )
    assert read_workbook(packed(tmp_path, rows)) == {"S": [[1.0, "#N/A"], [], [None, "#NUM!"]]}


def test_inline_strings_iso_dates_and_other_prefixes(tmp_path):
    rows = (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r><x:r><x:t xml:space="preserve"> b</x:t>'
        '</x:r></x:is></x:c><x:c r="B1" t="d"><x:v>2024-02-03</x:v></x:c><x:c r="C1" t="b"><x:v>0</x:v></x:c>'
        '<x:c r="D1" s="1"><x:v>45000</x:v></x:c><x:c r="E1" t="e"><x:v>#N/A</x:v></x:c></x:row>'
    )
    sheet = (HEAD + rows + TAIL).replace("xmlns=", "xmlns:x=").replace("<w", "<x:w").replace("</w", "</x:w")
    sheet = sheet.replace("<sheetData", "<x:sheetData").replace("</sheetData", "</x:sheetData")
    assert read_workbook(packed(tmp_path, **{"xl/worksheets/sheet1.xml": sheet})) == {
        "S": [["a b", dt.date(2024, 2, 3), False, dt.date(2023, 3, 15), "#N/A"]]
    }


def test_dates_of_the_1904_system(tmp_path):
    workbook = PARTS["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    path = packed(
        tmp_path, '<row r="1"><c r="A1" s="1"><v>43538</v></c></row>', **{"xl/workbook.xml": workbook}
    )
    assert read_workbook(path) == {"S": [[dt.date(2023, 3, 15)]]}


def test_text_that_looks_like_a_far_cell(tmp_path):
    text = escape('<c r="XFD1048576"/> t="e" <row r="99999">')
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    assert read_workbook(packed(tmp_path, rows)) == {"S": [['<c r="XFD1048576"/> t="e" <row r="99999">']]}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c><c s="1" r = \'xfd1048576\'><v>1</v></c></row>',
            too_many_rows(1048576),
        ),
        ('<row r="1048576"><c><v>1</v></c></row>', too_many_rows(1048576)),
        (
            f'<row r="1"><c r="A1"><v>1</v></c></row><row {" " * 200_000} r="1048576"><c><v>1</v></c></row>',
            too_many_rows(1048576),
        ),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="0000000000000099999"/>', too_many_rows(99999)),
        (f'<row r="1{"0" * 30}"><c><v>1</v></c></row>', too_many_rows(10**17)),
        (f'<row r="1"><c r="{"A" * 30_000}1"><v>1</v></c></row>', too_many_columns("AAAAAAAA")),
        (
            '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
            + "<row/>" * 60_000
            + "<row><c><v>1</v></c></row>",
            too_many_rows(60002),
        ),
        (f"<row><c><v>1</v></c>{'<c><v>1</v></c>' * 200}</row>", too_many_columns("GS")),
    ],
    ids=["cell", "row", "spaces", "zeros", "digits", "letters", "rows unnumbered", "cells unnumbered"],
)
def test_bombs_with_a_far_cell(tmp_path, rows, reason):
    assert refusal(packed(tmp_path, rows)) == reason.format("S")


def test_a_bomb_of_too_many_cells(tmp_path, monkeypatch):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="GR{n}"><v>1</v></c></row>' for n in range(1, 15_501)
    )
    assert refusal(packed(tmp_path, rows)) == TOO_BIG


def test_a_bomb_that_takes_more_memory_than_the_child_may(tmp_path):
    text = "x" * 30_000  # one shared string, named by 50,000 cells
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'
    )
    relation = (
        '<Relationship Id="rId9" Target="sharedStrings.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 50_001))
    parts = {
        "xl/sharedStrings.xml": strings,
        "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>", relation
        ),
    }
    assert refusal(packed(tmp_path, rows, **parts)) == TOO_BIG


def test_entities_of_the_file_are_not_followed(tmp_path):
    workbook = '<!DOCTYPE w [<!ENTITY a "S">]>' + PARTS["xl/workbook.xml"].replace('"S"', '"&a;"')
    assert refusal(packed(tmp_path, **{"xl/workbook.xml": workbook})) == DAMAGED


def test_a_zip_bomb(tmp_path):
    assert refusal(packed(tmp_path, **{"xl/media/image.bin": bytes(5 * 1024 * 1024)})) == FAR_LARGER


def test_a_package_that_unpacks_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MAX_UNPACKED", 10_000)
    assert refusal(packed(tmp_path, **{"xl/media/image.bin": os.urandom(10_000)})) == FAR_LARGER


# --- files that are no workbook, or a broken one ------------------------------------------------


def stored(tmp_path, content, name="tệp.xlsx"):
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


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


MACROS = "The workbook contains macros. Save it in Excel as .xlsx, without macros."


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

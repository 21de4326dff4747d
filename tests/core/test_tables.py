"""Tables of strangers: what is read of sound ones, and the one sentence with which each faulty one is refused."""

import contextlib
import csv
import datetime as dt
import io
import json
import subprocess
import unicodedata
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.parse import UncomputedFormula
from core.tables import Merge, Table, WorkbookRefused, cells, read_pasted, read_tables, text
from core.tables.table import with_merges
from core.workbook.child import MAX_COLUMN, MAX_ROW
from tests.factories import files

DAMAGED = "The file is damaged. Open it in Excel, save it again and try again."
TOO_BIG = "The workbook is too large or too complicated to read. Split it into smaller files."
FAR_LARGER = "The file unpacks to far more than a workbook of this system ever holds."
PASSWORD = "The workbook has a password. Remove the password in Excel and try again."
MACROS = "The workbook contains macros. Save it in Excel as .xlsx, without macros."
ONLY = "Only Excel (.xlsx, .xls), OpenDocument (.ods) and CSV files are accepted."
NO_CELL = "The file holds no filled cell."
NO_TEXT = "The file is no readable text. Save it in Excel as .xlsx and try again."
EMPTY = "The file is empty."


def other(what: str) -> str:
    return f"This is {what}, not an Excel workbook (.xlsx)."


def convertible(what: str) -> str:
    return f"This is {what}. Open it in Excel and save it as .xlsx."


# --- sound tables -------------------------------------------------------------------------------


def saved(tmp_path, rows, merges=(), name="so.xlsx"):
    book = openpyxl.Workbook()
    book.active.title = "Đoàn ra"
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    book.save(tmp_path / name)
    return tmp_path / name


def converted(path, ending):
    """The workbook as LibreOffice saves it in another format."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{path.parent}/office",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(path.parent),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return path.with_suffix(f".{ending}")


ROWS = [
    ["DANH SÁCH", None, None, None],
    ["STT", "Nhóm", None, "Ngày"],
    [None, "Tên", "Nước", None],
    [1, "Đoàn học tập", "Pháp", dt.date(2024, 3, 5)],
    [2, "Đoàn khảo sát", None, "Như trên"],
    ["Tổng", None, None, None],
]
MERGES = ["A1:D1", "A2:A3", "B2:C2", "D2:D3", "C4:C5"]
READ = [
    ["DANH SÁCH"] * 4,
    ["STT", "Nhóm", "Nhóm", "Ngày"],
    ["STT", "Tên", "Nước", "Ngày"],
    [1, "Đoàn học tập", "Pháp", dt.date(2024, 3, 5)],
    [2, "Đoàn khảo sát", "Pháp", "Như trên"],
    ["Tổng"],
]
AREAS = [Merge(0, 0, 0, 3), Merge(1, 0, 2, 0), Merge(1, 1, 1, 2), Merge(1, 3, 2, 3), Merge(3, 2, 4, 2)]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_merged_area_gives_its_value_to_every_cell_and_is_listed(tmp_path, ending):
    path = saved(tmp_path, ROWS, MERGES)
    path = path if ending == "xlsx" else converted(path, ending)
    (table,) = read_tables(path, f"Sổ của tôi.{ending.upper()}")
    assert (table.name, table.rows, table.merged) == ("Đoàn ra", READ, AREAS)
    assert table.cell(4, 2) == "Pháp" and table.cell(5, 3) is None and table.cell(99, 0) is None


def test_the_kind_is_told_by_the_bytes(tmp_path):
    path = saved(tmp_path, [["a", 1]])
    path.rename(tmp_path / "upload")
    assert read_tables(tmp_path / "upload", "so.xls")[0].rows == [["a", 1.0]]


def test_sheets_without_a_filled_cell_are_left_out(tmp_path):
    book = openpyxl.Workbook()
    book.create_sheet("Có số liệu").append([None, "x"])
    book.save(tmp_path / "b.xlsx")
    assert [table.name for table in read_tables(tmp_path / "b.xlsx")] == ["Có số liệu"]


def test_an_area_without_a_value_is_none_and_one_beyond_the_data_ends_with_it():
    table = with_merges("t", [["x", None], [None, "y"]], [Merge(0, 0, 9, 0), Merge(0, 1, 0, 5)])
    assert table == Table("t", [["x", None], ["x", "y"]], [Merge(0, 0, 1, 0)])


def test_errors_and_formulas_without_result_are_seen_in_both_formats(tmp_path):
    path = saved(tmp_path, [["#N/A", "=1+1"]])
    assert read_tables(path)[0].rows == [["#N/A", UncomputedFormula("=1+1")]]
    assert read_tables(converted(path, "ods"))[0].rows == [["#N/A", 2.0]]


# --- CSV ----------------------------------------------------------------------------------------

TEXT = "Họ và tên;Số tiền;Ghi chú\nNguyễn Thị Ánh;1.234,5;Được đi ở Đức\nĐỗ Văn Ước;;\n"
TEXT_READ = [
    ["Họ và tên", "Số tiền", "Ghi chú"],
    ["Nguyễn Thị Ánh", "1.234,5", "Được đi ở Đức"],
    ["Đỗ Văn Ước"],
]


def windows_1258(content: str) -> bytes:
    """As an old Vietnamese Windows saves: letters of their own, tones after them."""
    found = []
    for char in content:
        try:
            found.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            letter, tone = _tone_apart(char)
            found.append(letter.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(found)


def _tone_apart(char: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", char)
    tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", parts.replace(tone, "")), tone


ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 from the other end": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-16 without a mark": TEXT.encode("utf-16-le"),
    "windows-1258": windows_1258(TEXT),
    "decomposed": unicodedata.normalize("NFD", TEXT).encode(),
    "lines of Windows": TEXT.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_csv_in_every_encoding_people_save(tmp_path, name):
    (tmp_path / "so.csv").write_bytes(ENCODED[name])
    (table,) = read_tables(tmp_path / "so.csv", "Danh sách.csv")
    assert (table.name, table.rows) == ("Danh sách", TEXT_READ)


def test_western_text_is_not_taken_for_vietnamese():
    assert text.decode("Hôpital Saint-Louis;Ìle\nÒran;Þór\n".encode("cp1252")) == (
        "Hôpital Saint-Louis;Ìle\nÒran;Þór\n"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a\tb\n1,5\t2\n", [["a", "b"], ["1,5", "2"]]),
        ("a;b\n1,5;2,5\n3,5;4\n", [["a", "b"], ["1,5", "2,5"], ["3,5", "4"]]),
        ('a,"x, y"\n"1,5",2\n', [["a", "x, y"], ["1,5", "2"]]),
        ('a;"hai\ndòng"\n', [["a", "hai\ndòng"]]),
        ("sep=|\na|b;c\n", [["a", "b;c"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("một cột\nhai\n", [["một cột"], ["hai"]]),
        ('="0012";x\n1;2\n', [["0012", "x"], ["1", "2"]]),
        ("Tiêu đề\n\na;b;c\n1;2;3\n", [["Tiêu đề"], [], ["a", "b", "c"], ["1", "2", "3"]]),
    ],
)
def test_what_separates_the_fields_is_found(content, expected):
    assert list(text.rows(content)) == expected


# --- pasted text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("a\tb\r\n1\t2\r\n", [["a", "b"], ["1", "2"]]),
        ('"hai\ndòng"\tx\n\t"có ""ngoặc"""\n', [["hai\ndòng", "x"], [None, 'có "ngoặc"']]),
        ('5" ống\tx\n"q" r\ty', [['5" ống', "x"], ['"q" r', "y"]]),
        ("một\nhai", [["một"], ["hai"]]),
        ("a\t\t\n\t\tb", [["a"], [None, None, "b"]]),
        (unicodedata.normalize("NFD", "Việt\tNam"), [["Việt", "Nam"]]),
    ],
)
def test_a_pasted_block(pasted, expected):
    assert read_pasted(pasted).rows == expected


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("", "Nothing was pasted."),
        (" \t\n \t ", "Nothing was pasted."),
        ("x\t" * 201, "Too much was pasted: at most 50000 rows and column GR. Upload the file instead."),
        (
            "x\ty\n" * 50_001,
            "Too much was pasted: at most 50000 rows and column GR. Upload the file instead.",
        ),
        ("x" * 2_000_001, "Too much was pasted: at most 50000 rows and column GR. Upload the file instead."),
    ],
)
def test_what_is_too_much_or_nothing_is_not_taken(pasted, sentence):
    with pytest.raises(WorkbookRefused) as refused:
        read_pasted(pasted)
    assert str(refused.value) == sentence


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_excel_writes_on_the_clipboard_is_read_as_it_was(rows):
    rows = [[unicodedata.normalize("NFC", _one(cell)) for cell in row] for row in rows]
    block = io.StringIO()
    csv.writer(block, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    width = max(map(len, rows))
    expected = [[cell if cell.strip() else None for cell in row] for row in rows]
    read = [row + [None] * (width - len(row)) for row in text.pasted_rows(block.getvalue())]
    assert read == [row + [None] * (width - len(row)) for row in expected]


def _one(cell: str) -> str:
    return cell.replace("\r", "").replace("\0", "")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_no_text(data):
    with contextlib.suppress(text.NotText):
        list(text.rows(text.decode(data)))


@given(
    st.one_of(
        st.none(), st.booleans(), st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
        st.decimals(allow_nan=False, allow_infinity=False), st.dates(), st.datetimes(), st.times(),
        st.text().map(UncomputedFormula),
    )
)  # fmt: skip
def test_a_cell_comes_back_from_json_as_it_was(cell):
    loaded = cells.load(json.loads(json.dumps(cells.dump(cell))))
    assert loaded == cell and type(loaded) is type(cell)


# --- faulty files ---------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
SOUND = files.xlsx("x")


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def sheet_with(xml: str) -> bytes:
    return files.with_part(
        SOUND,
        "xl/worksheets/sheet1.xml",
        f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{xml}</sheetData></worksheet>',
    )


def merged(reference: str, rows: str) -> bytes:
    return files.with_part(
        SOUND,
        "xl/worksheets/sheet1.xml",
        f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
        f'<mergeCells><mergeCell ref="{reference}"/></mergeCells></worksheet>',
    )


def ods(content: str, **parts: str) -> bytes:
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return files.packed(
        {"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content, **parts}
    )


def ods_rows(rows: str) -> str:
    office, table = (f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0" for part in ("office", "table"))
    return (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{office}" xmlns:table="{table}" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="T">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )


CELL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'


def without(package: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return files.packed({name: old.read(name) for name in old.namelist() if name != part})


def encrypted(package: bytes) -> bytes:
    """Every entry of the archive says that it needs a password."""
    data = bytearray(package)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + flags] |= 1
            start = data.find(sign, start + 4)
    return bytes(data)


ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
REACHES_ROW = (
    "Sheet “{}” reaches row {}; at most 50000 rows are read. Delete the rows below the data, save the file and "
    "try again."
)
REACHES_COLUMN = (
    "Sheet “{}” reaches column {}; at most column GR is read. Delete the columns right of the data, save the file "
    "and try again."
)

FAULTY = {
    # nothing in it
    "nothing.xlsx": (b"", EMPTY),
    "nothing.csv": (b"", EMPTY),
    "spaces.csv": (b"  \r\n \r\n", NO_CELL),
    "separators.csv": (b";;;\n;;;\n", NO_CELL),
    "mark.csv": (b"\xef\xbb\xbf", NO_CELL),
    "blank.xlsx": (files.xlsx(), NO_CELL),
    "blank.ods": (ods(ods_rows("<table:table-row><table:table-cell/></table:table-row>")), NO_CELL),
    # something else, whatever its name says
    "report.pdf": (files.pdf("x"), other("a PDF document")),
    "report.xlsx": (files.pdf("x"), other("a PDF document")),
    "letter.docx": (files.docx("x"), other("a Word document")),
    "letter.xlsx": (files.docx("x"), other("a Word document")),
    "letter.xls": (OLE + utf16("WordDocument"), other("a Word document")),
    "slides.xlsx": (files.packed({"ppt/presentation.xml": "<p/>"}), other("a PowerPoint presentation")),
    "photo.xlsx": (files.PNG, other("a file of another kind")),
    "photo.csv": (files.PNG, other("a file of another kind")),
    "photo.jpg": (files.JPG, other("a file of another kind")),
    "archive.xlsx": (files.packed({"so.txt": "x"}), other("a compressed archive (.zip)")),
    "archive.zip": (files.packed({"so.xlsx": SOUND}), other("a compressed archive (.zip)")),
    "table.xls": (b"<html><table><tr><td>x</td></tr></table></html>", convertible("a web page or an XML file")),
    "table.xlsx": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', convertible("a web page or an XML file")),
    "table.csv": (b"<table></table>", convertible("a web page or an XML file")),
    "text.odt": (
        files.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        convertible("an OpenDocument file"),
    ),
    "binary.xlsb": (
        files.packed({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\0"}),
        convertible("a binary Excel file (.xlsb)"),
    ),
    "sound.docx": (SOUND, ONLY),
    "sound": (SOUND, ONLY),
    "sound.xlsx.exe": (SOUND, ONLY),
    "list.html": (b"a;b\n", ONLY),
    "message.xls": (OLE + utf16("__properties_version1.0"), ONLY),
    "program.xls": (b"MZ\x90\0\3\0\0\0" + b"\0" * 90, other("a file of another kind")),
    # broken
    "half.xlsx": (SOUND[: len(SOUND) // 2], DAMAGED),
    "head.xlsx": (SOUND[:100], DAMAGED),
    "tail.xlsx": (SOUND[:-30], DAMAGED),
    "zeros.xlsx": (SOUND[: len(SOUND) // 4] + b"\0" * (len(SOUND) // 2) + SOUND[3 * len(SOUND) // 4 :], DAMAGED),
    "signature.xlsx": (b"PK\x03\x04", DAMAGED),
    "no_sheet.xlsx": (without(SOUND, "xl/worksheets/sheet1.xml"), DAMAGED),
    "no_relations.xlsx": (without(SOUND, "xl/_rels/workbook.xml.rels"), DAMAGED),
    "bad_xml.xlsx": (sheet_with("<row><c>"), DAMAGED),
    "no_xml.xlsx": (files.with_part(SOUND, "xl/workbook.xml", b"\xff\xfe not xml"), DAMAGED),
    "no_content.ods": (files.packed({"mimetype": ODS_TYPE}), DAMAGED),
    "bad_content.ods": (ods("<office:document-content"), DAMAGED),
    "twice.ods": (ods(ods_rows("") .replace("</office:spreadsheet>", '<table:table table:name="T"/></office:spreadsheet>')), DAMAGED),
    "old.xls": (OLE + utf16("Workbook"), DAMAGED),
    "older.xls": (OLE + utf16("Book"), DAMAGED),
    "paths.xlsx": (files.with_part(SOUND, "../../etc/passwd", "x"), DAMAGED),
    "absolute.xlsx": (files.with_part(SOUND, "/etc/passwd", "x"), DAMAGED),
    "entity.xlsx": (
        files.with_part(
            SOUND,
            "xl/workbook.xml",
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>',
        ),
        DAMAGED,
    ),
    "entity.ods": (ods('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), DAMAGED),
    # bombs
    "bomb.xlsx": (files.with_part(SOUND, "xl/bomb.xml", b"\0" * 300_000_000), FAR_LARGER),
    "bomb.ods": (ods(ods_rows(""), **{"Pictures/x": "0" * 30_000_000}), FAR_LARGER),
    "corner.xlsx": (sheet_with('<row r="1"><c r="A1"/><c r="XFD1048576"/></row>'), REACHES_ROW.format("Sheet", "1048576")),
    "low.xlsx": (sheet_with('<row r="50001"><c r="A50001"><v>1</v></c></row>'), REACHES_ROW.format("Sheet", "50001")),
    "wide.xlsx": (sheet_with('<row r="1"><c r="GS1"><v>1</v></c></row>'), REACHES_COLUMN.format("Sheet", "GS")),
    "low.csv": (b"x;y\n" * (MAX_ROW + 1), REACHES_ROW.format("low", "50001")),
    "wide.csv": (b"x;" * (MAX_COLUMN + 1) + b"\n", REACHES_COLUMN.format("wide", "GS")),
    "many.csv": ((b"x," * 199 + b"x\n") * 5_100, TOO_BIG),
    "merge.xlsx": (
        merged("A1:GR50000", ROW + '<row r="50000"><c r="GR50000"><v>1</v></c></row>'), TOO_BIG,
    ),
    "repeated.ods": (
        ods(ods_rows(f'<table:table-row table:number-rows-repeated="1048576">{CELL.format("")}</table:table-row>')),
        REACHES_ROW.format("T", "1048576"),
    ),
    "repeated_columns.ods": (
        ods(ods_rows("<table:table-row>" + CELL.format(' table:number-columns-repeated="1000000"') + "</table:table-row>")),
        TOO_BIG,
    ),
    "long_field.csv": (b"a;b\n" + b"x" * 120_000 + b";y\n", NO_TEXT),
    # macros and passwords
    "macro.xlsm": (files.with_part(SOUND, "xl/vbaProject.bin", b"\0"), MACROS),
    "macro.xlsx": (files.with_part(SOUND, "xl/vbaProject.bin", b"\0"), MACROS),
    "macro4.xlsx": (files.with_part(SOUND, "xl/macrosheets/sheet1.xml", "<x/>"), MACROS),
    "macro.xls": (OLE + utf16("Workbook") + utf16("_VBA_PROJECT_CUR"), MACROS),
    "macro.ods": (ods(ods_rows(""), **{"Basic/Standard/Module1.xml": "<x/>"}), MACROS),
    "script.ods": (ods(ods_rows(""), **{"Scripts/python/x.py": "x"}), MACROS),
    "locked.xlsx": (OLE + utf16("EncryptedPackage"), PASSWORD),
    "locked.xls": (OLE + utf16("Workbook") + utf16("EncryptedPackage"), PASSWORD),
    "locked_zip.xlsx": (encrypted(SOUND), PASSWORD),
    "locked.ods": (
        ods(ods_rows(""), **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        PASSWORD,
    ),
    # text that is none
    "binary.csv": (b"a;b\n" + bytes(range(256)) * 20, other("a file of another kind")),
    "later.csv": (b"a;b\n" * 2_000 + b"\0" * 50, NO_TEXT),
    "utf32.csv": ("a;b\n".encode("utf-32"), NO_TEXT),
}  # fmt: skip


def test_there_are_more_than_fifty_of_them():
    assert len(FAULTY) >= 50


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_is_refused_in_one_sentence(tmp_path, name):
    content, sentence = FAULTY[name]
    (tmp_path / "upload").write_bytes(content)
    with pytest.raises(WorkbookRefused) as refused:
        read_tables(tmp_path / "upload", name)
    assert str(refused.value) == sentence


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path):
    with (tmp_path / "so.csv").open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(WorkbookRefused, match=r"^The file is larger than 20 MB\.$"):
        read_tables(tmp_path / "so.csv")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(WorkbookRefused, match=r"^The file cannot be opened\.$"):
        read_tables(tmp_path / "so.csv")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_workbook_with_bytes_changed_is_read_or_refused(tmp_path, data):
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "so.xlsx").write_bytes(content)
    with contextlib.suppress(WorkbookRefused):
        assert all(isinstance(table, Table) for table in read_tables(tmp_path / "so.xlsx"))

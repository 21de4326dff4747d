"""Tables of strangers: the one sentence with which each faulty one is refused."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.tables import Table, WorkbookRefused, read_tables
from core.workbook.child import MAX_COLUMN, MAX_ROW
from tests.core.workbooks import DAMAGED, FAR_LARGER, MACROS, TOO_BIG
from tests.factories import files

PASSWORD = "The workbook has a password. Remove the password in Excel and try again."
ONLY = "Only Excel (.xlsx, .xls), OpenDocument (.ods) and CSV files are accepted."
NO_CELL = "The file holds no filled cell."
NO_TEXT = "The file is no readable text. Save it in Excel as .xlsx and try again."
EMPTY = "The file is empty."


def other(what: str) -> str:
    return f"This is {what}, not an Excel workbook (.xlsx)."


def convertible(what: str) -> str:
    return f"This is {what}. Open it in Excel and save it as .xlsx."


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

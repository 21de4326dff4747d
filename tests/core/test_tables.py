"""Tables of strangers: what is read of sound ones."""

import contextlib
import csv
import datetime as dt
import io
import json
import subprocess
import unicodedata

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.parse import UncomputedFormula
from core.tables import Merge, Table, WorkbookRefused, cells, read_pasted, read_tables, text
from core.tables.table import with_merges


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

"""What a file makes of values: text stays text, numbers stay numbers, dates dates."""

import csv
import datetime
import io
import subprocess
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from core.columns import Amount, Column, Date, Integer, YesNo
from core.columns.quick import quick_of
from core.exports import excel, separated
from core.exports.safe import defused, in_cells
from core.exports.table import DATE, NUMBER, TEXT
from delegations.models import OutboundDelegation
from tests.core.exported import HEADS, LINES, book, separate, table, told

HOSTILE = [
    "=1+1",
    "+84 912 345 678",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x";"y")',
    "=cmd|' /C calc'!A0",
]


# --- text, numbers, dates -----------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula(tmp_path, text):
    cell = book(table((text, None, None)), tmp_path).cell(LINES + 2, 1)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == text.replace("\r", "\n")
    assert separate(table((text, None, None)))[1][0] == f"'{text}".replace("\r", "\n")


@pytest.mark.parametrize(
    ("value", "words"), [(Decimal("-5.25"), "-5,25"), (-3, "-3"), (Decimal("-0.01"), "-0,01"), (0, "0")]
)
def test_a_negative_number_stays_one(tmp_path, value, words):
    cell = book(table((None, None, value)), tmp_path).cell(LINES + 2, 3)
    assert (cell.data_type, Decimal(str(cell.value))) == ("n", value)
    assert cell.number_format == "#,##0.00"
    assert separate(table((None, None, value)))[1][2] == words


def test_numbers_a_cell_cannot_hold_keep_their_digits_as_text(tmp_path):
    long = Decimal("12345678901234567.89")
    sheet = book(table(("a", None, long), ("b", None, 10**20), ("c", None, Decimal("NaN"))), tmp_path)
    assert [sheet.cell(LINES + 2 + row, 3).value for row in range(3)] == [
        "12.345.678.901.234.567,89",
        "100.000.000.000.000.000.000",
        "NaN",
    ]


def test_dates_are_dates_and_those_no_spreadsheet_knows_are_text(tmp_path):
    days = [
        datetime.date(2026, 3, 5),
        datetime.date(1900, 3, 1),
        datetime.date(1900, 2, 28),
        datetime.date(1689, 1, 2),
    ]
    sheet = book(table(*(("x", day, None) for day in days)), tmp_path)
    cells = [sheet.cell(LINES + 2 + row, 2) for row in range(4)]
    assert [cell.value for cell in cells] == [
        *(datetime.datetime.combine(day, datetime.time()) for day in days[:2]), "28/02/1900", "02/01/1689",
    ]  # fmt: skip
    assert cells[0].number_format.endswith("dd/mm/yyyy")
    assert [row[1] for row in separate(table(*(("x", day, None) for day in days)))[1:]] == [
        "05/03/2026", "01/03/1900", "28/02/1900", "02/01/1689",
    ]  # fmt: skip


def test_long_text_is_cut_as_excel_counts_it():
    (plain, wide) = in_cells(["x" * 40_000, "😀" * 20_000])
    assert len(plain) == len(wide.encode("utf-16-le")) // 2 + 1 == 32_767


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_text_comes_back_as_it_was(tmp_path_factory, texts):
    made = tmp_path_factory.mktemp("texts")
    rows = [(text, None, None) for text in texts]
    (expected,) = [in_cells([text for text, *_rest in rows])]
    sheet = book(table(*rows), made)
    cells = [sheet.cell(LINES + 2 + place, 1) for place in range(len(rows))]
    assert [_unescaped(cell.value) for cell in cells] == [text or None for text in expected]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    for text, (word, *_others) in zip(expected, separate(table(*rows))[1:], strict=True):
        assert word in (text, f"'{text}")
        assert not word.startswith(("=", "+", "-", "@", "\t", "\r"))


def _unescaped(value):
    """openpyxl leaves the escape of `_x0041_` as it stands in the file; Excel and LibreOffice do not."""
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


@given(
    st.one_of(st.none(), st.integers(), st.decimals(), st.dates(), st.datetimes(), st.booleans(), st.text())
)
@hypothesis_settings(max_examples=200, deadline=None)
def test_any_value_is_written_as_something(value):
    in_cells([value])
    assert isinstance(defused(value), str)


# --- what the file says of itself -----------------------------------------------------------------


def test_a_workbook_says_whose_and_when_it_is_above_its_headings(tmp_path):
    sheet = book(table(("a", None, None), count=1234), tmp_path)
    lines = [sheet.cell(row, 1).value for row in range(1, LINES)]
    assert lines[0] == "ĐOÀN RA"
    assert "Nguyễn Văn An (Bệnh viện Tim)" in lines[1]
    assert "14:05 05/03/2026" in lines[2]
    assert "Trạng thái: Nháp; Từ ngày: 01/03/2026" in lines[3]
    assert "1.234" in lines[4]
    assert [cell.value for cell in sheet[LINES]] == [None] * 3
    assert [cell.value for cell in sheet[LINES + 1]] == ["Nội dung", "Ngày", "Số"]
    assert sheet.freeze_panes == f"A{LINES + 2}"
    assert sheet.auto_filter.ref == f"A{LINES + 1}:C{LINES + 2}"


def test_an_empty_list_still_has_its_headings(tmp_path):
    assert [cell.value for cell in book(table(), tmp_path)[LINES + 1]] == ["Nội dung", "Ngày", "Số"]
    assert separate(table()) == [["Nội dung", "Ngày", "Số"]]


def test_a_csv_begins_with_its_headings_and_its_name_says_the_rest():
    made = b"".join(separated.pieces(table(("a;b", None, Decimal("1234.5")))))
    assert made == '\ufeffNội dung;Ngày;Số\r\n"a;b";;1234,5\r\n'.encode()
    assert told().file_name("csv") == "doan-ra-20260305-1405-annv-trang-thai-nhap-tu-ngay-01032026.csv"


def test_an_empty_cell_alone_in_its_row_is_still_a_row():
    assert separate(table((None,), ("",), ("a",), heads=HEADS[:1])) == [["Nội dung"], [""], [""], ["a"]]


def test_columns_of_one_name_are_told_apart():
    from core.exports.table import heads  # noqa: PLC0415

    columns = [Column("title", label="Tên"), Column("content", label="Tên")]
    assert [head.title for head in heads(columns, OutboundDelegation)] == ["Tên", "Tên (2)"]


def test_a_kind_of_column_that_says_something_else_is_read_from_records():
    class Shout(Column):
        def typed(self, record):
            return record.title.upper()

    class Trusted(Shout):
        def quick(self, model):
            return self._straight(model, lambda values: [value.upper() for value in values])

    assert quick_of(Column("title"), OutboundDelegation)
    assert quick_of(Shout("title"), OutboundDelegation) is None
    assert quick_of(Trusted("title"), OutboundDelegation)
    assert quick_of(Column("days"), OutboundDelegation) is None  # computed


@pytest.mark.parametrize(
    "column", [Column("title"), Date("start_date"), Integer("days"), Amount("value"), YesNo("in_plan")]
)
def test_formats_fit_the_kind(column):
    from core.exports.table import heads  # noqa: PLC0415

    (head,) = heads([column.__class__(column.path, label="x")], OutboundDelegation)
    assert (head.kind, head.number_format) == {
        Column: (TEXT, ""),
        YesNo: (TEXT, ""),
        Date: (DATE, ""),
        Integer: (NUMBER, "#,##0"),
        Amount: (NUMBER, "#,##0.00"),
    }[type(column)]


# --- as an office program reads it --------------------------------------------------------------


def test_libreoffice_reads_the_rows_the_dates_and_the_numbers(tmp_path):
    rows = [
        ("Đoàn học tập", datetime.date(2026, 3, 5), Decimal("-1234.50")),
        ("=1+1", datetime.date(1900, 3, 1), Decimal(7)),
        ("_x0041_ a\nb", None, None),
        *((f"Dòng {number}", datetime.date(2026, 1, 1), number) for number in range(300)),
    ]
    excel.write(table(*rows), tmp_path / "list.xlsx")
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false", "--outdir", str(tmp_path), str(tmp_path / "list.xlsx"),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    read = list(
        csv.reader(io.StringIO((tmp_path / "list.csv").read_text("utf-8"), newline=""), delimiter=";")
    )
    quick = CalamineWorkbook.from_path(tmp_path / "list.xlsx").get_sheet_by_index(0).to_python()
    assert quick[LINES + 1][:3] == ["Đoàn học tập", datetime.date(2026, 3, 5), -1234.5]
    body = read[LINES + 1 :]
    assert len(body) == len(rows)
    assert body[0][:2] == ["Đoàn học tập", "05/03/2026"]
    assert Decimal(body[0][2].replace(",", ".")) == Decimal("-1234.5")
    assert body[1][:2] == ["=1+1", "01/03/1900"]
    assert body[2][0].replace("\r\n", "\n") == "_x0041_ a\nb"

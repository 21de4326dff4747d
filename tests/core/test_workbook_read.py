"""What the cells of a workbook are read as."""

import datetime as dt
import unicodedata
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart

from core.parse import UncomputedFormula
from core.workbook.read import read_workbook
from tests.core.workbooks import DAMAGED, HEAD, PARTS, TAIL, packed, refusal, saved


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

"""The workbook: typed cells, text that stays text, headings of several rows, print set-up."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from core.papers.tree import (
    DATE,
    NUMBER,
    ORDINAL,
    PERCENT,
    TOTAL,
    Column,
    Document,
    Letterhead,
    Page,
    Row,
    Signatures,
    Table,
)
from reports.documents import file_name, report_book
from reports.documents.xlsx import render
from reports.periods import parse
from reports.selection import Selection
from reports.summary import summarise
from tests.factories.records import unit_report
from tests.reports.makers import (
    agreement,
    aid,
    conference,
    day,
    disbursed,
    focal_point,
    member,
    person,
    trip,
    unit,
    visit,
)

H1 = Selection(parse("2024-H1"))
COLUMNS = (
    Column("STT", ORDINAL, 5),
    Column("Tên", width=20),
    Column("Ở trong nước", NUMBER, 9, ("Đại biểu", "Người nước ngoài")),
    Column("Từ nước ngoài", NUMBER, 9, ("Đại biểu", "Người nước ngoài")),
    Column("Người Việt Nam", NUMBER, 9, ("Đại biểu",)),
    Column("Tỷ lệ (%)", PERCENT, 9),
    Column("Ngày", DATE, 12),
)


def at_midnight(text):
    """A date as openpyxl reads it back."""
    return datetime.datetime.combine(day(text), datetime.time())


def sheet_of(*rows, columns=COLUMNS):
    table = Table(columns, tuple(rows), "Không có")
    page = Page("A", "TIÊU ĐỀ", "(Từ ngày …)", (table, Signatures("TRÁI", "PHẢI", "(Ký)")))
    with render(Document("T", Letterhead("TRÊN", "DƯỚI"), (page,))) as file:
        return load_workbook(file)["A"]


def row_of(sheet, number):
    """The cells of a table's row: three heading rows stand above."""
    return sheet[8 + 2 + number]


def test_values_are_typed_and_formatted():
    sheet = sheet_of(
        Row((1, "Tên", 1234, Decimal("1234.50"), None, Decimal("12.5"), datetime.date(2024, 6, 14)))
    )
    cells = row_of(sheet, 0)
    assert [cell.value for cell in cells] == [
        1, "Tên", 1234, 1234.5, None, 12.5, at_midnight("14/06/2024"),
    ]  # fmt: skip
    assert [cells[place].number_format for place in (2, 3, 5, 6)] == [
        "#,##0",
        "#,##0.00",
        "#,##0.0",
        "dd/mm/yyyy",
    ]
    assert cells[6].is_date


@pytest.mark.parametrize(
    "text", ["=1+1", "+84912345678", "-5", "@SUM(A1)", "\tx", "#N/A", "1234", "=cmd|'/C calc'!A0"]
)
def test_text_stays_text(text):
    cell = row_of(sheet_of(Row((1, text, 0, 0, 0, 0, None))), 0)[1]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@\t")


def test_unprintable_and_endless_text_is_cut():
    cell = row_of(sheet_of(Row((1, "a\x00b\x1b" + "c" * 40_000, 0, 0, 0, 0, None))), 0)[1]
    assert cell.value == "ab" + "c" * 32_765


def test_headings_of_three_rows_are_merged():
    sheet = sheet_of()
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A7:A9", "B7:B9", "C7:E7", "C8:D8", "E8:E9", "F7:F9", "G7:G9"} <= merged
    assert [sheet[place].value for place in ("C7", "C8", "C9", "D9", "E8")] == [
        "Đại biểu", "Người nước ngoài", "Ở trong nước", "Từ nước ngoài", "Người Việt Nam",
    ]  # fmt: skip


def test_sheet_prints_on_a4_landscape_with_repeated_headings():
    sheet = sheet_of()
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (
        sheet.sheet_properties.pageSetUpPr.fitToPage,
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
    ) == (True, 1, 0)
    assert sheet.print_title_rows == "$7:$9"
    assert sheet.oddHeader.center.text == "&P"
    assert sheet.HeaderFooter.differentFirst


def test_widths_hold_the_longest_number():
    sheet = sheet_of(Row((1, "", Decimal("12345678901234.56"), 0, 0, 0, None), TOTAL))
    assert sheet.column_dimensions["C"].width > len("12.345.678.901.234,56")


def test_head_and_signatures_stand_around_the_table():
    sheet = sheet_of()
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert texts[:6] == [
        "TRÊN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "DƯỚI", "Độc lập - Tự do - Hạnh phúc", "TIÊU ĐỀ", "(Từ ngày …)",
    ]  # fmt: skip
    assert texts[-5:] == ["Không có", "TRÁI", "PHẢI", "(Ký)", "(Ký)"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2024-H1", "BC_doi_ngoai_6T1_2024.xlsx"),
        ("2024-H2", "BC_doi_ngoai_6T2_2024.xlsx"),
        ("2024", "BC_doi_ngoai_2024.xlsx"),
        ("2024-01-01..2024-03-31", "BC_doi_ngoai_20240101_20240331.xlsx"),
    ],
)
def test_file_is_named_by_its_period(code, name):
    assert file_name(parse(code)) == name


# --- the annexes --------------------------------------------------------------------------------

HEADINGS = {
    "TH": "STT · Chỉ tiêu · Đơn vị tính · Cùng kỳ năm 2023 · Kỳ báo cáo · Tăng/giảm (±) · Tỷ lệ (%) · Ghi chú",
    "PL1": "STT · Tên đoàn (danh nghĩa) · Trưởng đoàn (chức vụ, đơn vị) · Đơn vị chủ trì · Số người · Nước/vùng lãnh thổ đến · Cơ quan, tổ chức mời/đối tác làm việc · Mục đích, nội dung hoạt động · Ngày đi · Ngày về · Số ngày · Nguồn kinh phí · Văn bản đề nghị (số, ngày) · Quyết định cho phép (số, ngày, cơ quan) · Trong/ngoài KH · Báo cáo kết quả (số, ngày) · Ghi chú",
    "PL1b": "STT · Họ và tên · Ngày sinh · Giới tính · Chức vụ · Đơn vị · Loại hộ chiếu · Đoàn · Nước đến · Từ ngày · Đến ngày · Vai trò",
    "PL2": "STT · Tên đoàn · Trưởng đoàn (chức danh) · Nước/tổ chức cử · Số khách · Đơn vị đón tiếp · Địa điểm làm việc · Mục đích, nội dung làm việc · Ngày đến · Ngày rời · Số ngày · Nguồn kinh phí · Văn bản xin phép · Văn bản cho phép · Trong/ngoài KH · Báo cáo · Ghi chú",
    "PL3": "STT · Cơ quan, đơn vị đề xuất ký · Danh nghĩa ký · Loại văn bản · Tên văn bản · Nước ký · Tên đối tác · Người ký (VN/đối tác) · Ngày ký · Ngày hiệu lực · Thời hạn hiệu lực · Tình trạng hiệu lực · Cấp có thẩm quyền phê duyệt (số, ngày) · Có ủy quyền · Nội dung chính · Tình hình triển khai · Ghi chú",
    "PL5": "STT · Tên chương trình/dự án/phi dự án · Loại · Bên cung cấp viện trợ (nước, loại hình) · Chủ khoản viện trợ · Lĩnh vực · Mục tiêu, nội dung chính · Địa bàn · Đối tượng hưởng lợi · Thời gian thực hiện · Quyết định phê duyệt (số, ngày, cơ quan) · Giá trị cam kết (nguyên tệ) · Quy đổi USD · Vốn đối ứng (triệu đồng) · Giải ngân trong kỳ (USD) · Lũy kế giải ngân (USD) · Tỷ lệ giải ngân (%) · Hình thức (tiền/hàng hóa/chuyên gia) · Kết quả, khó khăn · Ghi chú",
}
TITLES = {
    "TH": "BIỂU TỔNG HỢP KẾT QUẢ CÔNG TÁC ĐỐI NGOẠI",
    "PL1": "PHỤ LỤC I – DANH SÁCH ĐOÀN RA",
    "PL1b": "Danh sách thành viên đoàn ra",
    "PL2": "PHỤ LỤC II – DANH SÁCH ĐOÀN VÀO",
    "PL3": "PHỤ LỤC III – THỎA THUẬN QUỐC TẾ, VĂN BẢN HỢP TÁC",
    "PL4": "PHỤ LỤC IV – HỘI NGHỊ, HỘI THẢO QUỐC TẾ",
    "PL5": "PHỤ LỤC V – CHƯƠNG TRÌNH, DỰ ÁN, PHI DỰ ÁN VIỆN TRỢ",
    "PL6": "PHỤ LỤC VI – NHÂN LỰC VÀ TẬP HUẤN ĐỐI NGOẠI",
    "PL7": "Thống kê theo đơn vị",
}


def report(selection=H1):
    file, _name = report_book(summarise(selection))
    with file:
        return load_workbook(file)


@pytest.mark.django_db
def test_titles_and_headings_are_those_of_the_department():
    book = report()
    assert {sheet.title: sheet["A4"].value for sheet in book} == TITLES
    assert {sheet["A5"].value for sheet in book} == {"(Từ ngày 15/12/2023 đến ngày 14/6/2024)"}
    for name, headings in HEADINGS.items():
        assert " · ".join(cell.value for cell in book[name][7] if cell.value) == headings


@pytest.mark.django_db
def test_summary_sheet_draws_its_charts_from_cells_beside_them():
    trip(to=("JP", "KR"), people=2)
    trip(to=("JP",), start_date=day("02/05/2024"), end_date=day("03/05/2024"), permit_date=day("01/05/2024"))
    visit(countries=("JP",))
    visit(start_date=day("01/03/2023"))
    sheet = report()["TH"]
    told = {"J": [], "N": [], "R": []}
    for letter, rows in told.items():
        for row in sheet.iter_rows(min_row=8, min_col=ord(letter) - 64, max_col=ord(letter) - 62):
            if row[1].value is not None:
                rows.append(tuple(cell.value for cell in row))
    assert told == {
        "J": [
            ("Hoạt động", "Cùng kỳ 2023", "Kỳ báo cáo"),
            ("Đoàn ra", 0, 2), ("Đoàn vào", 1, 1), ("Thỏa thuận quốc tế", 0, 0), ("Hội nghị, hội thảo", 0, 0), ("Viện trợ", 0, 0),
        ],
        "N": [("Thời gian", "Đoàn ra", "Đoàn vào"), ("03/2024", 1, 1), ("04/2024", 0, 0), ("05/2024", 1, 0)],
        "R": [("Nước, vùng lãnh thổ", "Đoàn ra", "Đoàn vào"), ("Nhật Bản", 2, 1), ("Hàn Quốc", 1, 0)],
    }  # fmt: skip
    drawn = sheet._charts
    assert [chart.title.tx.rich.p[0].r[0].t for chart in drawn] == [
        "Kết quả chính so với cùng kỳ",
        "Đoàn ra, đoàn vào theo thời gian",
        "Các nước, vùng lãnh thổ có nhiều đoàn nhất",
    ]
    assert [series.val.numRef.f for series in drawn[1].series] == ["'TH'!$O$24:$O$26", "'TH'!$P$24:$P$26"]
    assert sheet.print_area == "'TH'!$A$1:$H$63,'TH'!$J$8:$T$28"


@pytest.mark.django_db
def test_a_long_period_is_drawn_by_year():
    visit(start_date=day("01/03/2022"))
    visit()
    sheet = report(Selection(parse("2022-01-01..2024-06-30")))["TH"]
    assert [[cell.value for cell in row] for row in sheet["N24:P25"]] == [["2022", 0, 1], ["2023", 0, 0]]


@pytest.mark.django_db
def test_conferences_annex_has_headings_of_three_rows():
    sheet = report()["PL4"]
    assert (
        sheet["A7"].value
        == "A. Hội nghị, hội thảo quốc tế do ngành chủ trì, tổ chức hoặc tham mưu chủ trì tổ chức"
    )
    assert [[cell.value for cell in row if cell.value] for row in sheet["A8:P10"]] == [
        [
            "STT", "Tên/Chủ đề hội nghị, hội thảo", "Đơn vị chủ trì", "Tên cơ quan/Tổ chức nước ngoài phối hợp thực hiện",
            "Nội dung hoạt động", "Số lượng đại biểu", "Thời gian thực hiện", "Địa điểm tổ chức",
            "Kinh phí (NS tỉnh/NS ngành/Đài thọ)", "Báo cáo", "Hoạt động trong KH", "Cấp cho phép",
            "Văn bản cho phép (số, ngày)",
        ],
        ["Người Việt Nam", "Người nước ngoài"],
        ["Ở trong nước", "Từ nước ngoài", "Đến từ (các nước)"],
    ]  # fmt: skip


@pytest.mark.django_db
def test_personnel_annex_has_two_lists():
    sheet = report()["PL6"]
    texts = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows(min_row=7)]
    assert [
        "STT",
        "Họ tên",
        "Đơn vị",
        "Chức danh",
        "Chuyên trách/kiêm nhiệm",
        "Ngoại ngữ (trình độ)",
        "Từ ngày",
        "SĐT",
        "Email",
    ] in texts
    assert [
        "STT",
        "Tên lớp",
        "Nội dung",
        "Thời gian",
        "Địa điểm",
        "Giảng viên/báo cáo viên",
        "Số lượt tham dự",
        "Kinh phí",
        "Ghi chú",
    ] in texts


@pytest.mark.django_db
def test_units_annex_has_the_columns_of_the_department():
    sheet = report()["PL7"]
    assert [[cell.value for cell in row if cell.value] for row in sheet["A7:L8"]] == [
        [
            "STT",
            "Đơn vị",
            "Đoàn ra",
            "Đoàn vào",
            "TTQT",
            "HNHT",
            "Dự án",
            "Chậm/gấp",
            "Nộp báo cáo đúng hạn (Có/Không)",
        ],
        ["Số đoàn", "Số lượt", "Số người", "Số đoàn", "Số lượt khách"],
    ]


@pytest.mark.django_db
def test_trips_annex_tells_the_trip():
    made = trip(
        title="=Đoàn dự hội nghị",
        to=("JP",),
        end_date=day("05/03/2024"),
        permit_number="12/QĐ-UBND",
        permit_agency="UBND thành phố Hà Nội",
        purposes=["HNHT"],
        in_plan=True,
    )
    member(made, person("Nguyễn Văn An"), role="LEADER", position="Trưởng khoa")
    member(made)
    member(made, participation="NOT_GOING")
    cells = report()["PL1"][8]
    assert [cell.value for cell in cells] == [
        1,
        "=Đoàn dự hội nghị",
        "Nguyễn Văn An (Trưởng khoa, Bệnh viện Tim Hà Nội)",
        "Bệnh viện Tim Hà Nội",
        2,
        "Nhật Bản",
        None,
        "Tham dự hội nghị, hội thảo khoa học",
        at_midnight("01/03/2024"),
        at_midnight("05/03/2024"),
        5,
        None,
        None,
        "12/QĐ-UBND, 01/03/2024, UBND thành phố Hà Nội",
        "Trong KH",
        None,
        None,
    ]
    assert cells[1].data_type == "s"


@pytest.mark.django_db
def test_aid_annex_keeps_currency_and_rate_of_disbursement():
    made = aid(
        value=Decimal(3_000_000),
        currency="JPY",
        usd_rate=Decimal("0.0068"),
        counterpart=Decimal(123_456_789),
        permit_date=day("01/01/2020"),
        start_date=day("01/01/2020"),
        end_date=day("31/12/2030"),
    )
    disbursed(made, "01/01/2023", "5100")
    disbursed(made, "01/03/2024", "100")
    cells = report()["PL5"][8]
    assert [cell.value for cell in cells][11:17] == ["3.000.000 JPY", 20400, 123.456789, 100, 5200, 25.5]


@pytest.mark.django_db
def test_agreement_annex_tells_the_effect_on_the_last_day():
    agreement(effective_date=day("01/03/2024"), expiry_date=day("01/07/2024"))
    agreement(title="B", state="TERMINATED", term="KHONG_THOI_HAN")
    sheet = report()["PL3"]
    assert [sheet[row][11].value for row in (9, 10)] == ["Sắp hết hiệu lực", "Chấm dứt"]
    assert [sheet[row][10].value for row in (9, 10)] == [at_midnight("01/07/2024"), "Không thời hạn"]


@pytest.mark.django_db
def test_units_annex_tells_idle_units_too_and_leaves_unknown_open():
    visit(unit=unit("Bệnh viện Ung bướu Hà Nội"))
    unit("Bệnh viện Đa khoa Đông Anh")
    unit("Đã giải thể", valid_to=day("01/01/2024"))
    sheet = report()["PL7"]
    assert [[cell.value for cell in sheet[row]] for row in (9, 10, 11)] == [
        [1, "Bệnh viện Đa khoa Đông Anh", 0, 0, 0, 0, 0, 0, 0, 0, 0, "—"],
        [2, "Bệnh viện Ung bướu Hà Nội", 0, 0, 0, 1, 3, 0, 0, 0, 1, "—"],
        [None, "Tổng cộng", 0, 0, 0, 1, 3, 0, 0, 0, 1, None],
    ]


@pytest.mark.django_db
def test_units_annex_says_who_reported_in_time():
    for name, on in (("Một", 17), ("Hai", 19), ("Ba", None)):
        at = on and timezone.make_aware(datetime.datetime(2024, 6, on, 9))  # noqa: DTZ001
        unit_report(unit=unit(name), submitted_at=at)
    told = {row[1].value: row[11].value for row in report()["PL7"].iter_rows(min_row=9, max_row=11)}
    assert told == {"Một": "Có", "Hai": "Không", "Ba": "Không"}


@pytest.mark.django_db
def test_report_reads_the_same_number_of_queries_however_many_records(django_assert_num_queries):
    def fill(times):
        for _number in range(times):
            trip(to=("JP", "KR"), people=2)
            visit(countries=("JP",))
            agreement()
            conference()
            disbursed(aid(), "01/03/2024", "1")
            focal_point()

    fill(1)
    report()
    with django_assert_num_queries(46):
        report()
    fill(4)
    with django_assert_num_queries(46):
        report()

"""Clerks' sheets, as they are kept in offices, understood whole."""

from decimal import Decimal

import openpyxl
import pytest

from core.tables import Table, read_pasted
from exchange.catalogue import sheets
from exchange.intake import headings, mapping, targets
from tests.exchange.understanding import GUESTS, MEMBERS, D, understand

pytestmark = pytest.mark.usefixtures("english")


def book(tmp_path, rows, merges=(), title="Sheet1"):
    file = openpyxl.Workbook()
    file.active.title = title
    for row in rows:
        file.active.append(row)
    for area in merges:
        file.active.merge_cells(area)
    file.save(tmp_path / "so.xlsx")
    return tmp_path / "so.xlsx"


def test_a_list_of_trips_with_title_numbers_groups_totals_and_signatures(tmp_path):
    path = book(
        tmp_path,
        [
            ["SỞ Y TẾ HÀ NỘI", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["BỆNH VIỆN TIM HÀ NỘI", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
            [],
            ["DANH SÁCH ĐOÀN RA 6 THÁNG CUỐI NĂM 2025"],
            ["(Kèm theo Báo cáo số 123/BC-BVT ngày 05/12/2025)"],
            [],
            ["STT", "Tên đoàn", "Thành phần", "Số người", "Nước đến", "Thời gian", "Nội dung", "Đơn vị mời",
             "QĐ số", "Ngày QĐ", "Kinh phí", "Ghi chú"],
            [f"({number})" for number in range(1, 13)],
            ["I. Đoàn cấp Thành phố"],
            [1, "Đoàn học tập tại Pháp", "T= Nguyễn Văn A\nTrần Thị B\nLê Văn C", 3, "Pháp, Đức và Bỉ", "13-15/11",
             "Học tập", "AP-HP", "123/QĐ-UBND", D(2025, 10, 1), "Tự túc", None],
            [2, "Đoàn dự hội nghị", "T=Đỗ Văn Hùng", "02 người", "Nhật Bản", "22/11 - 04/12/2025", "Như trên", "nt",
             "124/QĐ-UBND ngày 05/11/2025", "nt", '"', None],
            [3, "Đoàn khảo sát", "Nguyễn Thị Ánh - Trưởng khoa", "01", "Hàn Quốc/Singapore", "từ 5/3 đến 9/3",
             "Dự hội thảo", "-", "125/QĐ-UBND", "15/02/2025", "Như trên", None],
            ["Tổng cộng", None, None, 6],
            [],
            [None, None, None, None, None, None, None, "Hà Nội, ngày 10 tháng 12 năm 2025"],
            ["NGƯỜI LẬP BIỂU", None, None, None, None, None, None, "GIÁM ĐỐC"],
            ["(Ký, ghi rõ họ tên)", None, None, None, None, None, None, "(Ký tên, đóng dấu)"],
            [],
            ["Nguyễn Thị Hoa", None, None, None, None, None, None, "Nguyễn Sinh Hiền"],
        ],
        ["A1:D1", "E1:L1", "A2:D2", "E2:L2", "A4:L4", "A5:L5", "A9:L9"],
        title="ĐR",
    )  # fmt: skip
    found = understand(path)
    assert (found.sheet, found.heading.first_row, found.heading.last_row) == ("Đoàn ra", 6, 6)
    assert found.mapping == {
        1: "title", 2: "~people", 3: "~heads", 4: "legs", 5: "~period", 6: "content", 7: "inviters",
        8: "permit_number", 9: "permit_date", 10: "funding",
    }  # fmt: skip
    assert found.left_out == {
        " · ".join(f"({number})" for number in range(1, 13)): "Numbers of the columns",
        "I. Đoàn cấp Thành phố": "Heading of a group of rows",
        "Tổng cộng · 6": "Total",
        "Hà Nội, ngày 10 tháng 12 năm 2025": "Signature or closing words",
        "NGƯỜI LẬP BIỂU · GIÁM ĐỐC": "Signature or closing words",
        "(Ký, ghi rõ họ tên) · (Ký tên, đóng dấu)": "Signature or closing words",
        "Nguyễn Thị Hoa · Nguyễn Sinh Hiền": "Signature or closing words",
    }
    first, second, third = found.records
    assert first.values == {
        "title": "Đoàn học tập tại Pháp",
        "legs": "Pháp; Đức; Bỉ",
        "start_date": D(2025, 11, 13),
        "end_date": D(2025, 11, 15),
        "content": "Học tập",
        "inviters": "AP-HP",
        "permit_number": "123/QĐ-UBND",
        "permit_date": D(2025, 10, 1),
        "funding": "Tự túc",
    }
    assert first.children == [
        (MEMBERS, {"person.full_name": "Nguyễn Văn A", "role": "Trưởng đoàn"}),
        (MEMBERS, {"person.full_name": "Trần Thị B", "role": "Thành viên"}),
        (MEMBERS, {"person.full_name": "Lê Văn C", "role": "Thành viên"}),
    ]
    assert first.notes == [
        "Period: Ngày đi and Ngày về in one cell: The year 2025 is taken from “DANH SÁCH ĐOÀN RA 6 THÁNG CUỐI NĂM 2025”."
    ]
    assert (second.values["content"], second.values["inviters"], second.values["funding"]) == (
        "Học tập",
        "AP-HP",
        "Tự túc",
    )
    assert (second.values["start_date"], second.values["end_date"]) == (D(2025, 11, 22), D(2025, 12, 4))
    assert (second.values["permit_number"], second.values["permit_date"]) == ("124/QĐ-UBND", D(2025, 10, 1))
    assert "The sheet says 2 people; 1 are named." in second.notes
    assert any("“05/11/2025”" in note for note in second.notes)
    # March is not in the half year of the title: no year is guessed, the load will refuse the cell
    assert third.values["start_date"] == "từ 5/3 đến 9/3" and "end_date" not in third.values
    assert third.values["inviters"] is None and third.values["legs"] == "Hàn Quốc; Singapore"
    assert third.children == [(MEMBERS, {"person.full_name": "Nguyễn Thị Ánh", "position": "Trưởng khoa"})]


def test_a_heading_of_three_rows_with_numbers_of_delegates(tmp_path):
    path = book(
        tmp_path,
        [
            ["HỘI NGHỊ, HỘI THẢO QUỐC TẾ NĂM 2024"],
            ["STT", "Tên/Chủ đề hội nghị, hội thảo", "Đơn vị chủ trì",
             "Tên cơ quan/Tổ chức nước ngoài phối hợp thực hiện", "Số lượng đại biểu", None, None, None,
             "Thời gian thực hiện", "Địa điểm tổ chức", "Cấp cho phép"],
            [None, None, None, None, "Người Việt Nam", "Người nước ngoài"],
            [None, None, None, None, None, "Ở trong nước", "Từ nước ngoài", "Đến từ (các nước)"],
            [1, "Hội thảo tim mạch", "BV Tim", "JICA", 100, 5, 10, "Nhật Bản, Pháp", "5-6/3/2024", "Hà Nội", "UBND TP"],
            [2, "Hội nghị nhi khoa", "BV Nhi", "WHO", "50 người", 0, "02", "Hoa Kỳ", "3/2024", "Hà Nội", "UBND TP"],
            ["Cộng:", None, None, None, 150, 5, 12],
        ],
        ["A1:K1", "A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:H2", "F3:H3", "E3:E4", "I2:I4", "J2:J4", "K2:K4"],
    )  # fmt: skip
    found = understand(path)
    assert (found.sheet, found.heading.first_row, found.heading.last_row) == ("Hội nghị", 1, 3)
    assert found.heading.titles[5] == "Số lượng đại biểu / Người nước ngoài / Ở trong nước"
    assert found.mapping == {
        1: "title", 2: "unit", 3: "partners", 4: "vietnamese", 5: "foreign_resident", 6: "foreign_visiting",
        7: "countries", 8: "~period", 9: "place", 10: "permit_agency",
    }  # fmt: skip
    first, second = found.values
    assert (first["foreign_visiting"], first["countries"]) == (10, "Nhật Bản; Pháp")
    assert (first["start_date"], first["end_date"]) == (D(2024, 3, 5), D(2024, 3, 6))
    assert (second["vietnamese"], second["foreign_visiting"]) == (50, 2)
    assert (second["start_date"], second["end_date"]) == (D(2024, 3, 1), D(2024, 3, 31))
    assert found.left_out == {"Cộng: · 150 · 5 · 12": "Total"}


def test_a_row_for_each_person_is_one_trip_where_the_rest_is_merged(tmp_path):
    path = book(
        tmp_path,
        [
            ["Danh sách cán bộ đi công tác nước ngoài năm 2024"],
            ["TT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Nước đến", "Từ ngày", "Đến ngày",
             "Quyết định (số, ngày)", "Mục đích"],
            [1, "PGS.TS Nguyễn Văn An", "Giám đốc", "BV Tim", "Pháp", D(2024, 3, 1), D(2024, 3, 5),
             "12/QĐ-UBND ngày 5/2/2024", "Tham dự hội nghị, hội thảo khoa học"],
            [2, "Bà Trần Thị Bình", "Bác sĩ", "BV Tim"],
            [3, "Lê Văn Cường", "Điều dưỡng", "BV Tim"],
            [4, "Phạm Dũng", "Bác sĩ", "BV Phổi", "Đức", "10/4/2024", "15/4/2024", "15/QĐ-UBND, 1/4/2024", "Đào tạo"],
        ],
        ["A1:I1", "E3:E5", "F3:F5", "G3:G5", "H3:H5"],
    )  # fmt: skip
    found = understand(path)
    assert found.sheet == "Đoàn ra"
    first, second = found.records
    assert first.values == {
        "legs": "Pháp",
        "start_date": D(2024, 3, 1),
        "end_date": D(2024, 3, 5),
        "permit_number": "12/QĐ-UBND",
        "permit_date": D(2024, 2, 5),
        "purposes": "Tham dự hội nghị, hội thảo khoa học",
    }
    assert [child for _title, child in first.children] == [
        {"person.full_name": "Nguyễn Văn An", "position": "PGS.TS, Giám đốc", "unit": "BV Tim"},
        {"person.full_name": "Trần Thị Bình", "person.gender": "Nữ", "position": "Bác sĩ", "unit": "BV Tim"},
        {"person.full_name": "Lê Văn Cường", "position": "Điều dưỡng", "unit": "BV Tim"},
    ]
    assert [child["person.full_name"] for _title, child in second.children] == ["Phạm Dũng"]
    assert (second.values["start_date"], second.values["permit_date"]) == (D(2024, 4, 10), D(2024, 4, 1))


def test_aid_with_the_units_of_its_headings(tmp_path):
    path = book(
        tmp_path,
        [
            ["DANH MỤC DỰ ÁN, PHI DỰ ÁN VIỆN TRỢ"],
            ["STT", "Tên dự án", "Nhà tài trợ", "Đơn vị tiếp nhận", "Giá trị (USD)", "Vốn đối ứng (triệu đồng)",
             "Thời gian thực hiện", "Quyết định phê duyệt"],
            [1, "Dự án ECHO", "Brigham & Women, Đại học Y Harvard", "BV Ung bướu", "250.000", 500, "2023-2025",
             "5/QĐ-UBND ngày 20/12/2022 của UBND TP Hà Nội"],
            [2, "Phi dự án thiết bị", "JICA và AP-HP", "BV Tim", "1.000.000 JPY", "-", "6/2024", "6/QĐ-SYT"],
        ],
        ["A1:H1"],
    )  # fmt: skip
    found = understand(path)
    assert found.sheet == "Viện trợ"
    assert found.values == [
        {
            "title": "Dự án ECHO",
            "donors": "Brigham & Women, Đại học Y Harvard",
            "unit": "BV Ung bướu",
            "value": Decimal(250000),
            "currency": "USD",
            "counterpart": Decimal(500000000),
            "start_date": D(2023, 1, 1),
            "end_date": D(2025, 12, 31),
            "permit_number": "5/QĐ-UBND",
            "permit_date": D(2022, 12, 20),
            "permit_agency": "UBND TP Hà Nội",
        },
        {
            "title": "Phi dự án thiết bị",
            "donors": "JICA; AP-HP",
            "unit": "BV Tim",
            "value": Decimal(1000000),
            "currency": "JPY",
            "counterpart": None,
            "start_date": D(2024, 6, 1),
            "end_date": D(2024, 6, 30),
            "permit_number": "6/QĐ-SYT",
        },
    ]


def test_visits_pasted_without_a_title():
    found = understand(
        read_pasted(
            "STT\tĐoàn\tQuốc tịch\tĐơn vị tiếp\tSố lượng khách\tThời gian\tNội dung làm việc\tTrưởng đoàn\n"
            "1\tĐoàn JICA\tNhật Bản\tSở Y tế\t05 khách\t05/3/2024\tTrao đổi hợp tác\tÔng Tanaka Hiroshi, Giám đốc\n"
            "2\tĐoàn AP-HP\tPháp\tBV Tim\t3\t6-8/3\tnt\tMarie Dupont\n"
        )
    )
    assert found.sheet == "Đoàn vào"
    first, second = found.records
    assert (first.values["guest_count"], first.values["countries"]) == (5, "Nhật Bản")
    assert first.children == [
        (GUESTS, {"full_name": "Tanaka Hiroshi", "gender": "Nam", "position": "Giám đốc, Trưởng đoàn"})
    ]
    assert second.values["content"] == "Trao đổi hợp tác" and second.values["start_date"] == "6-8/3"
    assert second.notes == [
        "Period: Ngày đến and Ngày rời in one cell: The year is not told, neither here nor in the title of the sheet."
    ]


def test_agreements_of_a_year(tmp_path):
    path = book(
        tmp_path,
        [
            ["BIỂU TỔNG HỢP VĂN BẢN HỢP TÁC QUỐC TẾ ĐÃ KÝ KẾT"],
            ["TT", "Tên văn bản", "Loại văn bản", "Cơ quan, đơn vị đề xuất ký", "Nước ký", "Tên đối tác", "Ngày ký",
             "Ngày hiệu lực", "Ngày hết hạn", "Người ký", "Nội dung chính"],
            [1, "Biên bản ghi nhớ với AP-HP", "Bản ghi nhớ", "BV Tim", "Pháp", "AP-HP", "05.3.2024", 45356.0, "5/3/27",
             "Nguyễn Văn A", "Đào tạo"],
        ],
        ["A1:K1"],
    )  # fmt: skip
    found = understand(path)
    assert found.sheet == "Thỏa thuận"
    (row,) = found.records
    assert (row.values["signed_on"], row.values["effective_date"], row.values["expiry_date"]) == (
        D(2024, 3, 5),
        D(2024, 3, 5),
        D(2027, 3, 5),
    )
    assert sorted(row.notes) == [
        "Effective date: The number 45356 is read as the date 05/03/2024.",
        "Expiry date: The year 27 is read as 2027.",
    ]


def test_the_sheet_meant_is_found_among_others(tmp_path):
    file = openpyxl.Workbook()
    file.active.title = "Hướng dẫn"
    file.active.append(["Đơn vị điền đầy đủ các cột, gửi trước ngày 15/12"])
    file.create_sheet("Danh mục").append(["Mã", "Diễn giải"])
    page = file.create_sheet("Biểu 2")
    page.append(["TT", "Tên đoàn khách", "Nước", "Cơ quan cử đoàn", "Ngày đến", "Ngày đi", "Số người"])
    page.append([1, "Đoàn chuyên gia", "Đức", "GIZ", D(2024, 5, 1), D(2024, 5, 3), 4])
    file.save(tmp_path / "so.xlsx")
    found = understand(tmp_path / "so.xlsx")
    assert found.sheet == "Đoàn vào"
    assert found.values[0]["end_date"] == D(2024, 5, 3)


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.title)
def test_the_exchange_workbook_itself_is_understood_whole(sheet):
    """The headings of each sheet lead to its own columns, in any order of words' case and stars."""
    row = [f"{sheet.heading(column).upper()} *" for column in sheet.columns]
    heading = headings.find(Table(sheet.title, [row, ["x"] * len(row)]), targets.vocabulary(sheets()))
    assert (heading.first_row, heading.last_row, heading.data_rows) == (0, 0, [1])
    chosen = mapping.suggest(heading.titles, {}, targets.targets_of(sheet))
    assert chosen == {number: column.path for number, column in enumerate(sheet.columns)}


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.title)
def test_every_heading_a_column_is_known_by_leads_somewhere(sheet):
    for target in targets.targets_of(sheet):
        for name in target.names:
            assert mapping.suggest([name], {}, targets.targets_of(sheet)), name


def test_no_column_of_a_sheet_shares_its_first_name_with_another():
    for sheet in sheets():
        own = [target for target in targets.targets_of(sheet) if not target.is_child]
        firsts = [target.names[0].casefold() for target in own]
        assert len(set(firsts)) == len(firsts)

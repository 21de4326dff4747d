"""Clerks' sheets, as they are kept in offices: what of them is a heading, what a row, and what each cell says."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core.names import Names
from core.tables import Table, read_pasted, read_tables
from directory.models import Country, Partner
from exchange.catalogue import sheets
from exchange.intake import cells, grouping, headings, mapping, targets
from exchange.intake.context import Context, context_of
from exchange.intake.dates import read_day, read_span
from exchange.intake.names import split_names
from exchange.intake.numbers import read_amount, read_count
from exchange.intake.papers import read_paper
from exchange.intake.people import Person, read_people

D = datetime.date
MEMBERS, GUESTS = "Thành viên đoàn ra", "Khách đoàn vào"


@pytest.fixture(autouse=True)
def english(vietnamese):
    with translation.override("en"):
        yield


# --- whole sheets ---------------------------------------------------------------------------------


@dataclass
class Thing:
    name: str
    pk: int = field(default_factory=iter(range(1, 10_000)).__next__)

    def __str__(self):
        return self.name


def known(**names: list[str]) -> dict:
    found = {}
    for model, listed in ((Country, names.get("countries", [])), (Partner, names.get("partners", []))):
        found[model] = Names()
        for name in listed:
            found[model].add(Thing(name), name)
    return found


NAMES = known(
    countries=["Pháp", "Đức", "Bỉ", "Nhật Bản", "Hàn Quốc", "Singapore", "Hoa Kỳ", "Bosna và Hercegovina", "Thái Lan"],
    partners=["AP-HP", "JICA", "Brigham & Women, Đại học Y Harvard"],
)  # fmt: skip


@dataclass
class Understood:
    """What the whole chain makes of a file."""

    sheet: str
    heading: headings.Heading
    mapping: dict[int, str]
    records: list[cells.Spread]

    @property
    def left_out(self):
        return {left.text: left.reason for left in self.heading.left_out}

    @property
    def values(self):
        return [record.values for record in self.records]


def understand(table_or_path, names=NAMES, file_name=""):
    tables = [table_or_path] if isinstance(table_or_path, Table) else read_tables(table_or_path)
    table, sheet = mapping.guess_sheet(tables, sheets())
    heading = headings.find(table, targets.vocabulary(sheets()))
    if sheet is None:
        return Understood("", heading, {}, [])
    means = targets.targets_of(sheet)
    chosen = mapping.suggest(heading.titles, mapping.samples_of(table, heading), means)
    context = context_of(
        [*heading.above, table.name, file_name],
        names=names,
        headings={key: heading.titles[column] for column, key in chosen.items()},
    )
    before, records = None, []
    for rows in grouping.group(table, heading, chosen, means):
        spreads = []
        for number, row in enumerate(rows):
            one = {key: table.cell(row, column) for column, key in chosen.items()}
            spreads.append(cells.spread(one, means, before, context, continues=number > 0))
            before = spreads[-1].cells
        records.append(cells.joined(spreads))
    return Understood(sheet.title, heading, chosen, records)


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


# --- headings, groups and shapes ------------------------------------------------------------------


def find(rows):
    return headings.find(Table("t", rows), targets.vocabulary(sheets()))


def test_a_heading_repeated_on_a_later_page_is_left_out():
    head = ["STT", "Tên đoàn", "Nước đến", "Ngày đi"]
    heading = find([head, [1, "A", "Pháp", D(2024, 1, 1)], head, [2, "B", "Đức", D(2024, 1, 2)]])
    assert heading.data_rows == [1, 3]
    assert [left.reason for left in heading.left_out] == ["The heading once more"]


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng cục Y tế dự phòng", "x", "Pháp", D(2024, 1, 1)],
        [5, "Cộng hòa Pháp mời", "Pháp", D(2024, 1, 1)],
        [None, "Tổng kết dự án", None, None],
        [1, "Giám đốc Sở thăm Pháp", None, None],
        [1.0, 2.0, 3.0, 4.0],
    ],
)
def test_what_only_looks_like_a_total_is_data(row):
    heading = find([["STT", "Tên đoàn", "Nước đến", "Ngày đi"], [1, "A", "Pháp", D(2024, 1, 1)], row])
    assert heading.data_rows == [1, 2]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["TỔNG CỘNG:", None, 12], "Total"),
        ([None, "Tổng số", 12, 3], "Total"),
        (["Cộng", 3], "Total"),
        (["Tổng số: 12 đoàn"], "Total"),
        (["Ghi chú: số liệu đến 15/11"], "Note"),
        (["Quý II"], "Heading of a group of rows"),
        (["B. Đoàn cấp Sở"], "Heading of a group of rows"),
        (["II", "Các đơn vị trực thuộc"], "Heading of a group of rows"),
    ],
)
def test_rows_between_are_left_out_with_a_reason(row, reason):
    heading = find(
        [
            ["STT", "Tên đoàn", "Nước đến", "Ngày đi"],
            [1, "A", "Pháp", D(2024, 1, 1)],
            row,
            [2, "B", "Đức", "x"],
        ]
    )
    assert heading.data_rows == [1, 3]
    assert [left.reason for left in heading.left_out] == [reason]


def test_a_sheet_nobody_knows_is_not_guessed():
    found = understand(Table("t", [["alpha", "beta"], ["x", "y"]]))
    assert (found.sheet, found.records) == ("", [])


def test_a_table_without_heading_is_data_from_its_first_row():
    heading = find([["Nguyễn Văn A", "Giám đốc"], ["Trần Thị B", "Bác sĩ"]])
    assert (heading.found, heading.data_rows, heading.titles) == (False, [0, 1], ["", ""])


def test_the_shape_is_the_headings():
    one = mapping.shape(["STT", "Tên đoàn *", "Nước đến"])
    assert one == mapping.shape(["stt", "TÊN  ĐOÀN", "Nước đến", ""])
    assert one != mapping.shape(["STT", "Nước đến", "Tên đoàn"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=15), st.floats(), st.dates()), max_size=6), max_size=8
    )
)
def test_any_table_is_told_apart_without_an_error(rows):
    heading = find(rows)
    told = {*heading.data_rows, *(left.row for left in heading.left_out)}
    assert len(told) == len(heading.data_rows) + len(heading.left_out)


# --- days -----------------------------------------------------------------------------------------

YEAR = context_of(["Năm 2025"])
NO_YEAR = "The year is not told, neither here nor in the title of the sheet."


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("13-15/11", D(2025, 11, 13), D(2025, 11, 15)),
        ("13-15/11/2024", D(2024, 11, 13), D(2024, 11, 15)),
        ("13 – 15 / 11 / 2024", D(2024, 11, 13), D(2024, 11, 15)),
        ("13, 14/11", D(2025, 11, 13), D(2025, 11, 14)),
        ("22/11 - 04/12/2025", D(2025, 11, 22), D(2025, 12, 4)),
        ("22/11-04/12/2025", D(2025, 11, 22), D(2025, 12, 4)),
        ("từ 5/3 đến 9/3/2024", D(2024, 3, 5), D(2024, 3, 9)),
        ("Từ ngày 05 đến ngày 09 tháng 3 năm 2024", D(2024, 3, 5), D(2024, 3, 9)),
        ("từ ngày 22/11/2025 đến hết ngày 04/12/2025", D(2025, 11, 22), D(2025, 12, 4)),
        ("5.3.2024-9.3.2024", D(2024, 3, 5), D(2024, 3, 9)),
        ("28/12 - 3/1/2026", D(2025, 12, 28), D(2026, 1, 3)),
        ("30/12/2024 - 02/01/2025", D(2024, 12, 30), D(2025, 1, 2)),
        ("05 ngày (từ 5/3/2024 đến 9/3/2024)", D(2024, 3, 5), D(2024, 3, 9)),
        ("13-15/11/2025 (03 ngày)", D(2025, 11, 13), D(2025, 11, 15)),
        ("3/2024", D(2024, 3, 1), D(2024, 3, 31)),
        ("tháng 02 năm 2024", D(2024, 2, 1), D(2024, 2, 29)),
        ("2023-2025", D(2023, 1, 1), D(2025, 12, 31)),
        ("5/8", D(2025, 8, 5), D(2025, 8, 5)),
        ("2024-03-05", D(2024, 3, 5), D(2024, 3, 5)),
        ("Từ 15/11/2025", D(2025, 11, 15), None),
        (datetime.datetime(2024, 3, 5, 8, 30, tzinfo=datetime.UTC), D(2024, 3, 5), D(2024, 3, 5)),
        (45356.0, D(2024, 3, 5), D(2024, 3, 5)),
    ],
)
def test_spans_of_days(cell, first, last):
    assert read_span(cell, YEAR)[0] == (first, last)


@pytest.mark.parametrize(
    ("cell", "notes"),
    [
        ("31/2/2024", ["There is no such day."]),
        ("từ 31/4 đến 2/5", ["There is no such day."]),
        ("đầu năm", []),
        ("13/2024/5", []),
        ("sau khi có quyết định", []),
        (3.5, []),
        (None, []),
    ],
)
def test_what_tells_no_days_is_not_read(cell, notes):
    assert read_span(cell, YEAR) == (None, notes)


def test_no_year_is_guessed():
    assert read_span("13-15/11", Context()) == (None, [NO_YEAR])
    assert read_day("5/3", Context()) == ("5/3", [NO_YEAR])
    assert read_day("5/3", context_of(["Từ ngày 15/12/2023 đến ngày 14/6/2024"]))[0] == D(2024, 3, 5)
    assert read_day("5/7", context_of(["Từ ngày 15/12/2023 đến ngày 14/6/2024"])) == ("5/7", [NO_YEAR])
    assert context_of(["So sánh năm 2023 và năm 2024"]).first is None


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("BÁO CÁO 6 THÁNG ĐẦU NĂM 2024", D(2024, 1, 1), D(2024, 6, 30)),
        ("Quý III/2025", D(2025, 7, 1), D(2025, 9, 30)),
        ("Tháng 2/2024", D(2024, 2, 1), D(2024, 2, 29)),
        ("(Từ ngày 15/12/2023 đến ngày 14/6/2024)", D(2023, 12, 15), D(2024, 6, 14)),
        ("Danh sách đoàn ra năm 2025", D(2025, 1, 1), D(2025, 12, 31)),
        ("doan_ra_2025.xlsx", None, None),
        ("Kèm theo Báo cáo số 2024/BC ngày 05/12/2025", None, None),
    ],
)
def test_the_days_a_title_tells(title, first, last):
    context = context_of([title])
    assert (context.first, context.last) == (first, last)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=30), st.text("0123456789/-. đếntừ", max_size=25), st.floats(), st.integers())
)
def test_any_cell_is_read_as_days_without_an_error(cell):
    span, _notes = read_span(cell, YEAR)
    day, _notes = read_day(cell, YEAR)
    assert span is None or isinstance(span[0], D)
    assert isinstance(day, D) or day is cell or day == cell or day != day


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "number", "noted"),
    [
        ("23 người", 23, False),
        ("02 người (01 nam, 01 nữ)", 2, True),
        ("khoảng 30 đại biểu", 30, True),
        ("1.200 lượt khách", 1200, False),
        ("05 khách.", 5, False),
        ("15+3", "15+3", False),
        ("12 đoàn/15 người", "12 đoàn/15 người", False),
        ("nhiều", "nhiều", False),
        (7.0, 7.0, False),
    ],
)
def test_numbers_of_things(cell, number, noted):
    read, notes = read_count(cell)
    assert (read, bool(notes)) == (number, noted)


@pytest.mark.parametrize(
    ("cell", "heading", "number", "currency"),
    [
        ("250.000 USD", "", 250000, "USD"),
        ("1,2 tỷ đồng", "", 1_200_000_000, "VND"),
        ("500 triệu", "", 500_000_000, ""),
        ("$10.000", "", 10000, "USD"),
        ("300.000 Yên", "", 300000, "JPY"),
        ("10.000.000đ", "", 10_000_000, "VND"),
        (350, "Vốn đối ứng (triệu đồng)", 350_000_000, "VND"),
        (1.5, "Kinh phí (ĐVT: tỷ đồng)", 1_500_000_000, "VND"),
        ("250.000 USD", "Kinh phí (triệu đồng)", 250000, "USD"),
        ("abc", "Kinh phí (triệu đồng)", "abc", ""),
        (350, "Kinh phí", 350, ""),
    ],
)
def test_amounts_with_currency_and_scale(cell, heading, number, currency):
    read, named, _notes = read_amount(cell, heading)
    assert (read, named) == (number, currency)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.decimals()), st.text(max_size=20))
def test_any_cell_is_read_as_a_number_without_an_error(cell, heading):
    read_count(cell)
    read_amount(cell, heading)


# --- people ---------------------------------------------------------------------------------------

L, M = "Trưởng đoàn", "Thành viên"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("T= Nguyễn Văn A", [Person("Nguyễn Văn A", L)]),
        ("T=Nguyễn Văn A, Trần Thị B", [Person("Nguyễn Văn A", L), Person("Trần Thị B", M)]),
        (
            "Trưởng đoàn: Nguyễn Văn A - Giám đốc BV Tim; Thành viên: Trần Thị B, Lê Văn C",
            [Person("Nguyễn Văn A", L, "Giám đốc BV Tim"), Person("Trần Thị B", M), Person("Lê Văn C", M)],
        ),
        ("1. Nguyễn Văn A (Trưởng đoàn)\n2. Trần Thị B", [Person("Nguyễn Văn A", L), Person("Trần Thị B", M)]),
        (
            "Nguyễn Văn A, PGĐ; Trần Thị B, bác sĩ",
            [Person("Nguyễn Văn A", "", "PGĐ"), Person("Trần Thị B", "", "bác sĩ")],
        ),
        (
            "Bà Trần Thị Nhị Hà, Giám đốc Sở Y tế (trưởng đoàn)",
            [Person("Trần Thị Nhị Hà", L, "Giám đốc Sở Y tế", "Nữ")],
        ),
        ("Nguyễn Văn A và Trần Thị B", [Person("Nguyễn Văn A"), Person("Trần Thị B")]),
        ("John Smith, Mary O'Neil", [Person("John Smith"), Person("Mary O'Neil")]),
        ("1. Ông Hoàng Minh 2. Bà Lê Thị Hoa", [Person("Hoàng Minh", gender="Nam"), Person("Lê Thị Hoa", gender="Nữ")]),
        ("BS.CKII Nguyễn Văn B (P. Giám đốc)", [Person("Nguyễn Văn B", "", "BS.CKII, P. Giám đốc")]),
        ("ĐỖ VĂN ƯỚC", [Person("ĐỖ VĂN ƯỚC")]),
    ],
)  # fmt: skip
def test_lists_of_people(text, people):
    assert read_people(text) == (people, [])


def test_what_names_nobody_is_told():
    assert read_people("Nguyễn Văn A và 03 cán bộ") == ([Person("Nguyễn Văn A")], ["03 cán bộ"])
    assert read_people("Đoàn 5 người") == ([], ["Đoàn 5 người"])


@given(st.text(max_size=60))
def test_any_text_is_read_as_people_without_an_error(text):
    people, _unread = read_people(text)
    assert all(person.name for person in people)


def test_columns_of_several_lines_belong_to_the_people_of_their_line():
    sheet = next(sheet for sheet in sheets() if sheet.title == "Đoàn ra")
    row = {
        "~people": "Nguyễn Văn A\nTrần Thị B",
        "~leader": "Trần Thị B",
        f"{MEMBERS}.position": "Giám đốc\nBác sĩ",
        f"{MEMBERS}.unit": "BV Tim",
        f"{MEMBERS}.passport_number": "B1234567",
    }
    found = cells.spread(row, targets.targets_of(sheet))
    assert found.children == [
        (MEMBERS, {"person.full_name": "Nguyễn Văn A", "role": M, "position": "Giám đốc", "unit": "BV Tim"}),
        (MEMBERS, {"person.full_name": "Trần Thị B", "role": L, "position": "Bác sĩ", "unit": "BV Tim"}),
    ]
    assert found.notes == [
        f"{MEMBERS}: Workplace: “BV Tim” is taken for all 2 people.",
        f"{MEMBERS}: Passport number: “B****567” cannot be told apart for 2 people and is left aside.",
    ]


# --- names, papers, as above ----------------------------------------------------------------------


def knows(*names):
    return lambda name: name in names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pháp, Đức và Bỉ", "Pháp; Đức; Bỉ"),
        ("Pháp\nĐức", "Pháp; Đức"),
        ("Hàn Quốc/Singapore", "Hàn Quốc; Singapore"),
        ("Nhật Bản - Hàn Quốc", "Nhật Bản; Hàn Quốc"),
        ("1. Pháp\n2. Đức", "Pháp; Đức"),
        ("Bosna và Hercegovina, Pháp", "Bosna và Hercegovina; Pháp"),
        ("Pháp; Đức", "Pháp; Đức"),
        ("Timor-Leste", "Timor-Leste"),
        ("Hoa\nKỳ", "Hoa Kỳ"),
    ],
)
def test_several_countries_in_a_cell(text, expected):
    assert split_names(text, knows("Bosna và Hercegovina", "Pháp", "Hoa Kỳ"), freely=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brigham & Women, Đại học Y Harvard", "Brigham & Women, Đại học Y Harvard"),
        ("JICA, WHO", "JICA; WHO"),
        ("JICA và một tổ chức khác", "JICA và một tổ chức khác"),
        ("JICA\nmột tổ chức khác", "JICA; một tổ chức khác"),
    ],
)
def test_partners_are_split_only_where_each_is_known(text, expected):
    assert split_names(text, knows("JICA", "WHO"), freely=False) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123/QĐ-UBND ngày 05/3/2024", ("123/QĐ-UBND", D(2024, 3, 5), "")),
        ("QĐ số 123/QĐ-UBND ngày 5 tháng 3 năm 2024 của UBND TP", ("123/QĐ-UBND", D(2024, 3, 5), "UBND TP")),
        ("Số 45/SYT-VP, 5/3/2024", ("45/SYT-VP", D(2024, 3, 5), "")),
        ("45/SYT-VP (05.03.2024)", ("45/SYT-VP", D(2024, 3, 5), "")),
        ("45/SYT-VP\n05/03/2024", ("45/SYT-VP", D(2024, 3, 5), "")),
        ("45/SYT-VP", None),
        ("ngày 05/03/2024", None),
        ("đang trình", None),
    ],
)
def test_papers_with_number_and_date(text, expected):
    found = read_paper(text, Context())
    assert (found and found[:3]) == expected


@pytest.mark.parametrize(
    "text", ["Như trên", "nt", "NT.", "n/t", '"', "''", "//", "- nt -", "(như trên)", "〃"]
)
def test_as_above_in_every_writing(text):
    assert cells.is_ditto(text)


@pytest.mark.parametrize("text", ["", None, 5, "Nguyễn Thị", "như trên đã nói rõ", "NTT", "-"])
def test_what_is_not_as_above(text):
    assert not cells.is_ditto(text)


def test_as_above_where_nothing_stands_above_is_told():
    sheet = next(sheet for sheet in sheets() if sheet.title == "Đoàn ra")
    found = cells.spread({"content": "nt"}, targets.targets_of(sheet), {"content": None})
    assert found.values == {"content": "nt"}
    assert found.notes == ["Content: “nt”, but nothing stands above it."]


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.title)
def test_any_target_reads_any_cell_without_an_error(sheet):
    odd = [None, "", " ", "-", "x", "#N/A", 0, 1e300, float("inf"), True, D(2024, 1, 1), datetime.time(4), Decimal("1.5"), "1\n2;3, và"]  # fmt: skip
    for target in targets.targets_of(sheet):
        for cell in odd:
            spread = target.read(cell, Context(names=NAMES))
            assert all(note for note in spread.notes)

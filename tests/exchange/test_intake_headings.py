"""What of a sheet is its heading, what a row, and what is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tables import Table
from exchange.intake import mapping
from tests.exchange.understanding import D, find, understand

pytestmark = pytest.mark.usefixtures("english")


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

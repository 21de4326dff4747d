"""What each cell of a clerk's sheet says: days, numbers, people, names, papers, the same as above."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.catalogue import sheets
from exchange.intake import cells, targets
from exchange.intake.context import Context, context_of
from exchange.intake.dates import read_day, read_span
from exchange.intake.names import split_names
from exchange.intake.numbers import read_amount, read_count
from exchange.intake.papers import read_paper
from exchange.intake.people import Person, read_people
from tests.exchange.understanding import MEMBERS, NAMES, D

pytestmark = pytest.mark.usefixtures("english")


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

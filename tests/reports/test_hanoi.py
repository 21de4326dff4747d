"""The department's real first half of 2024: every figure as the dictionary states it, the same wherever it stands."""

import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.indicators.windows import DECISION, DEPARTURE
from reports import catalogue
from reports.documents import report_book
from reports.documents.annexes.units import COLUMNS as UNIT_COLUMNS
from reports.periods import CALENDAR, DECREE, parse
from reports.selection import Selection
from reports.services import breakdown, figures, latest_with_data, rows
from reports.summary import summarise
from tests.factories import people
from tests.reports.boards import numbers_open_their_rows, parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanoi")]

DECREE_FIGURES = {
    "DR01": 9, "DR02": 23, "DR03": 19, "DR04": 6, "DR05": 7, "DR06": 2,
    "DV01": 46, "DV02": 207, "DV03": 9, "DV04": 12, "DV05": 31, "DV06": 15,
    "TT01": 12, "TT02": 8, "TT03": 0, "TT04": 4, "TT05": 1, "TT06": 14, "TT07": 1,
    "HN01": 2, "HN02": 1, "HN03": 460, "HN04": 60,
    "VT01": 14, "VT02": 9, "VT03": 5, "VT04": 9,
    "VT05": Decimal("2229000.00"), "VT06": Decimal("273000.00"), "VT07": Decimal("393000.00"),
    "VT08": Decimal("4500000000.00"),
    "NL01": 55, "NL02": 55, "NL03": 7, "NL04": 48, "NL05": 1, "NL06": 0,
    "KK01": 69, "KK02": 80, "KK03": 52, "KK04": 10, "KK05": 1,
}  # fmt: skip
CALENDAR_FIGURES = DECREE_FIGURES | {
    "DR02": 22, "DR04": 7, "DV02": 206, "DV05": 30, "DV06": 16, "HN01": 3, "HN03": 558, "HN04": 68,
    "VT01": 15, "VT02": 10, "VT04": 4, "VT05": Decimal("2455800.00"), "KK03": 53, "KK04": 13,
}  # fmt: skip
DEPARTURE_FIGURES = DECREE_FIGURES | {"DR02": 22, "DR03": 17, "DR04": 7, "KK03": 53}
H1 = Selection(parse("2024-H1"))


@pytest.mark.parametrize(
    ("rule", "basis", "expected"),
    [
        (DECREE, DECISION, DECREE_FIGURES),
        (CALENDAR, DECISION, CALENDAR_FIGURES),
        (DECREE, DEPARTURE, DEPARTURE_FIGURES),
    ],
)
def test_figures_equal_the_dictionary(rule, basis, expected):
    asked = Selection(parse("2024-H1", rule), basis)
    found = figures(catalogue.INDICATORS, asked.window, asked.previous)
    assert {code: figure.value for code, figure in found.items()} == expected


def test_json_holds_every_figure_with_vietnamese_words(capsys):
    call_command("six_month_report", "2024-H1", "--json")
    content = json.loads(capsys.readouterr().out)
    assert [content.pop(key) for key in ("period", "start", "end")] == ["2024-H1", "2023-12-15", "2024-06-14"]
    assert list(content) == ["figures"]
    assert {code: figure["value"] for code, figure in content["figures"].items()} == {
        code: str(value) if isinstance(value, Decimal) else value for code, value in DECREE_FIGURES.items()
    }
    assert content["figures"]["TT02"] == {
        "value": 8,
        "unit": "văn bản",
        "label": "Thỏa thuận quốc tế danh nghĩa UBND Thành phố",
        "previous": 0,
    }
    assert content["figures"]["VT05"] == {
        "value": "2229000.00",
        "unit": "USD",
        "label": "Tổng giá trị cam kết",
        "previous": "1440000.00",
    }


def test_units_add_up_to_the_figures():
    """Save for countries, which several units may share, and money, which is never told by unit."""
    codes = [
        each.code for each in catalogue.INDICATORS if not each.money and each.code not in ("DR04", "DV03")
    ]
    slices = breakdown(catalogue.chosen(*codes), "unit", H1.window)
    assert {code: sum(each.values[code] for each in slices) for code in codes} == {
        code: DECREE_FIGURES[code] for code in codes
    }


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        ("unit", ["DR02", "DV01", "KK04"]),
        ("country", ["DR01", "DV01", "TT06"]),
        ("month", ["DR01", "DV01", "TT01", "HN01"]),
        ("purpose", ["DR01"]),
    ],
)
def test_every_slice_counts_exactly_its_rows(by, codes):
    for each in breakdown(catalogue.chosen(*codes), by, H1.window):
        key = f"{each.key:%Y-%m}" if by == "month" else str(each.key)
        counted = {
            code: sum(
                part.rows.count() for part in rows(catalogue.BY_CODE[code], H1.window, narrow={by: key})
            )
            for code in codes
        }
        assert each.values == counted


def test_activity_by_month_adds_up():
    found = breakdown(catalogue.chosen("DR01", "DV01"), "month", H1.window)
    assert {f"{each.key:%m/%Y}": (each.values["DR01"], each.values["DV01"]) for each in found} == {
        "12/2023": (1, 1),
        "01/2024": (2, 10),
        "02/2024": (1, 9),
        "03/2024": (2, 11),
        "04/2024": (1, 10),
        "05/2024": (1, 3),
        "06/2024": (1, 2),
    }


def test_latest_period_with_data_is_the_one_with_outcomes():
    """Permissions for late June do not yet make a second half-year."""
    assert latest_with_data(None).code == "2024-H1"


def test_excel_equals_the_summary_figure_by_figure():
    summary = summarise(H1)
    file, name = report_book(summary)
    with file:
        book = load_workbook(file)
    assert name == "BC_doi_ngoai_6T1_2024.xlsx"
    assert book.sheetnames == ["TH", "PL1", "PL1b", "PL2", "PL3", "PL4", "PL5", "PL6", "PL7"]
    told = {
        row[1].value: (row[3].value, row[4].value)
        for row in book["TH"].iter_rows(min_row=8)
        if row[4].value is not None
    }
    assert told == {
        str(figure.indicator.label): (figure.previous, figure.value) for figure in summary.figures.values()
    }


def test_excel_totals_equal_the_figures():
    file, _name = report_book(summarise(H1))
    with file:
        book = load_workbook(file)
    totals = {
        name: next(
            [cell.value for cell in row if cell.value is not None][1:]
            for row in book[name].iter_rows()
            if row[1].value == "Tổng cộng"
        )
        for name in ("PL1", "PL2", "PL4", "PL5", "PL7")
    }
    assert totals == {
        "PL1": [23],
        "PL2": [207],
        "PL4": [400, 17, 43],
        "PL5": [2_229_000, 4500, 273_000, 393_000, 17.6],
        "PL7": [9, 23, 19, 46, 207, 12, 2, 14, 10],
    }
    assert len([row for row in book["PL1b"].iter_rows(min_row=8) if isinstance(row[0].value, int)]) == 23
    assert len(UNIT_COLUMNS) == 12


def test_excel_never_holds_a_passport_number():
    file, _name = report_book(summarise(H1))
    with file:
        book = load_workbook(io.BytesIO(file.read()))
    text = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert ("C1000001" in text, "X010000" in text) == (False, False)


def test_sentences_tell_what_the_department_reported():
    said = summarise(H1).sentences
    assert said["delegations"] == [
        "Trong 6 tháng đầu năm 2024, có 23 lượt người của các đơn vị trực thuộc Sở Y tế được UBND Thành phố xem xét, "
        "quyết định cử đi công tác nước ngoài với mục đích đào tạo, bồi dưỡng ngắn hạn; tham dự hội nghị, hội thảo "
        "khoa học (09 đoàn, 19 người, 06 nước/vùng lãnh thổ).",
        "Ngành Y tế Hà Nội tổ chức tiếp đón 46 đoàn bác sĩ, dược sĩ, chuyên gia y tế nước ngoài (207 lượt khách, đến từ "
        "09 nước) đến thăm, làm việc, học tập và chia sẻ kinh nghiệm.",
    ]
    assert said["agreements"][0] == (
        "Sở Y tế phối hợp với Sở Ngoại vụ và các cơ quan liên quan tham mưu Thành phố ký kết, mở rộng quan hệ hợp tác, "
        "trong đó có nội dung y tế với các địa phương, tổ chức: Tokyo, Fukuoka, Kanagawa, Cơ quan Hợp tác quốc tế Nhật "
        "Bản (Nhật Bản); Tỉnh Gyeonggi (Hàn Quốc); Thành phố Saint Petersburg (Liên bang Nga); Thành phố Minsk "
        "(Belarus); Cơ quan Quản lý các bệnh viện công Paris (Pháp)."
    )
    assert said["agreements"][1].startswith(
        "Trong phạm vi chức năng, thẩm quyền được phân cấp, Sở Y tế xem xét, cho phép các đơn vị trực thuộc ký kết 04 "
        "thỏa thuận hợp tác quốc tế: Bệnh viện Phụ sản Hà Nội ký biên bản ghi nhớ với "
    )
    assert said["aid"][0] == (
        "Sở Y tế và các đơn vị trong ngành đã vận động và phối hợp thúc đẩy triển khai 14 dự án, phi dự án viện trợ nước "
        "ngoài (09 dự án, 05 phi dự án), tổng giá trị cam kết 2.229.000 USD, giải ngân trong kỳ 273.000 USD."
    )
    assert said["personnel"] == [
        "Toàn ngành có 55 cán bộ đầu mối đối ngoại tại 55/80 đơn vị, trong đó 07 chuyên trách, 48 kiêm nhiệm; tổ chức 01 "
        "lớp tập huấn."
    ]


def test_figures_take_one_query():
    with CaptureQueriesContext(connection) as queries:
        figures(catalogue.INDICATORS, H1.window, H1.previous)
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("address", "most"), [("/", 20), ("/bao-cao/", 16), ("/bao-cao/DR02/", 13), ("/bao-cao/KK04/", 20)]
)
def test_pages_take_few_queries(client, address, most, django_assert_max_num_queries):
    client.force_login(people.leader())
    client.get(address)  # the department's name goes into the cache
    with django_assert_max_num_queries(most):
        response = client.get(address)
    assert response.status_code == 200


def test_leader_clicks_23_and_counts_23_rows(client):
    client.force_login(people.leader())
    tile = parts(client, "")["tiles"]["tiles"][0]
    assert (tile["value"], tile["unit"]) == ("23", "lượt người")
    page = client.get(tile["url"])
    assert page.context["figure"]["value"] == "23"
    assert [len(part["rows"]) for part in page.context["parts"]] == [23]


def test_every_figure_of_the_page_opens_its_rows(client):
    client.force_login(people.leader())
    sections = client.get("/bao-cao/").context["sections"]
    lines = [line for section in sections for line in section["figures"]]
    assert [line["code"] for line in lines] == list(catalogue.BY_CODE)
    for line in lines:
        opened = client.get(line["url"]).context["figure"]
        assert (opened["code"], opened["value"]) == (line["code"], line["value"])


def test_every_number_of_a_chart_opens_as_many_rows(client):
    client.force_login(people.leader())
    charts = [part for part in parts(client, "").values() if "table" in part]
    assert len(charts) == 5
    for chart in charts:
        assert numbers_open_their_rows(client, chart)


def test_unit_officer_sees_the_figures_of_the_own_unit(client):
    client.force_login(people.owner())  # of Bệnh viện Tim Hà Nội
    context = client.get("/bao-cao/?period=2024-H1").context
    told = {line["code"]: line["value"] for section in context["sections"] for line in section["figures"]}
    assert [told[code] for code in ("DR01", "DR02", "DV01", "TT04", "NL01", "KK01", "KK02")] == [
        "2", "5", "3", "1", "1", "0", "1",
    ]  # fmt: skip
    assert [row[0]["text"] for row in context["by_unit"]["rows"]] == ["Bệnh viện Tim Hà Nội"]

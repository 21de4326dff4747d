"""A clerk's messy sheet from upload to records, with three repairs: a cell, a value, a row left out. By keyboard where hands stay on it."""

import datetime

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from delegations.models import OutboundDelegation
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEARNING, MEETING = "Thăm, làm việc, học tập kinh nghiệm", "Tham dự hội nghị, hội thảo khoa học"
NEW = "Đoàn dự hội nghị mạch vành Châu Âu"


@pytest.fixture
def messy(tmp_path):
    """Title rows, merged cells, “như trên”, several countries in a cell, a leader by `T=`, a total, a signature."""
    book = Workbook()
    page = book.active
    page.title = "Đoàn ra"
    lines = [
        ["SỞ Y TẾ HÀ NỘI"],
        ["BẢNG THEO DÕI ĐOÀN RA NĂM 2024"],
        [],
        ["TT", "Tên đoàn", "Đơn vị", "Nước đến", "Cơ quan mời", "Thời gian", "Thành phần", "Mục đích"],
        [1, "Đoàn học can thiệp mạch vành", "Bệnh viện Tim Hà Nội", "Nhật Bản", "JICA", "13-15/11", "T= Nguyễn Văn Ân, Trần Thị Bích", LEARNING],
        [2, NEW, "Như trên", "Pháp, Đức và Mẽo", "JICA", "22/11 - 04/12/2024", "T= Lê Văn Cương", MEETING],
        [3, "Đoàn khảo sát phòng mổ", "Như trên", "Hàn Quốc", "JICA", "32/13/2024", "T= Phạm Thị Dung", LEARNING],
        [4, "Đoàn điều dưỡng sản khoa", "Bệnh viện Phụ sản Hà Nội", "Như trên", "JICA", datetime.date(2024, 12, 2), "T= Vũ Văn Em", LEARNING],
        ["", "Tổng cộng: 4 đoàn"],
        [],
        ["", "", "", "", "", "", "Người lập biểu"],
    ]  # fmt: skip
    for line in lines:
        page.append(line)
    for area in ("A1:H1", "A2:H2"):
        page.merge_cells(area)
    book.save(tmp_path / "theo_doi_2024.xlsx")
    return tmp_path / "theo_doi_2024.xlsx"


def row(page, number: int):
    return page.locator(f"#row-{number}")


def test_a_messy_sheet_becomes_records_after_three_repairs(visit, messy):
    page = visit("bvtim", "/")
    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Nhập, xuất").click()
    page.get_by_role("link", name="Nhập dữ liệu").click()
    page.get_by_label("Bảng tính (.xlsx, .xls, .ods, .csv)").set_input_files(messy)
    page.get_by_role("button", name="Đọc các dòng").click()

    expect(page.get_by_role("heading", name="Nội dung các cột")).to_be_visible()
    expect(page.get_by_label("Tên đoàn", exact=True)).to_have_value("title")
    expect(page.get_by_label("TT", exact=True)).to_have_value("")
    page.get_by_role("button", name="Kiểm tra các dòng").click()

    counts = page.locator("#intake-counts")
    expect(counts).to_contain_text("4 dòng")
    expect(counts).to_contain_text("3 dòng lỗi")
    expect(page.get_by_text("2 dòng của trang tính không phải dữ liệu")).to_be_visible()
    expect(row(page, 6)).to_contain_text("Mẽo")

    # a cell, in place, by keyboard
    page.get_by_role("link", name="Chỉ dòng lỗi").click()
    expect(row(page, 5)).to_have_count(0)
    row(page, 7).get_by_role("link", name="Sửa").press("Enter")
    cell = row(page, 7).get_by_label("Thời gian")
    expect(cell).to_be_focused()
    cell.fill("3/12 - 6/12/2024")
    cell.press("Enter")
    expect(row(page, 7).get_by_label("Thời gian")).to_have_count(0)
    expect(counts).to_contain_text("2 dòng lỗi")
    expect(row(page, 7).get_by_role("link", name="Sửa")).to_be_focused()

    # a value, once for all rows and for next time
    page.get_by_role("link", name="Giá trị chưa hiểu").click()
    box = page.get_by_role("combobox", name="Mẽo")
    box.click()
    box.press_sequentially("hoa ky")
    page.get_by_role("option", name="Hoa Kỳ", exact=True).click()
    page.get_by_role("button", name="Ghi nhớ và kiểm tra các dòng").click()
    expect(counts).to_contain_text("1 dòng lỗi")

    # a row of another unit
    expect(row(page, 8)).to_contain_text("Bạn chỉ được nhập hồ sơ của đơn vị mình.")
    row(page, 8).get_by_role("button", name="Bỏ dòng").click()
    expect(counts).to_contain_text("0 dòng lỗi")

    before = OutboundDelegation.objects.count()
    page.get_by_role("button", name="Lưu 3 dòng").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu các dòng.")
    assert OutboundDelegation.objects.count() == before + 3
    trip = OutboundDelegation.objects.get(title=NEW)
    assert (trip.start_date, trip.end_date) == (datetime.date(2024, 11, 22), datetime.date(2024, 12, 4))
    assert {str(leg) for leg in trip.legs.all()} == {"Pháp", "Đức", "Hoa Kỳ"}
    assert trip.members.get().role == "LEADER"

    row(page, 6).get_by_role("link", name=trip.number).click()
    expect(page.get_by_role("heading", level=1, name=NEW)).to_be_visible()

    # and back
    page.go_back()
    page.get_by_role("button", name="Thu hồi").click()
    page.get_by_role("dialog").get_by_label("Lý do").fill("Nhập thử")
    page.get_by_role("dialog").get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã thu hồi")
    assert OutboundDelegation.objects.live().filter(title=NEW).count() == 0


def test_rows_are_repaired_on_a_phone(visit, messy):
    page = visit("bvtim", "/so-lieu/nhap/", viewport=PHONE)
    page.get_by_label("Bảng tính (.xlsx, .xls, .ods, .csv)").set_input_files(messy)
    page.get_by_role("button", name="Đọc các dòng").click()
    page.get_by_role("button", name="Kiểm tra các dòng").click()
    expect(page.locator("#intake-counts")).to_contain_text("3 dòng lỗi")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    row(page, 7).get_by_role("link", name="Sửa").click()
    row(page, 7).get_by_label("Thời gian").fill("3/12/2024")
    row(page, 7).get_by_role("button", name="Kiểm tra").click()
    expect(page.locator("#intake-counts")).to_contain_text("2 dòng lỗi")

"""The department's officer brings a workbook in: first a faulty one, then a sound one."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from directory.models import Partner
from doiNgoai.management.commands.demo import WORKBOOK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def copy_of_workbook(tmp_path):
    """Writes a copy of the demonstration's workbook with one cell changed, or one row added."""

    def write(name: str, sheet: str, column: str, value: str, *, new_row: dict | None = None):
        book = load_workbook(WORKBOOK)
        page = book[sheet]
        headings = [cell.value for cell in page[1]]
        if new_row:
            page.append([new_row.get(heading) for heading in headings])
        else:
            page.cell(3, headings.index(column) + 1).value = value
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def choose(page, path) -> None:
    page.get_by_label("Tệp sổ liệu (.xlsx)").set_input_files(path)
    page.get_by_role("button", name="Nhập tệp").click()


def test_faulty_workbook_is_explained_and_a_sound_one_is_stored(visit, copy_of_workbook):
    faulty = copy_of_workbook("co_loi.xlsx", "Đoàn ra", "Nước đến", "Xứ Mơ")
    row = {
        "Tên đối tác": "Bệnh viện Thử nghiệm",
        "Quốc gia/vùng lãnh thổ": "Pháp",
        "Loại đối tác": "Bệnh viện, cơ sở y tế",
    }
    sound = copy_of_workbook("dung.xlsx", "Đối tác", "", "", new_row=row)
    page = visit("chuyenvien", "/")
    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Nhập, xuất").click()
    page.get_by_role("link", name="Nhập, xuất sổ liệu").click()

    choose(page, faulty)
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi dữ liệu nào.")
    errors = page.get_by_role("region", name="Lỗi").locator("tbody").get_by_role("row")
    expect(errors).to_have_count(1)
    expect(errors.get_by_role("cell")).to_contain_text(
        ["Đoàn ra", "3", "Nước đến", "Xứ Mơ", "Không tìm thấy"]
    )

    choose(page, sound)
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("không có lỗi")
    assert not Partner.objects.filter(name=row["Tên đối tác"]).exists()
    page.get_by_role("button", name="Lưu vào hệ thống").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text(
        "Đã nhập sổ liệu vào hệ thống."
    )
    counts = page.get_by_role("region", name="Nội dung sổ liệu").get_by_role("row")
    expect(counts.filter(has=page.get_by_role("rowheader", name="Đối tác"))).to_contain_text("1")
    expect(counts.filter(has=page.get_by_role("rowheader", name="Đoàn ra", exact=True))).to_contain_text("15")
    assert Partner.objects.filter(name=row["Tên đối tác"]).exists()

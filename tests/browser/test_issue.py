"""The report of a half-year, from the units' words to the paper that is sent, by the people whose steps they are."""

import hashlib
import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE = "Trong kỳ, công tác đoàn ra được thực hiện đúng kế hoạch."


def open_period(page: Page) -> None:
    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Kỳ báo cáo").click()
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Báo cáo 6 tháng")


def step(page: Page, label: str) -> None:
    """A step that asks to be confirmed does so in a dialog."""
    page.get_by_role("button", name=label, exact=True).first.click()
    dialog = page.get_by_role("dialog")
    if dialog.is_visible():
        dialog.get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("Đã thực hiện")


def test_report_is_written_approved_issued_and_stays(visit, tmp_path):
    officer = visit("chuyenvien", "/")
    open_period(officer)
    officer.get_by_role("link", name="Soạn báo cáo").click()
    officer.locator("[id='outbound.trips']").get_by_role("link", name=re.compile("Sửa")).click()
    officer.get_by_role("textbox", name="Nội dung").fill(MINE)
    officer.get_by_role("button", name="Lưu").click()
    expect(officer.get_by_text(MINE)).to_be_visible()
    expect(officer.get_by_text(re.compile("Chuyên viên Sở sửa"))).to_be_visible()
    open_period(officer)
    step(officer, "Kết thúc thu, tổng hợp")
    step(officer, "Trình lãnh đạo")

    for who, label in (("truongphong", "Đồng ý, chuyển tiếp"), ("lanhdao", "Phê duyệt")):
        superior = visit(who, "/")
        open_period(superior)
        step(superior, label)

    clerk = visit("vanthu", "/")
    open_period(clerk)
    clerk.get_by_role("link", name="Phát hành báo cáo").click()
    clerk.get_by_role("textbox", name="Số, ký hiệu văn bản").fill("12/BC-SYT")
    clerk.get_by_role("textbox", name="Ngày văn bản").fill("01/07/2026")
    clerk.get_by_role("button", name="Phát hành báo cáo").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Bản 1: 12/BC-SYT")
    expect(clerk.get_by_text("Nguyên vẹn: mọi mã kiểm tra đều khớp")).to_be_visible()
    expect(clerk.get_by_text(MINE)).to_be_visible()
    for kind in ("docx", "pdf", "xlsx"):
        line = clerk.get_by_role("listitem").filter(has_text=f".{kind}")
        with clerk.expect_download() as download:
            line.get_by_role("link").click()
        download.value.save_as(tmp_path / kind)
        assert hashlib.sha256((tmp_path / kind).read_bytes()).hexdigest() in line.inner_text()
    clerk.get_by_role("link", name="Thay đổi sau chốt").click()
    expect(clerk.get_by_text("Không có thay đổi.")).to_be_visible()


def test_briefing_on_paper_is_compared_with(visit):
    page = visit("chuyenvien", "/")
    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Kỳ báo cáo").click()
    page.get_by_role("link", name="Báo cáo giấy").click()
    page.get_by_role("link", name="Nhập báo cáo giấy").click()
    page.get_by_role("main").get_by_role("combobox", name="Kỳ").first.select_option(
        label="6 tháng đầu năm 2023"
    )
    page.get_by_role("textbox", name="Số, ký hiệu văn bản").fill("20/BC-SYT")
    page.get_by_label("DR02 ·").fill("20")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu số liệu của báo cáo giấy.")).to_be_visible()
    page.goto(page.url.replace("/bao-cao/giay/", "/bao-cao/?period=2024-H1"))
    row = page.get_by_role("row").filter(has_text="Số lượt người đi công tác nước ngoài")
    expect(row).to_contain_text("+3 (+15,0%)")

"""Lists as people work with them: chosen columns, a view shared with a colleague, one act on many rows; by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from core import bulk
from delegations.models import OutboundDelegation
from directory.models import Unit
from tests.browser.conftest import PHONE
from tests.factories.records import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def heads(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("table.records thead th:not(.choose)").all_inner_texts()]


def trips(*states: str) -> list[OutboundDelegation]:
    unit = Unit.objects.get(users__username="bvtim")
    made = [make(OutboundDelegation, state=state, unit=unit, title=f"Đoàn Qzx {state}") for state in states]
    bulk.open_missing_steps(OutboundDelegation)
    return made


def test_view_with_chosen_columns_is_shared_and_opened(visit):
    """By keyboard alone."""
    mine = visit("bvtim", "/doan-vao/")
    mine.get_by_role("link", name="Cột", exact=True).focus()
    mine.keyboard.press("Enter")
    panel = mine.locator("#panel")
    expect(panel.get_by_role("checkbox").first).to_be_focused()
    mine.keyboard.press("Space")  # away with the number, which stands first
    box = panel.get_by_role("checkbox", name="Nội dung", exact=True)
    box.focus()
    mine.keyboard.press("Space")
    expect(box).to_be_checked()
    up = panel.get_by_role("button", name="Đưa lên: Nội dung")
    up.focus()
    for _step in range(20):
        mine.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(panel.get_by_role("status")).to_contain_text("nay ở vị trí 1")
    panel.get_by_role("button", name="Áp dụng và ghi nhớ").focus()
    mine.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(mine.locator("table.records thead th:not(.choose)").first).to_have_text("Nội dung")
    chosen = heads(mine)
    assert "Mã hồ sơ" not in chosen

    mine.get_by_role("searchbox").press_sequentially("doan")
    expect(mine).to_have_url(re.compile("q=doan"))
    mine.get_by_role("button", name="Chế độ xem").focus()
    mine.keyboard.press("Enter")
    mine.get_by_role("link", name="Lưu và quản lý chế độ xem").focus()
    mine.keyboard.press("Enter")
    name = panel.get_by_label("Tên chế độ xem")
    name.focus()
    mine.keyboard.type("Nội dung các đoàn")
    panel.get_by_label("Chia sẻ với").select_option(label="Người của đơn vị tôi")
    name.press("Enter")
    expect(mine.get_by_role("status").filter(has_text="Đã lưu chế độ xem")).to_be_visible()

    theirs = visit("bvtim.ld", "/doan-vao/")
    assert heads(theirs) != chosen
    theirs.get_by_role("button", name="Chế độ xem").click()
    theirs.get_by_role("link", name="Nội dung các đoàn").click()
    expect(theirs.get_by_role("link", name="Chế độ xem: Nội dung các đoàn")).to_be_visible()
    assert heads(theirs) == chosen
    theirs.get_by_role("button", name="Nội dung các đoàn").click()
    theirs.get_by_role("link", name="Về chế độ xem này").click()
    theirs.get_by_role("button", name="Mở danh sách bằng chế độ này").click()
    theirs.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Đoàn vào").click()
    expect(theirs.get_by_role("link", name="mặc định khi mở danh sách")).to_be_visible()
    theirs.get_by_role("link", name="Xóa tất cả").click()
    assert heads(theirs) != chosen


def test_step_for_many_rows_with_one_refused(visit):
    """Chosen with j and x; each row says what became of it."""
    trips("SUBMITTED", "SUBMITTED", "DRAFT")
    page = visit("chuyenvien", "/doan-ra/?q=qzx")
    bar = page.locator("#bulk")
    expect(bar).to_be_hidden()
    page.get_by_role("row").nth(1).get_by_role("link").focus()
    for _row in range(3):
        page.keyboard.press("x")
        page.keyboard.press("j")
    expect(bar.get_by_role("status")).to_have_text("Số hồ sơ đã chọn: 3")
    bar.get_by_label("Việc cần làm").select_option("receive")
    bar.get_by_role("button", name="Tiếp tục").press("Enter")
    expect(page.get_by_text("1 hồ sơ trong số đó sẽ bị từ chối")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Tiếp nhận").press("Enter")
    expect(page.get_by_text("2 đã thực hiện, 1 bị từ chối.")).to_be_visible()
    results = page.locator(".outcomes li")
    expect(results).to_have_count(3)
    expect(results.first).to_contain_text("Không cho phép")
    results.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đoàn Qzx DRAFT")


def test_rows_are_chosen_with_shift_space_and_all_at_once(visit):
    trips("DRAFT", "DRAFT", "DRAFT", "DRAFT")
    page = visit("bvtim", "/doan-ra/?q=qzx")
    boxes, status = page.locator("input[name=row]"), page.locator("#bulk").get_by_role("status")
    boxes.nth(0).press("Space")
    expect(status).to_have_text("Số hồ sơ đã chọn: 1")
    boxes.nth(2).click(modifiers=["Shift"])
    expect(status).to_have_text("Số hồ sơ đã chọn: 3")
    page.get_by_label("Chọn mọi dòng của trang").check()
    expect(status).to_have_text("Số hồ sơ đã chọn: 4")
    page.get_by_role("button", name="Bỏ chọn").click()
    expect(page.locator("#bulk")).to_be_hidden()


def test_filters_typed_keep_columns_and_order(visit):
    page = visit("bvtim", "/doan-ra/?cols=title,content&sort=-title")
    page.get_by_role("searchbox").press_sequentially("doan")
    expect(page).to_have_url(re.compile("q=doan"))
    assert "cols=title" in page.url
    assert "sort=-title" in page.url
    assert len(heads(page)) == 2
    expect(page.get_by_role("link", name="Sắp theo Tên đoàn, giảm dần")).to_be_visible()


def test_columns_are_chosen_without_scripts(visit):
    page = visit("bvtim", "/doan-ra/?sort=-title", java_script_enabled=False)
    page.get_by_role("link", name="Cột", exact=True).click()
    page.get_by_role("button", name="Đưa lên: Tên đoàn").click()
    page.get_by_role("button", name="Chỉ lần này").click()
    expect(page).to_have_url(re.compile("sort=-title"))
    assert heads(page)[0].startswith("Tên đoàn")
    page.locator("input[name=row]").first.check()
    page.get_by_label("Việc cần làm").select_option("withdraw")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Đã chọn 1 hồ sơ.")).to_be_visible()


def test_phone_has_cards_choosers_and_the_bar(visit):
    page = visit(
        "chuyenvien", "/vien-tro/?cols=number,title,value,counterpart,objective,state", viewport=PHONE
    )
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_role("link", name="Cột", exact=True).click()
    expect(page.locator("#panel").get_by_role("button", name="Áp dụng và ghi nhớ")).to_be_in_viewport()
    assert page.evaluate(SIDEWAYS) <= 0
    page.keyboard.press("Escape")
    page.locator("input[name=row]").first.check()
    expect(page.get_by_role("button", name="Tiếp tục")).to_be_in_viewport()
    assert page.evaluate(SIDEWAYS) <= 0

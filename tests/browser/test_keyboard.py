"""Everything without a mouse: sign in, search, open, edit, save, back to the list, filter, move, open."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from core.text import fold
from delegations.models import OutboundDelegation
from doiNgoai.management.commands.demo import password
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FURTHEST = 150


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted thing has the focus, as a person without a mouse does."""
    expect(wanted).to_be_visible()
    for _press in range(FURTHEST):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Tìm mọi thứ")


def draft() -> OutboundDelegation:
    return OutboundDelegation.objects.filter(
        state="DRAFT", unit__name__contains="Tim", deleted_at=None
    ).first()


def test_a_day_without_a_mouse(visit):
    trip = draft()
    page = visit(None, "/")
    keys = page.keyboard
    tab_to(page, page.get_by_label("Tên đăng nhập"))
    keys.type("bvtim")
    keys.press("Tab")
    keys.type(password())
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    keys.press("/")
    expect(box(page)).to_be_focused()
    keys.type(fold(trip.title.partition("] ")[2] or trip.title), delay=10)
    find = page.get_by_role("option").first
    expect(find).to_contain_text(trip.number)
    keys.press("ArrowDown")
    expect(find).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", find.get_attribute("id"))
    keys.press("Enter")
    expect(page).to_have_url(re.compile(f"{trip.get_absolute_url()}$"))

    tab_to(page, page.get_by_role("link", name="Sửa", exact=True))
    keys.press("Enter")
    tab_to(page, page.get_by_label("Ghi chú").last)
    keys.type("Gõ không cần chuột")
    tab_to(page, page.get_by_role("button", name="Lưu").first)
    keys.press("Enter")
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("Đã lưu")
    trip.refresh_from_db()
    assert trip.note.endswith("Gõ không cần chuột")

    tab_to(page, page.get_by_role("main").get_by_role("link", name="Đoàn ra", exact=True))
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đoàn ra")
    tab_to(page, page.get_by_role("searchbox", name="Tìm kiếm"))
    keys.type("benh vien tim", delay=10)
    expect(page).to_have_url(
        re.compile(r"q=benh(\+|%20)vien(\+|%20)tim")
    )  # the list has answered the last letter
    keys.press("Tab")  # out of the box, where letters are text
    links = page.locator("tr[data-row] a[href]")
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        keys.press(key)
        expect(page.locator("tr[data-row]").nth(row).locator("a[href]").first).to_be_focused()
    number = page.locator("tr[data-row]").nth(1).locator("a[href]").first.inner_text()
    assert links.count() > 2
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/doan-ra/\d+/$"))
    expect(page.get_by_role("main")).to_contain_text(number)


def test_box_and_panel(visit):
    page = visit("chuyenvien", "/doan-ra/")
    keys = page.keyboard
    keys.press("Control+k")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_attribute("aria-expanded", "false")  # hints, and nothing to choose
    keys.type("nhat ban", delay=10)
    finds = page.get_by_role("option")
    expect(finds.nth(1)).to_be_visible()
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(finds.first.locator("mark").first).to_be_visible()
    keys.press("ArrowUp")
    expect(finds.last).to_have_attribute("aria-selected", "true")
    keys.press("ArrowDown")
    expect(finds.first).to_have_attribute("aria-selected", "true")
    keys.press("Escape")
    expect(page.locator("#search-panel")).to_be_hidden()
    expect(box(page)).to_have_value("nhat ban")
    expect(box(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    keys.press("ArrowDown")
    expect(finds.first).to_be_visible()
    keys.press("Escape")
    keys.press("Enter")  # nothing is chosen: the page of all finds
    expect(page).to_have_url(re.compile(r"/tim/\?q=nhat\+ban$"))
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()


def test_slash_in_a_text_is_a_slash(visit):
    page = visit("chuyenvien", "/doan-ra/")
    filter_box = page.get_by_role("searchbox", name="Tìm kiếm")
    filter_box.focus()
    page.keyboard.type("1/2")
    expect(filter_box).to_have_value("1/2")


def test_click_opens_and_leaving_closes(visit):
    page = visit("chuyenvien", "/doan-ra/")
    box(page).click()
    page.keyboard.type("harvard", delay=10)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#search-panel")).to_be_hidden()
    box(page).focus()
    page.get_by_role("option").first.click()
    expect(page).not_to_have_url(re.compile("/doan-ra/$"))


def test_without_scripts_the_box_leads_to_the_page(visit):
    page = visit("chuyenvien", "/doan-ra/", java_script_enabled=False)
    box(page).fill("havard")
    box(page).press("Enter")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text("Harvard")


def test_phone_searches_on_the_page(visit):
    page = visit("bvtim", "/", viewport=PHONE)
    page.get_by_role("banner").get_by_role("link", name="Tìm mọi thứ").click()
    expect(page.get_by_role("searchbox", name="Cần tìm gì")).to_be_focused()
    page.keyboard.type("benh vien tim")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đơn vị", exact=True).last.click()
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text("Bệnh viện Tim")

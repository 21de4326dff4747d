"""What stands around every page: language, theme, account."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from core.notifications import Kind, Notification, store
from delegations.models import OutboundDelegation
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_language_changes_and_comes_back(visit):
    page = visit("lanhdao", "/doan-ra/?sort=number")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Outbound delegations")
    expect(page).to_have_url(re.compile(r"/doan-ra/\?sort=number$"))
    page.get_by_role("link", name="DR-2024-0001").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()


def test_dark_theme_persists(visit):
    page = visit("lanhdao", "/doan-ra/")
    page.get_by_role("button", name="Giao diện tối").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/bao-cao/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Giao diện tối")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Giao diện tối").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_phone_reaches_everything_through_the_drawer(visit):
    page = visit("bvtim", "/", viewport=PHONE)
    page.get_by_role("navigation", name="Thường dùng").get_by_role("link", name="Đoàn vào").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đoàn vào")
    page.get_by_role("button", name="Danh mục", exact=True).click()
    page.get_by_role("dialog", name="Danh mục chính").get_by_role("link", name="Tập huấn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lớp tập huấn")


def test_bell_leads_to_the_record_and_falls_silent(visit):
    trip = OutboundDelegation.objects.get(number="DR-2024-0001")
    person = User.objects.get(username="bvtim")
    Notification.objects.filter(person=person).update(read_at=timezone.now())  # what the demonstration told
    store([person], Kind.COURSE, "Đã cho phép: DR-2024-0001", trip.get_absolute_url(), "a")
    page = visit("bvtim", "/")
    page.get_by_role("link", name="Thông báo 1 chưa đọc").click()
    page.get_by_role("button", name="Mở Đã cho phép: DR-2024-0001").click()
    expect(page).to_have_url(re.compile(f"{trip.get_absolute_url()}$"))
    expect(page.get_by_role("link", name="Thông báo", exact=True)).to_be_visible()


def test_signing_out_closes_the_pages(visit):
    page = visit("bvtim", "/doan-ra/")
    page.get_by_role("button", name="Cán bộ Bệnh viện Tim").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    page.goto("/doan-ra/")
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()


def test_the_watch_sees_what_it_watches_for(visit):
    """A test of the tests: a request to another host and a breach of the content policy do not pass unseen."""
    page = visit("lanhdao", "/doan-ra/")
    page.evaluate("fetch('http://localhost:9/').catch(() => 0)")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    faults = visit.watch.faults[:]
    visit.watch.faults.clear()
    assert any("Content Security Policy" in fault and "localhost:9" in fault for fault in faults)
    assert any("inline script" in fault for fault in faults)

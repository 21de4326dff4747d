"""The README's pictures, taken from the demonstration: start `make run`, then in another window

.venv/bin/python scripts/screenshots.py [http://127.0.0.1:8000]
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
WIDE, PHONE = {"width": 1366, "height": 860}, {"width": 390, "height": 844}
PERIOD = "?period=2024-H1"
PICTURES = (
    # file, person, address, size, theme
    ("overview.png", "lanhdao", f"/{PERIOD}", WIDE, "light"),
    ("list.png", "chuyenvien", "/doan-ra/", WIDE, "light"),
    ("form.png", "bvtim", "/doan-ra/9/sua/", WIDE, "light"),
    ("summary.png", "lanhdao", f"/bao-cao/{PERIOD}", WIDE, "light"),
    ("phone.png", "bvtim", "/doan-ra/", PHONE, "light"),
    ("dark.png", "lanhdao", f"/{PERIOD}", WIDE, "dark"),
)


def sign_in(page: Page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill((VAR / "demo_password").read_text().strip())
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "dang-nhap" not in address)


def take(browser, site: str, name: str, username: str, address: str, size: dict, theme: str) -> None:
    context = browser.new_context(
        base_url=site, locale="vi-VN", viewport=size, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, username)
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=IMAGES / name)
    context.close()


def main(site: str = "http://127.0.0.1:8000") -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, site, *picture)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

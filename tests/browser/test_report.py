"""A leader opens the six-month report, looks behind a figure and takes the workbook home."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRIPS = "Số lượt người đi công tác nước ngoài"


def as_number(shown: str) -> float:
    """1.234,50 as a number."""
    return float(shown.replace(".", "").replace(",", "."))


def figures_of_page(page) -> dict[str, float]:
    """Indicator → figure, of every line of the report's tables of figures."""
    found = {}
    for row in page.get_by_role("row").filter(has=page.get_by_role("rowheader")).all():
        label = row.get_by_role("rowheader").inner_text().rpartition(" ")[0]
        found[label] = as_number(row.get_by_role("cell").first.inner_text())
    return found


def figures_of_sheet(path) -> dict[str, float]:
    """Indicator → figure of the sheet TH."""
    rows = list(load_workbook(path)["TH"].values)
    head = next(row for row in rows if "Chỉ tiêu" in row)
    label, figure = head.index("Chỉ tiêu"), head.index("Kỳ báo cáo")
    return {row[label]: row[figure] for row in rows[rows.index(head) + 1 :] if row[figure] is not None}


def test_leader_opens_report_clicks_a_figure_and_downloads_it(visit, tmp_path):
    page = visit("lanhdao", "/")
    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Báo cáo 6 tháng").click()
    page.get_by_role("combobox", name="Kỳ", exact=True).select_option(label="6 tháng đầu năm 2024")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("6 tháng đầu năm 2024")
    shown = figures_of_page(page)
    assert (shown[TRIPS], shown["Số đoàn vào"]) == (23, 46)

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo Excel").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    stored = figures_of_sheet(path)
    assert stored[TRIPS] == 23
    assert {label: stored.get(label) for label in shown} == pytest.approx(shown)

    page.get_by_role("row").filter(has_text=TRIPS).get_by_role("link", name="23", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TRIPS)
    expect(page.get_by_role("table").locator("tbody").get_by_role("row")).to_have_count(23)
    with page.expect_download() as download:
        page.get_by_role("link", name="Xuất Excel").click()
    download.value.save_as(tmp_path / "rows.xlsx")


def test_overview_opens_the_rows_of_a_tile_and_shows_tables_of_charts(visit):
    page = visit("lanhdao", "/?period=2024-H1")
    chart = page.get_by_role("heading", name="Hoạt động theo tháng").locator("xpath=ancestor::section")
    chart.get_by_text("Số liệu", exact=True).click()
    expect(chart.get_by_role("table")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name=re.compile("Số lượt người.*23")).click()
    expect(page.get_by_role("table").locator("tbody").get_by_role("row")).to_have_count(23)


def test_leader_reaches_a_country_by_keyboard_and_its_rows_by_a_bar(visit):
    page = visit("lanhdao", "/?period=2024-H1")
    country = page.get_by_role("link", name="Nhật Bản: 11", exact=True)
    country.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".figure-value")).to_contain_text("11")
    page.goto("/?period=2024-H1")
    bars = page.locator("#chart-unit canvas")
    bars.scroll_into_view_if_needed()
    expect(bars).to_have_css("height", re.compile(r"\d{3}"))
    box = bars.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 22)
    expect(page.locator(".figure-value")).to_contain_text("6")


@pytest.mark.parametrize("who", ["lanhdao", "chuyenvien", "bvtim"])
def test_overview_prints_on_one_sheet(visit, who):
    page = visit(who, "/?period=2024-H1")
    expect(page.locator("[hx-trigger='load'] li").first).to_be_visible()
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    assert [round(float(side) / 72 * 25.4) for side in printed.pages[0].mediabox[2:]] == [210, 297]
    assert "QuầnđảoHoàngSa(ViệtNam)" in "".join(printed.pages[0].extract_text().split())

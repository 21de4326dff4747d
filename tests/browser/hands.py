"""What hands do in a form, by the names a person reads."""

from playwright.sync_api import Locator, Page, expect


def pick(page: Page, scope: Page | Locator, label: str, *texts: str) -> None:
    """Choose in a list one types into."""
    box = scope.get_by_role("combobox", name=label).first
    for text in texts:
        box.click()
        box.fill(text)
        page.get_by_role("option", name=text, exact=True).click()
    box.press("Escape")


def rows_of(page: Page, title: str) -> Locator:
    """The rows of a table of child rows, its heading left out."""
    return page.get_by_role("region", name=title, exact=True).locator("tbody").get_by_role("row")


def add_row(page: Page, title: str) -> Locator:
    rows = rows_of(page, title)
    count = rows.count()
    page.get_by_role("region", name=title, exact=True).get_by_role("button", name="Thêm dòng").click()
    expect(rows).to_have_count(count + 1)
    return rows.last


def fact(page: Page, label: str) -> Locator:
    """The value beside a label on a record's page."""
    return page.locator("dl > div").filter(has=page.get_by_text(label, exact=True)).get_by_role("definition")


def save(page: Page) -> None:
    """Save, and see the record's page say so."""
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("Đã lưu")

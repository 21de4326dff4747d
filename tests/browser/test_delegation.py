"""A unit's officer enters a delegation; nobody of another unit gets to it."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from delegations.models import OutboundDelegation
from doiNgoai.management.commands.demo import password
from tests.browser.hands import add_row, fact, pick, rows_of, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Đoàn học tập can thiệp tim mạch tại Lyon"


def test_officer_enters_delegation_corrects_it_and_finds_it(visit):
    page = visit(None, "/")
    page.get_by_label("Tên đăng nhập").fill("bvtim")
    page.get_by_label("Mật khẩu").fill(password())
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Đoàn ra").click()
    page.get_by_role("link", name="Thêm mới").first.click()

    page.get_by_label("Tên đoàn").fill(TITLE)
    pick(page, page, "Mục đích", "Đào tạo, bồi dưỡng ngắn hạn")
    page.get_by_label("Ngày đi", exact=True).fill("10/9/24")
    page.get_by_label("Ngày về", exact=True).fill("01092024")
    pick(page, rows_of(page, "Nước đến").first, "Quốc gia/vùng lãnh thổ", "Pháp")
    first = rows_of(page, "Thành viên đoàn").first
    first.get_by_label("Họ và tên").fill("Nguyễn Thị Ánh")
    first.get_by_label("Vai trò").select_option("Trưởng đoàn")
    second = add_row(page, "Thành viên đoàn")
    second.get_by_label("Họ và tên").fill("Đỗ Văn Ước")
    second.get_by_label("Vai trò").select_option("Trưởng đoàn")
    page.get_by_role("button", name="Lưu nháp").click()

    expect(page.get_by_role("alert").first).to_contain_text("Chưa lưu được")
    expect(page.get_by_label("Ngày về", exact=True)).to_have_accessible_description(
        "Ngày về phải bằng hoặc sau ngày đi."
    )
    expect(rows_of(page, "Thành viên đoàn").nth(1).get_by_label("Vai trò")).to_have_accessible_description(
        "Đoàn chỉ có một trưởng đoàn."
    )
    assert not OutboundDelegation.objects.filter(title=TITLE).exists()

    page.get_by_label("Ngày về", exact=True).fill("20/09/2024")
    rows_of(page, "Thành viên đoàn").nth(1).get_by_label("Vai trò").select_option("Thành viên")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(fact(page, "Ngày đi")).to_have_text("10/09/2024")
    members = rows_of(page, "Thành viên đoàn")
    expect(members).to_have_count(2)
    expect(members.nth(1)).to_contain_text("Đỗ Văn Ước")

    page.get_by_role("link", name="Toàn bộ lịch sử").click()
    expect(page.get_by_role("listitem").filter(has_text="Cán bộ Bệnh viện Tim").first).to_contain_text(
        "Tạo mới"
    )
    expect(page.get_by_role("main")).to_contain_text("Nguyễn Thị Ánh")

    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Đoàn ra").click()
    page.get_by_role("searchbox").press_sequentially("doan hoc tap can thiep tim mach lyon")
    expect(page.get_by_role("status").filter(has_text="bản ghi")).to_have_text("1 bản ghi")
    row = page.get_by_role("row").filter(has_text=TITLE)
    expect(row).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q=doan"))


def test_officer_of_another_unit_gets_to_nothing_of_it(visit):
    record = OutboundDelegation.objects.get(number="DR-2024-0001")
    assert record.unit.name == "Bệnh viện Tim Hà Nội"
    page = visit("bvphusan", "/doan-ra/")
    expect(page.get_by_role("link", name="DR-2024-0011")).to_be_visible()
    expect(page.get_by_role("link", name=record.number)).to_have_count(0)

    for path in ("", "sua/", "lich-su/"):
        assert page.goto(f"/doan-ra/{record.pk}/{path}").status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")
        expect(page.get_by_role("main")).not_to_contain_text(record.title)
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    for path in ("sua/", "buoc/cancel/", "buoc/submit/"):
        answer = page.request.post(f"/doan-ra/{record.pk}/{path}", form={"csrfmiddlewaretoken": token})
        assert answer.status == 404

    page.goto("/doan-ra/")
    page.get_by_role("searchbox").fill(record.number)
    expect(page.get_by_role("status").filter(has_text="bản ghi")).to_have_text("0 bản ghi")
    file = page.request.get(page.locator("#export form").get_attribute("action"))
    cells = [cell for row in load_workbook(BytesIO(file.body())).active.values for cell in row]
    assert record.number not in cells
    assert not any(str(cell).startswith("DR-") for cell in cells)


def test_double_click_on_save_makes_one_record(visit):
    page = visit("bvtim", "/doan-ra/them/")
    page.get_by_label("Tên đoàn").fill(TITLE)
    page.get_by_role("button", name="Lưu nháp").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert OutboundDelegation.objects.filter(title=TITLE).count() == 1


def test_leaving_an_edited_form_asks(visit):
    page = visit("bvtim", "/doan-ra/them/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("Tên đoàn").fill(TITLE)
    page.get_by_role("link", name="Hủy bỏ").click(no_wait_after=True)
    expect(page.get_by_label("Tên đoàn")).to_have_value(TITLE)
    assert asked == ["beforeunload"]


def test_list_is_walked_by_keyboard(visit):
    page = visit("lanhdao", "/doan-ra/?sort=number")
    links = page.get_by_role("rowheader").get_by_role("link")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    number = links.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Đường dẫn trang")).to_contain_text(number)

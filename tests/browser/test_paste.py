"""Blocks copied from Excel, pasted into the rows of a form: what fits is filled in, what does not is named."""

import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from aid_projects.models import AidProject
from delegations.models import Guest, InboundDelegation, OutboundDelegation
from tests.browser.hands import add_row, pick, rows_of, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

D = datetime.date
MEMBERS, GUESTS, DISBURSEMENTS = "Thành viên đoàn", "Danh sách khách", "Tiếp nhận, giải ngân"


def paste(cell: Locator, text: str) -> None:
    """Ctrl+V of a text: the event a browser sends with what lies on the clipboard."""
    cell.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def report(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True).locator("[data-paste-report]")


def test_members_with_a_heading_of_their_own(visit):
    page = visit("bvtim", "/doan-ra/them/")
    page.get_by_label("Tên đoàn").fill("Đoàn dán từ Excel")
    pick(page, rows_of(page, "Nước đến").first, "Quốc gia/vùng lãnh thổ", "Pháp")
    block = (
        "STT\tHọ tên\tChức danh\tNTNS\tGiới tính\tNơi công tác\tVai trò\tHộ chiếu\tĐiện thoại\r\n"
        '1\tNguyễn Thị Ánh\t"Trưởng khoa\nTim mạch"\t5/3/80\tNữ\tBV Tim\tTruong doan\tB1234567\t0912345678\r\n'
        "2\tĐỗ Văn Ước\tBác sĩ\t1985-12-31\tÔng\tBệnh viện Timm Hà Nôi\tThành viên\t\t\r\n"
        "3\tLê  Hòa\tnt\t1990\tX\tBệnh viện trên trời\tnt\t\t\r\n"
    )
    paste(rows_of(page, MEMBERS).first.get_by_label("Họ và tên"), block)

    members = rows_of(page, MEMBERS)
    expect(members).to_have_count(3)
    first, second, third = members.nth(0), members.nth(1), members.nth(2)
    expect(first.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Ánh")
    expect(first.get_by_label("Ngày sinh")).to_have_value("05/03/1980")
    expect(first.get_by_label("Chức vụ")).to_have_value("Trưởng khoa Tim mạch")
    expect(first.get_by_label("Vai trò").locator("option:checked")).to_have_text("Trưởng đoàn")
    expect(second.get_by_label("Ngày sinh")).to_have_value("31/12/1985")
    expect(second.get_by_label("Giới tính").locator("option:checked")).to_have_text("Nam")
    expect(third.get_by_label("Chức vụ")).to_have_value("Bác sĩ")
    expect(third.get_by_label("Ngày sinh")).to_have_value("1990")
    told = report(page, MEMBERS)
    expect(told).to_contain_text("Đã dán 3 dòng. Cần xem lại:")
    for line in (
        "Cột “Điện thoại” không có chỗ ở đây nên bỏ qua: 0912345678",
        "Dòng 1, Đơn vị công tác: “BV Tim” được hiểu là “Bệnh viện Tim Hà Nội”.",
        "Dòng 2, Đơn vị công tác: “Bệnh viện Timm Hà Nôi” được hiểu là “Bệnh viện Tim Hà Nội”.",
        "Dòng 3, Ngày sinh: “1990” không phải là ngày.",
        "Dòng 3, Giới tính: “X” không có trong danh sách; chưa chọn giá trị nào.",
        "Dòng 3, Đơn vị công tác: “Bệnh viện trên trời” không có trong danh sách; chưa chọn giá trị nào.",
    ):
        expect(told).to_contain_text(line)

    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_role("alert").first).to_contain_text("Các dòng cần sửa: Thành viên đoàn")
    rows_of(page, MEMBERS).nth(2).get_by_label("Ngày sinh").fill("01/01/1990")
    save(page)
    trip = OutboundDelegation.objects.get(title="Đoàn dán từ Excel")
    stored = trip.members.order_by("pk").values_list("person__full_name", "person__birth_date", "unit__name")
    assert list(stored) == [
        ("Nguyễn Thị Ánh", D(1980, 3, 5), "Bệnh viện Tim Hà Nội"),
        ("Đỗ Văn Ước", D(1985, 12, 31), "Bệnh viện Tim Hà Nội"),
        ("Lê Hòa", D(1990, 1, 1), None),
    ]


def test_guests_from_a_cell_on_leaving_deleted_and_other_rows_alone(visit):
    visit_of = Guest.objects.filter(delegation__state="DRAFT").first()
    record = visit_of.delegation if visit_of else InboundDelegation.objects.filter(state="DRAFT").first()
    page = visit("chuyenvien", f"/doan-vao/{record.pk}/sua/")
    before = rows_of(page, GUESTS).count()
    kept = [rows_of(page, GUESTS).nth(at).get_by_label("Họ và tên").input_value() for at in range(before)]
    add_row(page, GUESTS)
    add_row(page, GUESTS)
    start, marked = rows_of(page, GUESTS).nth(before), rows_of(page, GUESTS).nth(before + 1)
    marked.get_by_label("Họ và tên").fill("Xóa dòng này")
    marked.get_by_label("Xóa dòng này", exact=True).press("Space")

    paste(
        start.get_by_label("Họ và tên"),
        "1\tTanaka Hiroshi\tCó\tNam\t05-Mar-70\tNhật Bản\n2\tMarie Dupont\t\tNữ\t31/02/1980\tPhap\n",
    )

    expect(rows_of(page, GUESTS)).to_have_count(before + 3)
    for at, name in enumerate(kept):
        expect(rows_of(page, GUESTS).nth(at).get_by_label("Họ và tên")).to_have_value(name)
    expect(marked.get_by_label("Họ và tên")).to_have_value("Xóa dòng này")
    last = rows_of(page, GUESTS).last
    expect(start.get_by_label("Họ và tên")).to_have_value("Tanaka Hiroshi")
    expect(start.get_by_label("Ngày sinh")).to_have_value("05/03/1970")
    expect(last.get_by_label("Họ và tên")).to_have_value("Marie Dupont")
    expect(last.get_by_label("Ngày sinh")).to_have_value("31/02/1980")
    assert last.locator("select[name$=nationality] option:checked").inner_text() == "Pháp"
    expect(report(page, GUESTS)).to_contain_text(
        f"Dòng {before + 3}, Ngày sinh: “31/02/1980” không phải là ngày."
    )


def test_disbursements_with_numbers_of_both_kinds(visit):
    record = AidProject.objects.filter(state="ACTIVE").first() or AidProject.objects.first()
    page = visit("chuyenvien", f"/vien-tro/{record.pk}/sua/")
    row = add_row(page, DISBURSEMENTS)
    before = rows_of(page, DISBURSEMENTS).count() - 1
    paste(
        row.locator("input").first,
        "Ngày giải ngân\tSố tiền\tHình thức\tSố chứng từ\n"
        "Ngày 5 tháng 3 năm 2024\t1,234,567.50\ttiền\tUNC 01\n"
        "06/03/2024\t1,500 USD\tHàng hoá\tUNC 02\n"
        "7/3/2024\thai nghìn\tVàng\tUNC 03\n",
    )
    rows = rows_of(page, DISBURSEMENTS)
    expect(rows).to_have_count(before + 3)
    expect(rows.nth(before).get_by_label("Ngày", exact=True)).to_have_value("05/03/2024")
    expect(rows.nth(before).get_by_label("Số tiền")).to_have_value("1.234.567,50")
    expect(rows.nth(before + 1).get_by_label("Số tiền")).to_have_value("1.500")
    expect(rows.nth(before + 1).get_by_label("Hình thức").locator("option:checked")).to_have_text("Hàng hóa")
    expect(rows.nth(before + 2).get_by_label("Số tiền")).to_have_value("hai nghìn")
    told = report(page, DISBURSEMENTS)
    expect(told).to_contain_text(f"Dòng {before + 2}, Số tiền: “1,500 USD” được hiểu là “1500”.")
    expect(told).to_contain_text(f"Dòng {before + 3}, Số tiền: “hai nghìn” không phải là số.")
    expect(told).to_contain_text(f"Dòng {before + 3}, Hình thức: “Vàng” không có trong danh sách")


def test_a_text_alone_is_pasted_as_ever(visit):
    page = visit("bvtim", "/doan-ra/them/")
    cell = rows_of(page, MEMBERS).first.get_by_label("Họ và tên")
    paste(cell, "Nguyễn Thị Ánh")
    expect(report(page, MEMBERS)).to_have_text("")
    expect(rows_of(page, MEMBERS)).to_have_count(1)

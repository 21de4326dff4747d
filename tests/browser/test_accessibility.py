"""axe finds nothing on any page, wide and narrow, light and dark; no page scrolls sideways on a phone."""

import datetime
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from accounts.models import User
from core.notifications import Kind, store
from core.saved_views import SavedView
from delegations.models import OutboundDelegation
from directory.duplicates import refresh
from directory.merge_plan import plan_for
from directory.merging import merge
from directory.models import Country, Partner
from doiNgoai.management.commands.demo import WORKBOOK
from reports.collection import due_days, open_period
from reports.models import ReportPeriod, UnitReport
from reports.periods import parse
from tests.browser.conftest import AXE, PHONE, WIDE
from tests.browser.hands import rows_of
from tests.exchange import clerks
from tests.factories.records import make, name_field, record_types

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = """async (options) => {
  const found = await axe.run(document, { ...options, resultTypes: ["violations"], preload: false });
  return found.violations.map((fault) =>
    `${fault.id}: ${fault.help}\\n` + fault.nodes.slice(0, 4).map((node) => `    ${node.target.join(" ")}\\n    ${node.failureSummary}`).join("\\n"));
}"""
HEIGHT = "() => document.documentElement.scrollHeight"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Inspection:
    """Looks at pages and gathers what is wrong, so that one run tells everything."""

    def __init__(self, page: Page):
        self.page, self.faults = page, []

    def look(self, name: str) -> None:
        """At the page as it stands: rules in light, wide and narrow; in dark what colours can break."""
        for size, scheme, rules in (
            (WIDE, "light", ALL_RULES),
            (WIDE, "dark", COLOURS),
            (PHONE, "dark", COLOURS),
            (PHONE, "light", ALL_RULES),
        ):
            self.page.set_viewport_size(size)
            # As high as the page, so that the bars that stay in sight cover nothing.
            self.page.set_viewport_size(size | {"height": max(size["height"], self.page.evaluate(HEIGHT))})
            self.page.emulate_media(color_scheme=scheme)
            expect(self.page.locator("html")).to_have_attribute("data-bs-theme", scheme)
            for fault in self.page.evaluate(RUN, rules):
                self.faults.append(f"{name}, {size['width']} px, {scheme}: {fault}")
        if (too_wide := self.page.evaluate(SIDEWAYS)) > 0:
            self.faults.append(f"{name}: scrolls sideways by {too_wide} px at 390 px")
        self.page.set_viewport_size(WIDE)

    def open(self, *paths: str, status: int = 200) -> None:
        for path in paths:
            assert self.page.goto(path).status == status, path
            self.look(path)


@pytest.fixture
def inspect(visit):
    """`with_role = inspect("lanhdao")`; what is wrong fails the test when it ends."""
    inspections = []

    def begin(username: str | None) -> Inspection:
        page = visit(username, "")
        page.add_init_script(path=AXE)
        inspections.append(Inspection(page))
        return inspections[-1]

    yield begin
    faults = [fault for inspection in inspections for fault in inspection.faults]
    assert not faults, "\n".join(faults)


def a_changed(model):
    """A record with its child rows, and something to read in its history."""
    record = make(model)
    setattr(record, name_field(model), "Tên đã sửa")
    record.save(by=User.objects.get(username="chuyenvien"))
    return record


@pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)
def test_pages_of_record_type(inspect, model):
    record, seen = a_changed(model), inspect("chuyenvien")
    folder = record.get_absolute_url().removesuffix(f"{record.pk}/")
    own = record.get_absolute_url()
    seen.open(folder, own, f"{own}lich-su/", f"{own}sua/", f"{folder}them/")


def test_empty_list_and_refused_form(inspect):
    """The same templates for every type: one stands for all."""
    seen = inspect("chuyenvien")
    seen.open("/doan-ra/?q=zzzz")
    seen.page.goto("/doan-ra/them/")
    member = rows_of(seen.page, "Thành viên đoàn").first
    member.get_by_label("Chức vụ").fill("Bác sĩ")
    seen.page.get_by_role("button", name="Lưu").click()
    expect(seen.page.get_by_role("alert").first).to_be_visible()
    seen.look("/doan-ra/them/ with errors of fields and rows")


def test_bringing_in(inspect):
    """Ways in and out, a file's columns, rows at fault, one opened for repair, values nobody knows, what was stored."""
    seen = inspect("bvtim")
    seen.open("/so-lieu/", "/so-lieu/nhap/")
    line = ["Đoàn dự hội nghị", "Mẽo; Pháp", "JICA", "32/13/2024", "T= Lê Văn Cương", "Đi chơi"]
    sound = ["Đoàn học tập", "Pháp", "JICA", "3/12/2024", "T= Lê Văn Cương", ""]
    page = seen.page
    page.get_by_label("Bảng tính (.xlsx, .xls, .ods, .csv)").set_input_files(
        files=[
            {
                "name": "a.xlsx",
                "mimeType": "",
                "buffer": clerks.plain(line, sound, heading=clerks.HEADING[1:]),
            }
        ]
    )
    page.get_by_role("button", name="Đọc các dòng").click()
    page.locator("summary").click()
    seen.look("columns of a file")
    page.get_by_role("button", name="Kiểm tra các dòng").click()
    seen.look("rows at fault")
    page.locator("[data-edit]").first.click()
    expect(page.locator("[data-cancel]")).to_be_visible()
    seen.look("a row opened")
    page.get_by_role("link", name="Giá trị chưa hiểu").click()
    seen.look("values")
    page.go_back()
    page.get_by_role("button", name="Chỉ lưu các dòng không lỗi").click()
    page.get_by_role("dialog").get_by_role("button", name="Lưu các dòng này").click()
    expect(page.get_by_text("Đã lưu các dòng.")).to_be_visible()
    seen.look("rows stored")


def test_tools_of_lists(inspect):
    """Chips, totals, columns, views, one act on many rows: alone and over the list."""
    record, seen = make(OutboundDelegation, state="SUBMITTED"), inspect("chuyenvien")
    officer = User.objects.get(username="chuyenvien")
    view = SavedView.objects.create(list="aid", name="Theo tiền", state="cols=title,value", owner=officer)
    shared = SavedView.objects.create(
        list="aid", name="Chung", owner=User.objects.get(username="bvtim"), role="department_officer"
    )
    seen.open(
        f"/vien-tro/?sort=-value&state=GONE&q=a&cols=title,value,counterpart,state&view={view.pk}",
        "/doan-ra/?cols=title,number,unit,kind,purposes,content,legs,inviters,start_date,end_date,funding,state",
        "/vien-tro/cot/?q=a", "/vien-tro/che-do-xem/?q=a", f"/vien-tro/che-do-xem/{view.pk}/",
        f"/vien-tro/che-do-xem/{shared.pk}/", f"/doan-ra/hang-loat/?do=return&row={record.pk}",
    )  # fmt: skip
    page = seen.page
    page.get_by_label("Lý do hoặc ý kiến").fill("Thiếu thư mời")
    page.get_by_role("main").get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Kết quả từng hồ sơ")).to_be_visible()
    seen.look("result of an act on many rows")
    page.goto("/vien-tro/")
    page.locator("input[name=row]").first.check()
    seen.look("rows chosen")
    for name in ("Cột", "Lưu và quản lý chế độ xem"):
        if name != "Cột":
            page.get_by_role("button", name="Chế độ xem").click()
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("#panel")).to_be_visible()
        seen.look(f"dialog {name}")
        page.keyboard.press("Escape")


def test_reports(inspect):
    seen = inspect("lanhdao")
    seen.open("/", "/bao-cao/", "/bao-cao/DR02/", "/bao-cao/VT01/", "/bao-cao/?period=2010-H1")
    seen.open(
        "/bao-cao/ton-tai/",
        "/bao-cao/ton-tai/K3/",
        "/bao-cao/DR02/dien-bien/?period=2024-H1&by=unit",
        "/bao-cao/ton-tai/K10/",
        "/bao-cao/ton-tai/K20/",
        "/bat-thuong/",
        "/vien-tro/iati/",
        "/bao-cao/?period=2024-H1&units=heirs",
    )


def test_periods_and_reports_of_units(inspect):
    officer = User.objects.get(username="chuyenvien")
    one = ReportPeriod(code="2023-H1", instruction="Nộp đúng hạn", **due_days(parse("2023-H1")))
    open_period(one, by=officer)
    report = UnitReport.objects.get(period=one, unit__code="01-919").get_absolute_url()
    seen = inspect("chuyenvien")
    seen.open("/bao-cao/ky/", "/bao-cao/ky/moi/?period=2024-H2", "/bao-cao/ky/moi/?period=2024-H1")
    issued = ReportPeriod.objects.of(parse("2024-H1")).get().get_absolute_url()
    seen.open(
        f"{issued}soan/", f"{issued}ban/", f"{issued}ban/1/", f"{issued}ban/1/so-lieu/DR02/",
        f"{issued}ban/1/thay-doi/", "/bao-cao/giay/", "/bao-cao/giay/moi/",
    )  # fmt: skip
    seen.open(one.get_absolute_url(), f"{one.get_absolute_url()}sua/", report, f"{report}so-lieu/KK03/")
    seen = inspect("bvtim")
    seen.open(
        "/bao-cao/ky/", one.get_absolute_url(), report, f"{report}sua/?step=submit", f"{report}lich-su/"
    )


def test_reader_and_refusals(inspect):
    seen = inspect("lanhdao")
    trip = OutboundDelegation.objects.get(number="DR-2024-0001").get_absolute_url()
    seen.open(trip, "/mat-khau/", "/mat-khau/xong/")
    seen.open("/doan-ra/them/", status=403)
    seen.open("/khong-co/", status=404)


def test_search(inspect):
    seen = inspect("chuyenvien")
    seen.open("/tim/", "/tim/?q=nhat+ban", "/tim/?q=nhat+ban&kind=outbound", "/tim/?q=zzqq", "/doan-ra/")
    for typed in ("", "nhat ban", "zzqq"):
        seen.page.keyboard.press("Control+k")
        seen.page.keyboard.type(typed)
        if typed:
            expect(seen.page.locator("#search-told")).not_to_be_empty()
            seen.page.keyboard.press("ArrowDown")
        seen.look(f"the panel of the search for “{typed}”")


def test_unit_officer(inspect):
    seen = inspect("bvtim")
    seen.open("/", "/doan-ra/", "/doan-ra/them/")


@pytest.mark.parametrize("username", ["bvtim.ld", "truongphong"])
def test_heads(inspect, username):
    inspect(username).open("/", OutboundDelegation.objects.get(number="DR-2024-0001").get_absolute_url())


def test_bell(inspect):
    seen, someone = inspect("bvtim"), User.objects.get(username="bvtim")
    seen.open("/thong-bao/")
    overdue = {"due": datetime.date(2024, 1, 31)}
    store(
        [someone], Kind.DEADLINE, "Quá hạn từ ngày 31/01/2024: Báo cáo kết quả", "/doan-ra/", "a", **overdue
    )
    store([someone], Kind.SYSTEM, "Thông báo không dẫn đến đâu", "", "b")
    seen.open("/thong-bao/", "/thong-bao/tuy-chon/")
    seen.open("/lich-cua-toi/")


def test_what_stands_twice(inspect):
    officer, country = User.objects.get(username="chuyenvien"), Country.objects.get(code="JP")
    one, other = (
        Partner.objects.create(by=officer, name=name, kind="TDH", country=country, email=mail)
        for name, mail in (("Đại học Juntendo", ""), ("Juntendo University", "a@b.jp"))
    )
    refresh(Partner)
    own, seen = one.get_absolute_url(), inspect("chuyenvien")
    seen.open("/doi-tac/trung/", "/doi-tac/trung/?said=on", "/ca-nhan/trung/", f"{own}gop/")
    seen.open(f"/doi-tac/gop/{one.pk}/{other.pk}/")
    merge(one, other, by=officer, fingerprint=plan_for(one, other).fingerprint)
    seen.open(f"{own}lich-su/")
    seen.page.goto("/thoa-thuan/them/")
    seen.page.get_by_role("button", name=re.compile("thêm đối tác mới")).first.click()
    box = seen.page.get_by_role("dialog")
    box.get_by_label("Tên đối tác").press_sequentially("juntendo")
    expect(box.get_by_role("status").filter(has_text="Có phải một trong số này")).to_be_visible()
    seen.look("a new partner in a dialog")


def test_administration(inspect):
    seen = inspect("quantri")
    someone = User.objects.get(username="bvtim")
    seen.open(
        "/khoa-api/",
        "/khoa-api/tat-ca/",
        "/tai-khoan/",
        "/tai-khoan/them/",
        f"/tai-khoan/{someone.pk}/",
        "/cai-dat/",
        "/don-vi/",
    )
    seen.open("/vai-tro/", "/nhat-ky/", "/nhat-ky/?q=zzzz", "/luu-giu/")


def test_sign_in(inspect):
    seen = inspect(None)
    seen.open("/dang-nhap/")
    seen.page.get_by_label("Tên đăng nhập").fill("bvtim")
    seen.page.get_by_label("Mật khẩu").fill("sai")
    seen.page.get_by_role("button", name="Đăng nhập").click()
    expect(seen.page.get_by_role("alert")).to_be_visible()
    seen.look("/dang-nhap/ with an error")


def test_workbook(inspect, tmp_path):
    seen = inspect("chuyenvien")
    seen.open("/so-lieu/so-trao-doi/")
    book = load_workbook(WORKBOOK)
    book["Đoàn ra"]["A3"].value = book["Đoàn ra"]["A2"].value
    book.save(tmp_path / "co_loi.xlsx")
    for path in (tmp_path / "co_loi.xlsx", WORKBOOK):
        seen.page.get_by_label("Tệp sổ liệu (.xlsx)").set_input_files(path)
        seen.page.get_by_role("button", name="Nhập tệp").click()
        expect(seen.page).to_have_url(re.compile("/ket-qua/"))
        seen.look(f"/so-lieu/ with {path.name}")


def test_what_opens_on_a_page(inspect):
    """Dialogs, menus, lists one types into, the drawer, the filters."""
    record = make(OutboundDelegation)
    seen = inspect("bvtim")
    page = seen.page
    page.goto(record.get_absolute_url())
    page.get_by_role("button", name="Hủy hồ sơ").click()
    seen.look("a dialog")
    page.goto("/doan-ra/?start_after=01/01/2024")
    page.get_by_role("button", name="Lọc").click()
    page.get_by_role("button", name="Cán bộ Bệnh viện Tim").click()
    seen.look("filters and menu")
    page.goto("/doan-ra/them/")
    page.get_by_role("combobox", name="Mục đích").click()
    seen.look("a list one types into")

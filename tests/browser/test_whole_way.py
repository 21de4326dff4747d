"""A dossier of each type walks its whole way in the browser, returned once, by the people of the demo accounts."""

import re

import pytest
from django.utils import timezone
from django.utils.text import capfirst
from playwright.sync_api import Page, expect

from agreements.models import Agreement
from aid_projects.models import AidProject
from conferences.models import Conference
from core.approval import ApprovalStep
from core.attachments import DocumentKind
from delegations.models import InboundDelegation, OutboundDelegation
from tests.browser.conftest import AXE, PHONE
from tests.browser.hands import add_row, pick, rows_of, save
from tests.browser.test_accessibility import Inspection
from tests.factories.dossiers import PAPERS, READY, ready_outbound, soon
from tests.factories.files import pdf
from worklist.catalogue import BY_TYPE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICER, UNIT_HEAD, DEPARTMENT, OFFICE, LEADER, CLERK = (
    "bvtim",
    "bvtim.ld",
    "chuyenvien",
    "truongphong",
    "lanhdao",
    "vanthu",
)
MISSING = "Thiếu bản dịch thư mời"
TO_DEPARTMENT = [(OFFICER, "submit"), (UNIT_HEAD, "approve_unit"), (DEPARTMENT, "receive")]
RETURNED = [*TO_DEPARTMENT, (DEPARTMENT, "return"), *TO_DEPARTMENT, (DEPARTMENT, "propose")]
APPROVED = [(OFFICE, "approve_office"), (LEADER, "approve_leader")]
BY_CITY = [*RETURNED, *APPROVED, (CLERK, "issue"), (DEPARTMENT, "permit")]
REPORTED = [(OFFICER, "report"), (DEPARTMENT, "complete")]
WAYS = {
    InboundDelegation: [*RETURNED, *APPROVED, (CLERK, "grant"), *REPORTED],
    Conference: [*BY_CITY, *REPORTED],
    Agreement: [
        *RETURNED, (DEPARTMENT, "compile"), (DEPARTMENT, "propose_compiled"), *APPROVED, (CLERK, "issue"), (DEPARTMENT, "permit"),
        (OFFICER, "sign"), (DEPARTMENT, "copy"),
    ],
    AidProject: [
        (OFFICER, "agreed"), *RETURNED, *APPROVED, (CLERK, "issue"), (DEPARTMENT, "approve"), (OFFICER, "start"), (OFFICER, "end"),
        (OFFICER, "hand_over"), (OFFICER, "settle"), (DEPARTMENT, "complete"),
    ],
}  # fmt: skip
PAST = {"start_date": soon(-6), "end_date": soon(-3)}


def named(model, name: str):
    return next(step for step in BY_TYPE[model._meta.label_lower].transitions if step.name == name)


def take(page: Page, record, name: str, reason: str = "") -> None:
    """Press the step on the record's page and fill its dialog."""
    step = named(type(record), name)
    page.get_by_role("button", name=str(step.label), exact=True).click()
    if step.needs_comment or step.asks or step.confirm:
        dialog = page.get_by_role("dialog", name=str(step.label))
        for field in step.asks:
            text = PAPERS.get(field) or f"{timezone.localdate():%d/%m/%Y}"
            label = capfirst(str(record._meta.get_field(field).verbose_name))
            dialog.get_by_role("textbox", name=label).first.fill(text)
        if step.needs_comment:
            dialog.get_by_role("textbox", name="Lý do").fill(reason)
        dialog.get_by_role("button", name=str(step.label), exact=True).click()
    expect(page.get_by_role("main").get_by_role("status").first).to_be_visible()
    record.refresh_from_db()


@pytest.fixture
def desk(visit):
    """`desk("bvtim", record)`: that person's page, opened once, before the record."""
    pages = {}

    def sit(username: str, record) -> Page:
        page = pages.setdefault(username, None) or visit(username, "")
        pages[username] = page
        page.goto(record.get_absolute_url())
        return page

    return sit


def upload_scan(page: Page) -> None:
    page.get_by_label("Loại tài liệu").select_option(str(DocumentKind.SIGNED.label))
    scan = {"name": "van-ban.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.get_by_label("Tệp", exact=False).first.set_input_files(scan)
    page.get_by_label("Tôi cam kết tài liệu không chứa bí mật nhà nước").check()
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_role("region", name="Tài liệu đính kèm")).to_contain_text("van-ban.pdf")


def walk(desk, record, way) -> None:
    for username, name in way:
        page = desk(username, record)
        if name == "sign":
            upload_scan(page)
        take(page, record, name, MISSING)
    assert not ApprovalStep.objects.of(record).open().exists()


def told_in_order(page: Page, record, way) -> None:
    """The history names every mover in the order of the way, newest first, and the reason of the return."""
    page.goto(f"{record.get_absolute_url()}lich-su/")
    entries = page.get_by_role("main").get_by_role("listitem")
    moved = entries.filter(has=page.get_by_role("heading", name=re.compile("^Chuyển trạng thái")))
    who = {OFFICER: "Cán bộ Bệnh viện Tim", UNIT_HEAD: "Lãnh đạo Bệnh viện Tim", DEPARTMENT: "Chuyên viên Sở",
           OFFICE: "Trưởng phòng", LEADER: "Lãnh đạo Sở", CLERK: "Văn thư Sở"}  # fmt: skip
    expect(moved.locator(".panel-head .soft")).to_have_text(
        [re.compile(rf"· {who[username]}$") for username, name in reversed(way) if name != "copy"]
    )
    expect(moved.filter(has_text=MISSING)).to_have_count(1)


def test_trip_is_entered_and_walks_to_its_end(visit, desk):
    page = visit(OFFICER, "/doan-ra/them/")
    page.get_by_label("Tên đoàn").fill("Đoàn học tập điện sinh lý tim tại Lyon")
    page.get_by_label("Trong kế hoạch").select_option("Có")
    pick(page, page, "Mục đích", "Đào tạo, bồi dưỡng ngắn hạn")
    page.get_by_label("Nội dung", exact=True).fill("Học tập kỹ thuật điện sinh lý tim")
    page.get_by_label("Ngày đi", exact=True).fill(f"{soon(-6):%d/%m/%Y}")
    page.get_by_label("Ngày về", exact=True).fill(f"{soon(-3):%d/%m/%Y}")
    pick(page, page, "Cơ quan mời", "Đối tác minh họa 03")
    page.get_by_label("Số thư mời").fill("12/TM")
    page.get_by_label("Số công văn của đơn vị").fill("34/BVT")
    pick(page, rows_of(page, "Nước đến").first, "Quốc gia/vùng lãnh thổ", "Pháp")
    rows_of(page, "Nguồn kinh phí").first.get_by_label("Nguồn kinh phí").select_option("Nguồn thu của đơn vị")
    for place, (name, role) in enumerate((("Đặng Thùy Linh", "Trưởng đoàn"), ("Vũ Quốc Hưng", "Thành viên"))):
        row = rows_of(page, "Thành viên đoàn").first if place == 0 else add_row(page, "Thành viên đoàn")
        row.get_by_label("Họ và tên").fill(name)
        row.get_by_label("Vai trò").select_option(role)
    save(page)
    record = OutboundDelegation.objects.get(title="Đoàn học tập điện sinh lý tim tại Lyon")
    way = [*BY_CITY, *REPORTED]
    walk(desk, record, way)
    assert record.state == "COMPLETED"
    told_in_order(desk(OFFICER, record), record, way)


@pytest.mark.parametrize("model", WAYS, ids=lambda model: model.slug)
def test_dossier_walks_its_whole_way(desk, model):
    record = READY[model](**(PAST if model in (InboundDelegation, Conference) else {}))
    record.settle()
    walk(desk, record, WAYS[model])
    assert record.state == ("SIGNED" if model is Agreement else "COMPLETED")
    told_in_order(desk(DEPARTMENT, record), record, WAYS[model])


def looking(page: Page) -> Inspection:
    page.add_init_script(path=AXE)
    return Inspection(page)


def test_leader_approves_many_at_once_until_nothing_waits(visit):
    page = visit(LEADER, "")
    seen = looking(page)
    seen.open("/viec-cua-toi/")
    waiting = page.get_by_role("region", name="Đang chờ tôi")
    count = waiting.get_by_role("checkbox").count()
    assert count > 2
    for box in waiting.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Duyệt hồ sơ đã chọn").click()
    expect(page.get_by_role("status").get_by_role("listitem")).to_have_count(count)
    expect(waiting).to_contain_text("Không có")
    seen.look("an empty inbox")
    assert seen.faults == []


def test_leader_hurries_a_dossier_on_a_phone(visit):
    record = ready_outbound(start_date=soon(6), end_date=soon(9), state="SUBMITTED")
    page = visit(LEADER, record.get_absolute_url(), viewport=PHONE)
    take(page, record, "urgent", "Chỉ đạo của UBND Thành phố")
    assert (record.state, record.urgent_reason) == ("ISSUING", "Chỉ đạo của UBND Thành phố")
    expect(page.get_by_role("region", name="Đường đi của hồ sơ")).to_contain_text(
        "Chỉ đạo của UBND Thành phố"
    )


def test_change_after_permission_is_approved_anew(desk):
    record = ready_outbound(state="PERMITTED", permit_number="1/QĐ-UBND", permit_date=soon(-3))
    page = desk(OFFICER, record)
    take(page, record, "adjust", "Đối tác đổi ngày")
    page.goto(f"{record.get_absolute_url()}sua/")
    page.get_by_label("Ngày về", exact=True).fill(f"{soon(47):%d/%m/%Y}")
    save(page)
    way = [*TO_DEPARTMENT[:2], (LEADER, "urgent"), (CLERK, "issue"), (DEPARTMENT, "permit")]
    walk(desk, record, way)
    assert (record.state, record.adjustment, record.end_date) == ("PERMITTED", "", soon(47))


def test_draft_is_withdrawn_and_brought_back(visit):
    record = ready_outbound()
    page = visit(OFFICER, "")
    seen = looking(page)
    page.goto(record.get_absolute_url())
    page.get_by_role("button", name="Xóa").click()
    dialog = page.get_by_role("dialog", name="Xóa")
    dialog.get_by_role("textbox", name="Lý do").fill("Nhập trùng")
    dialog.get_by_role("button", name="Xóa").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text(record.number)
    seen.open("/da-rut/")
    row = page.get_by_role("listitem").filter(has_text=record.number)
    expect(row).to_contain_text("Nhập trùng")
    row.get_by_role("textbox").fill("Không trùng")
    row.get_by_role("button", name="Khôi phục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(record.title)
    assert seen.faults == []


def test_page_in_review_with_its_dialogs(visit):
    record = OutboundDelegation.objects.filter(title__contains="[Minh họa]", state="AT_OFFICE").first()
    page = visit(OFFICE, "")
    seen = looking(page)
    seen.open(record.get_absolute_url())
    page.get_by_role("button", name="Trả lại bổ sung").click()
    seen.look("the dialog of a return")
    assert seen.faults == []

"""Writing the exchange workbook: what comes out goes in again unchanged."""

import datetime
import io
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import Workbook
from openpyxl import load_workbook as open_book

from core.cells import fill
from core.parse import parse_decimal
from delegations.models import OutboundDelegation
from doiNgoai.management.commands.demo import WORKBOOK
from exchange.catalogue import sheets
from exchange.services import load_workbook, save_template, save_workbook
from tests.exchange.books import base, member, trip, write

pytestmark = pytest.mark.django_db

HEADINGS = {
    "Đơn vị": "Mã đơn vị · Tên đơn vị · Tên viết tắt · Loại đơn vị · Trực thuộc từ ngày · Trực thuộc đến ngày · Tên cũ",
    "Đối tác": "Tên đối tác · Tên gốc · Tên gọi khác · Quốc gia/vùng lãnh thổ · Loại đối tác · Nhóm điều phối · Số giấy đăng ký"
    " · Ngày hết hạn giấy đăng ký · Nguồn dữ liệu",
    "Đoàn ra": "Mã hồ sơ · Tên đoàn · Đơn vị chủ trì · Loại đoàn · Mục đích · Nội dung · Nước đến · Cơ quan mời · Ngày đi · Ngày về"
    " · Nguồn kinh phí · Trong kế hoạch · Lý do phát sinh · Ngày gửi Sở · Số quyết định · Ngày quyết định · Cơ quan quyết định"
    " · Số báo cáo · Ngày báo cáo · Trạng thái · Nguồn dữ liệu",
    "Thành viên đoàn ra": "Mã hồ sơ · Họ và tên · Ngày sinh · Giới tính · Chức vụ · Đơn vị công tác · Vai trò · Loại hộ chiếu · Số hộ chiếu"
    " · Tham gia",
    "Đoàn vào": "Mã hồ sơ · Tên đoàn · Nước cử đoàn · Cơ quan cử đoàn · Cấp đoàn · Đơn vị đón tiếp · Mục đích · Lĩnh vực · Nội dung · Địa điểm"
    " · Ngày đến · Ngày rời · Số khách · Trong kế hoạch · Lý do phát sinh · Ngày gửi Sở · Số văn bản cho phép · Ngày văn bản cho phép"
    " · Số báo cáo · Ngày báo cáo · Trạng thái · Nguồn dữ liệu",
    "Khách đoàn vào": "Mã hồ sơ · Họ và tên · Giới tính · Quốc tịch · Chức vụ · Cơ quan công tác · Số hộ chiếu",
    "Thỏa thuận": "Mã hồ sơ · Tên văn bản · Phạm vi · Loại văn bản · Danh nghĩa ký · Đơn vị ký · Đối tác · Nước ký · Lĩnh vực · Nội dung chính"
    " · Số văn bản cho phép · Ngày văn bản cho phép · Ngày ký · Nơi ký · Người ký phía Việt Nam · Người ký phía đối tác · Ngày hiệu lực"
    " · Ngày hết hiệu lực · Tự động gia hạn · Đơn vị tham gia · Trạng thái · Nguồn dữ liệu",
    "Triển khai thỏa thuận": "Mã hồ sơ · Ngày · Nội dung · Kết quả",
    "Hội nghị": "Mã hồ sơ · Tên hội nghị · Vai trò · Loại · Phương thức · Đơn vị chủ trì · Cơ quan nước ngoài phối hợp · Nội dung · Từ ngày"
    " · Đến ngày · Địa điểm · Đại biểu Việt Nam · Đại biểu nước ngoài ở trong nước · Đại biểu từ nước ngoài · Đến từ các nước"
    " · Nguồn kinh phí · Trong kế hoạch · Lý do phát sinh · Ngày gửi Sở · Số văn bản cho phép · Ngày văn bản cho phép · Cấp cho phép"
    " · Số báo cáo · Ngày báo cáo · Trạng thái · Nguồn dữ liệu",
    "Viện trợ": "Mã hồ sơ · Tên khoản viện trợ · Loại · Bên cung cấp viện trợ · Chủ khoản viện trợ · Lĩnh vực · Đối tượng hưởng lợi · Địa bàn"
    " · Mục tiêu · Hình thức · Tổng giá trị · Loại tiền · Tỷ giá USD · Vốn đối ứng (VND) · Từ ngày · Đến ngày · Số quyết định"
    " · Ngày quyết định · Cơ quan quyết định · Trạng thái · Nguồn dữ liệu",
    "Giải ngân": "Mã hồ sơ · Ngày · Số tiền · Quy đổi USD · Hình thức · Chứng từ",
    "Đầu mối": "Họ và tên · Đơn vị · Loại · Tỷ lệ thời gian (%) · Vai trò · Chức vụ · Ngoại ngữ · Thư điện tử · Từ ngày · Đến ngày"
    " · Lý do thay đổi",
    "Tập huấn": "Tên lớp · Đơn vị tổ chức · Nội dung · Báo cáo viên · Từ ngày · Đến ngày · Địa điểm · Số lượt tham dự · Nguồn dữ liệu",
}


def cells(path) -> dict[str, list[tuple]]:
    book = open_book(path)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


@pytest.fixture
def export(tmp_path):
    def run(name="ra.xlsx", **options):
        save_workbook(str(tmp_path / name), **options)
        return tmp_path / name

    return run


def test_headings_are_those_of_the_format():
    assert {
        sheet.title: " · ".join(sheet.heading(column) for column in sheet.columns) for sheet in sheets()
    } == HEADINGS


def test_headings_stay_vietnamese_for_an_english_reader(export):
    with translation.override("en"):
        assert list(cells(export())) == list(HEADINGS)


def test_real_workbook_comes_back_unchanged(export):
    assert load_workbook(WORKBOOK).errors == []
    first = export()
    again = load_workbook(first)
    assert again.errors == []
    assert [line for line in again.counts() if line["created"] or line["updated"]] == []
    assert cells(first) == cells(export("again.xlsx"))


def test_real_workbook_loaded_twice_changes_nothing():
    load_workbook(WORKBOOK)
    assert [line for line in load_workbook(WORKBOOK).counts() if line["created"] or line["updated"]] == []


def test_members_and_countries_keep_their_order(export, tmp_path):
    sheets = base(
        **{
            "Đoàn ra": [trip(**{"Nước đến": "Hàn Quốc; Nhật Bản; Anh"})],
            "Thành viên đoàn ra": [member(), member(**{"Họ và tên": "B", "Vai trò": "Thành viên"})],
        }
    )
    load_workbook(write(tmp_path / "vao.xlsx", sheets))
    out = cells(export())
    assert [row[1] for row in out["Thành viên đoàn ra"][1:]] == ["Nguyễn Văn A", "B"]
    assert out["Đoàn ra"][1][6] == "Hàn Quốc; Nhật Bản; Vương quốc Anh"


def test_cells_are_typed_and_text_is_never_a_formula(export, tmp_path):
    load_workbook(write(tmp_path / "vao.xlsx", base(**{"Đoàn ra": [trip(**{"Nội dung": "x"})]})))
    record = OutboundDelegation.objects.get()
    record.content = '=HYPERLINK("x")'
    record.save(by=None)
    path = export()
    page = open_book(path)["Đoàn ra"]
    row = {heading.value: cell for heading, cell in zip(page[1], page[2], strict=True)}
    assert (row["Nội dung"].value, row["Nội dung"].data_type) == ('=HYPERLINK("x")', "s")
    assert row["Ngày đi"].is_date
    assert row["Ngày đi"].value.date() == datetime.date(2024, 3, 1)
    again = load_workbook(path)
    assert sum(line["updated"] for line in again.counts()) == 0


def test_passports_are_masked_unless_they_are_asked_for(export, tmp_path):
    rows = [member(**{"Số hộ chiếu": "C1234567"})]
    load_workbook(write(tmp_path / "vao.xlsx", base(**{"Thành viên đoàn ra": rows})))
    assert cells(export(passports=True))["Thành viên đoàn ra"][1][8] == "C1234567"
    masked = export("masked.xlsx")
    assert cells(masked)["Thành viên đoàn ra"][1][8] == "C****567"
    assert sum(line["updated"] for line in load_workbook(masked).counts()) == 0


def test_one_unit_export_holds_its_records_only(export, tmp_path):
    trips = [trip(), trip(**{"Mã hồ sơ": "DR-2024-0002", "Đơn vị chủ trì": "CUBA"})]
    members = [member(), member(**{"Mã hồ sơ": "DR-2024-0002"})]
    load_workbook(write(tmp_path / "vao.xlsx", base(**{"Đoàn ra": trips, "Thành viên đoàn ra": members})))
    unit = OutboundDelegation.objects.get(number="DR-2024-0002").unit
    out = cells(export(unit=unit))
    assert [row[0] for row in out["Đoàn ra"][1:]] == ["DR-2024-0002"]
    assert [row[0] for row in out["Thành viên đoàn ra"][1:]] == ["DR-2024-0002"]


def test_empty_workbook_has_every_sheet_with_its_headings():
    target = io.BytesIO()
    save_template(target)
    target.seek(0)
    assert {title: len(rows) for title, rows in cells(target).items()} == dict.fromkeys(HEADINGS, 1)


def test_a_masked_export_goes_in_again_unchanged(export, tmp_path):
    load_workbook(WORKBOOK)
    done = load_workbook(export())
    assert done.errors == []
    assert {line["created"] + line["updated"] for line in done.counts()} == {0}


def test_text_that_reads_like_an_escape_comes_back(export, tmp_path):
    load_workbook(write(tmp_path / "in.xlsx", base()))
    OutboundDelegation.objects.update(content="_x0041_ và _x00_")
    done = load_workbook(export())
    assert {line["created"] + line["updated"] for line in done.counts()} == {0}
    assert OutboundDelegation.objects.get().content == "_x0041_ và _x00_"


def test_a_number_of_more_digits_than_excel_keeps_is_written_as_text():
    page = Workbook().active
    for value, written in (
        (Decimal("1234567890123.45"), Decimal("1234567890123.45")),
        (Decimal("12345678901234.56"), "12.345.678.901.234,56"),
        (Decimal("1000000000000000.00"), Decimal("1000000000000000.00")),
    ):
        assert fill(page["A1"], value).value == written
        assert written == value or parse_decimal(written, 2) == value

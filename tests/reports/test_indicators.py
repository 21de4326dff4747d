"""The dictionary itself: codes, words, and that a person's figures start from what the person may see."""

import pytest
from django.utils.translation import override

from core.indicators.declaration import families
from core.indicators.rows import rows_of, visible
from core.indicators.windows import Window
from core.workdays import add_months
from delegations.models import Member, OutboundDelegation
from reports import catalogue
from tests.factories import people
from tests.reports.makers import H1, count, day, trip, unit, visit

CODES = (
    "DR01 DR02 DR03 DR04 DR05 DR06 DV01 DV02 DV03 DV04 DV05 DV06 TT01 TT02 TT03 TT04 TT05 TT06 TT07 HN01 HN02 HN03 HN04 "
    "VT01 VT02 VT03 VT04 VT05 VT06 VT07 VT08 NL01 NL02 NL03 NL04 NL05 NL06 KK01 KK02 KK03 KK04 KK05"
)
LABELS = [
    "Số đoàn ra", "Số lượt người đi công tác nước ngoài", "Số người đi công tác nước ngoài", "Số nước, vùng lãnh thổ đến",
    "Đoàn ra trong kế hoạch", "Đoàn ra ngoài kế hoạch",
    "Số đoàn vào", "Số lượt khách nước ngoài", "Số nước, vùng lãnh thổ có đoàn vào", "Số đơn vị đón tiếp",
    "Đoàn vào trong kế hoạch", "Đoàn vào ngoài kế hoạch",
    "Thỏa thuận quốc tế ký kết", "Thỏa thuận quốc tế danh nghĩa UBND Thành phố", "Thỏa thuận quốc tế danh nghĩa Sở Y tế",
    "Thỏa thuận quốc tế danh nghĩa đơn vị trực thuộc", "Văn bản hợp tác trong nước ký kết",
    "Thỏa thuận quốc tế đang hiệu lực", "Thỏa thuận quốc tế sắp hết hiệu lực",
    "Hội nghị, hội thảo quốc tế chủ trì", "Hội nghị, hội thảo quốc tế tham dự", "Lượt đại biểu", "Lượt đại biểu nước ngoài",
    "Chương trình, dự án, phi dự án triển khai trong kỳ", "Chương trình, dự án triển khai trong kỳ",
    "Phi dự án triển khai trong kỳ", "Khoản viện trợ phê duyệt mới", "Tổng giá trị cam kết", "Giải ngân trong kỳ",
    "Giải ngân lũy kế", "Vốn đối ứng",
    "Cán bộ đầu mối đối ngoại", "Đơn vị có đầu mối", "Cán bộ đầu mối chuyên trách", "Cán bộ đầu mối kiêm nhiệm",
    "Lớp tập huấn đối ngoại", "Lượt người tham dự tập huấn đối ngoại",
    "Đơn vị không có hoạt động đối ngoại", "Tổng số đơn vị", "Hồ sơ đến hạn báo cáo kết quả",
    "Hồ sơ chậm hoặc chưa nộp báo cáo kết quả", "Thỏa thuận đang hiệu lực chưa triển khai",
]  # fmt: skip


def test_codes_stand_in_the_order_of_the_dictionary():
    assert [indicator.code for indicator in catalogue.INDICATORS] == CODES.split()
    assert [each for section in catalogue.SECTIONS for each in section.indicators] == list(
        catalogue.INDICATORS
    )


def test_labels_are_those_of_the_dictionary():
    assert [str(indicator.label) for indicator in catalogue.INDICATORS] == LABELS


@pytest.mark.parametrize("code", CODES.split())
def test_every_figure_is_explained_in_vietnamese(code):
    indicator = catalogue.BY_CODE[code]
    with override("en"):
        english = str(indicator.definition)
    assert english.endswith(".")
    assert str(indicator.definition) not in ("", english)


@pytest.mark.parametrize(
    ("date", "months", "expected"),
    [
        ("31/12/2023", 6, "30/06/2024"),
        ("30/06/2024", -6, "30/12/2023"),
        ("29/02/2024", -12, "28/02/2023"),
        ("29/02/2024", 12, "28/02/2025"),
        ("31/03/2024", -1, "29/02/2024"),
        ("15/01/2024", 11, "15/12/2024"),
        ("15/01/2024", 12, "15/01/2025"),
        ("31/12/2024", 1, "31/01/2025"),
        ("10/10/2024", 0, "10/10/2024"),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last(date, months, expected):
    assert add_months(day(date), months) == day(expected)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [people.leader, people.owner, people.administrator, lambda: None])
def test_child_rows_are_those_of_the_visible_records(who):
    trip(people=2)
    trip(people=1, unit=unit("Bệnh viện Phụ sản Hà Nội"))
    trip(people=1).withdraw(by=None, reason="nhập trùng")
    user = who()
    wanted = Member.objects.filter(delegation__in=visible(OutboundDelegation, user)).order_by("pk")
    assert list(rows_of(Member.objects.all(), "delegation", user).order_by("pk")) == list(wanted)


@pytest.mark.django_db
def test_figures_of_a_person_are_those_of_the_visible_records():
    trip(people=2, to=("JP",))
    visit(countries=("KR",))
    theirs = unit("Bệnh viện Phụ sản Hà Nội")
    trip(people=3, to=("FR",), unit=theirs)
    visit(countries=("US",), unit=theirs)
    codes = ("DR01", "DR02", "DR04", "DV01", "DV03", "KK01", "KK02")
    assert count(*codes) == [2, 5, 2, 2, 2, 0, 2]
    assert count(*codes, user=people.leader()) == [2, 5, 2, 2, 2, 0, 2]
    assert count(*codes, user=people.owner()) == [1, 2, 1, 1, 1, 0, 1]
    assert count(*codes, user=people.administrator()) == [0, 0, 0, 0, 0, 0, 0]


def test_families_are_read_once_each():
    found = families(catalogue.INDICATORS)
    assert len(found) == 14
    assert (
        sum(len(parts) for parts in found.values()) == len(catalogue.INDICATORS) + 4
    )  # KK03, KK04: three parts each


def test_window_includes_both_ends():
    window = Window(H1.start, H1.end)
    assert window.days == (day("15/12/2023"), day("14/06/2024"))

"""Loading the exchange workbook: what is told, what is stored, what never happens."""

import unicodedata
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.models import Agreement
from aid_projects.models import AidProject, Disbursement
from delegations.models import InboundDelegation, Member, OutboundDelegation
from directory.models import Partner, Person, Unit
from tests.exchange.books import PARTNERS, UNITS, D, aid, base, member, reasons, trip, visit

pytestmark = pytest.mark.django_db


def test_sound_workbook_is_stored(load):
    done = load(base())
    assert done.errors == []
    stored = OutboundDelegation.objects.get()
    assert (stored.number, stored.unit.code, stored.state, stored.entered_afterwards) == (
        "DR-2024-0001",
        "TIM",
        "PERMITTED",
        True,
    )
    assert [str(leg) for leg in stored.legs.all()] == ["Pháp"]
    assert [row.person.full_name for row in stored.members.all()] == ["Nguyễn Văn A"]


def test_check_only_stores_nothing(load):
    assert load(base(), check_only=True).errors == []
    assert (Unit.objects.count(), OutboundDelegation.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_ten_faults_are_all_told_and_nothing_is_stored(load):
    sheets = base(
        **{
            "Đoàn ra": [
                trip(),
                trip(**{"Mã hồ sơ": "DR-2024-0002", "Ngày về": D(2024, 2, 28)}),  # 1 returns before it leaves
                trip(**{"Mã hồ sơ": "DR-2024-0003", "Đơn vị chủ trì": "Bệnh viện Lạ"}),  # 2 unknown unit
                trip(**{"Mã hồ sơ": "DR-2024-0004", "Nước đến": "Xứ Mơ"}),  # 3 unknown country
                trip(**{"Mã hồ sơ": "DR-2024-0005", "Ngày đi": "31/02/2024"}),  # 4 no such day
                trip(**{"Mã hồ sơ": "DR-2024-0001"}),  # 5 number twice
                trip(**{"Mã hồ sơ": "DR-2024-0007", "Số quyết định": None}),  # 6 no decision
                trip(**{"Mã hồ sơ": "DR-2024-0008", "Trạng thái": "Đã xong"}),  # 7 unknown state
            ],
            "Thành viên đoàn ra": [
                member(),
                member(**{"Họ và tên": "Trần Thị B"}),  # 8 second leader
                member(**{"Mã hồ sơ": "DR-2024-0999"}),  # 9 orphan
                *(member(**{"Mã hồ sơ": f"DR-2024-000{n}"}) for n in (2, 3, 4, 5, 7, 8)),
            ],
            "Viện trợ": [aid(**{"Tổng giá trị": -5})],  # 10 negative
        }
    )
    done = load(sheets)
    assert sorted(reasons(done)) == sorted(
        [
            ("Đoàn ra", 3, "Ngày về", "28/02/2024"),
            ("Đoàn ra", 4, "Đơn vị chủ trì", "Bệnh viện Lạ"),
            ("Đoàn ra", 5, "Nước đến", "Xứ Mơ"),
            ("Đoàn ra", 6, "Ngày đi", "31/02/2024"),
            ("Đoàn ra", 7, "Mã hồ sơ", "DR-2024-0001"),
            ("Đoàn ra", 8, "Số quyết định", ""),
            ("Đoàn ra", 9, "Trạng thái", "Đã xong"),
            ("Thành viên đoàn ra", 3, "Vai trò", "Trưởng đoàn"),
            ("Thành viên đoàn ra", 4, "Mã hồ sơ", "DR-2024-0999"),
            ("Viện trợ", 2, "Tổng giá trị", "-5"),
        ]
    )
    assert (Unit.objects.count(), OutboundDelegation.objects.count(), AidProject.objects.count()) == (0, 0, 0)


def test_second_load_changes_nothing(load):
    load(base(**{"Viện trợ": [aid()], "Đoàn vào": [visit()]}))
    before = [(row.pk, row.version, row.history.count()) for row in OutboundDelegation.objects.all()]
    again = load(base(**{"Viện trợ": [aid()], "Đoàn vào": [visit()]}))
    assert sum(line["created"] + line["updated"] for line in again.counts()) == 0
    assert [(row.pk, row.version, row.history.count()) for row in OutboundDelegation.objects.all()] == before


def test_member_of_unknown_record_is_not_told_twice_when_its_record_failed(load):
    done = load(base(**{"Đoàn ra": [trip(**{"Đơn vị chủ trì": "Lạ"})]}))
    assert reasons(done) == [("Đoàn ra", 2, "Đơn vị chủ trì", "Lạ")]


def test_reference_to_a_failed_unit_is_not_told_twice(load):
    units = [*UNITS[:1], UNITS[1] | {"Loại đơn vị": "Loại lạ"}, UNITS[2]]
    assert reasons(load(base(**{"Đơn vị": units}))) == [("Đơn vị", 3, "Loại đơn vị", "Loại lạ")]


@pytest.mark.parametrize(
    "name", ["TIM", "bệnh viện  tim Hà Nội", "BV TIM", unicodedata.normalize("NFD", "Bệnh viện Tim Hà Nội")]
)
def test_unit_is_found_by_any_name(load, name):
    assert load(base(**{"Đoàn ra": [trip(**{"Đơn vị chủ trì": name})]})).errors == []
    assert OutboundDelegation.objects.get().unit.code == "TIM"


def test_unit_is_found_by_former_name_and_other_dash(load):
    assert load(base(**{"Đoàn ra": [trip(**{"Đơn vị chủ trì": "Bệnh viện Việt Nam – Cu Ba"})]})).errors == []
    assert OutboundDelegation.objects.get().unit.code == "CUBA"


def test_name_of_two_units_is_refused_with_candidates(load):
    units = [
        *UNITS,
        {"Mã đơn vị": "TIM2", "Tên đơn vị": "Trung tâm Tim", "Tên viết tắt": "BV Tim", "Loại đơn vị": "Khác"},
    ]
    done = load(base(**{"Đơn vị": units, "Đoàn ra": [trip(**{"Đơn vị chủ trì": "BV Tim"})]}))
    assert [error.reason for error in done.errors] == [
        "“BV Tim” có thể là: Bệnh viện Tim Hà Nội; Trung tâm Tim."
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Mỹ", ["Hoa Kỳ"]),
        ("Nga; anh ;Úc", ["Liên bang Nga", "Vương quốc Anh", "Úc"]),
        ("FR; Japan", ["Pháp", "Nhật Bản"]),
        ("Pháp; Pháp", ["Pháp"]),
    ],
)
def test_countries_by_any_name_in_their_order(load, cell, names):
    done = load(base(**{"Đoàn ra": [trip(**{"Nước đến": cell})]}))
    assert done.errors == []
    assert [str(leg.country) for leg in OutboundDelegation.objects.get().legs.all()] == names


def test_choice_label_with_semicolon_is_one_choice(load):
    fields = "Phòng, chống dịch bệnh; vaccine, tiêm chủng;khám bệnh,  chữa bệnh; điều trị chuyên sâu"
    assert load(base(**{"Đoàn vào": [visit(**{"Lĩnh vực": fields})]})).errors == []
    assert InboundDelegation.objects.get().fields == ["EPIDEMICS", "TREATMENT"]


def test_free_text_is_never_split(load):
    load(base(**{"Đoàn ra": [trip(**{"Nội dung": "Thăm; làm việc; Pháp"})]}))
    assert OutboundDelegation.objects.get().content == "Thăm; làm việc; Pháp"


def test_missing_column_leaves_and_empty_cell_clears(load):
    load(base(**{"Đoàn ra": [trip(**{"Nội dung": "Nội dung cũ", "Trong kế hoạch": "Có"})]}))
    without = trip()
    load(base(**{"Đoàn ra": [without]}))
    assert OutboundDelegation.objects.get().content == "Nội dung cũ"
    load(base(**{"Đoàn ra": [trip(**{"Nội dung": None, "Trong kế hoạch": None, "Số báo cáo": "x"})]}))
    stored = OutboundDelegation.objects.get()
    assert (stored.content, stored.in_plan) == ("", None)


def test_load_never_deletes_children(load):
    load(base(**{"Thành viên đoàn ra": [member(), member(**{"Họ và tên": "B", "Vai trò": "Thành viên"})]}))
    load(base())
    assert Member.objects.count() == 2


def test_cancelled_record_may_hold_nothing(load):
    bare = {
        "Mã hồ sơ": "DR-2024-0005",
        "Tên đoàn": "Đoàn hủy",
        "Đơn vị chủ trì": "TIM",
        "Trạng thái": "Đã hủy",
    }
    assert load(base(**{"Đoàn ra": [bare], "Thành viên đoàn ra": []})).errors == []


def test_dated_states_are_stored_as_permitted(load):
    for label in ("Đang thực hiện", "chờ báo cáo"):
        assert load(base(**{"Đoàn ra": [trip(**{"Trạng thái": label})]})).errors == []
        assert OutboundDelegation.objects.get().state == "PERMITTED"


def test_empty_number_gets_one_after_those_of_the_file(load):
    year = timezone.localdate().year
    trips = [trip(**{"Mã hồ sơ": None, "Trạng thái": "Nháp"}), trip(**{"Mã hồ sơ": f"DR-{year}-0001"})]
    done = load(base(**{"Đoàn ra": trips, "Thành viên đoàn ra": [member(**{"Mã hồ sơ": f"DR-{year}-0001"})]}))
    assert done.errors == []
    assert sorted(OutboundDelegation.objects.values_list("number", flat=True)) == [
        f"DR-{year}-0001",
        f"DR-{year}-0002",
    ]


@pytest.mark.parametrize("number", ["DV-2024-0001", "DR-24-0001", "0001", "DR-2024-1"])
def test_number_of_another_pattern_is_refused(load, number):
    done = load(
        base(
            **{
                "Đoàn ra": [trip(**{"Mã hồ sơ": number})],
                "Thành viên đoàn ra": [member(**{"Mã hồ sơ": number})],
            }
        )
    )
    assert reasons(done) == [("Đoàn ra", 2, "Mã hồ sơ", number)]


def test_unknown_column_warns_and_missing_required_column_fails(load):
    done = load(
        base(**{"Đoàn ra": [{"Tên đoàn": "A", "Trạng thái": "Nháp", "Cột lạ": 1}], "Thành viên đoàn ra": []})
    )
    assert [(error.sheet, error.column) for error in done.errors] == [("Đoàn ra", "Đơn vị chủ trì")]
    assert [warning.column for warning in done.warnings] == ["Cột lạ"]


def test_rate_is_read_exactly_and_value_rounded_half_up(load):
    load(base(**{"Viện trợ": [aid(**{"Tổng giá trị": "1.000,00", "Tỷ giá USD": "0,0000393705"})]}))
    stored = AidProject.objects.get()
    assert (stored.usd_rate, stored.value_usd) == (Decimal("0.0000393705"), Decimal("0.04"))
    load(base(**{"Viện trợ": [aid(**{"Tổng giá trị": 1.5, "Tỷ giá USD": 0.07})]}))
    assert AidProject.objects.get().value_usd == Decimal("0.11")


def test_disbursement_without_usd_takes_the_recorded_rate(load):
    rows = [{"Mã hồ sơ": "VT-2024-0001", "Ngày": D(2024, 2, 1), "Số tiền": 100000}]
    assert load(base(**{"Viện trợ": [aid()], "Giải ngân": rows})).errors == []
    assert Disbursement.objects.get().usd == Decimal("680.00")


def test_signed_agreement_needs_its_partner_only_when_international(load):
    paper = {
        "Mã hồ sơ": "TT-2024-0001",
        "Tên văn bản": "Biên bản ghi nhớ",
        "Phạm vi": "Quốc tế",
        "Loại văn bản": "Bản ghi nhớ",
        "Danh nghĩa ký": "Sở Y tế",
        "Đơn vị ký": "SYT",
        "Ngày ký": D(2024, 3, 1),
        "Trạng thái": "Đã ký",
    }
    assert reasons(load(base(**{"Thỏa thuận": [paper | {"Đối tác": None}]}))) == [
        ("Thỏa thuận", 2, "Đối tác", "")
    ]
    assert load(base(**{"Thỏa thuận": [paper | {"Phạm vi": "Trong nước"}]})).errors == []
    assert Agreement.objects.get().effective_date == D(2024, 3, 1)


def test_expiry_before_the_signing_it_takes_effect_on_is_refused(load):
    paper = {
        "Tên văn bản": "Thỏa thuận",
        "Phạm vi": "Trong nước",
        "Loại văn bản": "Thỏa thuận hợp tác",
        "Danh nghĩa ký": "Sở Y tế",
        "Đơn vị ký": "SYT",
        "Ngày ký": D(2024, 3, 1),
        "Ngày hết hiệu lực": D(2024, 2, 1),
        "Trạng thái": "Đã ký",
    }
    assert reasons(load(base(**{"Thỏa thuận": [paper]}))) == [
        ("Thỏa thuận", 2, "Ngày hết hiệu lực", "01/02/2024")
    ]


def test_participants_are_units_then_free_text(load):
    paper = {"Tên văn bản": "A", "Phạm vi": "Trong nước", "Trạng thái": "Nháp"}
    load(
        base(
            **{
                "Thỏa thuận": [
                    paper
                    | {
                        "Mã hồ sơ": "TT-2024-0001",
                        "Đơn vị tham gia": "BV Tim; CUBA; Ban Tuyên giáo;  Đại học",
                    }
                ]
            }
        )
    )
    stored = Agreement.objects.get()
    assert sorted(unit.code for unit in stored.beneficiaries.all()) == ["CUBA", "TIM"]
    assert stored.participants == "Ban Tuyên giáo;  Đại học"


def test_partner_alias_names_the_partner_and_is_replaced_by_the_cell(load):
    load(base())
    load(base(**{"Đối tác": [PARTNERS[0] | {"Tên gọi khác": "AP-HP; Bệnh viện công Paris"}]}))
    assert [alias.name for alias in Partner.objects.get().aliases.all()] == ["AP-HP", "Bệnh viện công Paris"]


def test_empty_file_of_other_sheets_is_refused(load):
    assert [error.sheet for error in load({"Trang tính1": [{"A": 1}]}).errors] == ["Sổ liệu"]


def test_a_unit_that_takes_part_is_named_twice_and_counts_once(load):
    paper = {
        "Mã hồ sơ": "TT-2024-0001",
        "Tên văn bản": "Biên bản ghi nhớ",
        "Phạm vi": "Trong nước",
        "Đơn vị tham gia": "TIM; BV Tim; 8 bệnh viện tỉnh; TIM",
        "Trạng thái": "Nháp",
    }
    done = load(base(**{"Thỏa thuận": [paper]}))
    assert done.errors == []
    assert [warning.column for warning in done.warnings if warning.sheet == "Thỏa thuận"] == [
        "Đơn vị tham gia"
    ]
    stored = Agreement.objects.get()
    assert [unit.code for unit in stored.beneficiaries.all()] == ["TIM"]
    assert stored.participants == "8 bệnh viện tỉnh; TIM"


def test_only_the_names_of_a_faulty_row_excuse_what_refers_to_it(load):
    partner = PARTNERS[0] | {"Quốc gia/vùng lãnh thổ": "Xứ Mơ"}
    trips = [trip(), trip(**{"Mã hồ sơ": "DR-2024-0002", "Cơ quan mời": "Xứ Mơ"})]
    members = [member(), member(**{"Mã hồ sơ": "DR-2024-0002"})]
    done = load(base(**{"Đối tác": [partner], "Đoàn ra": trips, "Thành viên đoàn ra": members}))
    assert reasons(done) == [
        ("Đối tác", 2, "Quốc gia/vùng lãnh thổ", "Xứ Mơ"),
        ("Đoàn ra", 3, "Cơ quan mời", "Xứ Mơ"),
    ]
    unit = UNITS[2] | {"Loại đơn vị": "Nhà thương"}
    trips = [trip(**{"Đơn vị chủ trì": "Bệnh viện Việt Nam - Cu Ba"})]
    assert reasons(load(base(**{"Đơn vị": [*UNITS[:2], unit], "Đoàn ra": trips}))) == [
        ("Đơn vị", 4, "Loại đơn vị", "Nhà thương")
    ]


def test_two_equal_rows_of_a_record_that_there_is_not_are_two_faults(load):
    rows = [{"Mã hồ sơ": "VT-2024-0009", "Ngày": D(2024, 2, 1), "Số tiền": 100}] * 2
    assert reasons(load(base(**{"Giải ngân": rows}))) == [
        ("Giải ngân", 2, "Mã hồ sơ", "VT-2024-0009"),
        ("Giải ngân", 3, "Mã hồ sơ", "VT-2024-0009"),
    ]

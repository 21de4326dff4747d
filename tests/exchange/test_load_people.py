"""Loading the exchange workbook: who is the same person, member or guest, and what becomes of a passport."""

import pytest

from delegations.models import Guest, Member
from directory.models import Person
from personnel.models import FocalPoint
from tests.exchange.books import D, base, member, reasons, trip, visit

pytestmark = pytest.mark.django_db


def test_passport_empty_or_masked_is_unchanged(load):
    load(base(**{"Thành viên đoàn ra": [member(**{"Số hộ chiếu": "C1234567"})]}))
    for cell in (None, "C****567"):
        assert load(base(**{"Thành viên đoàn ra": [member(**{"Số hộ chiếu": cell})]})).errors == []
        assert Member.objects.get().passport_number == "C1234567"


def test_head_may_change_hands_in_one_load(load):
    load(base(**{"Thành viên đoàn ra": [member(), member(**{"Họ và tên": "B", "Vai trò": "Thành viên"})]}))
    done = load(
        base(**{"Thành viên đoàn ra": [member(**{"Họ và tên": "B"}), member(**{"Vai trò": "Thành viên"})]})
    )
    assert done.errors == []
    assert Member.objects.get(role="LEADER").person.full_name == "B"


def test_same_person_is_name_birth_date_and_unit(load):
    rows = [
        member(),
        member(**{"Mã hồ sơ": "DR-2024-0002", "Họ và tên": "NGUYỄN  văn a"}),
        member(**{"Mã hồ sơ": "DR-2024-0003", "Đơn vị công tác": "CUBA"}),
        member(**{"Mã hồ sơ": "DR-2024-0004", "Ngày sinh": None}),
    ]
    trips = [trip(**{"Mã hồ sơ": f"DR-2024-000{n}"}) for n in (1, 2, 3, 4)]
    assert load(base(**{"Đoàn ra": trips, "Thành viên đoàn ra": rows})).errors == []
    assert (Person.objects.count(), Member.objects.values("person_key").distinct().count()) == (3, 3)


def test_same_member_twice_is_an_error(load):
    done = load(
        base(
            **{
                "Thành viên đoàn ra": [
                    member(),
                    member(**{"Vai trò": "Thành viên", "Họ và tên": "nguyễn văn A"}),
                ]
            }
        )
    )
    assert reasons(done) == [("Thành viên đoàn ra", 3, "Họ và tên", "nguyễn văn A")]


def test_guests_are_matched_by_passport_then_by_name(load):
    rows = [
        {"Mã hồ sơ": "DV-2024-0001", "Họ và tên": "Anna", "Quốc tịch": "Pháp", "Số hộ chiếu": "X123456"},
        {"Mã hồ sơ": "DV-2024-0001", "Họ và tên": "Bob", "Quốc tịch": "Pháp"},
    ]
    load(base(**{"Đoàn vào": [visit()], "Khách đoàn vào": rows}))
    rows[0] = rows[0] | {"Họ và tên": "Anna Maria"}
    done = load(base(**{"Đoàn vào": [visit()], "Khách đoàn vào": rows}))
    assert done.errors == []
    assert sorted(Guest.objects.values_list("full_name", flat=True)) == ["Anna Maria", "Bob"]


def test_focal_point_person_has_no_birth_date_and_is_found_again(load):
    row = {
        "Họ và tên": "Lê C",
        "Đơn vị": "TIM",
        "Loại": "Kiêm nhiệm",
        "Từ ngày": D(2024, 1, 1),
        "Ngoại ngữ": "Tiếng Anh C1; Tiếng Pháp B1",
    }
    load(base(**{"Đầu mối": [row]}))
    load(base(**{"Đầu mối": [row | {"Tỷ lệ thời gian (%)": 30}]}))
    stored = FocalPoint.objects.get()
    assert (stored.time_share, Person.objects.filter(full_name="Lê C").count()) == (30, 1)
    assert [str(row) for row in stored.languages.all()] == ["Tiếng Anh C1", "Tiếng Pháp B1"]


def guest(**changes) -> dict:
    return {
        "Mã hồ sơ": "DV-2024-0001",
        "Họ và tên": "Kim Min",
        "Quốc tịch": "Hàn Quốc",
        "Chức vụ": None,
        "Số hộ chiếu": "M1234567",
    } | changes


@pytest.mark.parametrize("passport", [None, "M****567"])
def test_a_guest_whose_passport_is_not_told_is_found_by_name(load, passport):
    load(base(**{"Đoàn vào": [visit()], "Khách đoàn vào": [guest()]}))
    done = load({"Khách đoàn vào": [guest(**{"Chức vụ": "Bác sĩ", "Số hộ chiếu": passport})]})
    assert done.errors == []
    stored = Guest.objects.get()
    assert (stored.passport_number, stored.position) == ("M1234567", "Bác sĩ")


def test_masked_namesakes_stay_two_guests(load):
    rows = [
        guest(**{"Chức vụ": "Bác sĩ"}),
        guest(**{"Chức vụ": "Dược sĩ", "Số hộ chiếu": "M7654321"}),
        guest(**{"Chức vụ": "Thư ký", "Số hộ chiếu": None}),
    ]
    load(base(**{"Đoàn vào": [visit()], "Khách đoàn vào": rows}))
    masked = [rows[2], rows[1] | {"Số hộ chiếu": "M****321"}, rows[0] | {"Số hộ chiếu": "M****567"}]
    done = load({"Khách đoàn vào": masked})
    assert (done.errors, done.warnings) == ([], [])
    assert [(line["created"], line["updated"], line["unchanged"]) for line in done.counts()] == [(0, 0, 3)]
    assert Guest.objects.count() == 3


def test_a_first_passport_is_added_to_the_guest_of_that_name_another_is_another_guest(load):
    load(base(**{"Đoàn vào": [visit()], "Khách đoàn vào": [guest(**{"Số hộ chiếu": None})]}))
    load({"Khách đoàn vào": [guest()]})
    assert [row.passport_number for row in Guest.objects.all()] == ["M1234567"]
    load({"Khách đoàn vào": [guest(**{"Số hộ chiếu": "M7654321"})]})
    assert [row.passport_number for row in Guest.objects.order_by("pk")] == ["M1234567", "M7654321"]


def test_the_head_changes_by_the_sheet_of_members_alone(load):
    second = member(**{"Họ và tên": "Trần Thị B", "Vai trò": "Thành viên"})
    load(base(**{"Thành viên đoàn ra": [member(), second]}))
    rows = [second | {"Vai trò": "Trưởng đoàn"}, member(**{"Vai trò": "Thành viên"})]
    assert reasons(load({"Thành viên đoàn ra": rows})) == []
    assert Member.objects.get(role="LEADER").person.full_name == "Trần Thị B"
    rows = [rows[0], member()]
    assert reasons(load({"Thành viên đoàn ra": rows})) == [
        ("Thành viên đoàn ra", 3, "Vai trò", "Trưởng đoàn")
    ]


def test_an_unreadable_birth_date_is_one_fault(load):
    namesake = member(**{"Ngày sinh": None, "Vai trò": "Thành viên"})
    load(base(**{"Thành viên đoàn ra": [member(), namesake]}))
    rows = [member(**{"Ngày sinh": "31/02/1980"}), namesake]
    for sheets in (base(**{"Thành viên đoàn ra": rows}), {"Thành viên đoàn ra": rows}):
        assert reasons(load(sheets)) == [("Thành viên đoàn ra", 2, "Ngày sinh", "31/02/1980")]

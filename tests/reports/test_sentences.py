"""Sentences leave out what is zero or unknown, and never invent."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from core.department import Department
from reports import named_lists
from reports.periods import parse
from reports.selection import Selection
from reports.summary import summarise
from tests.factories import people
from tests.reports.makers import agreement, aid, conference, course, day, trip, unit, visit

pytestmark = pytest.mark.django_db
H1 = Selection(parse("2024-H1"))


def said(selection=H1, user=None):
    return summarise(selection, user=user).sentences


def test_empty_half_year_says_that_there_was_nothing():
    assert said() == {
        "delegations": [
            "Trong 6 tháng đầu năm 2024, các đơn vị trực thuộc Sở Y tế không có đoàn ra được cử đi công tác nước ngoài.",
            "Trong 6 tháng đầu năm 2024, Ngành Y tế Hà Nội không có đoàn vào.",
        ],
        "agreements": [],
        "conferences": [],
        "aid": [],
        "personnel": [],
        "difficulties": [],
    }


@pytest.mark.parametrize(
    ("before", "change"),
    [
        (0, ""),
        (2, "; tăng 50,0% so với cùng kỳ năm 2023"),
        (3, "; bằng cùng kỳ năm 2023"),
        (7, "; giảm 57,1% so với cùng kỳ năm 2023"),
    ],
)
def test_change_is_told_only_against_something(before, change):
    trip(people=3, to=("JP",))
    if before:
        trip(people=before, permit_date=day("01/03/2023"))
    assert said()["delegations"][0] == (
        "Trong 6 tháng đầu năm 2024, có 03 lượt người của các đơn vị trực thuộc Sở Y tế được UBND Thành phố xem xét, quyết "
        f"định cử đi công tác nước ngoài (01 đoàn, 03 người, 01 nước/vùng lãnh thổ{change})."
    )


def test_purposes_come_most_frequent_first():
    for purposes in (["HNHT"], ["DTBD", "HNHT"]):
        trip(people=1, purposes=purposes)
    assert (
        "với mục đích tham dự hội nghị, hội thảo khoa học; đào tạo, bồi dưỡng ngắn hạn ("
        in said()["delegations"][0]
    )


def test_unknown_guests_and_countries_are_left_out():
    visit(guest_count=None)
    assert said()["delegations"][1] == (
        "Ngành Y tế Hà Nội tổ chức tiếp đón 01 đoàn bác sĩ, dược sĩ, chuyên gia y tế nước ngoài đến thăm, làm việc, học tập "
        "và chia sẻ kinh nghiệm."
    )


def test_zero_money_and_delegates_are_left_out():
    aid(value=None)
    conference()
    found = said()
    assert found["aid"][0] == (
        "Sở Y tế và các đơn vị trong ngành đã vận động và phối hợp thúc đẩy triển khai 01 dự án, phi dự án viện trợ nước "
        "ngoài (01 phi dự án)."
    )
    assert found["conferences"] == ["Tổ chức, phối hợp tổ chức 01 hội nghị, hội thảo quốc tế."]


def test_large_numbers_are_written_as_in_vietnam():
    conference(vietnamese=1_234_567)
    aid(value=Decimal("2229000.50"))
    found = said()
    assert "với 1.234.567 lượt đại biểu." in found["conferences"][0]
    assert "tổng giá trị cam kết 2.229.000,50 USD." in found["aid"][0]


def test_partners_are_gathered_by_country():
    paper = agreement(signing_name="TP")
    paper.partners.add(people.partner("Tokyo"), people.partner("Minsk", "BY"), people.partner("Kanagawa"))
    assert said()["agreements"][0].endswith("tổ chức: Tokyo, Kanagawa (Nhật Bản); Minsk (Belarus).")


def test_unit_paper_without_partner_is_told_by_its_title():
    agreement(title="Chương trình trao đổi")
    assert said()["agreements"][0].endswith(
        "Bệnh viện Tim Hà Nội ký biên bản ghi nhớ “Chương trình trao đổi”."
    )


def test_sentences_stay_vietnamese_on_an_english_page():
    trip(people=1, purposes=["DTBD"])
    course(attendance=12)
    expected = said()
    with override("en"):
        assert said() == expected


def test_words_of_the_department_are_data():
    Department(short_name="Sở Y tế Nghệ An", sector="ngành Y tế Nghệ An", city="tỉnh").save()
    trip(people=1)
    visit()
    found = said()["delegations"]
    assert "của các đơn vị trực thuộc Sở Y tế Nghệ An được UBND tỉnh xem xét" in found[0]
    assert found[1].startswith("Ngành Y tế Nghệ An tổ chức tiếp đón")


def test_unit_speaks_for_itself():
    user = people.owner()
    trip(people=2)
    trip(people=3, unit=unit("Bệnh viện Phụ sản Hà Nội"))
    aid()
    found = said(user=user)
    assert found["delegations"][0].startswith(
        "Trong 6 tháng đầu năm 2024, có 02 lượt người của Bệnh viện Tim Hà Nội được UBND Thành phố"
    )
    assert found["aid"][0].startswith("Bệnh viện Tim Hà Nội đã vận động")
    assert not any("đơn vị không có hoạt động" in sentence for sentence in found["difficulties"])


def test_more_papers_than_a_sentence_names_are_counted(monkeypatch):
    monkeypatch.setattr(named_lists, "MOST", 2)
    for number in range(5):
        agreement(signing_name="TP", title=f"Bản ghi nhớ {number}").partners.add(
            people.partner(f"Tỉnh {number}")
        )
    agreement(signing_name="SO")
    found = said(H1)["agreements"]
    assert found[0].endswith("Tỉnh 0, Tỉnh 1 (Nhật Bản); và 03 văn bản khác.")
    assert "văn bản khác" not in found[1]

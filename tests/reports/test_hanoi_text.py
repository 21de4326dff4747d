"""The text of the department's real half-year: what the briefing of 11/6/2024 said, and no number that the data do not have."""

import re
from decimal import Decimal

import pytest

from core.parse import format_decimal_vi
from reports.selection import Selection
from reports.summary import summarise
from reports.text.sources import Sources
from reports.text.told import tell
from tests.reports.makers import H1

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanoi")]
DATES = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|năm \d{4}|6 tháng|quá 6 tháng|trong (?:24|12) tháng|90 ngày")
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def told(hanoi):
    chapters = tell(summarise(Selection(H1)), Sources(Selection(H1)))
    return {each.slot.key: each for chapter in chapters for each in chapter.told}


def test_briefing_is_said(told):
    assert "có 23 lượt người của các đơn vị trực thuộc Sở Y tế" in told["outbound.trips"].text
    assert "tiếp đón 46 đoàn" in told["inbound.visits"].text
    assert "14 dự án, phi dự án viện trợ nước ngoài (09 dự án, 05 phi dự án)" in told["aid.total"].text


def test_eight_partners_of_the_city_are_named_with_their_countries(told):
    assert told["agreements.city"].text.partition("tổ chức: ")[2] == (
        "Tokyo, Fukuoka, Kanagawa, Cơ quan Hợp tác quốc tế Nhật Bản (Nhật Bản); Tỉnh Gyeonggi (Hàn Quốc); Thành phố Saint "
        "Petersburg (Liên bang Nga); Thành phố Minsk (Belarus); Cơ quan Quản lý các bệnh viện công Paris (Pháp)."
    )


def test_four_agreements_of_hospitals_are_named(told):
    text = told["agreements.units"].text
    assert "ký kết 04 thỏa thuận hợp tác quốc tế" in text
    for hospital in ("Phụ sản Hà Nội", "Tim Hà Nội", "Ung bướu Hà Nội", "Hữu nghị Việt Nam - Cuba"):
        assert f"Bệnh viện {hospital} ký " in text
    assert text.count("(Hoa Kỳ)") == 4


def test_nothing_is_compared_with_what_nobody_entered(told):
    assert not [each.text for each in told.values() if "so với cùng kỳ" in each.text]
    assert not told["difficulties.K1b"].text, "the half-year before is not known"
    assert not told["difficulties.K16"].text, "nobody wrote who attended"


def numbers_known(value: str) -> set[str]:
    """How a value the sentence looked at may be written."""
    found = set()
    for piece in NUMBERS.findall(value):
        found |= {piece, piece.zfill(2)}
        if re.fullmatch(r"\d+(\.\d\d)?", piece):
            whole = Decimal(piece)
            found.add(format_decimal_vi(whole.to_integral() if whole == whole.to_integral() else whole))
    return found


def test_every_number_of_the_text_stands_in_the_data(told):
    invented = []
    for key, each in told.items():
        known = set().union(*map(numbers_known, each.figures.values())) if each.figures else set()
        invented += [
            f"{key}: {number}" for number in NUMBERS.findall(DATES.sub("", each.text)) if number not in known
        ]
    assert invented == []

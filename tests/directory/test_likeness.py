"""Names of bodies and people: what is one and the same, and what only looks like it."""

import pytest

from core.likeness import NEAR, SAME
from core.likeness.bodies import likeness
from core.likeness.index import Index
from core.likeness.names import Names
from core.likeness.persons import person_likeness
from tests.bench.likeness import distinct, judged, labelled

GOAL = 0.95


def score(one: str, other: str, country: str = "", other_country: str = "") -> float:
    return likeness(Names.of([one], country), Names.of([other], other_country)).score


def test_labelled_pairs_are_told_with_the_precision_and_recall_that_are_promised():
    precision, recall, faults = judged()
    assert len(labelled()) == 300
    assert (precision >= GOAL, recall >= GOAL) == (True, True), faults


def test_no_two_of_five_thousand_distinct_names_are_one():
    bodies = distinct()
    assert len(bodies) == 5000
    assert list(Index(bodies).pairs()) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thành phố Saint Petersburg", "Saint Peterburg"),
        ("Bệnh viện Brigham and Women, Đại học Y Harvard", "Brigham & Women, Đại học Y Havard"),
        ("Bệnh viện Brigham and Women, Đại học Y Harvard", "Brigham and Women's Hospital, Harvard Medical School"),
        ("dự án ECHO - Trung tâm khoa học sức khỏe của Đại học New Mexico",
         "Dự án ECHO-Trung tâm khoa học sức khoẻ của Đại học New Mexico"),
        ("Tổ chức Project Vietnam Foundation", "Project Vietnam Foundation"),
        ("Tổ chức Trao đổi nguồn lực quốc tế REI-Inc", "Resource Exchange International"),
        ("Cơ quan Quản lý các bệnh viện công Paris", "AP-HP"),
        ("JICA", "Cơ quan Hợp tác quốc tế Nhật Bản"),
        ("tỉnh Gyeonggi", "Gyeonggi"),
        ("Bệnh viện Hữu nghị Việt Nam - Cuba", "Bệnh viện Hữu nghị Việt Nam–Cu Ba"),
    ],
)  # fmt: skip
def test_every_variant_of_the_sources_is_one_partner(one, other):
    assert score(one, other) >= SAME
    assert score(other, one) == score(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bệnh viện số 1", "Bệnh viện số 2"), ("Tokyo", "Kyoto"), ("Sở Y tế Hà Nội", "Sở Y tế Hải Phòng"),
        ("Đại học Tokyo", "Bệnh viện Đại học Tokyo"), ("Bệnh viện K", "Bệnh viện E"), ("Fukuoka", "Bệnh viện Fukuoka"),
        ("Bộ Y tế Nhật Bản", "Bộ Y tế Hàn Quốc"), ("Bệnh viện Nhi Hà Nội", "Bệnh viện Mắt Hà Nội"),
    ],
)  # fmt: skip
def test_a_word_in_the_place_of_another_makes_another_body(one, other):
    assert score(one, other) < SAME


def test_country_helps_and_hinders():
    assert (
        score("Bộ Y tế", "Bộ Y tế Nhật Bản", "JP", "JP")
        >= SAME
        > score("Bộ Y tế", "Bộ Y tế Nhật Bản", "VN", "JP")
    )
    assert score("Siemens Healthiners", "Siemens Healthineers", "DE", "US") < SAME


@pytest.mark.parametrize(
    "name", ["", "(", ")(", "&", "—", "số", "a" * 3000, "( " * 500, "\u202e", "１２３", "1, 2, 3", "the"]
)
def test_nothing_raises_on_any_text(name):
    assert 0 <= score(name, "Bệnh viện K") <= 1
    assert 0 <= score(name, name) <= 1
    assert 0 <= person_likeness(name, "Nguyễn Văn An") <= 1


def test_a_name_that_is_near_is_shown_and_one_that_is_not_is_not():
    index = Index({name: Names.of([name]) for name in ("Đại học Tokyo", "Đại học Kyoto", "Operation Smile")})
    assert [key for _score, key in index.similar(Names.of(["Tokyo University"]))] == ["Đại học Tokyo"]
    assert index.similar(Names.of(["Bệnh viện Chợ Rẫy"]), least=NEAR) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nguyễn Văn An", "NGUYEN VAN AN", True), ("TS. Nguyễn Văn An", "Nguyễn Văn An", True),
        ("Tanaka Ichirō", "Ichiro Tanaka", True), ("Nguyễn Văn An", "Nguyễn Vân An", False),
        ("Trần Thị Hoà", "Trần Thị Hòa", True), ("Nguyễn Văn An", "Nguyễn Văn Bình", False),
    ],
)  # fmt: skip
def test_names_of_people(one, other, same):
    assert (person_likeness(one, other) >= 0.9) is same

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold, match_key, person_key, split_known, vietnamese_compare, vietnamese_sort_key


def nfd(text):
    return unicodedata.normalize("NFD", text)


# --- fold ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bệnh viện Đa khoa Xanh Pôn", "benh vien da khoa xanh pon"),
        (nfd("Nguyễn Thị Thuỷ"), "nguyen thi thuy"),
        ("ĐƯỜNG", "duong"),
        ("Brigham & Women’s", "brigham & women's"),
        ("Việt Nam – Cuba", "viet nam-cuba"),
        ("Việt\u00a0Nam\u200b  -Cuba\n", "viet nam-cuba"),
        ("Straße Łódź Ærø", "strasse lodz aero"),
        ("한국", "한국"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_is_stable_and_blind_to_normal_forms(text):
    assert fold(fold(text)) == fold(text)
    assert fold(nfd(text)) == fold(unicodedata.normalize("NFC", text))


# --- match_key ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bệnh viện Phổi", nfd("BỆNH  VIỆN PHỔI ")),
        ("Hữu nghị Việt Nam - Cuba", "Hữu nghị Việt Nam–Cuba"),
        ("ECHO—Trung tâm", "ECHO \u2011 Trung tâm"),
        ("Hoà Bình", "Hòa Bình"),
        ("Thuỵ Sĩ", "Thụy Sĩ"),
        ("SỨC KHOẺ", "sức khỏe"),
        ("Uỷ ban", "Ủy ban"),
        ("hoá, thuý; loè", "hóa, thúy; lòe"),
        ("Women’s “Health”", 'Women\'s "Health"'),
        ("dịch bệnh; vaccine, tiêm chủng", "dịch bệnh ;vaccine,tiêm chủng"),
        ("a\u00a0b\u200b", "A B"),
    ],
)
def test_match_key_of_two_spellings_of_one_name(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BV Phổi", "BV Phoi"),
        ("Đức", "Duc"),
        ("quý", "qúy"),
        ("hoàn", "hòan"),
        ("Lào", "Lao"),
        ("tuý", "tuy"),
    ],
)
def test_match_key_of_two_names(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    "text", ["quý", "quỹ", "hoàn", "huỳnh", "khuỷu", "ngoài", "toán", "việt nam-cuba", "a; b, c"]
)
def test_match_key_leaves_as_it_is(text):
    assert match_key(text) == text


def test_match_key_moves_every_tone():
    new = "òa ỏa õa óa ọa òe ỏe õe óe ọe ùy ủy ũy úy ụy"
    assert match_key("oà oả oã oá oạ oè oẻ oẽ oé oẹ uỳ uỷ uỹ uý uỵ") == new


@given(st.text())
def test_match_key_is_stable_and_blind_to_normal_forms(text):
    assert match_key(match_key(text)) == match_key(text)
    assert match_key(nfd(text)) == match_key(unicodedata.normalize("NFC", text))


def test_person_key():
    assert person_key(" Nguyễn  Thị HOÀ") == person_key(nfd("nguyễn thị hoà"))
    assert person_key("Hoà") != person_key("Hòa")
    assert person_key("Anh-Thư") != person_key("Anh - Thư")


# --- split_known --------------------------------------------------------------------------------

LABELS = {
    match_key(label): label
    for label in (
        "Phòng, chống dịch bệnh; vaccine, tiêm chủng",
        "Trao đổi chuyên gia",
        "Phòng, chống dịch bệnh",
        "A;B;C",
    )
}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("", []),
        (" ; ;", []),
        ("Trao đổi chuyên gia", [("Trao đổi chuyên gia", "Trao đổi chuyên gia")]),
        (
            "Phòng, chống dịch bệnh; vaccine, tiêm chủng;trao đổi  chuyên gia ;",
            [
                (
                    "Phòng, chống dịch bệnh; vaccine, tiêm chủng",
                    "Phòng, chống dịch bệnh; vaccine, tiêm chủng",
                ),
                ("trao đổi  chuyên gia", "Trao đổi chuyên gia"),
            ],
        ),
        (
            "phòng, chống dịch bệnh; khác; a ; b;c",
            [("phòng, chống dịch bệnh", "Phòng, chống dịch bệnh"), ("khác", None), ("a ; b;c", "A;B;C")],
        ),
        ("A;B", [("A", None), ("B", None)]),
        ("A;;B;C", [("A", None), ("B", None), ("C", None)]),
    ],
)
def test_split_known(cell, found):
    assert split_known(cell, LABELS) == found


def test_split_known_keeps_the_text_of_a_piece_as_typed():
    assert split_known(f" {nfd('Áo')} ;Ý", {}) == [("Áo", None), ("Ý", None)]


def test_split_known_takes_a_false_value_for_known():
    assert split_known("Không", {"không": False}) == [("Không", False)]


def test_split_known_survives_a_cell_of_separators_and_many_labels():
    keys = {match_key(f"Đơn vị {i}"): i for i in range(20_000)}
    assert split_known(";" * 32_000, keys) == []
    assert split_known("; ".join(f"đơn vị {i}" for i in range(1_000)), keys) == [
        (f"đơn vị {i}", i) for i in range(1_000)
    ]


# --- order --------------------------------------------------------------------------------------


def test_vietnamese_order_is_that_of_icu():
    ordered = [  # by PostgreSQL 15, vi-x-icu
        "", "- 1", "“A”", "10", "2", "a", "A", "à", "À", "ả", "ã", "á", "ạ", "a à", "à a", "æ", "Æ", "af",
        "Ai Cập", "Anh", "Áo", "az", "Ăng-gô-la", "Ấn Độ", "b", "Bệnh viện Đống Đa", "Bệnh viện E",
        "Bệnh viện-A", "ca", "cà", "cả", "cã", "cá", "cạ", "cáu", "Cộng hoà Séc", "Cuba", "d", "Dubai",
        "Đan Mạch", "Đức", "e", "éa", "ê", "f", "i", "Thuỵ Điển", "Thụy Sĩ", "ý", "z", "中",
    ]  # fmt: skip
    shuffled = random.Random(1).sample(ordered, len(ordered))  # noqa: S311 order only
    assert sorted(shuffled, key=vietnamese_sort_key) == ordered


def test_vietnamese_order_is_blind_to_normal_forms_until_nothing_else_differs():
    assert [vietnamese_compare("Ấn", nfd("Ấo")), vietnamese_compare(nfd("Ấn"), "Ấm")] == [-1, 1]
    assert vietnamese_compare(nfd("Ấn"), "Ấn") == -1


@given(st.text(), st.text(), st.text())
def test_vietnamese_compare_is_an_order(a, b, c):
    assert vietnamese_compare(a, a) == 0
    assert vietnamese_compare(a, b) == -vietnamese_compare(b, a)
    assert (vietnamese_compare(a, b) == 0) == (a == b)
    if vietnamese_compare(a, b) <= 0 and vietnamese_compare(b, c) <= 0:
        assert vietnamese_compare(a, c) <= 0

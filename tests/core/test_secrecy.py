"""Marks of secrecy: the table is written by hand."""

import unicodedata

import pytest

from core.secrecy import bears_mark

MARKED = (
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "(MẬT)",
    "Độ mật: MẬT",
    "Văn bản MẬT số 12",
    "CÔNG VĂN MẬT",
    "TÀI LIỆU MẬT.",
    "CV_MẬT.pdf",
    "12-MẬT-2024.docx",
    "MẬT1.pdf",
    "TUYỆT_MẬT.pdf",
    "TỐI-MẬT",
    "TUYỆT  MẬT",
    "TUYỆT\nMẬT",
    "M Ậ T",
    "T U Y Ệ T   M Ậ T",
    "UBND THÀNH PHỐ\nMẬT\nSố: 12/TTr",
    "MẬT\nCHỦ TỊCH UBND THÀNH PHỐ",
    "BẢO QUẢN; MẬT",
    "M\u200bẬT",
    "TOI MAT",
    "TUYET_MAT.pdf",
    "BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT",
)
ORDINARY = (
    "",
    "mật",
    "Mật",
    "bảo mật",
    "bí mật nhà nước",
    "tuyệt mật",
    "BẢO MẬT",
    "BÍ MẬT",
    "BÍ MẬT NHÀ NƯỚC",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "CAM KẾT BẢO MẬT THÔNG TIN",
    "BẢO\nMẬT",
    "BAO_MAT.pdf",
    "MẬT KHẨU",
    "ĐO MẬT ĐỘ XƯƠNG",
    "HỘI THẢO PHẪU THUẬT GAN MẬT TỤY",
    "GAN - MẬT - TỤY",
    "GAN, MẬT",
    "SỎI TÚI MẬT",
    "NỘI SOI ĐƯỜNG MẬT",
    "ỐNG MẬT CHỦ",
    "QUAN HỆ MẬT THIẾT",
    "MẬTA",
    "HỒMẬT",
    "MAT",
    "TOMAT",
    "FORMAT",
    "KHÁM MẮT",
)


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_found_however_it_is_stored(text):
    assert bears_mark(text)
    assert bears_mark(unicodedata.normalize("NFD", text))
    assert bears_mark(f"Kính gửi: Sở Y tế\n{text}\nNội dung")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_mark(text):
    assert not bears_mark(text)
    assert not bears_mark(unicodedata.normalize("NFD", text))


def test_a_long_text_takes_no_time():
    assert not bears_mark("M" * 1_000_000 + "Ậ " * 500_000)
    assert not bears_mark("BẢO MẬT " * 100_000)

"""Papers as PDF: the layout of Decree 30/2020, what readers and screen readers need, and text that stays text."""

import datetime
import io
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from core.papers import docx
from core.papers.fitting import fit
from core.papers.heads import spread
from core.papers.pdf import render
from core.papers.tree import (
    Column,
    Heading,
    Letterhead,
    Page,
    Paper,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
)
from core.papers.typeface import BREAK, broken, drawable, width

MM = 72 / 25.4
HOSTILE = "#set $x^2$ *b* _i_ `c` @ref <label> ] [ \\ // /* {{ = Tiêu đề #sys.inputs"
COLUMNS = (
    Column("STT", "ordinal", 6),
    Column("Tên", width=30),
    Column("Số", "number", 10, ("Năm nay",)),
    Column("Ngày", "date", 12, ("Năm nay",)),
)


def paper(**changes) -> Paper:
    return Paper(
        **{
            "letterhead": Letterhead("UBND THÀNH PHỐ HÀ NỘI", "SỞ Y TẾ"),
            "number": "Số: 05/BC-SYT",
            "place_and_date": "Hà Nội, ngày 05 tháng 6 năm 2024",
            "kind": "BÁO CÁO",
            "subject": "Kết quả công tác đối ngoại 6 tháng đầu năm 2024",
            "addressed": ("UBND thành phố Hà Nội", "Sở Ngoại vụ"),
            "blocks": (Heading("I. KẾT QUẢ", 1), Heading("1.1. Đoàn ra", 3), Paragraph("Nội dung")),
            "signature": Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Văn Chung"),
            "recipients": ("Như trên", "Lưu: VT, VP"),
            **changes,
        }
    )


def annex(*rows: Row, **changes) -> Page:
    return Page(
        **{
            "name": "Phụ lục I",
            "title": "DANH SÁCH ĐOÀN RA",
            "subtitle": "(Kèm theo Báo cáo)",
            "blocks": (Table(COLUMNS, rows, "Không có trong kỳ"),),
            "landscape": True,
            **changes,
        }
    )


def row(number: int, name: str = "Bệnh viện Tim Hà Nội") -> Row:
    return Row((f"{number:02d}", name, 1000 + number, datetime.date(2024, 3, 1)))


def file_of(*parts) -> bytes:
    return render(parts, title="Báo cáo", author="Sở Y tế")


def drawn(*parts) -> PdfReader:
    return PdfReader(io.BytesIO(file_of(*parts)))


def placed(page) -> list[tuple[str, float, float, float, str]]:
    """Each piece of text: itself, its left edge and baseline in mm from the upper left, its size, its font."""
    found = []

    def note(text, outer, inner, font, size):
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append(
                (
                    text.strip(),
                    round(x / MM, 1),
                    round((float(page.mediabox.height) - y) / MM, 1),
                    round(size * abs(inner[3] * outer[3]), 1),
                    str(font["/BaseFont"]).partition("+")[2] if font else "",
                )
            )

    page.extract_text(visitor_text=note)
    return found


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Every font and whether it is embedded."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            found[str(font["/BaseFont"]).partition("+")[2]] = "/FontFile2" in descriptor
    return found


def test_the_file_is_tagged_vietnamese_titled_and_bears_no_date():
    reader = drawn(paper())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "vi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert (reader.metadata.title, reader.metadata.author) == ("Báo cáo", "Sở Y tế")
    assert reader.metadata.creation_date is None


def roles(node) -> list:
    """What a screen reader meets: the roles of the structure, from the top."""
    kids = node.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if hasattr(kid, "get") and "/S" in kid:
            found.append((str(kid["/S"]), roles(kid)))
    return found


def test_a_screen_reader_meets_headings_paragraphs_and_tables_with_headings():
    ((_document, parts),) = roles(drawn(paper(), annex(row(1), row(2))).trailer["/Root"]["/StructTreeRoot"])
    assert [role for role, _kids in parts if role.startswith("/H")] == ["/H1", "/H2", "/H1"]
    ((_table, body),) = [part for part in parts if part[0] == "/Table"]
    counted = [(role, [[cell for cell, _kids in cells] for _row, cells in kids]) for role, kids in body]
    assert counted == [
        ("/THead", [["/TH"] * 3, ["/TH"] * 2]),
        ("/TBody", [["/TD"] * 4, ["/TD"] * 4]),
    ]


def test_only_the_own_typeface_is_in_it_and_embedded():
    reader = drawn(paper(), annex(row(1)))
    assert fonts(reader) == dict.fromkeys(
        ("LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic"),
        True,
    )


def test_headings_and_annexes_are_bookmarks():
    reader = drawn(paper(), annex(row(1), blocks=(Heading("A. Một"), Paragraph("…"))))

    def titles(items):
        return [titles(item) if isinstance(item, list) else " ".join(item.title.split()) for item in items]

    assert titles(reader.outline) == [
        "I. KẾT QUẢ", ["1.1. Đoàn ra"], "Phụ lục I DANH SÁCH ĐOÀN RA", ["A. Một"],
    ]  # fmt: skip


def test_pages_have_the_prescribed_sides_margins_and_numbers():
    long = paper(blocks=tuple(Paragraph("Nội dung của báo cáo. " * 30) for _ in range(12)))
    many = annex(*(row(number) for number in range(60)))
    reader = drawn(long, many, many)
    sizes = [
        (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM))
        for page in reader.pages
    ]
    upright, across = sizes.count((210, 297)), sizes.count((297, 210))
    assert upright >= 2 and across >= 4 and upright + across == len(sizes)
    heads = [
        next((text for text, _x, y, _size, _font in placed(page) if y < 18), "") for page in reader.pages
    ]
    each = across // 2
    own = ["", *(str(number) for number in range(2, each + 1))]
    assert heads == ["", *(str(number) for number in range(2, upright + 1)), *own, *own]
    lefts = [x for page in reader.pages for _text, x, y, _size, _font in placed(page) if y > 18]
    assert min(lefts) >= 30
    assert max(y for page in reader.pages for _t, _x, y, _s, _f in placed(page)[1:]) < 297 - 20


def test_heading_title_and_end_look_as_prescribed():
    look = {
        text: (size, font.removeprefix("LiberationSerif"))
        for text, _x, _y, size, font in placed(drawn(paper()).pages[0])
    }
    for text, expected in {
        "UBND THÀNH PHỐ HÀ NỘI": (12, ""),
        "SỞ Y TẾ": (12, "-Bold"),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, "-Bold"),
        "Độc lập - Tự do - Hạnh phúc": (13, "-Bold"),
        "Số: 05/BC-SYT": (13, ""),
        "Hà Nội, ngày 05 tháng 6 năm 2024": (13, "-Italic"),
        "BÁO CÁO": (14, "-Bold"),
        "Kính gửi:": (14, ""),
        "- Sở Ngoại vụ.": (14, ""),
        "I. KẾT QUẢ": (14, "-Bold"),
        "Nội dung": (14, ""),
        "Nơi nhận:": (12, "-BoldItalic"),
        "- Như trên;": (11, ""),
        "- Lưu: VT, VP.": (11, ""),
        "KT. GIÁM ĐỐC": (14, "-Bold"),
        "Trần Văn Chung": (14, "-Bold"),
    }.items():
        assert look[text] == expected, text


def test_the_body_is_indented_and_a_table_repeats_its_headings():
    page = drawn(paper()).pages[0]
    assert {text: x for text, x, *_ in placed(page)}["Nội dung"] == pytest.approx(42.7, abs=0.1)
    texts = [page.extract_text() for page in drawn(annex(*(row(number) for number in range(60)))).pages]
    assert len(texts) > 1 and all("STT" in text and "Năm nay" in text for text in texts)


def test_the_end_is_never_torn_from_the_last_words():
    """Whatever the length, the signature's page has words of the body before it."""
    for lines in range(24, 34):
        body = tuple(Paragraph(f"Dòng {number}") for number in range(lines))
        last = drawn(paper(blocks=body)).pages[-1].extract_text()
        assert "Nơi nhận" in last and "Trần Văn Chung" in last and f"Dòng {lines - 1}" in last


def test_a_draft_says_so_and_a_letter_has_its_subject_under_its_number():
    text = drawn(paper(kind="", draft=True)).pages[0].extract_text()
    assert "V/v Kết quả" in text and "DỰ THẢO" in text and "BÁO CÁO" not in text


def test_every_block_can_be_drawn():
    blocks = (Signatures("NGƯỜI LẬP", "THỦ TRƯỞNG", "(Ký)", "An"), Signature(("GIÁM ĐỐC",), "Bình"))
    text = drawn(annex(blocks=(Table(COLUMNS, (), "Không có trong kỳ"), *blocks))).pages[0].extract_text()
    assert all(said in text for said in ("Không có trong kỳ", "NGƯỜI LẬP", "THỦ TRƯỞNG", "An", "Bình"))


# --- text stays text ----------------------------------------------------------------------------


def everywhere(text: str) -> tuple:
    heading = Heading(text, 1)
    return (
        Paper(Letterhead(text, text), text, text, text, text, (text, text), (heading, Paragraph(text)),
              Signature((text,), text), (text,)),
        Page(text, text, text, (heading, Table((Column(text, over=(text,)),), (Row((text,)), Row((text,), "total")))), True),
    )  # fmt: skip


def test_markup_is_not_read():
    reader = PdfReader(io.BytesIO(render(everywhere(HOSTILE), title=HOSTILE, author=HOSTILE)))
    assert reader.metadata.title == HOSTILE
    flat = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert flat.count("".join(HOSTILE.split())) >= 12


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\x00\x07\x1b[31m", "a\tb", "😀 漢字 ع", "\u202eabc\u200d\ufeff", "\ue000\uffff\ud800", "e\u0302\u0301", "\u0301", "Ư" * 400, "a" * 3000, "a-" * 900, "1/2/" * 500],
)  # fmt: skip
def test_odd_text_is_drawn(text):
    assert render(everywhere(text), title=text, author=text).startswith(b"%PDF")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_drawn(text):
    assert render(everywhere(text), title=text, author=text).startswith(b"%PDF")


def test_a_long_word_stays_in_its_column():
    page = drawn(annex(row(1, "W" * 300))).pages[0]
    numbers = [x for text, x, *_ in placed(page) if text == "1.001"]
    assert numbers
    ends = [x + width(text) * size / MM for text, x, _y, size, _font in placed(page) if "WW" in text]
    assert ends and max(ends) < numbers[0]


def test_a_row_longer_than_a_page_goes_on():
    reader = drawn(annex(row(1, "Nội dung hoạt động của đoàn. " * 300 + "HẾT"), row(2)))
    assert len(reader.pages) > 1
    assert "HẾT" in "".join(page.extract_text() for page in reader.pages)


def test_what_the_font_lacks_is_shown_as_lacking():
    assert drawable("Tie\u0302\u0301ng Vie\u0323\u0302t\x07 漢 😀\u200d!") == "Tiếng Việt □ □!"
    assert drawable("a\tb\u2028c\u00a0₫") == "a b\nc\u00a0₫"


def test_only_words_too_wide_are_broken():
    assert broken("Bệnh viện Tim", 20) == "Bệnh viện Tim"
    pieces = broken("W" * 10 + " tim", 3).split(" ")[0].split(BREAK)
    assert len(pieces) > 2 and all(width(piece, True) <= 3 for piece in pieces)


# --- the same bytes -----------------------------------------------------------------------------


@pytest.mark.parametrize("write", [render, docx.render])
def test_the_same_parts_give_the_same_bytes(write):
    parts = (paper(), annex(row(1), row(2)))
    first, second = (write(parts, title="T", author="A") for _ in range(2))
    assert first == second


# --- tables on a page ---------------------------------------------------------------------------


def fitted(*rows: Row, columns=COLUMNS):
    return fit(Table(columns, rows), 252)


def test_a_table_fills_the_page_and_gives_long_texts_more_room():
    short, long = Column("A", width=10), Column("B", width=10)
    found = fitted(Row(("x", "Nội dung hoạt động của đoàn " * 8)), columns=(short, long))
    assert sum(found.widths) == pytest.approx(252)
    assert found.widths[1] > 2 * found.widths[0]


def test_wide_tables_go_in_smaller_type_and_numbers_stay_whole():
    columns = tuple(Column(f"Cột {number}", "date" if number % 2 else "text", 10) for number in range(17))
    day = datetime.date(2024, 12, 31)
    found = fitted(
        Row(tuple(day if number % 2 else "Bệnh viện " * 6 for number in range(17))), columns=columns
    )
    assert found.size < 12
    assert all(width("31/12/2024") <= found.room(place) for place in range(1, 17, 2))


def test_the_name_of_a_group_goes_on_over_empty_cells():
    group = Row(("I", "Tổ chức và quản lý", None, None), "group")
    assert spread(group, ("I", "Tổ chức và quản lý", "", "")) == [("I", 1), ("Tổ chức và quản lý", 3)]
    assert spread(row(1), ("01", "", "", "")) == [("01", 1), ("", 1), ("", 1), ("", 1)]


@pytest.mark.parametrize("wide", [6, 12, 30])
def test_every_row_is_as_high_as_its_text(wide):
    """Heights are measured before Typst draws: nothing may run into the next row, nor leave a line empty."""
    words = ("Ư", "viện,", "nghiên-cứu", "WWWWWWWWWWWWWWWW", "12/QĐ-UBND;", "(tim", "mạch)", "l", "1.234.567")
    columns = (Column("STT", "ordinal", 6), Column("A", width=wide), Column("B", width=40))
    rows = tuple(
        Row((f"{number:03d}", " ".join(f"r{number}{words[(number * 7 + place * 3) % 9]}" for place in range(number % 11)), "x"),
            "total" if number % 5 == 0 else "plain")
        for number in range(40)
    )  # fmt: skip
    for page in drawn(annex(blocks=(Table(columns, rows),))).pages:
        pieces = [(text, y) for text, _x, y, _size, _font in placed(page)]
        starts = sorted((y, int(text)) for text, y in pieces if len(text) == 3 and text.isdigit())
        for (top, number), (below, _next) in itertools.pairwise(starts):
            own = [
                y
                for text, y in pieces
                if text.startswith(f"r{number}") and not text[len(f"r{number}")].isdigit()
            ]
            assert all(top - 0.2 <= y <= below - 3.5 for y in own), (number, top, own, below)
            if own:
                assert below - max(own) < 11.5, "at most a line to spare"

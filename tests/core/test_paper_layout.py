"""Papers in Word: the layout of Decree 30/2020."""

import io

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from core.papers.docx import LEFT, RIGHT, TOP, render
from core.papers.tree import Column, Heading, Letterhead, Page, Paper, Paragraph, Row, Signature, Table
from tests.core.papers import cells

pytestmark = pytest.mark.django_db


def paper(**changes) -> Paper:
    return Paper(
        **{
            "letterhead": Letterhead("UBND THÀNH PHỐ HÀ NỘI", "SỞ Y TẾ"),
            "number": "Số: 05/TTr-SYT",
            "place_and_date": "Hà Nội, ngày 05 tháng 6 năm 2024",
            "kind": "TỜ TRÌNH",
            "subject": "Về việc cử cán bộ đi công tác",
            "addressed": ("UBND thành phố Hà Nội",),
            "blocks": (Heading("1. Tên đoàn"), Paragraph("Nội dung\nDòng hai")),
            "signature": Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Văn Chung"),
            "recipients": ("Như trên", "Lưu: VT, VP"),
            **changes,
        }
    )


def drawn(*parts) -> Document:
    return Document(io.BytesIO(render(parts, title="Tờ trình", author="Sở Y tế")))


def look(paragraph) -> tuple:
    (run,) = paragraph.runs
    return run.font.size.pt, bool(run.bold), bool(run.italic), paragraph.alignment


CENTER, LEFT_ALIGNED, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip


def test_the_page_is_a4_with_the_prescribed_margins_and_type():
    document = drawn(paper())
    (section,) = document.sections
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides] == [210, 297, TOP, 20]
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (LEFT, RIGHT) == (30, 15)
    assert document.styles["Normal"].font.name == "Times New Roman"
    fonts = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert document.core_properties.author == "Sở Y tế"


def test_page_numbers_stand_in_the_middle_of_the_top_margin_from_page_two():
    section = drawn(paper()).sections[0]
    (number,) = section.header.paragraphs
    assert number.alignment == CENTER and "PAGE" in number._p.xml
    assert number.runs[0].font.size.pt == 13
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""


def test_heading_title_and_end_look_as_prescribed():
    document = drawn(paper())
    head, end = document.tables
    (left, right), (number, date) = (row.cells for row in head.rows)
    assert [look(item) for item in left.paragraphs[:2]] == [
        (12, False, False, CENTER),
        (12, True, False, CENTER),
    ]
    assert [look(item) for item in right.paragraphs[:2]] == [
        (12, True, False, CENTER),
        (13, True, False, CENTER),
    ]
    assert right.paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert right.paragraphs[1].text == "Độc lập - Tự do - Hạnh phúc"
    assert look(number.paragraphs[0]) == (13, False, False, CENTER)
    assert look(date.paragraphs[0]) == (13, False, True, CENTER)
    title, subject, _rule, addressed, heading, first, second, *_ = document.paragraphs
    assert (title.text, look(title)) == ("TỜ TRÌNH", (14, True, False, CENTER))
    assert look(subject) == (14, True, False, CENTER)
    assert addressed.text == "Kính gửi: UBND thành phố Hà Nội."
    assert look(heading) == (14, True, False, JUSTIFIED)
    assert [first.text, second.text] == ["Nội dung", "Dòng hai"]
    assert look(first) == (14, False, False, JUSTIFIED)
    assert round(first.paragraph_format.first_line_indent.mm, 1) == 12.7
    assert first.paragraph_format.space_after.pt == 6
    recipients, signed = end.rows[0].cells
    assert [item.text for item in recipients.paragraphs] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."]
    assert look(recipients.paragraphs[0]) == (12, True, True, LEFT_ALIGNED)
    assert look(recipients.paragraphs[1]) == (11, False, False, LEFT_ALIGNED)
    assert [item.text for item in signed.paragraphs] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Chung"]
    assert {look(item) for item in signed.paragraphs} == {(14, True, False, CENTER)}


def test_headings_are_those_word_makes_a_tree_of_and_look_as_the_decree_says():
    blocks = (Heading("I. A", 1), Heading("1. B"), Heading("1.1. C", 3), Heading("II. D", 1))
    page = Page("Phụ lục I", "DANH SÁCH", "", (Heading("A. Một"),))
    document = drawn(paper(blocks=blocks), page)
    found = [item for item in document.paragraphs if item.style.name.startswith("Heading")]
    assert [(item.text, item.style.name[-1]) for item in found] == [
        ("I. A", "1"), ("1. B", "2"), ("1.1. C", "3"), ("II. D", "1"), ("Phụ lục I\nDANH SÁCH", "1"), ("A. Một", "2"),
    ]  # fmt: skip
    for style in {item.style.name: item.style for item in found}.values():
        assert str(style.font.color.rgb) == "000000"
        assert (style.font.name, style.font.size.pt, style.font.italic) == ("Times New Roman", 14, False)
        assert style.paragraph_format.keep_with_next


def test_a_draft_says_so_under_its_number():
    number = drawn(paper(draft=True)).tables[0].rows[1].cells[0]
    assert [item.text for item in number.paragraphs] == ["Số: 05/TTr-SYT", "DỰ THẢO"]


def test_a_letter_has_its_subject_under_its_number_and_no_title():
    document = drawn(paper(kind="", subject="thông báo", addressed=("A", "B")))
    number = document.tables[0].rows[1].cells[0]
    assert [item.text for item in number.paragraphs] == ["Số: 05/TTr-SYT", "V/v thông báo"]
    assert [item.text for item in document.paragraphs[:3]] == ["Kính gửi:", "- A;", "- B."]


def test_an_annex_has_its_own_page_numbers_and_may_lie_across():
    columns = (Column("STT", "ordinal", 6), Column("Tên", width=20), Column("Số", "number", 10))
    rows = tuple(Row((f"{number:02d}", "Tên", number)) for number in range(1, 4))
    page = Page("Phụ lục I", "DANH SÁCH", "(Kèm theo Tờ trình)", (Table(columns, rows),), landscape=True)
    document = drawn(paper(), page, page)
    first, *annexes = document.sections
    assert first._sectPr.find(qn("w:pgNumType")) is None
    for section in annexes:
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert section.page_width > section.page_height
        (start,) = section._sectPr.findall(qn("w:pgNumType"))
        assert start.get(qn("w:start")) == "1"
        assert section.header.is_linked_to_previous
    table = document.tables[2]
    assert cells(table)[1] == ["01", "Tên", "1"]
    assert round(sum(cell.width.mm for cell in table.rows[0].cells)) == 297 - LEFT - RIGHT
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert {
        run.font.size.pt for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs
    } == {12}


def test_headings_shared_by_columns_stand_once():
    columns = (Column("STT"), Column("Số", over=("Năm nay",)), Column("Trị giá", over=("Năm nay",)))
    page = Page("", "BẢNG", "", (Table(columns, (Row(("1", 2, 3)),)),))
    (table,) = drawn(page).tables
    assert [cell.text.strip() for cell in table.rows[0].cells] == ["STT", "Năm nay", "Năm nay"]
    assert [cell.text.strip() for cell in table.rows[1].cells] == ["STT", "Số", "Trị giá"]

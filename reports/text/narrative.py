"""The text of the report: the outline (domain §2.1) with the generated sentences under its headings."""

from core.papers.tree import Block, Heading, Paragraph
from core.papers.words import BLANK
from reports.documents.paper import next_name
from reports.summary import Summary

RESULTS = (
    ("1. Tổ chức và quản lý đoàn ra, đoàn vào thuộc phạm vi phụ trách", "delegations"),
    ("2. Hợp tác quốc tế", "agreements"),
    ("3. Tổ chức và quản lý hội nghị, hội thảo quốc tế", "conferences"),
    ("4. Vận động, tiếp nhận và sử dụng viện trợ nước ngoài", "aid"),
    ("5. Nhân lực làm công tác đối ngoại", "personnel"),
)


def draft(summary: Summary) -> tuple[Block, ...]:
    """What can be said from the data; a place to fill in where nothing can."""
    said = summary.sentences
    blocks: list[Block] = [
        Heading("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", 1),
        Paragraph(BLANK),
        Heading("II. KẾT QUẢ THỰC HIỆN", 1),
    ]
    for title, key in RESULTS:
        blocks += [Heading(title), *map(Paragraph, said[key] or [BLANK])]
    blocks += [
        Heading("III. ĐÁNH GIÁ CHUNG", 1),
        Heading("1. Kết quả đạt được"),
        Paragraph(BLANK),
        Heading("2. Khó khăn, tồn tại"),
        *map(Paragraph, said["difficulties"] or [BLANK]),
        Heading(
            f"IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM {next_name(summary.selection.period).upper()}".strip(), 1
        ),
        Paragraph(BLANK),
        Heading("V. KIẾN NGHỊ, ĐỀ XUẤT", 1),
        Paragraph(BLANK),
    ]
    return tuple(blocks)

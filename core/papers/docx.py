"""A paper as .docx, in the layout of Decree 30/2020/NĐ-CP, Appendix I. No wording and no arithmetic happens here."""

import dataclasses
import datetime
import io
import re
from collections.abc import Iterator, Sequence

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.papers.tree import (
    NUMBER,
    ORDINAL,
    PERCENT,
    Heading,
    Page,
    Paper,
    Paragraph,
    Part,
    Signature,
    Signatures,
    Table,
)
from core.papers.words import BLANK, official_date
from core.parse import format_decimal_vi

FONT = "Times New Roman"
BODY, TABLE, SMALL = 14, 12, 11
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
"""Margins in mm."""
SHORT_SIDE, LONG_SIDE = 210, 297
NUMBER_FROM_EDGE = 10
INDENT = 12.7
LETTERHEAD = (67, 98)
"""Widths of the heading's halves in mm; also where the number ends and the date begins."""
MOTTO_LINE = 60
"""As long as the motto in 13 points."""
CAPITAL, LETTER = 2.9, 2.35
"""Mean width in mm of a bold capital of 12 points and of a bold letter of 14."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def render(parts: Sequence[Part], *, title: str, author: str) -> bytes:
    """The file of these parts; `title` and `author` stand in its properties."""
    document = Document()
    _set_up(document, title, author)
    for number, part in enumerate(parts):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _lay_out(section, landscape=isinstance(part, Page) and part.landscape, restart=number > 0)
        if isinstance(part, Paper):
            _paper(document, part)
        else:
            _page(document, part)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def texts(thing) -> Iterator[str]:
    """Every text of a tree, for whoever must look it through."""
    if isinstance(thing, str):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts(getattr(thing, field.name))
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from texts(item)


# --- the document and its pages -----------------------------------------------------------------


def _set_up(document, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = title[:255], author[:255], "vi-VN"
    properties.comments, properties.last_modified_by = "", ""
    properties.created = properties.modified = datetime.datetime.now(datetime.UTC)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(_element("w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT)))
    defaults.append(_element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    normal.paragraph_format.space_after = Pt(0)
    document._body.clear_content()


def _lay_out(section, *, landscape: bool, restart: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    sides = (Mm(LONG_SIDE), Mm(SHORT_SIDE)) if landscape else (Mm(SHORT_SIDE), Mm(LONG_SIDE))
    section.page_width, section.page_height = sides
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(NUMBER_FROM_EDGE)
    section.different_first_page_header_footer = True
    if restart:  # an annex counts its own pages, under the same header
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        section._sectPr.find(qn("w:pgMar")).addnext(_element("w:pgNumType", start="1"))
        return
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if text:
            instruction = _element("w:instrText")
            instruction.text = text
            run._r.append(instruction)
        else:
            run._r.append(_element("w:fldChar", fldCharType=kind))


def _paper(document, paper: Paper) -> None:
    _letterhead(document, paper)
    if paper.kind:
        _line(document, paper.kind, bold=True, before=18)
        _line(document, paper.subject, bold=True)
        _rule(document, max(min(len(paper.subject) * LETTER, 150) * 0.4, 20), after=10)
    _addressed(document, paper.addressed)
    for block in paper.blocks:
        _block(document, block)
    _end(document, paper.signature, paper.recipients)


def _page(document, page: Page) -> None:
    if page.name:
        _line(document, page.name, bold=True)
    _line(document, page.title, bold=True)
    if page.subtitle:
        _line(document, page.subtitle, italic=True)
    _line(document, "", size=6)
    for block in page.blocks:
        _block(document, block)


# --- the heading --------------------------------------------------------------------------------


def _letterhead(document, paper: Paper) -> None:
    """Who issues it and the state's name; under them number and date; a letter's subject under its number."""
    head = paper.letterhead
    (left, right), (number, date) = _halves(document, LETTERHEAD, rows=2)
    _line(left, head.superior, size=12)
    _line(left, head.office, size=12, bold=True)
    _rule(left, max(min(len(head.office) * CAPITAL, LETTERHEAD[0]) * 0.45, 12), within=LETTERHEAD[0])
    _line(right, head.country, size=12, bold=True)
    _line(right, head.motto, size=13, bold=True)
    _rule(right, MOTTO_LINE, within=LETTERHEAD[1])
    _line(number, paper.number, size=13, before=6)
    if not paper.kind:
        _line(number, f"V/v {paper.subject}", size=12)
    _line(date, paper.place_and_date, size=13, italic=True, before=6)


def _halves(document, widths, rows: int = 1) -> list[tuple]:
    """Pairs of cells side by side, without borders or margins, each with no paragraph yet."""
    table = document.add_table(rows=rows, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="0", type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # LibreOffice goes by the column, Word by its cells
        for cell in column.cells:
            cell.width = Mm(width)
            cell._tc.remove(cell.paragraphs[0]._p)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    return [row.cells for row in table.rows]


def _addressed(document, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        _line(document, f"Kính gửi: {names[0]}.", before=12, after=10)
    for place, name in enumerate(names if len(names) > 1 else ()):
        if place == 0:
            _line(document, "Kính gửi:", align=ALIGN.LEFT, left=35, before=12)
        last = place == len(names) - 1
        _line(document, f"- {name}{'.' if last else ';'}", align=ALIGN.LEFT, left=50, after=10 if last else 0)


# --- blocks -------------------------------------------------------------------------------------


def _block(document, block) -> None:
    match block:
        case Heading(text=text):
            _text(document, text, bold=True).paragraph_format.keep_with_next = True
        case Paragraph(text, italic):
            for line in text.split("\n"):
                _text(document, line, italic=italic)
        case Table():
            _table(document, block)
        case Signature():
            _end(document, block, ())
        case Signatures():
            ((left, right),) = _halves(document, (82, 83))
            _signed(left, (block.left,), "")
            _signed(right, (block.right,), block.right_name)


def _text(document, text: str, *, bold: bool = False, italic: bool = False):
    paragraph = _line(document, text, bold=bold, italic=italic, align=ALIGN.JUSTIFY, after=6)
    paragraph.paragraph_format.first_line_indent = Mm(INDENT)
    paragraph.paragraph_format.line_spacing = 1.15
    return paragraph


def _table(document, table: Table) -> None:
    """Headings repeat on every page; a row is never torn apart."""
    if not table.rows and table.empty:
        _text(document, table.empty, italic=True)
        return
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / Mm(1)
    scale = room / sum(column.width for column in table.columns)
    made = document.add_table(rows=table.depth, cols=len(table.columns), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _headings(made, table)
    for row in table.rows:
        cells = made.add_row().cells
        for cell, column, value in zip(cells, table.columns, row.cells, strict=True):
            paragraph = cell.paragraphs[0]
            _run(paragraph, _shown(value), size=TABLE, bold=row.style != "plain")
            paragraph.alignment = _ALIGN.get(column.kind, ALIGN.LEFT)
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = Mm(column.width * scale)
    for drawn, column in zip(made.columns, table.columns, strict=True):
        drawn.width = Mm(column.width * scale)
    _line(document, "", size=6)


_ALIGN = {ORDINAL: ALIGN.CENTER, NUMBER: ALIGN.RIGHT, PERCENT: ALIGN.RIGHT, "date": ALIGN.CENTER}


def _headings(made, table: Table) -> None:
    """What neighbours share stands once above them; a heading of its own reaches down."""
    names = [(*column.over, *[column.title] * (table.depth - len(column.over))) for column in table.columns]
    for level in range(table.depth):
        made.rows[level]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for place, path in enumerate(names):
            if level and path[level] == path[level - 1] and not table.columns[place].over:
                made.cell(level - 1, place).merge(made.cell(level, place))
            elif place and level < table.depth - 1 and path[: level + 1] == names[place - 1][: level + 1]:
                made.cell(level, place - 1).merge(made.cell(level, place))
    for level in range(table.depth):
        for place, path in enumerate(names):
            cell = made.cell(level, place)
            if not cell.text.strip():
                cell.paragraphs[0].alignment = ALIGN.CENTER
                _run(cell.paragraphs[0], path[level], size=TABLE, bold=True)


def _shown(value) -> str:
    if value is None or value == "":
        return BLANK
    if isinstance(value, datetime.date):
        return official_date(value)
    return value if isinstance(value, str) else format_decimal_vi(value)


# --- the end ------------------------------------------------------------------------------------


def _end(document, signature: Signature, recipients: tuple[str, ...]) -> None:
    """Who receives it (left) and who signs (right), never torn apart, nor from the last words before."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _line(document, "", size=6).paragraph_format.keep_with_next = True
    ((left, right),) = _halves(document, (75, 90))
    if recipients:
        _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=ALIGN.LEFT)
        for place, name in enumerate(recipients):
            end = "." if place == len(recipients) - 1 else ";"
            _line(left, f"- {name}{end}", size=SMALL, align=ALIGN.LEFT)
    else:
        _line(left, "")
    _signed(right, signature.titles, signature.name)
    _line(document, "", size=1)  # Word wants a paragraph after a table


def _signed(cell, titles: tuple[str, ...], name: str) -> None:
    for title in titles:
        _line(cell, title, bold=True)
    _line(cell, name, bold=True, before=64)


# --- paragraphs ---------------------------------------------------------------------------------


def _line(
    holder, text: str, *, size: float = BODY, bold=False, italic=False, align=ALIGN.CENTER,
    before: float = 0, after: float = 0, left: float = 0,
):  # fmt: skip
    paragraph = holder.add_paragraph()
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if left:
        layout.left_indent = Mm(left)
    _run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _run(paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(_UNPRINTABLE.sub("", text))
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None


def _rule(holder, length: float, *, within: float = SHORT_SIDE - LEFT - RIGHT, after: float = 0) -> None:
    """A line of so many mm under the text before it, in the middle."""
    paragraph = holder.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm((within - length) / 2)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    layout.space_after = Pt(after)
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="6", space="0", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _element(name: str, **attributes: str):
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element

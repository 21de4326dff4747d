"""A paper as .docx, in the layout of Decree 30/2020/NĐ-CP, Appendix I. No wording and no arithmetic happens here."""

import dataclasses
import io
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from core.papers.fitting import PADDING, Fitted, fit, heading
from core.papers.heads import Head, heads, spread
from core.papers.tree import (
    NUMBER,
    ORDINAL,
    PERCENT,
    PLAIN,
    Heading,
    Letterhead,
    Page,
    Paper,
    Paragraph,
    Part,
    Signature,
    Signatures,
    Table,
    ranks,
)
from core.papers.words import DRAFT, addressed_lines, recipients_lines
from core.undated import undated

FONT = "Times New Roman"
BODY, SMALL = 14, 11
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
"""Margins in mm."""
SHORT_SIDE, LONG_SIDE = 210, 297
NUMBER_FROM_EDGE = 10
INDENT = 12.7
LETTERHEAD, LETTERHEAD_ACROSS = (67, 98), (102, 150)
"""Widths of the heading's halves in mm; also where the number ends and the date begins."""
MOTTO_LINE = 60
"""As long as the motto in 13 points."""
CAPITAL, LETTER = 2.9, 2.35
"""Mean width in mm of a bold capital of 12 points and of a bold letter of 14."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def render(parts: Sequence[Part], *, title: str, author: str, language: str = "vi") -> bytes:
    """The file of these parts; `title` and `author` stand in its properties. The same parts give the same bytes."""
    document = Document()
    _set_up(document, title, author, {"vi": "vi-VN", "en": "en-GB"}[language])
    for number, part in enumerate(parts):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _lay_out(section, landscape=isinstance(part, Page) and part.landscape, restart=number > 0)
        if isinstance(part, Paper):
            _paper(document, part, language)
        else:
            _page(document, part, language)
    file = io.BytesIO()
    document.save(file)
    return undated(file)


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


def _set_up(document, title: str, author: str, language: str) -> None:
    properties = document.core_properties
    properties.title, properties.author = (_UNPRINTABLE.sub("", text)[:255] for text in (title, author))
    properties.comments, properties.last_modified_by, properties.language = "", "", language
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(_element("w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT)))
    defaults.append(_element("w:lang", val=language, eastAsia=language))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0
    for rank in range(1, 5):
        _heading_style(document.styles[f"Heading {rank}"])
    document._body.clear_content()


def _heading_style(style) -> None:
    """Word and LibreOffice make bookmarks of these; they look as the decree says, not as Word would."""
    style.font.bold, style.font.italic, style.font.size = True, False, Pt(BODY)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.keep_with_next = True


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


def _paper(document, paper: Paper, language: str) -> None:
    number = _letterhead(document, paper.letterhead, paper.place_and_date)
    _line(number, paper.number, size=13, before=6)
    if not paper.kind:
        _line(number, f"V/v {paper.subject}", size=12)
    if paper.draft:
        _line(number, DRAFT, size=12, bold=True, before=4)
    if paper.kind:
        _line(document, paper.kind, bold=True, before=18)
        _line(document, paper.subject, bold=True)
        _rule(document, max(min(len(paper.subject) * LETTER, 150) * 0.4, 20), after=10)
    _addressed(document, paper.addressed)
    for rank, block in ranks(paper):
        _block(document, block, rank, language)
    _end(document, paper.signature, paper.recipients)


def _page(document, page: Page, language: str) -> None:
    if page.letterhead:
        number = _letterhead(
            document,
            page.letterhead,
            page.place_and_date,
            LETTERHEAD_ACROSS if page.landscape else LETTERHEAD,
        )
        _line(number, "", size=13)  # Word wants a paragraph in every cell
        _line(document, "", size=6)
    _line(document, "\n".join(filter(None, (page.name, page.title))), bold=True).style = "Heading 1"
    if page.subtitle:
        _line(document, page.subtitle, italic=True)
    _line(document, "", size=6)
    for rank, block in ranks(page):
        _block(document, block, rank, language)


# --- the heading --------------------------------------------------------------------------------


def _letterhead(document, head: Letterhead, place_and_date: str, widths=LETTERHEAD):
    """Who issues it and the state's name, under them the date; the cell for the number."""
    (left, right), (number, date) = _halves(document, widths, rows=2)
    _line(left, head.superior, size=12)
    _line(left, head.office, size=12, bold=True)
    _rule(left, max(min(len(head.office) * CAPITAL, LETTERHEAD[0]) * 0.45, 12), within=widths[0])
    _line(right, head.country, size=12, bold=True)
    _line(right, head.motto, size=13, bold=True)
    _rule(right, MOTTO_LINE, within=widths[1])
    _line(date, place_and_date, size=13, italic=True, before=6)
    return number


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
    first, *others = addressed_lines(names) or [""]
    if not others:
        _line(document, first, before=12, after=10) if first else None
        return
    _line(document, first, align=ALIGN.LEFT, left=35, before=12)
    for place, name in enumerate(others, start=1):
        _line(document, name, align=ALIGN.LEFT, left=50, after=10 if place == len(others) else 0)


# --- blocks -------------------------------------------------------------------------------------


def _block(document, block, rank: int, language: str) -> None:
    match block:
        case Heading(text):
            _text(document, text, bold=True).style = f"Heading {rank}"
        case Paragraph(text, italic):
            for line in text.split("\n"):
                _text(document, line, italic=italic)
        case Table():
            _table(document, block, language)
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


def _table(document, table: Table, language: str) -> None:
    """Headings repeat on every page; a row is never torn apart. Written as XML: a year has 100,000 cells."""
    if not table.rows and table.empty:
        _text(document, table.empty, italic=True)
        return
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / Mm(1)
    fitted = fit(table, room, language)
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in fitted.widths)
    head = "".join(_head_row(table, fitted, level) for level in range(table.depth))
    document.element.body._insert_tbl(
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(map(_twips, fitted.widths))}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_twips(PADDING)}" w:type="dxa"/>'
            f'<w:right w:w="{_twips(PADDING)}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(_rows(table, fitted))}</w:tbl>"
        )
    )
    _line(document, "", size=6)


_ALIGN = {ORDINAL: "center", NUMBER: "right", PERCENT: "right", "date": "center"}


def _rows(table: Table, fitted: Fitted) -> Iterator[str]:
    aligned = [_ALIGN.get(column.kind, "left") for column in table.columns]
    widths = [_twips(width) for width in fitted.widths]
    for row, texts in zip(table.rows, fitted.rows, strict=True):
        whole = "" if fitted.is_tall(texts) else "<w:trPr><w:cantSplit/></w:trPr>"
        cells, place = [], 0
        for text, across in spread(row, texts):
            width, span = sum(widths[place : place + across]), f'<w:gridSpan w:val="{across}"/>'
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span if across > 1 else ""}</w:tcPr>'
                f"{_cell_text(text, fitted.size, aligned[place], bold=row.style != PLAIN)}</w:tc>"
            )
            place += across
        yield f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _head_row(table: Table, fitted: Fitted, level: int) -> str:
    """A row of the headings; what reaches down from above goes on."""
    cells, place = [], 0
    found = {each.x: each for each in heads(table) if each.y <= level < each.y + each.down}
    while place < len(table.columns):
        cells.append(_head_cell(found[place], fitted, level))
        place += found[place].across
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head_cell(head: Head, fitted: Fitted, level: int) -> str:
    width = sum(_twips(width) for width in fitted.widths[head.x : head.x + head.across])
    across = f'<w:gridSpan w:val="{head.across}"/>' if head.across > 1 else ""
    begins = head.y == level
    down = f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>' if head.down > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_cell_text(heading(head.text) if begins else '', fitted.size, 'center', bold=True)}</w:tc>"
    )


def _cell_text(text: str, size: int, align: str, *, bold: bool) -> str:
    weight = "<w:b/>" if bold else ""
    look = f'<w:rPr>{weight}<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/></w:rPr>'
    layout = f'<w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="{align}"/>{look}</w:pPr>'
    if not text:
        return f"<w:p>{layout}</w:p>"
    written = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>'
        for line in _UNPRINTABLE.sub("", text).replace("\t", " ").splitlines()
    )
    return f"<w:p>{layout}<w:r>{look}{written}</w:r></w:p>"


def _twips(length: float) -> int:
    """mm as Word counts them, 1440 to the inch."""
    return round(length * 1440 / 25.4)


# --- the end ------------------------------------------------------------------------------------


def _end(document, signature: Signature, recipients: tuple[str, ...]) -> None:
    """Who receives it (left) and who signs (right), never torn apart, nor from the last words before."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _line(document, "", size=6).paragraph_format.keep_with_next = True
    ((left, right),) = _halves(document, (75, 90))
    title, *names = recipients_lines(recipients) or [""]
    _line(left, title, size=12, bold=True, italic=True, align=ALIGN.LEFT)
    for name in names:
        _line(left, name, size=SMALL, align=ALIGN.LEFT)
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

"""A paper as PDF, in the layout of Decree 30/2020/NĐ-CP, Appendix I: tagged (PDF/UA-1), with bookmarks (ADR 7)."""

import json
from collections.abc import Sequence
from pathlib import Path

from core.papers.fitting import PADDING, Fitted, fit, heading
from core.papers.heads import heads, spread
from core.papers.tree import (
    GROUP,
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
    Row,
    Signature,
    Signatures,
    Table,
    ranks,
)
from core.papers.typeface import FONTS, broken, drawable, lines
from core.papers.words import DRAFT, addressed_lines, recipients_lines

LAYOUT = Path(__file__).with_name("paper.typ")
UPRIGHT, ACROSS = 165.0, 252.0
"""Room between the margins, in mm."""
LINE = UPRIGHT / (14 * 25.4 / 72)
"""A line of the body in em."""
NEARLY = 0.995
"""Of a column's room is counted on, lest a line that just fits here does not fit there."""
_ALIGN = {ORDINAL: "c", NUMBER: "r", PERCENT: "r", "date": "c"}


def render(parts: Sequence[Part], *, title: str, author: str, language: str = "vi") -> bytes:
    """The file of these parts. It bears no date: the same parts give the same bytes."""
    import typst  # noqa: PLC0415  84 MB of compiler, for those who print

    paper = {
        "title": _named(drawable(title)),
        "author": drawable(author),
        "language": language,
        "parts": [
            _paper(part, language) if isinstance(part, Paper) else _page(part, language) for part in parts
        ],
    }
    return typst.compile(
        str(LAYOUT),
        root=str(LAYOUT.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
    )


def _text(text: str) -> str:
    return broken(drawable(text), LINE - 6)


def _named(text: str) -> str:
    """PDF/UA has no file and no bookmark without a name."""
    return text if text.strip() else "–"


def _texts(texts: Sequence[str]) -> list[str]:
    return [_text(text) for text in texts]


def _head(head: Letterhead, number: str, about: str, date: str, draft: str = "") -> dict:
    return {
        "superior": _text(head.superior),
        "office": _text(head.office),
        "country": _text(head.country),
        "motto": _text(head.motto),
        "number": _text(number),
        "about": _text(about),
        "date": _text(date),
        "draft": draft,
    }


def _paper(paper: Paper, language: str) -> dict:
    return {
        "is": "paper",
        "landscape": False,
        "head": _head(
            paper.letterhead,
            paper.number,
            "" if paper.kind else f"V/v {paper.subject}",
            paper.place_and_date,
            DRAFT if paper.draft else "",
        ),
        "kind": _text(paper.kind),
        "subject": _text(paper.subject),
        "addressed": _texts(addressed_lines(paper.addressed)),
        "blocks": _blocks(paper, UPRIGHT, language),
        "signature": _signature(paper.signature),
        "recipients": _texts(recipients_lines(paper.recipients)),
    }


def _page(page: Page, language: str) -> dict:
    return {
        "is": "page",
        "landscape": page.landscape,
        "head": _head(page.letterhead, "", "", page.place_and_date) if page.letterhead else None,
        "title": _named(_text("\n".join(filter(None, (page.name, page.title))))),
        "subtitle": _text(page.subtitle),
        "blocks": _blocks(page, ACROSS if page.landscape else UPRIGHT, language),
    }


def _signature(signature: Signature) -> dict:
    return {"titles": _texts(signature.titles), "name": _text(signature.name)}


def _blocks(part: Part, room: float, language: str) -> list[dict]:
    made = []
    for rank, block in ranks(part):
        match block:
            case Heading():
                made.append({"is": "heading", "rank": rank, "text": _named(_text(block.text))})
            case Paragraph():
                made += [
                    {"is": "paragraph", "text": _text(line), "italic": block.italic}
                    for line in block.text.split("\n")
                ]
            case Table() if block.rows or not block.empty:
                made.append(_table(block, room, language))
            case Table():
                made.append({"is": "paragraph", "text": _text(block.empty), "italic": True})
            case Signature():
                made.append({"is": "signature", "signature": _signature(block)})
            case Signatures():
                made.append(
                    {
                        "is": "signatures",
                        "left": _text(block.left),
                        "right": _text(block.right),
                        "name": _text(block.right_name),
                    }
                )
    return made


def _table(table: Table, room: float, language: str) -> dict:
    fitted = fit(table, room, language)
    rooms = [fitted.room(place) for place in range(len(table.columns))]
    return {
        "is": "table",
        "size": fitted.size,
        "padding": PADDING,
        "widths": fitted.widths,
        "alignments": [_ALIGN.get(column.kind, "l") for column in table.columns],
        "heads": [
            {"x": head.x, "y": head.y, "across": head.across, "down": head.down,
             "text": broken(heading(drawable(head.text)), rooms[head.x])}
            for head in heads(table)
        ],
        "rows": [_row(row, texts, fitted, rooms) for row, texts in zip(table.rows, fitted.rows, strict=True)],
    }  # fmt: skip


def _row(row: Row, texts: Sequence[str], fitted: Fitted, rooms: Sequence[float]) -> dict:
    """A row, and how many lines it is high; 0 where Typst must find out, which takes it as long as drawing it."""
    if row.style == GROUP:
        spanned = [{"text": _text(text), "across": across} for text, across in spread(row, texts)]
        return {"style": row.style, "lines": 0, "tall": False, "cells": spanned}
    cells = [broken(drawable(text), room) for text, room in zip(texts, rooms, strict=True)]
    bold = row.style != PLAIN
    high = max(lines(cell, room * NEARLY, bold) for cell, room in zip(cells, rooms, strict=True))
    tall = fitted.is_tall(texts)
    return {"style": row.style, "lines": 0 if tall else high, "tall": tall, "cells": cells}

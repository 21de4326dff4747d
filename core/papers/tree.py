"""A document as a tree of blocks, before it becomes a workbook, a letter or a page. No arithmetic happens here."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

Value = str | int | Decimal | datetime.date | None

TEXT, NUMBER, PERCENT, DATE, ORDINAL = "text", "number", "percent", "date", "ordinal"
"""What a column holds. A whole number is shown without decimals, an amount with two."""


@dataclass(frozen=True)
class Column:
    """A column of a table; `over` are the headings it shares with its neighbours, the topmost first."""

    title: str
    kind: str = TEXT
    width: int = 12
    """In characters of the body text; a renderer may widen it, never let it be too narrow for a number."""
    over: tuple[str, ...] = ()


PLAIN, GROUP, TOTAL = "plain", "group", "total"


@dataclass(frozen=True)
class Row:
    cells: tuple[Value, ...]
    style: str = PLAIN


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2
    """1: `I. …`, 2: `1. …`, 3: `1.1. …`."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    italic: bool = False


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    """Said instead of rows when there are none."""
    blank: str = ""
    """Stands in an empty cell on paper: nothing, or a place to fill in by hand."""

    @property
    def depth(self) -> int:
        """Rows of headings."""
        return 1 + max(len(column.over) for column in self.columns)


@dataclass(frozen=True)
class Signatures:
    """Who signs below: titles on the left and on the right, with the name where it is known."""

    left: str
    right: str
    hint: str
    right_name: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars drawn from a table of its own: names in its first column, a colour for each further one.

    A workbook draws it beside its tables; papers leave it out."""

    title: str
    table: Table
    across: bool = False
    """Bars lie: names are long, or many."""


Block = Heading | Paragraph | Table | Chart | Signatures


@dataclass(frozen=True)
class Letterhead:
    """Who issues it (left), and the name and motto of the state (right; Decree 30/2020/NĐ-CP)."""

    superior: str
    office: str
    country: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook, an annex of a paper."""

    name: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    """On paper; a workbook finds its own way."""
    letterhead: Letterhead | None = None
    """On paper, where the page is not the annex of something else."""
    place_and_date: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs at the bottom right: what stands above the name, line by line, and the name where it is known."""

    titles: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Paper:
    """An official paper from its heading to its recipients."""

    letterhead: Letterhead
    number: str
    place_and_date: str
    kind: str
    """`TỜ TRÌNH`, `BÁO CÁO`; empty for a letter (công văn), whose subject stands under its number."""
    subject: str
    addressed: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    draft: bool = False
    """Says so under its number."""


Part = Paper | Page
"""What a file is made of: each part begins on a page of its own, with its own page numbers."""


@dataclass(frozen=True)
class Document:
    title: str
    letterhead: Letterhead
    pages: tuple[Page, ...] = field(default_factory=tuple)


def ranks(part: Part) -> Iterator[tuple[int, Block]]:
    """The blocks with the rank of each heading among the bookmarks, which leave none out; 0 for what is no heading."""
    above = 1 if isinstance(part, Page) else 0  # an annex stands under its own title
    first, rank = None, above
    for block in part.blocks:
        if isinstance(block, Heading):
            first = block.level if first is None else min(first, block.level)
            rank = min(block.level - first + 1 + above, rank + 1)
            yield rank, block
        else:
            yield 0, block

"""What the cells of the annexes say. Always Vietnamese: the callers set the language."""

import datetime
from collections.abc import Iterable
from typing import Any

from core.papers.tree import TOTAL, Row, Signatures, Value
from core.parse import format_date_vi

TOTAL_LABEL = "Tổng cộng"
NONE_IN_PERIOD = "Không có trong kỳ báo cáo"
SIGNATURES = Signatures("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên)")


def joined(*pieces: Any, separator: str = ", ") -> str:
    """The pieces that say something."""
    return separator.join(_written(piece) for piece in pieces if piece not in (None, ""))


def _written(piece: Any) -> str:
    return format_date_vi(piece) if isinstance(piece, datetime.date) else str(piece)


def names(things: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(str(thing) for thing in things))


def with_details(name: Any, *details: Any) -> str:
    """`Project Vietnam Foundation (Hoa Kỳ, Tổ chức phi chính phủ nước ngoài)`."""
    known = joined(*details)
    return f"{name} ({known})" if known else str(name)


def span(first: datetime.date | None, last: datetime.date | None) -> str:
    """`21/03/2024 – 22/03/2024`, one date when it is the same day."""
    return joined(first, last if last != first else None, separator=" – ")


def planned(in_plan: bool | None) -> str:
    return "Trong KH" if in_plan else "Ngoài KH"


def yes_no(value: bool) -> str:
    return "Có" if value else "Không"


def numbered(rows: Iterable[tuple[Value, ...]]) -> list[Row]:
    """Rows with their ordinal in front."""
    return [Row((place, *cells)) for place, cells in enumerate(rows, start=1)]


def with_total(rows: list[Row], width: int, sums: dict[int, Value]) -> tuple[Row, ...]:
    """The rows and, under them, the total: `sums` by place of the column, counted from 0."""
    if not rows:
        return ()
    cells: list[Value] = [None] * width
    cells[1] = TOTAL_LABEL
    for place, value in sums.items():
        cells[place] = value
    return (*rows, Row(tuple(cells), TOTAL))

"""Number, date and agency of a paper told in one cell: `QĐ số 123/QĐ-UBND ngày 05/3/2024 của UBND Thành phố`."""

import re
import unicodedata

from core.text import fold
from exchange.intake.context import Context
from exchange.intake.dates import read_day

_DAY = re.compile(
    r"(?:,|;|-|–|\(|\n|\s)*\s*(?:(?:ban hành|ký)\s+)?(?:ngày\s*:?\s*)?"
    r"(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}(?!\d)|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:QĐ|Quyết định|CV|Công văn|Văn bản|VB|TB|Thông báo|BC|Báo cáo|GP|Giấy phép)\b\s*)?(?:số\b\s*)?[:.]?\s*", re.IGNORECASE
)  # fmt: skip
_OF = re.compile(r"^[\s,;.-]*(?:của|do)\s+(.+?)(?:\s+(?:ban hành|cấp|ký))?$", re.IGNORECASE | re.DOTALL)


def read_paper(cell: object, context: Context) -> tuple[str, object, str, list[str]] | None:
    """Number, date, agency and notes; None where the cell does not tell a number with a date."""
    if not isinstance(cell, str):
        return None
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    day = _DAY.search(text)
    if day is None:
        return None
    number = _BEFORE.sub("", text[: day.start()], count=1).strip(" ,;.-–(")
    if not number or not any(char.isdigit() for char in number) or len(number) > 60:
        return None
    date, notes = read_day(day[1], context)
    rest = text[day.end() :].strip(" ,;.)")
    agency = _OF.match(rest)
    if rest and not agency:
        return None
    return number, date, agency[1].strip() if agency else "", notes


def tells_number(text: str) -> bool:
    """Does the text hold something like `123/QĐ-UBND`?"""
    return bool(re.search(r"\d+\s*/\s*[a-z]", fold(text)))

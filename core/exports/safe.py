"""Values as files can hold them: nothing that is text is ever a formula, no number loses its sign or its digits."""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from core.cells import FORMULA_STARTS, LONGEST, MOST_DIGITS
from core.parse import format_date_vi, format_decimal_vi

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TO_LOOK_AT = ("", " ", *FORMULA_STARTS)
_LINE_END = re.compile(r"\r\n?")
CERTAIN = LONGEST // 2
"""So many signs fit a cell however many bytes each takes there."""
FIRST_DAY = datetime.date(1900, 3, 1)
"""Before it spreadsheets disagree which day a number is, or know none."""


def printable(text: str) -> str:
    """Without signs no file may hold; lines end in one way."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


def in_cell(value):
    """A value for a cell of a workbook: what a number or a date cannot be there, it is as text."""
    if isinstance(value, str):
        text = printable(value)
        return text if len(text) <= CERTAIN else _fitting(text)
    if isinstance(value, Decimal):
        return value if value.is_finite() and _digits(value) <= MOST_DIGITS else _as_text(value)
    if isinstance(value, datetime.datetime):
        value = _local(value)
        return value if value.date() >= FIRST_DAY else _as_text(value)
    if isinstance(value, datetime.date):
        return value if value >= FIRST_DAY else format_date_vi(value)
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return _as_text(value)
    return value if value is None or isinstance(value, int | float) else in_cell(str(value))


def in_cells(values: Sequence) -> list:
    """`in_cell` of each. Most are text that is as it should be, which a call for each would make slow."""
    return [
        value
        if value is None or (type(value) is str and len(value) <= CERTAIN and value.isprintable())
        else in_cell(value)
        for value in values
    ]


def in_words(value) -> str:
    """A value as text of a CSV or a paper: a date as dd/mm/yyyy, a number with a decimal comma and no groups."""
    if value is None:
        return ""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Decimal | float) and not isinstance(value, bool):
        return f"{Decimal(str(value)):f}".replace(".", ",")
    if isinstance(value, datetime.datetime):
        return f"{_local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return format_date_vi(value)
    return str(value)


def defused(value) -> str:
    """The same for a CSV, where text that looks like a formula would become one: an apostrophe before it, as one would
    type it. What is a number stays one, sign and all."""
    text = in_words(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip(" \n").startswith(FORMULA_STARTS) else text


def is_plain(value) -> bool:
    """Is it text that needs no defusing, as most is?"""
    return type(value) is str and value[:1] not in _TO_LOOK_AT and value.isprintable()


def _fitting(text: str) -> str:
    """As much as a cell holds, counted as Excel counts (UTF-16)."""
    return text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")


def _digits(value: Decimal) -> int:
    kept = value.as_tuple().digits
    return len(kept) if len(kept) <= MOST_DIGITS else len(value.normalize().as_tuple().digits)


def _as_text(value) -> str:
    if isinstance(value, datetime.datetime):
        return f"{format_date_vi(value)} {value:%H:%M}"
    return format_decimal_vi(value) if Decimal(value).is_finite() else str(value)


def _local(value: datetime.datetime) -> datetime.datetime:
    return timezone.make_naive(value) if timezone.is_aware(value) else value

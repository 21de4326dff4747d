"""What a cell or an input holds, read as a date, a number, a yes/no or a text; and how it is written back.

A value is what a workbook cell gives: None, str, bool, int, float, Decimal, date, datetime or time.
Every `parse_…` function raises `CellError` with a sentence for the user, never another exception.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import gettext as _

from core.text import match_key

FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_WHOLE = 2_000_000_000
"""A little less than the column of a whole number holds."""
_KEY_DIGITS = 18
"""More would not fit the column of a key."""
_MOST_DIGITS = 40  # of a number as text: more is no number anybody means, and Decimal would take it

EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)


class CellError(ValueError):
    """A value that cannot be read; its text is the reason, in the user's language, without the value."""


class UncomputedFormula(str):
    """The formula of a cell whose result the file does not hold; no parser accepts it."""

    __slots__ = ()


def _readable(value: object) -> object:
    """The value; CellError where the cell shows an Excel error or an uncomputed formula."""
    if isinstance(value, UncomputedFormula):
        raise CellError(
            _("The file does not hold the result of this formula. Open it in Excel, save it and try again.")
        )
    if isinstance(value, str) and value.strip().upper() in EXCEL_ERRORS:
        raise CellError(_("The cell shows an Excel error."))
    return value


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing: None, or text of spaces only."""
    return value is None or (isinstance(value, str) and not value.strip())


# --- dates --------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})", re.ASCII)


def parse_date(value: object) -> date:
    """A date cell, or text `dd/mm/yyyy` (also `d/m/yyyy`, `dd-mm-yyyy`, `dd.mm.yyyy`), as a date.

    Day before month, always; a two-digit year, a number and a year outside 1900–2100 are refused.
    """
    value = _readable(value)
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            raise CellError(_("Not a date. Write it as dd/mm/yyyy."))
        day, _separator, month, year = match.groups()
        try:
            value = date(int(year), int(month), int(day))
        except ValueError:
            raise CellError(_("There is no such day. Write the date as dd/mm/yyyy.")) from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise CellError(
            _("The year must be between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return value


def format_date_vi(value: date) -> str:
    """`dd/mm/yyyy`."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


# --- numbers ------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[+-]?\d+", re.ASCII)
_VIETNAMESE = re.compile(
    r"[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII
)  # 1.234.567,89  1.234  1234,5; not 0.123
_ENGLISH = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})", re.ASCII)  # 1,234,567  1,234.5
_POINT = re.compile(r"[+-]?(?:0|[1-9]\d*)\.\d+", re.ASCII)  # 0.0068  1234.5
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:,\d+|\.(?!\d{3}$)\d+)?", re.ASCII)  # 1 234 567,89


def parse_decimal(value: object, places: int) -> Decimal:
    """A number cell, or a number as text, as an exact Decimal of at most `places` decimals.

    A float is taken as Excel shows it (15 significant digits). In text a comma is the decimal sign and points group
    thousands: `1.234` is 1234. A point that cannot group (`0.0068`, `1234.5`) is a decimal point.
    English `1,234,567` and `1,234.5`, where nothing else can be meant, and spaces between thousands are accepted.
    """
    number = _number(_readable(value))
    number = _without_trailing_zeros(number)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        if places == 0:
            raise CellError(_("Not a whole number."))
        raise CellError(_("More than %(places)s decimals.") % {"places": places})
    return number


def largest(max_digits: int, places: int) -> Decimal:
    """What a column of amounts takes lies below this.

    SQLite keeps 15 digits of a number: a longer one is rounded, perhaps to one digit more, and one that filled
    its column could then not be read again. So a long column keeps a digit free, on both databases.
    """
    return Decimal(10) ** min(max_digits - places - (max_digits > 15), 15)


def parse_integer(value: object) -> int:
    """A whole number, from a cell or text in the forms `parse_decimal` reads."""
    return int(parse_decimal(value, places=0))


def _number(value: object) -> Decimal:
    if isinstance(value, str):
        return _number_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise CellError(_("Not a number."))
    number = _as_shown(value)
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        raise CellError(_("Not a number."))
    return number


def _as_shown(value: float | Decimal) -> Decimal:
    """A number with the 15 significant digits that Excel shows of a float."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)


def _number_text(text: str) -> Decimal:
    plain = " ".join(text.split()).replace("\u2212", "-")
    if len(plain) > _MOST_DIGITS:
        raise CellError(_("Not a number."))
    if _PLAIN.fullmatch(plain):
        return Decimal(plain)
    if _SPACED.fullmatch(plain):
        return Decimal(plain.replace(" ", "").replace(",", "."))
    if _VIETNAMESE.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if _POINT.fullmatch(plain):
        return Decimal(plain)
    if _ENGLISH.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    raise CellError(_("Not a number. Write it like 1.234.567,89."))


def _without_trailing_zeros(number: Decimal) -> Decimal:
    """The same number with no closing decimal zeros, no exponent and no minus zero."""
    sign, digits, exponent = number.as_tuple()
    if not number:
        return Decimal(0)
    if not isinstance(exponent, int):
        return number
    kept = list(digits)
    while exponent < 0 and kept[-1] == 0:
        kept.pop()
        exponent += 1
    if exponent > 0:
        kept += [0] * exponent
        exponent = 0
    return Decimal((sign, tuple(kept), exponent))


def format_decimal_vi(value: Decimal | int) -> str:
    """`1.234.567,89`: points between thousands, a comma before the decimals, which are kept as they are."""
    return f"{Decimal(value):,f}".translate(str.maketrans(",.", ".,"))


# --- yes and no, text ---------------------------------------------------------------------------

_YES_NO = {match_key("Có"): True, match_key("Không"): False, "true": True, "false": False}


def parse_bool(value: object) -> bool | None:
    """`Có` or TRUE is True, `Không` or FALSE is False, an empty cell is None."""
    value = _readable(value)
    if isinstance(value, bool):
        return value
    if is_empty(value):
        return None
    key = match_key(value) if isinstance(value, str) else None
    if key not in _YES_NO:
        raise CellError(_("Write Có or Không."))
    return _YES_NO[key]


def parse_text(value: object) -> str:
    """A cell as text: NFC, trimmed, without control characters other than newline and tab; "" where empty.

    A number cell gives its digits (5.0 → `5`), a date cell `dd/mm/yyyy`.
    """
    text = as_typed(_readable(value)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", text).strip()


def parse_pieces(value: object) -> list[str]:
    """The pieces of text in a cell, separated by `;`."""
    return [piece for part in parse_text(value).split(";") if (piece := part.strip())]


def as_typed(value: object) -> str:
    """How a cell's value is quoted in a message: as Excel shows it, text exactly as typed, never cut."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return str(value)
        case float() | Decimal() | int():
            return _digits(value)
        case datetime():
            moment = value.strftime("%H:%M:%S")
            return format_date_vi(value) if moment == "00:00:00" else f"{format_date_vi(value)} {moment}"
        case date():
            return format_date_vi(value)
        case time():
            return value.strftime("%H:%M:%S")
        case _:
            return str(value)


def _digits(value: float | Decimal) -> str:
    number = _as_shown(value)
    return f"{_without_trailing_zeros(number):f}" if number.is_finite() else str(value)


def sent_keys(texts: Iterable[str]) -> list[int]:
    """The keys of rows among texts a browser sent, each once; what can be no key is passed over."""
    whole = (text for text in texts if text.isascii() and text.isdigit() and len(text) <= _KEY_DIGITS)
    return list(dict.fromkeys(map(int, whole)))

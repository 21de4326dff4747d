"""Numbers with what people write around them: `23 người`, `500 triệu đồng`, `250.000 USD`."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from core.parse import CellError, format_decimal_vi, parse_decimal
from core.text import fold

_NUMBER = r"[+-]?\d[\d., ]*"
_COUNT = re.compile(
    rf"(?P<about>khoang|gan|hon|tren|~|du kien)?\s*(?P<number>{_NUMBER})\s*(?P<unit>[^\d(]*?)\s*(?P<rest>\(.*\))?"
)
_COUNTED = frozenset(
    (
        "", "%", "ba", "bac si", "can bo", "chuyen gia", "dai bieu", "doan", "dong chi", "d/c", "gio", "hoc vien", "khach",
        "lop", "luot", "luot khach", "luot nguoi", "nam", "ngay", "nguoi", "nhan vien", "nu", "ong", "pax", "phut",
        "sinh vien", "thanh vien", "tinh nguyen vien",
    )
)  # fmt: skip
"""What is counted, folded."""
_SCALES = {"nghin": 3, "ngan": 3, "trieu": 6, "tr": 6, "ty": 9, "ti": 9}
CURRENCIES = {
    "usd": "USD", "us$": "USD", "$": "USD", "do la my": "USD", "dola my": "USD", "do la": "USD", "do": "USD",
    "vnd": "VND", "dong": "VND", "d": "VND", "₫": "VND", "dong viet nam": "VND",
    "eur": "EUR", "euro": "EUR", "€": "EUR", "jpy": "JPY", "yen": "JPY", "¥": "JPY", "yen nhat": "JPY",
    "krw": "KRW", "won": "KRW", "gbp": "GBP", "bang anh": "GBP", "cny": "CNY", "nhan dan te": "CNY", "te": "CNY",
    "aud": "AUD", "do la uc": "AUD", "cad": "CAD", "do la canada": "CAD", "chf": "CHF", "sgd": "SGD", "thb": "THB", "bat": "THB",
}  # fmt: skip
"""How a currency is called, folded."""
_WORDS = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<before>{_WORDS})?\s*(?P<number>{_NUMBER})\s*(?P<scale>{_SCALE})?\s*(?P<after>{_WORDS})?\s*(?P<rest>\(.*\))?"
)
_HEADING_UNIT = re.compile(
    rf"(?:\(|,|dvt|don vi tinh)\s*:?\s*(?:dvt\s*:?\s*)?(?:(?P<scale>{_SCALE})\s*)?(?P<currency>{_WORDS})?\s*\)?\s*$"
)


def read_count(cell: object) -> tuple[object, list[str]]:
    """The whole number in `23 người (gồm 3 nữ)`; the cell itself where more is said than a number of things."""
    if not isinstance(cell, str):
        return cell, []
    match = _COUNT.fullmatch(fold(cell).strip(" .;"))
    if match is None or match["unit"].strip(" .:") not in _COUNTED:
        return cell, []
    try:
        number = parse_decimal(match["number"].strip(" ."), 4)
    except CellError:
        return cell, []
    return number, [_kept(cell, number)] if match["about"] or match["rest"] else []


def read_amount(cell: object, heading: str = "") -> tuple[object, str, list[str]]:
    """The amount a cell holds, the currency that the cell or its heading names ("" where none), and notes."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return cell, "", []
    scale, currency = _of_heading(heading)
    if not isinstance(cell, str):
        return _times(cell, scale, heading, currency)
    match = _AMOUNT.fullmatch(fold(cell).strip(" .;"))
    if match is None:
        return cell, "", []
    try:
        number = parse_decimal(match["number"].strip(" ."), 28)
    except CellError:
        return cell, "", []
    notes = []
    if match["rest"]:
        notes.append(_kept(cell, number))
    own = CURRENCIES.get(match["before"] or match["after"] or "", "")
    if match["scale"]:
        return _scaled(number, _SCALES[match["scale"]]), own or currency, notes
    if own:  # `250.000 USD` below `(triệu đồng)` is what it says
        return number, own, notes
    number, currency, more = _times(number, scale, heading, currency)
    return number, currency, notes + more


def _times(number, scale: int, heading: str, currency: str) -> tuple[object, str, list[str]]:
    """The number in the unit its heading names."""
    if not scale:
        return number, currency, []
    whole = Decimal(f"{number:.15g}") if isinstance(number, float) else Decimal(number)
    whole = _scaled(whole, scale)
    note = _("Read as %(number)s, in the unit of the heading “%(heading)s”.") % {
        "number": format_decimal_vi(whole),
        "heading": " ".join(heading.split()),
    }
    return whole, currency, [note]


def _scaled(number: Decimal, scale: int) -> Decimal:
    """With that many zeros more, written out."""
    return Decimal(f"{number.scaleb(scale).normalize():f}")


def _of_heading(heading: str) -> tuple[int, str]:
    """`Vốn đối ứng (triệu đồng)`: six zeros, VND."""
    match = _HEADING_UNIT.search(fold(heading)) if heading else None
    if match is None:
        return 0, ""
    return _SCALES.get(match["scale"] or "", 0), CURRENCIES.get(match["currency"] or "", "")


def _kept(cell: str, number: Decimal) -> str:
    return _("Of “%(text)s” the number %(number)s is kept.") % {
        "text": " ".join(cell.split()),
        "number": format_decimal_vi(number),
    }

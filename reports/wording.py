"""Numbers in words' clothes: for a page in the language in force, for the report always as Vietnamese writes them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.columns import plain
from core.parse import format_decimal_vi
from reports.services import Figure, Number

NOTHING = "—"


def shown(value: Number | None) -> str:
    """A figure on a page: thousands apart, cents only where there are any."""
    if value is None:
        return NOTHING
    if isinstance(value, int) and 0 <= value < 1000:
        return str(value)  # nothing to set apart: most cells of a table
    return number_format(_trimmed(value), force_grouping=True)


def signed(value: Number) -> str:
    """`+3`, `−3`, `0`."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{shown(abs(value))}"


def rate(figure: Figure) -> str:
    """`+12,5%`; a dash when nothing was there to compare with."""
    if figure.rate is None:
        return NOTHING
    sign = "+" if figure.rate > 0 else "−" if figure.rate < 0 else ""
    return f"{sign}{number_format(abs(figure.rate), decimal_pos=1)}%"


def change(figure: Figure) -> str:
    """`+3 (+12,5%)`, or `+3` alone when there was nothing to compare with; a dash when nothing is known."""
    if figure.change is None:
        return NOTHING
    if figure.rate is None or not figure.change:
        return signed(figure.change)
    return f"{signed(figure.change)} ({rate(figure)})"


def change_in_words(figure: Figure) -> str:
    """What a tile says of the change against the same period last year; nothing where that is not known."""
    if figure.change is None:
        return ""
    if not figure.change:
        return _("unchanged")
    amount = shown(abs(figure.change)) if figure.rate is None else rate(figure).lstrip("+−")
    text = _("up %(amount)s") if figure.change > 0 else _("down %(amount)s")
    return text % {"amount": amount}


def tone(figure: Figure) -> str:
    if not figure.change:
        return "flat"
    return "up" if figure.change > 0 else "down"


# --- in the report, always Vietnamese -----------------------------------------------------------


def official(value: Number | None) -> str:
    """`04`, `23`, `1.234.567`, `2.229.000,50`: whole numbers below ten take a zero (Decree 30/2020/NĐ-CP)."""
    if value is None:
        return NOTHING
    if isinstance(value, int) and 0 < value < 10:
        return f"{value:02d}"
    return format_decimal_vi(_trimmed(value))


def official_text(value: str) -> str:
    """A figure kept as text: `46` → `46`, `2229000.00` → `2.229.000`."""
    return official(Decimal(value) if "." in value else int(value)) if value else NOTHING


def official_rate(value: Decimal) -> str:
    """`12,5`: one decimal, without its sign."""
    return format_decimal_vi(abs(value))


def _trimmed(value: Number) -> Number:
    """Without cents where there are none; with both of them where there are."""
    if isinstance(value, int):
        return value
    return plain(value) if value == value.to_integral() else value.quantize(Decimal("0.01"))

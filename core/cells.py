"""Cells of every workbook the product writes: typed, printable, and text that stays text."""

import datetime
import re
from decimal import Decimal

from core.parse import format_decimal_vi

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST = 32_767
"""Characters Excel keeps in a cell."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would take text beginning so for a formula."""
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A spreadsheet would take `_x0041_` for an A, unless its first sign is itself written so."""
MOST_DIGITS = 15
"""Digits Excel keeps of a number."""
DATE_FORMAT = "dd/mm/yyyy"


def fill(cell, value):
    """Put `value` in an openpyxl cell. Text is never a formula, whatever sign it begins with."""
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        value = format_decimal_vi(value)
    if isinstance(value, str):
        # What openpyxl would look for once more, in every one of 100,000 cells, is already gone.
        cell._value = ESCAPE.sub("_x005F_", UNPRINTABLE.sub("", value)[:LONGEST])
        cell.data_type = "s"
        quoted = value.startswith(FORMULA_STARTS)
        if quoted != cell.quotePrefix:
            cell.quotePrefix = quoted
        return cell
    cell.value = value
    if isinstance(value, datetime.date):
        cell.number_format = DATE_FORMAT
    return cell

"""Cells of every workbook the product writes: typed, printable, and text that stays text."""

import datetime
import re

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST = 32_767
"""Characters Excel keeps in a cell."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would take text beginning so for a formula."""
DATE_FORMAT = "dd/mm/yyyy"


def fill(cell, value):
    """Put `value` in an openpyxl cell. Text is never a formula, whatever sign it begins with."""
    if isinstance(value, str):
        cell.value = UNPRINTABLE.sub("", value)[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
        return cell
    cell.value = value
    if isinstance(value, datetime.date):
        cell.number_format = DATE_FORMAT
    return cell

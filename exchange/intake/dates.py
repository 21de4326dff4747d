"""Days and spans of days as clerks write them. A year that is not written is never guessed."""

import re
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from core.parse import FIRST_YEAR, LAST_YEAR, format_date_vi
from core.text import fold
from exchange.intake.context import Context, month_end

Span = tuple[date | None, date | None]

_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(25_000, 75_000)  # 1968 to 2105: a number in a column of days
_SEPARATOR = r"\s*[/.-]\s*"
_WORDS = re.compile(r"\b(?:ngay|thu\s+(?:hai|ba|tu|nam|sau|bay)|chu\s+nhat|du\s+kien|khoang)\b|,\s*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_THANG = re.compile(r"(\d{1,2})\s*(?:/|-)?\s*thang\s+(\d{1,2})")
_NAM = re.compile(r"(\d{1,2})\s*(?:,)?\s*nam\s+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?")
_ONE = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{4}}|\d{{2}}))?")
_MONTH = re.compile(rf"(?:thang\s+)?(\d{{1,2}}){_SEPARATOR}(\d{{4}})")
_YEARS = re.compile(r"(?:tu\s+)?(?:nam\s+)?(\d{4})(?:\s*(?:-|den)\s*(?:nam\s+)?(\d{4}))?")
_DAYS_OF_MONTH = re.compile(
    rf"(\d{{1,2}})\s*(?:-|den|va|,|;)\s*(\d{{1,2}})\s*/\s*(\d{{1,2}})(?:{_SEPARATOR}(\d{{4}}|\d{{2}}))?"
)
_BETWEEN = re.compile(r"\s*(?:-|~|->|\bden het\b|\bden\b|\btoi\b)\s*")


class Unclear(ValueError):
    """The text does not tell a day; its own text, if any, is a note for the person."""


def read_day(cell: object, context: Context) -> tuple[object, list[str]]:
    """The day a cell tells, and what was assumed for it; the cell itself where it tells none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(cell)
    if not isinstance(cell, str):
        return cell, []
    notes: list[str] = []
    try:
        return _day(_plain(cell), context, notes), notes
    except Unclear as unclear:
        return cell, [str(unclear)] if str(unclear) else []


def read_span(cell: object, context: Context) -> tuple[tuple[object, object] | None, list[str]]:
    """First and last day that a cell tells, and what was assumed; None where it tells none.

    `13-15/11`, `22/11 - 04/12/2025`, `từ 5/3 đến 9/3/2024`, `5/3/2024`, `3/2024`.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return (cell, cell), []
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        day, notes = _serial(cell)
        return ((day, day), notes) if isinstance(day, date) else (None, [])
    if not isinstance(cell, str):
        return None, []
    notes, told = [], []
    for text in [cell, *_BRACKETS.findall(cell)]:  # `05 ngày (từ 5/3/2024 đến 9/3/2024)`
        try:
            return _span(_plain(text), context, notes), notes
        except Unclear as unclear:
            told += filter(None, [str(unclear)])
    return None, told[:1]


def _serial(number: float) -> tuple[object, list[str]]:
    if number not in _SERIALS:  # also where it is no whole number, or none at all
        return number, []
    day = _EXCEL_ZERO + timedelta(days=int(number))
    return day, [
        _("The number %(number)d is read as the date %(date)s.")
        % {"number": number, "date": format_date_vi(day)}
    ]


def _plain(text: str) -> str:
    """The folded text without the words around its days: `ngày 5 tháng 3 năm 2024` is `5/3/2024`."""
    text = _BRACKETS.sub(" ", fold(text)) if not fold(text).startswith("(") else fold(text).strip("() ")
    text = _THANG.sub(r"\1/\2", text)
    text = _NAM.sub(r"\1/\2", text)
    text = _WORDS.sub(" ", text)
    return " ".join(text.split()).strip(" .;,:")


def _span(text: str, context: Context, notes: list[str]) -> Span:
    if match := _DAYS_OF_MONTH.fullmatch(text.removeprefix("tu ")):
        first, last, month, year = match.groups()
        whole = _year(last, month, year, context, notes)
        return _date(first, month, whole), _date(last, month, whole)
    if match := _MONTH.fullmatch(text):
        month, year = int(match[1]), int(match[2])
        if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
            raise Unclear
        notes.append(
            _("Only the month %(month)d/%(year)d is told: its first and last day are taken.")
            % {"month": month, "year": year}
        )
        return date(year, month, 1), month_end(year, month)
    if match := _YEARS.fullmatch(text):
        first, last = int(match[1]), int(match[2] or match[1])
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            raise Unclear
        notes.append(_("Only years are told: the first and the last day are taken."))
        return date(first, 1, 1), date(last, 12, 31)
    if _ONE.fullmatch(text) or _ISO.fullmatch(text):
        day = _day(text, context, notes)
        return day, day
    if text.startswith("tu ") and _ONE.fullmatch(text[3:]):
        return _day(text[3:], context, notes), None
    pieces = _pieces(text.removeprefix("tu "))
    if pieces is None:
        raise Unclear
    return _from_to(*pieces, context, notes)


def _pieces(text: str) -> tuple[re.Match, re.Match] | None:
    """The two days of a span, wherever its dash stands: dashes separate the parts of days too."""
    for between in _BETWEEN.finditer(text):
        first = _ONE.fullmatch(text[: between.start()].strip())
        last = _ONE.fullmatch(text[between.end() :].strip().removeprefix("ngay "))
        if first and last:
            return first, last
    return None


def _from_to(first: re.Match, last: re.Match, context: Context, notes: list[str]) -> Span:
    """The year of the last day counts for the first one too, unless a year turns between them."""
    end_year = _year(last[1], last[2], last[3], context, notes)
    if first[3]:
        start = _date(first[1], first[2], _year(first[1], first[2], first[3], context, notes))
    else:
        turns = (int(first[2]), int(first[1])) > (int(last[2]), int(last[1]))
        start = _date(first[1], first[2], end_year - turns)
        if turns:
            notes.append(
                _("The span turns the year: it begins on %(date)s.") % {"date": format_date_vi(start)}
            )
    return start, _date(last[1], last[2], end_year)


def _day(text: str, context: Context, notes: list[str]) -> date:
    if match := _ISO.fullmatch(text):
        return _date(match[3], match[2], int(match[1]))
    match = _ONE.fullmatch(text)
    if match is None:
        raise Unclear
    return _date(match[1], match[2], _year(match[1], match[2], match[3], context, notes))


def _year(day: str, month: str, year: str | None, context: Context, notes: list[str]) -> int:
    """The year written, in four digits or two; else the one in which the sheet's title puts the day."""
    if year and len(year) == 4:
        return int(year)
    if year:
        whole = 2000 + int(year) if int(year) < 70 else 1900 + int(year)
        notes.append(_("The year %(short)s is read as %(year)d.") % {"short": year, "year": whole})
        return whole
    found = context.year_of(int(day), int(month))
    if found is None:
        raise Unclear(_("The year is not told, neither here nor in the title of the sheet."))
    notes.append(_("The year %(year)d is taken from “%(title)s”.") % {"year": found, "title": context.told})
    return found


def _date(day: str, month: str, year: int) -> date:
    try:
        found = date(year, int(month), int(day))
    except ValueError:
        raise Unclear(_("There is no such day.")) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unclear
    return found

"""Reporting periods: what `2024-H1` means, and what it is called.

Half-years, nine months and years follow Decree 09/2019/NĐ-CP art. 12 (15/12 of the year before to 14/06, 15/06 to
14/12) or, when asked, the calendar; any other span is written as its two dates.
"""

import datetime
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.indicators.windows import DECISION, Window
from core.papers.words import official_date
from core.parse import FIRST_YEAR, LAST_YEAR
from core.workdays import add_months

DECREE, CALENDAR = "decree", "calendar"
RULES = (DECREE, CALENDAR)

_NAMED = re.compile(r"(?P<year>\d{4})(?:-(?P<part>H1|H2|M9))?", re.ASCII)
_FREE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)
_SPANS = {
    # (rule, part of the year or none): first day, last day as (years to add, month, day)
    (DECREE, "H1"): ((-1, 12, 15), (0, 6, 14)),
    (DECREE, "H2"): ((0, 6, 15), (0, 12, 14)),
    (DECREE, "M9"): ((-1, 12, 15), (0, 9, 14)),
    (DECREE, None): ((-1, 12, 15), (0, 12, 14)),
    (CALENDAR, "H1"): ((0, 1, 1), (0, 6, 30)),
    (CALENDAR, "H2"): ((0, 7, 1), (0, 12, 31)),
    (CALENDAR, "M9"): ((0, 1, 1), (0, 9, 30)),
    (CALENDAR, None): ((0, 1, 1), (0, 12, 31)),
}


_NAMES = {
    "H1": gettext_lazy("the first six months of %(year)s"),
    "H2": gettext_lazy("the last six months of %(year)s"),
    "M9": gettext_lazy("the first nine months of %(year)s"),
    None: gettext_lazy("the year %(year)s"),
}


class PeriodError(ValueError):
    """Not a period; its text says so to the person who asked."""


@dataclass(frozen=True)
class Period:
    """A span of days with its name. `code` is what `parse` reads."""

    code: str
    start: datetime.date
    end: datetime.date
    rule: str = DECREE

    @property
    def part(self) -> str | None:
        """H1, H2 or M9; None of a whole year and of free dates."""
        match = _NAMED.fullmatch(self.code)
        return match["part"] if match else None

    @property
    def year(self) -> int:
        """The year the report speaks of."""
        return self.end.year

    @property
    def is_free(self) -> bool:
        return _NAMED.fullmatch(self.code) is None

    @property
    def name(self) -> str:
        """“6 tháng đầu năm 2024”, in the language in force."""
        if self.is_free:
            return self.dates
        return _NAMES[self.part] % {"year": self.year}

    @property
    def official_name(self) -> str:
        """The name as the report writes it: always Vietnamese."""
        with override("vi"):
            return self.name

    @property
    def dates(self) -> str:
        """“từ ngày 15/12/2023 đến ngày 14/6/2024”, in the language in force."""
        return _("from %(start)s to %(end)s") % {
            "start": official_date(self.start),
            "end": official_date(self.end),
        }

    @property
    def previous(self) -> "Period":
        """The same period of the year before."""
        if not self.is_free:
            return _named(self.year - 1, self.part, self.rule)
        return free(add_months(self.start, -12), add_months(self.end, -12))

    @property
    def ahead(self) -> str:
        """What its report looks ahead to, as it is written: `6 tháng cuối năm 2024`, `năm 2025`; free dates nothing."""
        if self.is_free:
            return ""
        rest = {"H1": "6 tháng cuối năm", "M9": "3 tháng cuối năm"}.get(self.part)
        return f"{rest} {self.year}" if rest else f"năm {self.year + 1}"

    def window(self, basis: str = DECISION) -> Window:
        return Window(self.start, self.end, basis)


def free(start: datetime.date, end: datetime.date) -> Period:
    """Any span of days."""
    if end < start:
        raise PeriodError(_("The end of the period must not be before its start."))
    return Period(f"{start:%Y-%m-%d}..{end:%Y-%m-%d}", start, end)


def _named(year: int, part: str | None, rule: str) -> Period:
    first, last = (datetime.date(year + add, month, day) for add, month, day in _SPANS[rule, part])
    return Period(f"{year}-{part}" if part else str(year), first, last, rule)


def parse(code: str, rule: str = DECREE) -> Period:
    """`2024-H1`, `2024-H2`, `2024-M9`, `2024`, or two dates: `2023-12-15..2024-06-14`. PeriodError for anything else."""
    code = code.strip().upper()
    if rule not in RULES:
        raise PeriodError(_("The window is decree or calendar, not “%(rule)s”.") % {"rule": rule})
    if match := _NAMED.fullmatch(code):
        year = int(match["year"])
        if FIRST_YEAR < year <= LAST_YEAR:
            return _named(year, match["part"], rule)
    elif match := _FREE.fullmatch(code):
        try:
            start, end = (datetime.date.fromisoformat(day) for day in match.groups())
        except ValueError:
            start = end = None
        if start and end and FIRST_YEAR < start.year <= end.year <= LAST_YEAR:
            return free(start, end)
    raise PeriodError(
        _(
            "“%(code)s” is not a period. Write it as 2024-H1, 2024-H2, 2024-M9 or 2024 (years %(first)d to %(last)d)."
        )
        % {"code": code, "first": FIRST_YEAR + 1, "last": LAST_YEAR}
    )


def half_year_of(day: datetime.date, rule: str = DECREE) -> Period:
    """The half-year a day falls in."""
    candidates = (parse(f"{year}-H{half}", rule) for year in (day.year, day.year + 1) for half in (1, 2))
    return next(period for period in candidates if period.start <= day <= period.end)


def current(rule: str = DECREE) -> Period:
    return half_year_of(timezone.localdate(), rule)

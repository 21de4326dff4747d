"""What the parts of one overview share: who reads it, for which period, and what several of them count."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.indicators import Window
from reports import catalogue
from reports.periods import Period
from reports.selection import Selection
from reports.services import Number
from reports.trends import half_years, over_time, years


@dataclass
class Desk:
    selection: Selection
    user: Any
    by: str = ""
    """By what the figures are divided; the first way offered when it names none."""

    @cached_property
    def half_years(self) -> list[Period]:
        return half_years(self.selection.period)

    @cached_property
    def years(self) -> list[Period]:
        return years(self.selection.period)

    @property
    def trend(self) -> list[Period]:
        """The periods this one is seen among: years beside a year, else half-years."""
        whole_year = not self.selection.period.is_free and self.selection.period.half is None
        return self.years if whole_year else self.half_years

    def window(self, period: Period) -> Window:
        return period.window(self.selection.basis)

    @cached_property
    def counted(self) -> dict[str, dict[Window, Number]]:
        """The figures of the tiles in every period the page shows, read at once."""
        periods = [self.selection.period, self.selection.period.previous, *self.half_years, *self.years]
        indicators = catalogue.chosen(*catalogue.TILES)
        return over_time(indicators, map(self.window, periods), user=self.user)

    def value(self, code: str, period: Period) -> Number:
        return self.counted[code][self.window(period)]

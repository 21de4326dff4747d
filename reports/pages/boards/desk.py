"""What the parts of one overview share: who reads it, for which period, and what several of them count."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.indicators import Window
from reports import catalogue
from reports.pages.trend import among
from reports.periods import Period
from reports.selection import Selection
from reports.services import Number
from reports.trends import over_time


@dataclass
class Desk:
    selection: Selection
    user: Any
    by: str = ""
    """By what the figures are divided; the first way offered when it names none."""

    @cached_property
    def trend(self) -> list[Period]:
        return among(self.selection.period)

    def window(self, period: Period) -> Window:
        return period.window(self.selection.basis)

    @cached_property
    def counted(self) -> dict[str, dict[Window, Number]]:
        """The figures of the tiles in every period the page shows, read at once."""
        periods = [self.selection.period, self.selection.period.previous, *self.trend]
        indicators = catalogue.chosen(*catalogue.TILES)
        return over_time(indicators, map(self.window, periods), user=self.user)

    def value(self, code: str, period: Period) -> Number:
        return self.counted[code][self.window(period)]

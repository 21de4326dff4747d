"""What the parts of one overview share: who reads it, for which period, and what several of them count."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.indicators.windows import Window
from reports import catalogue
from reports.earlier import compared
from reports.pages.trend import among
from reports.periods import Period
from reports.selection import Selection
from reports.services import Figure, Number
from reports.summary import own_unit
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

    @cached_property
    def tiles(self) -> dict[str, Figure]:
        """The figures of the period beside those of the same period last year, wherever these come from."""
        period = self.selection.period
        found = {
            code: Figure(catalogue.BY_CODE[code], self.value(code, period), self.value(code, period.previous))
            for code in catalogue.TILES
        }
        return compared(found, self.selection, whole=own_unit(self.user) is None)

    def value(self, code: str, period: Period) -> Number:
        return self.counted[code][self.window(period)]

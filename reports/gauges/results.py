"""Gauges read: their numbers in the period and in the same period of the year before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.indicators.declaration import Part
from core.indicators.windows import Window
from reports.gauges.base import Gauge, Light, Numbers, Reading, Rows
from reports.services import Number, numbers


@dataclass(frozen=True)
class Result:
    gauge: Gauge
    now: Numbers
    before: Numbers
    by_part: Mapping[Part, Number]

    @property
    def light(self) -> Light:
        """Of the reading that is judged; without one it is for information."""
        value = self.value(self.judged)
        if value is None:
            return Light.UNKNOWN
        return self.judged.limits.light(value) if self.judged.limits else Light.INFO

    @property
    def judged(self) -> Reading:
        """The reading with limits, else the first that has a value."""
        found = [each for each in self.gauge.readings if each.limits]
        found += [each for each in self.gauge.readings if self.value(each) is not None]
        return found[0] if found else self.gauge.readings[0]

    def value(self, reading: Reading) -> Number | None:
        return reading.value(self.now)

    def previous(self, reading: Reading) -> Number | None:
        return reading.value(self.before)

    def counted(self, rows: Rows) -> Number:
        return self.now[rows.name]


def read(gauges: Iterable[Gauge], window: Window, previous: Window, *, user=None) -> list[Result]:
    """One query for each family of rows and window-wise value, however many rows there are."""
    gauges = tuple(gauges)
    parts = (part for gauge in gauges for parts in gauge.counted.values() for part in parts)
    measured = numbers(parts, window, previous, user=user)

    def summed(gauge: Gauge, place: int) -> dict[str, Any]:
        return {
            name: sum((measured[part][place] for part in parts), parts[0].measure.zero)
            for name, parts in gauge.counted.items()
        }

    return [
        Result(
            gauge,
            summed(gauge, 0) | gauge.reads(window, user),
            summed(gauge, 1) | gauge.reads(previous, user),
            {part: measured[part][0] for rows in gauge.rows for part in rows.parts},
        )
        for gauge in gauges
    ]

"""Days a figure speaks of."""

import datetime
from dataclasses import dataclass, replace

DECISION, DEPARTURE = "decision", "departure"
"""To which day an outbound delegation belongs: its decision (the default) or its departure."""


@dataclass(frozen=True)
class Window:
    """Days a figure speaks of, both included, and the basis on which trips belong to it."""

    start: datetime.date
    end: datetime.date
    basis: str = DECISION
    heirs: tuple[tuple[int, int, str], ...] = ()
    """(unit, the one that took its place in the end, that one's name), where what passed into another unit is told under
    that one. Empty: as it was."""

    @property
    def as_it_was(self) -> "Window":
        return replace(self, heirs=()) if self.heirs else self

    def heir(self, unit: int) -> int:
        """Under which unit the unit is told."""
        return next((end for old, end, _name in self.heirs if old == unit), unit)

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """For `field__range`, which includes both ends."""
        return self.start, self.end

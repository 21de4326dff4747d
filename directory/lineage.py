"""Who stands in whose place after mergers: a pure walk along the chains, whatever the database holds."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Lineage:
    """Unit → the unit it passed into, by key. A circle, which the pages refuse, ends where it closes."""

    successors: Mapping[int, int]

    def after(self, unit: int) -> list[int]:
        """The units that followed one another in its place, the last one last."""
        found: list[int] = []
        while (unit := self.successors.get(unit, 0)) and unit not in found:
            found.append(unit)
        return found

    def heir(self, unit: int) -> int:
        """The unit at the end of the chain; itself where it never passed into another."""
        return (self.after(unit) or [unit])[-1]

    def family(self, unit: int) -> tuple[int, ...]:
        """The unit and all that passed into it, directly or through others."""
        found = [unit]
        for each in found:  # grows while it is walked
            found += [old for old, new in self.successors.items() if new == each and old not in found]
        return tuple(found)

    def kin(self, unit: int) -> tuple[int, ...]:
        """All that now are one unit with it: the one at the end of the chain first."""
        return self.family(self.heir(unit))

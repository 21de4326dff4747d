"""A unit's own figures, whoever looks at them: computed as its officer sees them, and as they were handed in."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from core.access import VIEW_UNIT
from core.indicators.declaration import Indicator
from directory.models import Unit
from reports import catalogue
from reports.difficulties import IDLE
from reports.selection import Selection
from reports.services import Figure, figures
from reports.wording import shown


@dataclass(frozen=True)
class AsUnit:
    """A reader who sees exactly the unit's records, for the figures of the department's page about a unit.

    What passed into the unit later than the last day of the period reported its own records.
    """

    unit: Unit
    last_day: datetime.date

    @property
    def unit_id(self) -> int:
        return self.unit.pk

    @property
    def present_unit(self) -> Unit:
        return self.unit

    @cached_property
    def units(self) -> tuple[int, ...]:
        return Unit.objects.lineage(self.last_day).family(self.unit.pk)

    def may(self, permission: str) -> bool:
        return permission == VIEW_UNIT


def unit_figures(selection: Selection, unit: Unit) -> dict[str, Figure]:
    """Every figure of the report, of this unit alone."""
    return figures(
        catalogue.INDICATORS, selection.window, selection.previous, user=AsUnit(unit, selection.period.end)
    )


def as_kept(found: dict[str, Figure]) -> dict[str, str]:
    """Code → value as text: what a report keeps of its figures."""
    return {code: str(figure.value) for code, figure in found.items()}


def moved_since(kept: dict[str, str], found: dict[str, Figure]) -> list[tuple[Indicator, str, Any]]:
    """(figure, as handed in, as it is now), where the two differ."""
    return [
        (figure.indicator, kept[code], figure.value)
        for code, figure in found.items()
        if code in kept and kept[code] != str(figure.value)
    ]


def activity_of(selection: Selection, unit: Unit) -> str:
    """What the unit did in the period, in words; "" when it did nothing that counts."""
    window = selection.window
    if IDLE.rows(window, None).filter(pk=unit.pk).exists():
        return ""
    wanted = catalogue.chosen("DR01", "DR02", "DV01", "TT01", "HN01", "VT01")
    counted = figures(wanted, window, selection.previous, user=AsUnit(unit, selection.period.end))
    told = [
        f"{catalogue.BY_UNIT[code]}: {shown(figure.value)}"
        for code, figure in counted.items()
        if figure.value
    ]
    return "; ".join(told) or _("a member of a delegation of another unit, or a paper signed")

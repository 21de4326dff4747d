"""What the text tells besides figures and named lists: each is read only when a sentence asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps

from core.records import Record
from core.text import vietnamese_sort_key
from delegations.indicators.inbound import VISITS
from delegations.indicators.outbound import TRIPS
from reports import catalogue
from reports.freeze.supplement import Supplement, supplement_to
from reports.gauges import GAUGES
from reports.gauges.results import Result, read
from reports.models import ReportPeriod, UnitReport, UnitReportState
from reports.selection import Selection
from reports.services import Slice, breakdown, part_rows


@dataclass(frozen=True)
class Sources:
    """`row`: the period as the department opened it; None where nobody did, and people wrote nothing."""

    selection: Selection
    row: ReportPeriod | None = None
    user: Any = None

    @cached_property
    def gauges(self) -> dict[str, Result]:
        found = read(GAUGES, self.selection.window, self.selection.previous, user=self.user)
        return {result.gauge.code: result for result in found}

    @cached_property
    def unit_reports(self) -> list[UnitReport]:
        """Of the units there were, by name."""
        if self.row is None:
            return []
        return sorted(
            self.row.unit_reports.select_related("unit"), key=lambda each: vietnamese_sort_key(str(each.unit))
        )

    def said(self, name: str) -> list[tuple[str, str]]:
        """(unit, its words) of the accepted reports that say something in this field."""
        accepted = [each for each in self.unit_reports if each.state == UnitReportState.ACCEPTED]
        return [(str(each.unit), words) for each in accepted if (words := getattr(each, name).strip())]

    @cached_property
    def examples(self) -> list[Record]:
        """The dossiers chosen as typical, in the order chosen, still visible and not withdrawn."""
        if self.row is None:
            return []
        found = []
        for choice in self.row.examples.filter(deleted_at=None):
            record = apps.get_model(choice.record_type).objects.live().filter(pk=choice.record_id).first()
            if record is not None:
                found.append(record)
        return found

    def examples_of(self, *models: type) -> list[Record]:
        return [record for record in self.examples if isinstance(record, models)]

    @cached_property
    def destinations(self) -> list[Slice]:
        return self._by_country("DR01")

    @cached_property
    def origins(self) -> list[Slice]:
        return self._by_country("DV01")

    def _by_country(self, code: str) -> list[Slice]:
        """Countries with most first, equal ones in Vietnamese order."""
        slices = breakdown(catalogue.chosen(code), "country", self.selection.window, user=self.user)
        known = [each for each in slices if each.key is not None and each.values[code]]
        return sorted(known, key=lambda each: (-each.values[code], vietnamese_sort_key(each.label)))

    @cached_property
    def urgent(self) -> list[Record]:
        """Trips and visits counted that a leader decided the urgent way."""
        return [
            record
            for part in (TRIPS, VISITS)
            for record in part_rows(part, self.selection.window, user=self.user).exclude(urgent_reason="")
        ]

    @cached_property
    def supplement(self) -> Supplement | None:
        """What changed in the period before since its report was issued."""
        return supplement_to(self.selection.period) if self.user is None else None

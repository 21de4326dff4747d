"""K1–K23: where it goes wrong (domain §7). None of them stands in the six-month report."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.gauges import activity, agreements, aid, money, partners, people, timeliness
from reports.gauges.base import Gauge


@dataclass(frozen=True)
class Section:
    title: Any
    gauges: tuple[Gauge, ...]


SECTIONS = (
    Section(_("Activity of the units"), activity.GAUGES),
    Section(_("Dossiers in time"), timeliness.GAUGES),
    Section(_("Focal points"), people.GAUGES),
    Section(_("Agreements"), agreements.GAUGES),
    Section(_("Foreign aid"), aid.GAUGES),
    Section(_("Funds and partners"), (*money.GAUGES, *partners.GAUGES)),
)
GAUGES = tuple(gauge for section in SECTIONS for gauge in section.gauges)
BY_CODE = {gauge.code: gauge for gauge in GAUGES}

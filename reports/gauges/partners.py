"""K23: with how many partners and countries agreements are signed."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.indicators import counted_signings
from agreements.models import Agreement, Scope, SigningName
from core.columns import Column, Date, Reference
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part, only
from core.indicators.measures import distinct
from core.indicators.rows import rows_of
from core.indicators.windows import Window
from reports.gauges.base import LOOK, Gauge, Numbers, Reading, Rows
from reports.gauges.samples import values_of
from reports.services import Number


def _partnerships(user) -> QuerySet:
    return rows_of(Agreement.partners.through.objects.all(), "agreement", user)


def _signed(window: Window) -> Q:
    return Q(
        agreement__scope=Scope.QUOC_TE,
        agreement__in=Agreement.objects.filter(counted_signings(window)).order_by().values("pk"),
    )


PARTNERSHIPS = Family(
    title=_("Partners of the international agreements signed"),
    base=_partnerships,
    counted=_signed,
    cuts={"unit": UnitCut("agreement__unit", "agreement__unit__name")},
    columns=(
        Reference("partner", label=_("Partner")),
        Reference("partner.country", label=_("Country or territory")),
        Column("agreement.number", label=_("Record number")),
        Column("agreement.title", label=_("Name of the paper")),
        Reference("agreement.unit", label=_("Signing unit")),
        Date("agreement.signed_on", label=_("Signing date")),
    ),
    record=lambda row: row.agreement,
    order=("partner__country__name", "partner__name", "pk"),
)
OF_UNITS = only(agreement__signing_name=SigningName.DONVI)


def concentration(keys: Iterable[int | None]) -> Decimal | None:
    """Herfindahl–Hirschman: the sum of the squared shares; 1 when all is with one country, None of nothing."""
    counted = Counter(key for key in keys if key is not None)
    whole = sum(counted.values())
    if not whole:
        return None
    squared = sum(number * number for number in counted.values())
    return (Decimal(squared) / (whole * whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _concentrations(window: Window, user) -> dict:
    found = values_of((Part(PARTNERSHIPS),), window, user, "partner__country", "agreement__signing_name")
    return {
        "hhi": concentration(country for _place, country, _name in found),
        "hhi_units": concentration(country for _place, country, name in found if name == SigningName.DONVI),
    }


def _of(name: str) -> Callable[[Numbers], Number | None]:
    def value(numbers: Numbers) -> Number | None:
        return numbers[name]

    return value


K23 = Gauge(
    "K23",
    _("Diversity of partners"),
    _(
        "Countries and partners of the international agreements signed in the period, and how much is with few countries: "
        "the sum of the squared shares of the countries (HHI), 1.00 when all is with one."
    ),
    (
        Rows(LOOK, _("Papers and partners"), (Part(PARTNERSHIPS),)),
        Rows("units", _("Of these, signed by subordinate units"), (Part(PARTNERSHIPS, where=OF_UNITS),)),
    ),
    (
        Reading(_of("hhi"), "HHI", places=2),
        Reading(_of("hhi_units"), "HHI", _("Signed by subordinate units"), places=2),
        Reading(_of("countries"), _("countries"), _("Countries and territories"), places=0),
        Reading(_of("partners"), _("partners"), _("Partners"), places=0),
    ),
    sums={
        "countries": (Part(PARTNERSHIPS, distinct("partner__country")),),
        "partners": (Part(PARTNERSHIPS, distinct("partner")),),
    },
    reads=_concentrations,
)

GAUGES = (K23,)

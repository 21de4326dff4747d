"""K22: what foreign affairs cost, and who pays."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Case, DecimalField, F, Q, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.indicators import CONFERENCES
from conferences.models import ConferenceFunding, Role
from core.columns import Amount, Column, Date, Reference, State
from core.indicators.declaration import Part, only
from core.indicators.measures import money
from core.indicators.windows import Window
from delegations.indicators.inbound import INBOUND
from delegations.indicators.outbound import OUTBOUND
from delegations.models import Currency, Funding, FundingSource, InboundFunding
from reports.gauges.base import LOOK, UNKNOWN, Gauge, Numbers, Reading, Rows, Table
from reports.services import Number, percent

DONG = DecimalField(max_digits=30, decimal_places=2)
CENT = Decimal("0.01")
HOSTED = Q(role=Role.CHU_TRI)


def in_dong(amount: str) -> Case:
    """An amount of a trip in VND, at its recorded rate; unknown without one."""
    return Case(
        When(currency=Currency.VND, then=F(amount)),
        default=F(amount) * F("exchange_rate"),
        output_field=DONG,
    )


COST, ACTUAL = in_dong("cost"), in_dong("actual_cost")
TRIP_KNOWN = Q(cost__isnull=False) & (Q(currency=Currency.VND) | Q(exchange_rate__isnull=False))
KNOWN = Q(cost__isnull=False)
_HEAD = (Column("number"), Column("title"), Reference("unit"), Date("start_date"), Amount("cost"))
_TRIP = (*_HEAD, Column("currency"), Amount("exchange_rate"), Amount("actual_cost"), State("state"))
_OTHER = (*_HEAD, State("state"))
_MISSING = (*_HEAD[:-1], State("state"))

TRIPS = Part(OUTBOUND, money(COST), only(TRIP_KNOWN), shown=_TRIP)
VISITS = Part(INBOUND, money("cost"), only(KNOWN), shown=_OTHER)
HELD = Part(CONFERENCES, money("cost"), only(KNOWN, HOSTED), shown=_OTHER)
SPENT = TRIP_KNOWN & Q(actual_cost__isnull=False)

# --- by source ----------------------------------------------------------------------------------

SAME_AS = {InboundFunding.DONVI: FundingSource.NSDV, ConferenceFunding.DAITHO: FundingSource.DOITAC}
"""Sources of visits and conferences that trips know under another code; equal codes are one source."""
LABELS = {**dict(ConferenceFunding.choices), **dict(InboundFunding.choices), **dict(FundingSource.choices)}
STATE_BUDGET = (FundingSource.NSTP, ConferenceFunding.NSNGANH)
UNDIVIDED = ""

Share = tuple[str, Decimal | None, Decimal | None]
"""A source, its share in per cent, its amount."""


def divide(cost: Decimal, shares: Sequence[Share]) -> list[tuple[str, Decimal]]:
    """What each source gives: the amount stated, else its share of the cost, else all when it is alone."""
    if len(shares) == 1 and shares[0][1:] == (None, None):
        return [(shares[0][0], cost)]
    told = [
        (source, cost * part / 100 if amount is None else amount)
        for source, part, amount in shares
        if (part, amount) != (None, None)
    ]
    rest = cost - sum(amount for _source, amount in told)
    return [*told, (UNDIVIDED, rest)] if rest > 0 else told


def _amounts(window: Window, user) -> Iterator[tuple[str, Decimal]]:
    shares = defaultdict(list)
    trips = TRIPS.rows(window, user).order_by()
    for trip, *share in Funding.objects.filter(delegation__in=trips.values("pk")).values_list(
        "delegation", "source", "percent", "amount"
    ):
        shares[trip].append(tuple(share))
    for trip, dong in trips.values_list("pk", COST):
        yield from divide(Decimal(dong), shares[trip])
    for part in (VISITS, HELD):
        for funding, cost in part.rows(window, user).order_by().values_list("funding", "cost"):
            yield from divide(cost, [(SAME_AS.get(source, source), None, None) for source in funding])


def by_source(window: Window, user) -> list[Table]:
    """Estimated costs by who pays; the state budget's part last."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for source, amount in _amounts(window, user):
        found[source] += amount
    whole = sum(found.values(), Decimal(0))
    if not whole:
        return []
    lines = [
        (LABELS.get(source, _("Several sources, not divided")), amount)
        for source, amount in sorted(found.items(), key=lambda item: -item[1])
    ]
    lines.append((_("Of this, the state budget"), sum((found[each] for each in STATE_BUDGET), Decimal(0))))
    rows = tuple((str(label), amount.quantize(CENT), percent(amount, whole)) for label, amount in lines)
    return [Table(_("By source of funds"), (_("Source of funds"), "VND", "%"), rows)]


def _spent(numbers: Numbers) -> Number | None:
    return percent(numbers["spent"], numbers["foreseen"])


K22 = Gauge(
    "K22",
    gettext_lazy("Cost of external affairs"),
    gettext_lazy(
        "Estimated cost of the delegations and conferences hosted counted in the period, in VND (of trips at the recorded "
        "rate), and what trips with both figures really cost against their estimate. What was approved of the state "
        "budget is not kept."
    ),
    (
        Rows(LOOK, gettext_lazy("Estimated cost (VND)"), (TRIPS, VISITS, HELD)),
        Rows(
            UNKNOWN,
            gettext_lazy("Cost not given, or its rate"),
            (
                Part(OUTBOUND, where=only(~TRIP_KNOWN), shown=_MISSING),
                Part(INBOUND, where=only(~KNOWN), shown=_MISSING),
                Part(CONFERENCES, where=only(~KNOWN, HOSTED), shown=_MISSING),
            ),
        ),
    ),
    (
        Reading(lambda numbers: numbers[LOOK] if numbers["known"] else None, "VND", places=0),
        Reading(_spent, "%", gettext_lazy("Actual cost of the estimate")),
    ),
    sums={
        "known": (
            Part(OUTBOUND, where=only(TRIP_KNOWN)),
            Part(INBOUND, where=only(KNOWN)),
            Part(CONFERENCES, where=only(KNOWN, HOSTED)),
        ),
        "spent": (Part(OUTBOUND, money(ACTUAL), only(SPENT)),),
        "foreseen": (Part(OUTBOUND, money(COST), only(SPENT)),),
    },
    tables=by_source,
)

GAUGES = (K22,)

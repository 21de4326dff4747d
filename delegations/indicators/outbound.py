"""What counts of delegations going out: DR01–DR06 and their part in KK03, KK04."""

from functools import partial

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.columns import Column, Date, Reference, RowReferences, State, YesNo
from core.explaining import ALWAYS, NEVER, Explanation, Why, by_state, overlaps, straddles, touched, why
from core.indicators.cuts import ChoiceCut, CodeCut, Cut, MonthCut, UnitCut
from core.indicators.declaration import Family, Part, indicator, only
from core.indicators.measures import Bytes, distinct
from core.indicators.report_due import REPORT_COLUMNS, fell_due, filed_late, with_report_due
from core.indicators.rows import rows_of, visible
from core.indicators.windows import DECISION, Window
from core.states import GRANTED, TONES, ActivityState
from delegations.indicators.planned import PLANNED, UNPLANNED
from delegations.models import FundingSource, Leg, Member, OutboundDelegation, OutboundKind, Participation
from directory.models import PartnerKind


def trip_day(window: Window, at: str = "") -> str:
    """The field by which a trip belongs to a window: the decision, or the departure when that basis is chosen."""
    return f"{at}permit_date" if window.basis == DECISION else f"{at}start_date"


def counted_trips(window: Window, at: str = "") -> Q:
    """Permitted trips that belong to the window, private ones aside."""
    permitted = Q(**{f"{at}state__in": GRANTED, f"{trip_day(window, at)}__range": window.days})
    return permitted & ~Q(**{f"{at}kind": OutboundKind.VIEC_RIENG})


def _trips(user) -> QuerySet:
    return with_report_due(visible(OutboundDelegation, user))


def _members(user) -> QuerySet:
    """Memberships; passport numbers stay in the database."""
    return rows_of(Member.objects.all(), "delegation", user).defer(
        "passport_number", "person__passport_number"
    )


def _counted_members(window: Window) -> Q:
    return counted_trips(window, "delegation__") & ~Q(participation=Participation.NOT_GOING)


def _legs(user) -> QuerySet:
    return rows_of(Leg.objects.all(), "delegation", user)


def _counted_legs(window: Window) -> Q:
    return counted_trips(window, "delegation__") & Q(transit=False)


def _touching_trips(window: Window, at: str = "") -> Q:
    return overlaps(window, at) | touched(window, "permit_date", "start_date", "end_date", at=at)


def _trip_reasons(at: str = "") -> tuple[Why, ...]:
    """Why a trip is not counted, which its members and destinations share."""
    return (
        *by_state(ActivityState, GRANTED, at),
        why(_("Private trip"), **{f"{at}kind": OutboundKind.VIEC_RIENG}),
        Why(
            _("Without the day by which trips are counted"),
            lambda window: Q(**{f"{trip_day(window, at)}__isnull": True}),
        ),
        Why(
            _("Decided outside the period, though the journey touches it"),
            lambda window: ALWAYS if window.basis == DECISION else NEVER,
        ),
        why(_("Departed outside the period")),
    )


OUTBOUND = Family(
    title=_("Outbound delegations"),
    base=_trips,
    counted=counted_trips,
    cuts={
        "unit": UnitCut("unit", "unit__name"),
        "country": Cut("legs__country", "legs__country__name", many=True, only=Q(legs__transit=False)),
        "month": MonthCut(trip_day),
        "purpose": ChoiceCut("purposes", OutboundDelegation),
        "funding": CodeCut("funding__source", FundingSource, many=True),
        "partner_kind": CodeCut("inviters__kind", PartnerKind, many=True),
    },
    columns=(
        Column("number"),
        Column("title"),
        Reference("unit"),
        RowReferences("legs", label=_("Destinations"), of="country"),
        Date("permit_date"),
        Date("start_date"),
        Date("end_date"),
        YesNo("in_plan"),
        State("state"),
    ),
    order=("permit_date", "number"),
    tones=TONES,
    explained=Explanation(_touching_trips, _trip_reasons(), straddles()),
)
MEMBERS = Family(
    title=_("Members of outbound delegations"),
    base=_members,
    counted=_counted_members,
    cuts={
        "unit": UnitCut("unit", "unit__name"),
        "record": Cut("delegation", "delegation__number"),
        "country": Cut(
            "delegation__legs__country",
            "delegation__legs__country__name",
            many=True,
            only=Q(delegation__legs__transit=False),
        ),
        "month": MonthCut(partial(trip_day, at="delegation__")),
        "purpose": ChoiceCut("delegation__purposes", OutboundDelegation),
    },
    columns=(
        Column("person.full_name", label=_("Full name")),
        Date("person.birth_date", label=_("Date of birth")),
        Column("position"),
        Reference("unit"),
        Column("delegation.number", label=_("Record number")),
        Column("delegation.title", label=_("Name of the delegation")),
        Date("delegation.permit_date", label=_("Decision date")),
        Date("delegation.start_date", label=_("Departure date")),
        Date("delegation.end_date", label=_("Return date")),
    ),
    record=lambda member: member.delegation,
    order=("delegation__permit_date", "delegation__number", "pk"),
    explained=Explanation(
        partial(_touching_trips, at="delegation__"),
        (
            why(_("Marked as not going"), participation=Participation.NOT_GOING),
            *_trip_reasons("delegation__"),
        ),
        straddles("delegation__"),
        of="delegation__",
    ),
)
LEGS = Family(
    title=_("Destinations of outbound delegations"),
    base=_legs,
    counted=_counted_legs,
    cuts={
        "unit": UnitCut("delegation__unit", "delegation__unit__name"),
        "country": Cut("country", "country__name"),
        "month": MonthCut(partial(trip_day, at="delegation__")),
    },
    columns=(
        Reference("country"),
        Column("city"),
        Column("delegation.number", label=_("Record number")),
        Column("delegation.title", label=_("Name of the delegation")),
        Date("delegation.start_date", label=_("Departure date")),
        Date("delegation.end_date", label=_("Return date")),
    ),
    record=lambda leg: leg.delegation,
    order=("country__name", "delegation__number", "pk"),
    explained=Explanation(
        partial(_touching_trips, at="delegation__"),
        (why(_("Transit only"), transit=True), *_trip_reasons("delegation__")),
        straddles("delegation__"),
        of="delegation__",
    ),
)

TRIPS = Part(OUTBOUND)
PERSON_TRIPS = Part(MEMBERS)
TRIPS_REPORT_DUE = Part(OUTBOUND, where=fell_due, shown=REPORT_COLUMNS)
TRIPS_REPORT_LATE = Part(OUTBOUND, where=filed_late, shown=REPORT_COLUMNS)

OUTBOUND_INDICATORS = (
    indicator(
        "DR01",
        _("Outbound delegations sent"),
        _("delegations"),
        _(
            "Outbound delegations that were permitted, private trips aside, and decided in the period (or departing in "
            "it, when that basis is chosen). Decision 67/2011/QĐ-TTg."
        ),
        TRIPS,
    ),
    indicator(
        "DR02",
        _("Person-trips abroad"),
        _("person-trips"),
        _(
            "Members of the delegations counted, without those marked as not going. One person on two trips counts twice."
        ),
        PERSON_TRIPS,
    ),
    indicator(
        "DR03",
        _("Persons sent abroad"),
        _("people"),
        _(
            "Distinct persons among the person-trips: the same name, date of birth and unit at the time are one person."
        ),
        # The key ends with the unit.
        Part(MEMBERS, distinct(Bytes("person_key"), of_one_unit=True)),
    ),
    indicator(
        "DR04",
        _("Countries and territories visited"),
        _("countries"),
        _(
            "Distinct countries and territories of destination of the delegations counted; transit does not count."
        ),
        Part(LEGS, distinct("country")),
    ),
    indicator(
        "DR05",
        _("Outbound delegations in the plan"),
        _("delegations"),
        _("Of the outbound delegations counted, those in the programme of the year."),
        Part(OUTBOUND, where=only(PLANNED)),
    ),
    indicator(
        "DR06",
        _("Outbound delegations outside the plan"),
        _("delegations"),
        _(
            "Of the outbound delegations counted, those outside the programme of the year or not said to be in it."
        ),
        Part(OUTBOUND, where=only(UNPLANNED)),
    ),
)

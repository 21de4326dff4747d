"""What counts of foreign aid: VT01–VT08."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_projects.models import PROJECT_KINDS, AidProject, Disbursement
from aid_projects.states import APPROVED_STATES, TONES, AidState
from core.columns import Amount, Choice, Column, Date, Reference, References, State
from core.explaining import (
    Explanation,
    Why,
    began_before,
    begins_after,
    by_state,
    overlaps,
    straddles,
    touched,
    why,
)
from core.indicators.cuts import AnyCut, ChoiceCut, CodeCut, Cut, MonthCut, UnitCut
from core.indicators.declaration import Family, Part, indicator, only
from core.indicators.measures import money
from core.indicators.rows import rows_of, visible
from core.indicators.windows import Window
from directory.models import PartnerKind

# --- the aid itself -----------------------------------------------------------------------------


def _approved(at: str = "") -> Q:
    return Q(**{f"{at}state__in": APPROVED_STATES, f"{at}permit_date__isnull": False})


def under_way(window: Window, at: str = "") -> Q:
    """Approved aid whose dates, first and last, meet the window."""
    return _approved(at) & Q(**{f"{at}start_date__lte": window.end, f"{at}end_date__gte": window.start})


def counted_approvals(window: Window) -> Q:
    return _approved() & Q(permit_date__range=window.days)


def approval_day(window: Window) -> str:
    return "permit_date"


def _aid(user) -> QuerySet:
    return visible(AidProject, user)


def _cuts(at: str = "") -> dict[str, AnyCut]:
    """How aid divides; `at` leads from a row to its aid."""
    return {
        "unit": UnitCut(f"{at}unit", f"{at}unit__name"),
        "country": Cut(f"{at}donors__country", f"{at}donors__country__name", many=True),
        "field": ChoiceCut(f"{at}fields", AidProject),
        "donor": Cut(f"{at}donors", f"{at}donors__name", many=True),
        "partner_kind": CodeCut(f"{at}donors__kind", PartnerKind, many=True),
    }


def _touching(window: Window) -> Q:
    return overlaps(window) | touched(window, "permit_date", "start_date", "end_date")


def _not_approved(at: str = "") -> tuple[Why, ...]:
    return (
        *by_state(AidState, APPROVED_STATES, at),
        why(_("Approved without a decision date"), **{f"{at}permit_date__isnull": True}),
    )


def _outside(at: str = "") -> tuple[Why, ...]:
    """Approved, but carried out before or after; or nobody has written when."""
    return (
        Why(_("Ended before the period"), lambda window: Q(**{f"{at}end_date__lt": window.start})),
        begins_after(f"{at}start_date", _("Begins after the period")),
        why(_("Without a first or last day"), Q(**{f"{at}start_date": None}) | Q(**{f"{at}end_date": None})),
    )


_COLUMNS = (
    Column("number"),
    Column("title"),
    Choice("kind"),
    References("donors"),
    Reference("unit"),
    Date("start_date"),
    Date("end_date"),
    Date("permit_date"),
    Amount("value"),
    Column("currency"),
    Amount("value_usd"),
    Amount("counterpart"),
    State("state"),
)
AID = Family(
    title=_("Foreign aid under way"),
    base=_aid,
    counted=under_way,
    cuts=_cuts(),
    columns=_COLUMNS,
    order=("start_date", "number"),
    tones=TONES,
    explained=Explanation(_touching, (*_not_approved(), *_outside()), straddles()),
)
APPROVALS = Family(
    title=_("Foreign aid newly approved"),
    base=_aid,
    counted=counted_approvals,
    cuts={**_cuts(), "month": MonthCut(approval_day)},
    columns=_COLUMNS,
    order=("permit_date", "number"),
    tones=TONES,
    explained=Explanation(
        _touching,
        (
            *_not_approved(),
            began_before("permit_date", _("Decided before the period")),
            begins_after("permit_date", _("Decided after the period")),
        ),
    ),
)
AID_UNDER_WAY = Part(AID)
PROJECTS = Q(kind__in=PROJECT_KINDS)

# --- what of it was disbursed -------------------------------------------------------------------


def _disbursements(user) -> QuerySet:
    return rows_of(Disbursement.objects.all(), "aid", user)


def counted_disbursements(window: Window) -> Q:
    """Disbursed up to the window's end, of the aid under way in it."""
    return under_way(window, "aid__") & Q(date__lte=window.end)


def within(window: Window, user) -> Q:
    return Q(date__gte=window.start)


DISBURSEMENTS = Family(
    title=_("Disbursements"),
    base=_disbursements,
    counted=counted_disbursements,
    cuts={
        **_cuts("aid__"),
        "record": Cut("aid", "aid__number"),
        "month": MonthCut(lambda window: "date"),
    },
    columns=(
        Column("aid.number", label=_("Record number")),
        Column("aid.title", label=_("Name of the aid")),
        Reference("aid.unit", label=_("Aid owner")),
        Date("date"),
        Amount("amount"),
        Column("aid.currency", label=_("Currency")),
        Amount("usd"),
        Choice("form"),
        Column("voucher"),
    ),
    record=lambda disbursement: disbursement.aid,
    order=("date", "aid__number", "pk"),
    explained=Explanation(
        lambda window: touched(window, "date"),
        (*_not_approved("aid__"), *_outside("aid__")),
        (began_before("date", _("Disbursed before the period: counted in what was disbursed so far")),),
        of="aid__",
    ),
)

INDICATORS = (
    indicator(
        "VT01",
        _("Programmes, projects and non-projects under way"),
        _("aid items"),
        _(
            "Approved aid (with a decision date, whether under way, paused, ended or completed) whose dates meet the "
            "period. Decree 80/2020/NĐ-CP; from 08/12/2025 Decree 313/2025/NĐ-CP."
        ),
        AID_UNDER_WAY,
    ),
    indicator(
        "VT02",
        _("Programmes and projects under way"),
        _("aid items"),
        _(
            "Of the aid under way: programmes, investment projects, technical assistance projects and grant ODA."
        ),
        Part(AID, where=only(PROJECTS)),
    ),
    indicator(
        "VT03",
        _("Non-projects under way"),
        _("aid items"),
        _(
            "Of the aid under way: everything that is not a programme or project (Decree 80/2020/NĐ-CP art. 3)."
        ),
        Part(AID, where=only(~PROJECTS)),
    ),
    indicator(
        "VT04",
        _("Aid newly approved"),
        _("aid items"),
        _("Approved aid whose decision date is in the period."),
        Part(APPROVALS),
    ),
    indicator(
        "VT05",
        _("Total value committed"),
        "USD",
        _(
            "Committed value of the aid under way, each converted at its own recorded rate and rounded half up to cents."
        ),
        Part(AID, money("value_usd")),
    ),
    indicator(
        "VT06",
        _("Disbursed in the period"),
        "USD",
        _("Disbursements of the aid under way dated in the period, in USD."),
        Part(DISBURSEMENTS, money("usd"), within),
    ),
    indicator(
        "VT07",
        _("Disbursed so far"),
        "USD",
        _("All disbursements of the aid under way dated up to the last day of the period, in USD."),
        Part(DISBURSEMENTS, money("usd")),
    ),
    indicator(
        "VT08",
        _("Counterpart funds"),
        "VND",
        _("Counterpart funds of the aid under way, in VND."),
        Part(AID, money("counterpart")),
    ),
)

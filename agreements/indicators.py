"""What counts of agreements: TT01–TT07 and KK05."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Implementation, Scope, SigningName
from agreements.states import EXPIRY_WARNING, SIGNED_ONCE, TONES, AgreementState
from core.columns import Choice, Column, Date, Reference, References, State
from core.explaining import Explanation, Why, began_before, begins_after, by_state, touched, why
from core.indicators.cuts import ChoiceCut, CodeCut, Cut, MonthCut, UnitCut
from core.indicators.declaration import Family, Part, indicator, only
from core.indicators.rows import visible
from core.indicators.windows import Window
from core.workdays import add_months
from directory.models import PartnerKind

INTERNATIONAL = Q(scope=Scope.QUOC_TE)
DORMANT_MONTHS = 6
"""An agreement in force for so many whole months should have been carried out somehow (domain §1.11)."""


def counted_signings(window: Window) -> Q:
    """Signed in the window, whatever became of it since."""
    return Q(state__in=SIGNED_ONCE, signed_on__range=window.days)


def in_force(window: Window) -> Q:
    """International and in force on the last day; automatic renewal does not move the recorded expiry."""
    return (
        INTERNATIONAL
        & Q(state=AgreementState.SIGNED, effective_date__lte=window.end)
        & (Q(expiry_date=None) | Q(expiry_date__gte=window.end))
    )


def expiring(window: Window, user) -> Q:
    return Q(expiry_date__lte=window.end + EXPIRY_WARNING)


def not_carried_out(window: Window, user) -> Q:
    """In force for six whole months (31/12 to 30/06 is not six) and nothing done in the year up to the last day."""
    recent = Implementation.objects.filter(
        agreement=OuterRef("pk"), date__gt=add_months(window.end, -12), date__lte=window.end
    )
    return Q(effective_date__lte=add_months(window.end, -DORMANT_MONTHS)) & ~Q(Exists(recent))


def signing_day(window: Window) -> str:
    return "signed_on"


def _agreements(user) -> QuerySet:
    return visible(Agreement, user)


def _touching(window: Window) -> Q:
    return touched(window, "permit_date", "signed_on", "effective_date")


def _touching_force(window: Window) -> Q:
    """In force on some day of the window, or meant to be."""
    lasts = Q(expiry_date=None) | Q(expiry_date__gte=window.start)
    return _touching(window) | touched(window, "expiry_date") | Q(effective_date__lte=window.end) & lasts


_CUTS = {
    "unit": UnitCut("unit", "unit__name"),
    "country": Cut("countries", "countries__name", many=True),
    "field": ChoiceCut("fields", Agreement),
    "partner_kind": CodeCut("partners__kind", PartnerKind, many=True),
}
_COLUMNS = (
    Column("number"),
    Column("title"),
    Choice("kind"),
    Choice("signing_name"),
    Reference("unit"),
    References("partners"),
    References("countries"),
    Date("signed_on"),
    Date("effective_date"),
    Date("expiry_date"),
    State("state"),
)

SIGNED = Family(
    title=_("Agreements signed"),
    base=_agreements,
    counted=counted_signings,
    cuts={**_CUTS, "month": MonthCut(signing_day)},
    columns=_COLUMNS,
    order=("signed_on", "number"),
    tones=TONES,
    explained=Explanation(
        _touching,
        (
            *by_state(AgreementState, SIGNED_ONCE),
            began_before("signed_on", _("Signed before the period")),
            begins_after("signed_on", _("Signed after the period")),
            why(_("Without a signing date"), signed_on=None),
        ),
    ),
)
IN_FORCE = Family(
    title=_("Agreements in force"),
    base=_agreements,
    counted=in_force,
    cuts=_CUTS,
    columns=_COLUMNS,
    order=("expiry_date", "number"),
    tones=TONES,
    explained=Explanation(
        _touching_force,
        (
            why(_("Domestic cooperation paper"), scope=Scope.TRONG_NUOC),
            *by_state(AgreementState, [AgreementState.SIGNED]),
            Why(
                _("Expired before the last day of the period"),
                lambda window: Q(expiry_date__lt=window.end),
            ),
            begins_after("effective_date", _("Takes effect after the period")),
            why(_("Without an effective date"), effective_date=None),
        ),
    ),
)
SIGNINGS = Part(SIGNED, where=only(INTERNATIONAL))
ALL_SIGNINGS = Part(SIGNED)


def _in_the_name_of(name: SigningName) -> Part:
    return Part(SIGNED, where=only(INTERNATIONAL, signing_name=name))


INDICATORS = (
    indicator(
        "TT01",
        _("International agreements signed"),
        _("papers"),
        _(
            "International agreements signed in the period, those terminated or replaced since included. "
            "Law 70/2020/QH14 on international agreements."
        ),
        SIGNINGS,
    ),
    indicator(
        "TT02",
        _("International agreements in the name of the City People's Committee"),
        _("papers"),
        _(
            "Of the international agreements signed, those in the name of the City People's Committee (Law 70/2020/QH14)."
        ),
        _in_the_name_of(SigningName.TP),
    ),
    indicator(
        "TT03",
        _("International agreements in the name of the Department of Health"),
        _("papers"),
        _(
            "Of the international agreements signed, those in the name of the department (Decree 64/2021/NĐ-CP)."
        ),
        _in_the_name_of(SigningName.SO),
    ),
    indicator(
        "TT04",
        _("International agreements in the name of subordinate units"),
        _("papers"),
        _(
            "Of the international agreements signed, those of subordinate units, which the department permits."
        ),
        _in_the_name_of(SigningName.DONVI),
    ),
    indicator(
        "TT05",
        _("Domestic cooperation papers signed"),
        _("papers"),
        _("Domestic cooperation papers signed in the period, those terminated or replaced since included."),
        Part(SIGNED, where=only(scope=Scope.TRONG_NUOC)),
    ),
    indicator(
        "TT06",
        _("International agreements in force"),
        _("papers"),
        _(
            "International agreements in force on the last day of the period: effective by then, not expired before it, "
            "and not terminated, suspended or replaced. Automatic renewal does not move the recorded expiry."
        ),
        Part(IN_FORCE),
    ),
    indicator(
        "TT07",
        _("International agreements expiring soon"),
        _("papers"),
        _(
            "Of the international agreements in force, those that expire within 90 days of the last day of the period."
        ),
        Part(IN_FORCE, where=expiring),
    ),
)
DORMANT = indicator(
    "KK05",
    _("Agreements in force not carried out"),
    _("papers"),
    _(
        "International agreements in force for six whole months on the last day of the period, without any "
        "implementation recorded in the 12 months up to that day."
    ),
    Part(IN_FORCE, where=not_carried_out),
)

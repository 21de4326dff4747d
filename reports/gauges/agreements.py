"""K17–K19, K23: are agreements carried out, kept alive, and with how many partners."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.indicators import (
    IN_FORCE,
    expiring,
    not_carried_out,
)
from agreements.models import Agreement, ChainKind, ContentItem, MilestoneState
from agreements.states import AgreementState
from aid_projects.models import AidProject
from aid_projects.states import APPROVED_STATES
from conferences.models import Conference
from core.columns import Choice, Column, Date, Reference
from core.indicators.cuts import UnitCut
from core.indicators.declaration import Family, Part, only
from core.indicators.rows import rows_of
from core.indicators.windows import Window
from core.links import Link
from core.states import GRANTED, first_known
from core.workdays import add_months
from delegations.models import InboundDelegation, OutboundDelegation
from reports.gauges.base import (
    NONE_ALLOWED,
    UNKNOWN,
    Limits,
    Rows,
    number,
    share,
    so_far,
)

# --- carried out --------------------------------------------------------------------------------


def _acted_on(window: Window) -> Exists:
    """A linked delegation or conference began, or linked aid ran, in the year up to the last day."""
    first, last = add_months(window.end, -12), window.end
    done = Q()
    for model in (OutboundDelegation, InboundDelegation, Conference):
        begun = model.objects.live().filter(state__in=GRANTED).alias(began=first_known(model.FIRST_DAY))
        done |= _linked(begun.filter(began__gt=first, began__lte=last))
    running = AidProject.objects.live().filter(state__in=APPROVED_STATES)
    done |= _linked(running.filter(start_date__lte=last, end_date__gt=first))
    return Exists(Link.objects.filter(done))


def _linked(records: QuerySet) -> Q:
    numbers = records.order_by().values("number")
    this = OuterRef("number")
    return Q(first=this, second__in=numbers) | Q(second=this, first__in=numbers)


def dormant(window: Window, user) -> Q:
    return not_carried_out(window, user) & ~Q(_acted_on(window))


K17 = share(
    "K17",
    _("Share of agreements not carried out"),
    _(
        "Of the international agreements in force on the last day of the period, those in force for six whole months "
        "without any implementation recorded or linked delegation, conference or aid in the 12 months up to that day."
    ),
    look=(_("Agreements not carried out"), (Part(IN_FORCE, where=dormant),)),
    of=(_("International agreements in force"), (Part(IN_FORCE),)),
    limits=Limits(10, 30),
)


def _contents(user) -> QuerySet:
    return rows_of(ContentItem.objects.all(), "agreement", user)


def _due(window: Window) -> Q:
    """Milestones of signed papers that fell due by the last day; dropped ones owe nothing."""
    return Q(agreement__state=AgreementState.SIGNED, due__lte=so_far(window).end) & ~Q(
        state=MilestoneState.DROPPED
    )


MILESTONES = Family(
    title=_("Milestones of agreements"),
    base=_contents,
    counted=_due,
    cuts={"unit": UnitCut("agreement__unit", "agreement__unit__name")},
    columns=(
        Column("content"),
        Column("agreement.number", label=_("Record number")),
        Column("agreement.title", label=_("Name of the paper")),
        Reference("agreement.unit", label=_("Signing unit")),
        Column("in_charge"),
        Date("due"),
        Date("done_on"),
        Choice("state"),
    ),
    record=lambda item: item.agreement,
    order=("due", "agreement__number", "pk"),
)
DAY_UNKNOWN = Q(state=MilestoneState.DONE, done_on=None)
K18 = share(
    "K18",
    _("Share of agreed contents carried out in time"),
    _(
        "Of the contents of signed papers whose milestone fell due by the last day of the period (by today while it runs), "
        "those done by then. Dropped contents, and those done on an unknown day, are left out."
    ),
    look=(
        _("Milestones missed"),
        (Part(MILESTONES, where=only(~DAY_UNKNOWN, Q(done_on=None) | Q(done_on__gt=F("due")))),),
    ),
    of=(_("Milestones due"), (Part(MILESTONES, where=only(~DAY_UNKNOWN)),)),
    limits=Limits(70, 40, at_least=True),
    also=(Rows(UNKNOWN, _("Done on an unknown day"), (Part(MILESTONES, where=only(DAY_UNKNOWN)),)),),
    good=True,
)

# --- kept alive ---------------------------------------------------------------------------------


def without_successor(window: Window, user) -> Q:
    """Expiring, not renewed automatically, and no extension or replacement in the making."""
    lost = (AgreementState.REFUSED, AgreementState.CANCELLED)
    following = (
        Agreement.objects.live()
        .filter(previous=OuterRef("pk"), chain_kind__in=(ChainKind.GIA_HAN, ChainKind.THAY_THE))
        .exclude(state__in=lost)
    )
    return expiring(window, user) & Q(auto_renewal=False) & ~Q(Exists(following))


K19 = number(
    "K19",
    _("Agreements expiring without a successor"),
    _(
        "International agreements in force on the last day of the period that expire within 90 days, are not renewed "
        "automatically, and have neither an extension nor a replacement in the making."
    ),
    _("papers"),
    Part(IN_FORCE, where=without_successor),
    limits=NONE_ALLOWED,
)

GAUGES = (K17, K18, K19)

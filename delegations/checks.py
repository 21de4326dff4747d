"""What someone should look at in delegations, alone and among one another; nothing here is refused.

Who leads a unit is read off the position as written ("Giám đốc", "Phó Giám đốc"), for nothing else tells; in small letters,
capitals and as a title, because SQLite knows the case of unaccented letters only.
"""

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull, LessThan
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.checks import ALIVE, DAYS_UNCOVERED, Check, of_activity
from core.day_counts import whole_months_between
from core.events import Event
from core.states import GRANTED, first_known
from delegations.models import InboundDelegation, Member, OutboundDelegation, Participation
from delegations.services import IDLE, clashes
from directory.models import PassportKind

HEAD = ("giám đốc", "quyền giám đốc")
DEPUTY = ("phó giám đốc",)
OFFICIAL = (PassportKind.OFFICIAL, PassportKind.DIPLOMATIC)
PASSPORT_MONTHS = 6
"""So long a passport should still be valid at departure (common visa practice, domain O8)."""


# --- members abroad -----------------------------------------------------------------------------


def _going() -> QuerySet:
    """Memberships of those who go, with the first and the last day of their trip."""
    return Member.objects.filter(participation=Participation.GOING, delegation__deleted_at=None).alias(
        first=first_known([f"delegation__{name}" for name in OutboundDelegation.FIRST_DAY]),
        last=first_known([f"delegation__{name}" for name in OutboundDelegation.LAST_DAY]),
    )


def _mine() -> QuerySet:
    """Members of the delegation asked about."""
    return _going().filter(delegation=OuterRef("pk"))


def _meanwhile() -> QuerySet:
    """Memberships on the days of a membership of `_mine`: of its own trip, and of trips that hold their people."""
    own = Q(delegation=OuterRef("delegation"))
    return _going().filter(
        own | ~Q(delegation__state__in=IDLE), first__lte=OuterRef("last"), last__gte=OuterRef("first")
    )


def _same(path: str) -> Q:
    """Equal, or unknown on both sides."""
    return Q(**{path: OuterRef(path)}) | Q(IsNull(OuterRef(path), True), **{f"{path}__isnull": True})


def on_two_trips() -> Q:
    """Somebody (name, birth date, unit) is on another trip on the same days."""
    elsewhere = (
        _meanwhile()
        .exclude(delegation=OuterRef("delegation"))
        .filter(
            _same("person__birth_date"),
            _same("person__unit"),
            person__name_key=OuterRef("person__name_key"),
        )
    )
    return ALIVE & Q(Exists(_mine().filter(Exists(elsewhere))))


def _whose(titles: tuple[str, ...]) -> Q:
    """Members of these titles: as written at the time, or else now."""
    written = {form(title) for title in titles for form in (str.lower, str.upper, str.title)}

    def told_in(path: str) -> Q:
        found = [Q(**{f"{path}__istartswith": title}) for title in written]
        found += [Q(**{f"{path}__icontains": f"{mark} {title}"}) for title in written for mark in ",;"]
        return Q(*found, _connector=Q.OR)

    return told_in("position") | Q(position="") & told_in("person__position")


def leaders_together() -> Q:
    """The head of a unit and a deputy of the same unit are abroad on the same days, on one trip or on two."""

    def with_other(one: tuple[str, ...], other: tuple[str, ...]) -> Q:
        others = _meanwhile().filter(_whose(other), unit=OuterRef("unit"))
        return Q(Exists(_mine().filter(_whose(one)).filter(Exists(others))))

    return ALIVE & (with_other(HEAD, DEPUTY) | with_other(DEPUTY, HEAD))


def joined_after_decision() -> Q:
    """A member who goes was entered after the latest decision recorded here; paper history tells no moment."""
    decided = (
        Event.objects.filter(
            kind=Event.Kind.TRANSITION,
            record_type=OutboundDelegation._meta.label_lower,
            record_id=Cast(OuterRef("delegation_id"), CharField()),
            action__in=("permit", "grant"),
        )
        .order_by()
        .values("record_id")
        .annotate(latest=Max("at"))
        .values("latest")
    )
    entered = Member.history.filter(id=OuterRef("pk"), history_type="+").annotate(
        decided_at=Subquery(decided, output_field=DateTimeField())
    )
    joined = _mine().filter(Exists(entered.filter(history_date__gt=F("decided_at"))))
    return Q(state__in=GRANTED, adjustment="") & Q(Exists(joined))


def passport_expiring() -> Q:
    """Somebody travels on an official passport valid for less than six months at departure."""
    months = whole_months_between(F("first"), F("person__passport_expiry"))
    official = Q(passport_kind__in=OFFICIAL) | Q(passport_kind="", person__passport_kind__in=OFFICIAL)
    short = _mine().filter(
        official, Q(LessThan(months, Value(PASSPORT_MONTHS))), person__passport_expiry__isnull=False
    )
    return ALIVE & Q(Exists(short))


OUTBOUND = (
    Check(
        "two_trips",
        gettext_lazy("Somebody is on another delegation at the same time."),
        on_two_trips,
        words=clashes,
    ),
    Check(
        "leaders_together",
        gettext_lazy("The head and a deputy head of a unit are abroad at the same time."),
        leaders_together,
        "Kết luận 33-KL/TW; Hướng dẫn 05-HD/BĐNTW",
    ),
    *of_activity(OutboundDelegation),
    DAYS_UNCOVERED,
    Check(
        "joined_after_decision",
        gettext_lazy("Somebody was added to the delegation after the decision."),
        joined_after_decision,
        "Quyết định 272-QĐ/TW",
    ),
    Check(
        "passport_expiring",
        gettext_lazy("An official passport is valid for less than six months at departure."),
        passport_expiring,
    ),
)

# --- guests -------------------------------------------------------------------------------------

INBOUND = (
    *of_activity(InboundDelegation),
    DAYS_UNCOVERED,
    Check(
        "clinical",
        gettext_lazy("Professional acts on patients need a permit."),
        lambda: ALIVE & Q(clinical=True, clinical_permit=""),
        "Luật Khám bệnh, chữa bệnh 15/2023/QH15; Nghị định 96/2023/NĐ-CP",
    ),
)


def guests_listed(record) -> list[str]:
    """Is the list of guests as long as the record says?"""
    listed = record.guests.count()
    if not (record.guest_count and listed and listed != record.guest_count):
        return []
    return [
        _("The list names %(listed)s guests, the record says %(count)s.")
        % {"listed": listed, "count": record.guest_count}
    ]

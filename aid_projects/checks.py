"""What someone should look at in foreign aid; nothing here is refused."""

from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_projects.models import AidProject, Disbursement, Management
from aid_projects.states import APPROVED_STATES, AidState
from core.checks import Check
from directory.models import Partner, PartnerKind

TOLERANCE = Decimal("1.05")
"""Disbursed may exceed promised by so much before someone should look (domain §3.8)."""
DEAD = (AidState.DECLINED, AidState.REVOKED, AidState.CANCELLED)
OVER = (AidState.ENDED, AidState.HANDED_OVER, AidState.SETTLED, AidState.COMPLETED)


def unapproved() -> Q:
    """Approved or under way by its state, without number and date of the decision."""
    return Q(state__in=APPROVED_STATES) & (Q(permit_number="") | Q(permit_date=None))


def overpaid() -> Q:
    paid = Disbursement.objects.filter(aid=OuterRef("pk")).order_by().values("aid")
    total = Subquery(paid.annotate(paid=Sum("amount")).values("paid"))
    return ~Q(state__in=DEAD) & Q(GreaterThan(total, F("value") * TOLERANCE))


def _unregistered() -> QuerySet:
    """Foreign NGOs without a valid registration today."""
    invalid = Q(registration_number="") | Q(registration_expiry__lt=timezone.localdate())
    return Partner.objects.filter(invalid, kind=PartnerKind.PCPNN)


def donor_unregistered() -> Q:
    """While the aid is not over."""
    return ~Q(state__in=(*DEAD, *OVER)) & Q(Exists(_unregistered().filter(aid_projects=OuterRef("pk"))))


def unregistered_donors(record: AidProject) -> list[str]:
    return [
        _("%(donor)s has no valid registration in Việt Nam.") % {"donor": donor}
        for donor in _unregistered().filter(aid_projects=record)
    ]


AID = (
    Check(
        "unapproved",
        gettext_lazy("It is under way without an approval (number and date)."),
        unapproved,
        "Nghị định 80/2020/NĐ-CP điều 4; từ 08/12/2025: Nghị định 313/2025/NĐ-CP",
    ),
    Check("overpaid", gettext_lazy("More was disbursed than promised."), overpaid),
    Check(
        "donor_unregistered",
        gettext_lazy("A donor has no valid registration in Việt Nam."),
        donor_unregistered,
        "Nghị định 58/2022/NĐ-CP",
        words=unregistered_donors,
    ),
)


def look_at(record: AidProject) -> list[str]:
    """What concerns the record alone."""
    if record.needs_management_unit and record.management in ("", Management.DON_VI):
        return [_("From USD 200,000 on a project management unit is expected (Decree 80/2020 art. 12).")]
    return []

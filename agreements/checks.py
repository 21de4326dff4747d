"""What someone should look at in agreements; nothing here is refused."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.checks import Check

SIGNED_TOO_EARLY = Q(signed_on__lt=F("permit_date"))

AGREEMENT = (
    Check(
        "signed_early",
        _("Signed before it was permitted."),
        lambda: SIGNED_TOO_EARLY,
        "Luật Thỏa thuận quốc tế 70/2020/QH14; Nghị định 64/2021/NĐ-CP",
    ),
)

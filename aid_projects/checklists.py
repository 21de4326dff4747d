"""What the dossier of aid needs (Decree 80/2020 art. 8, then Decree 313/2025; domain V7)."""

from django.utils.translation import gettext_lazy as _

from aid_projects.models import FormOfAid
from core.checklist import Item

DECREE = "Nghị định 80/2020/NĐ-CP điều 8; từ 08/12/2025: Nghị định 313/2025/NĐ-CP"


def _comes_as(aid, form: str) -> bool:
    return any(row.form == form for row in aid.forms.all())


AID = (
    Item(_("Donor's written consent"), DECREE, ("consent_number", "consent_date")),
    Item(_("Aid document (programme, project) or description"), DECREE, ("document_number", "document_date")),
    Item(_("Donor and its legal standing"), DECREE, ("donors",)),
    Item(
        _("Registration of the foreign NGO, still valid"),
        "Nghị định 58/2022/NĐ-CP",
        ("donors",),
        met=lambda aid: all(donor.is_registered for donor in aid.donors.all() if donor.is_foreign_ngo),
        needed=lambda aid: any(donor.is_foreign_ngo for donor in aid.donors.all()),
    ),
    Item(_("Objective, content, expected results"), DECREE, ("objective", "content", "expected_results")),
    Item(_("Beneficiaries and area"), DECREE, ("beneficiaries", "area")),
    Item(
        _("Value and forms of aid"), DECREE, ("forms",), met=lambda aid: bool(aid.value or aid.unpriced_goods)
    ),
    Item(
        _("Account for money received"),
        "Nghị định 80/2020/NĐ-CP điều 4",
        ("account",),
        needed=lambda aid: _comes_as(aid, FormOfAid.TIEN),
    ),
    Item(_("List of goods"), DECREE, ("goods",), needed=lambda aid: _comes_as(aid, FormOfAid.HANG)),
)

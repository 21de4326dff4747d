"""The screens of foreign aid."""

from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_projects.checklists import AID as CHECKLIST
from aid_projects.columns import AID as COLUMNS
from aid_projects.filters import AidFilter
from aid_projects.forms import ROWS, AidProjectForm
from aid_projects.models import AidProject, Management
from aid_projects.papers import AID as PAPERS
from aid_projects.procedures import procedure_of
from aid_projects.states import TONES
from aid_projects.workflow import TRANSITIONS
from core.screens import Screen
from directory.models import PartnerKind

TOLERANCE = Decimal("1.05")
"""Disbursed may exceed promised by so much before someone should look (domain §3.8)."""


def look_at(record) -> list[str]:
    found = []
    paid = record.disbursements.aggregate(total=Sum("amount"))["total"]
    if paid and record.value and paid > record.value * TOLERANCE:
        found.append(_("More was disbursed than promised."))
    today = timezone.localdate()
    for donor in record.donors.all():
        expired = donor.registration_expiry and donor.registration_expiry < today
        if donor.kind == PartnerKind.PCPNN and (expired or not donor.registration_number):
            found.append(_("%(donor)s has no valid registration in Việt Nam.") % {"donor": donor})
    if record.needs_management_unit and record.management in ("", Management.DON_VI):
        found.append(_("From USD 200,000 on a project management unit is expected (Decree 80/2020 art. 12)."))
    return found


AID = Screen(
    model=AidProject,
    columns=COLUMNS,
    form=AidProjectForm,
    rows=ROWS,
    filterset=AidFilter,
    transitions=TRANSITIONS,
    procedure=procedure_of,
    papers=PAPERS,
    tones=TONES,
    warnings=look_at,
    checklist=CHECKLIST,
    empty_hint=gettext_lazy("Here stand programmes, projects and non-projects of foreign aid."),
)

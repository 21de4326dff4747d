"""The screens of agreements."""

from django.utils.translation import gettext_lazy as _

from agreements import checks
from agreements.checklists import AGREEMENT as CHECKLIST
from agreements.columns import AGREEMENT as COLUMNS
from agreements.filters import AgreementFilter
from agreements.forms import ROWS, AgreementForm
from agreements.models import Agreement
from agreements.papers import AGREEMENT as PAPERS
from agreements.procedures import procedure_of
from agreements.states import TONES
from agreements.workflow import TRANSITIONS
from core.screens import Screen

AGREEMENT = Screen(
    model=Agreement,
    columns=COLUMNS,
    form=AgreementForm,
    rows=ROWS,
    filterset=AgreementFilter,
    transitions=TRANSITIONS,
    procedure=procedure_of,
    papers=PAPERS,
    tones=TONES,
    checklist=CHECKLIST,
    checks=checks.AGREEMENT,
    empty_hint=_("Here stand agreements and other papers of cooperation, foreign and domestic."),
)

"""The screens of foreign aid."""

from django.utils.translation import gettext_lazy as _

from aid_projects import checks
from aid_projects.checklists import AID as CHECKLIST
from aid_projects.columns import AID as COLUMNS
from aid_projects.filters import AidFilter
from aid_projects.forms import ROWS, AidProjectForm
from aid_projects.models import AidProject
from aid_projects.papers import AID as PAPERS
from aid_projects.procedures import procedure_of
from aid_projects.states import TONES
from aid_projects.workflow import TRANSITIONS
from core.screens import Screen

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
    checklist=CHECKLIST,
    warnings=checks.look_at,
    checks=checks.AID,
    files=((_("IATI file"), "aid_iati"),),
    empty_hint=_("Here stand programmes, projects and non-projects of foreign aid."),
)

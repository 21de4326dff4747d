"""The screens of conferences."""

from django.utils.translation import gettext_lazy as _

from conferences import checks
from conferences.checklists import CONFERENCE as CHECKLIST
from conferences.columns import CONFERENCE as COLUMNS
from conferences.filters import ConferenceFilter
from conferences.forms import ROWS, ConferenceForm
from conferences.models import Conference
from conferences.papers import CONFERENCE as PAPERS
from conferences.procedures import procedure_of
from conferences.workflow import TRANSITIONS
from core.screens import Screen
from core.states import TONES

CONFERENCE = Screen(
    model=Conference,
    columns=COLUMNS,
    form=ConferenceForm,
    rows=ROWS,
    filterset=ConferenceFilter,
    transitions=TRANSITIONS,
    procedure=procedure_of,
    papers=PAPERS,
    tones=TONES,
    checklist=CHECKLIST,
    warnings=checks.look_at,
    checks=checks.CONFERENCE,
    empty_hint=_("Here stand international conferences and workshops, hosted or attended."),
)

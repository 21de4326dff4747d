"""The screens of conferences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.checklists import CONFERENCE as CHECKLIST
from conferences.columns import CONFERENCE as COLUMNS
from conferences.filters import ConferenceFilter
from conferences.forms import ROWS, ConferenceForm
from conferences.models import NOT_INTERNATIONAL, Authority, Conference, Role
from conferences.papers import CONFERENCE as PAPERS
from conferences.procedures import procedure_of
from conferences.workflow import TRANSITIONS
from core.guards import permit_after_first_day, reason_when_unplanned
from core.screens import Screen
from core.states import TONES


def look_at(record) -> list[str]:
    found = list(reason_when_unplanned(record).values())
    if record.role == Role.CHU_TRI and not record.has_foreign_element:
        found.append(str(NOT_INTERNATIONAL))
    if record.authority == Authority.PRIME_MINISTER:
        found.append(_("The Prime Minister permits this conference (Decision 06/2020 art. 3)."))
    found += permit_after_first_day(record)
    return found


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
    warnings=look_at,
    checklist=CHECKLIST,
    empty_hint=gettext_lazy("Here stand international conferences and workshops, hosted or attended."),
)

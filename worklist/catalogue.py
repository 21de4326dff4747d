"""The dossiers that go through an approval, by their type. Work lists name every domain; nobody imports them."""

from agreements.views import AGREEMENT
from aid_projects.views import AID
from conferences.views import CONFERENCE
from core.screens import Screen
from delegations.views import INBOUND, OUTBOUND
from reports.screens import PERIOD, UNIT_REPORT

SCREENS: tuple[Screen, ...] = (OUTBOUND, INBOUND, AGREEMENT, CONFERENCE, AID)
REPORTS: tuple[Screen, ...] = (UNIT_REPORT, PERIOD)
"""What is not a dossier and goes through an approval like one."""
BY_TYPE = {screen.model._meta.label_lower: screen for screen in (*SCREENS, *REPORTS)}

"""The dossiers that go through an approval, by their type. Work lists name every domain; nobody imports them."""

from agreements.views import AGREEMENT
from aid_projects.views import AID
from conferences.views import CONFERENCE
from core.screens import Screen
from delegations.views import INBOUND, OUTBOUND

SCREENS: tuple[Screen, ...] = (OUTBOUND, INBOUND, AGREEMENT, CONFERENCE, AID)
BY_TYPE = {screen.model._meta.label_lower: screen for screen in SCREENS}

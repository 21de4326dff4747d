"""Addresses of conferences."""

from conferences.views import CONFERENCE
from core.addresses import addresses

urlpatterns = [
    *addresses("hoi-nghi/", CONFERENCE),
]

"""Addresses of foreign aid."""

from aid_projects.views import AID
from core.addresses import addresses

urlpatterns = [
    *addresses("vien-tro/", AID),
]

"""Addresses of the directory and the year's programme."""

from core.addresses import addresses
from directory.views import PARTNER, PERSON, PLANNED, UNIT

urlpatterns = [
    *addresses("doi-tac/", PARTNER),
    *addresses("don-vi/", UNIT),
    *addresses("ca-nhan/", PERSON),
    *addresses("chuong-trinh-nam/", PLANNED),
]

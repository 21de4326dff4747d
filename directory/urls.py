"""Addresses of the directory and the year's programme."""

from core.addresses import addresses
from directory.twin_pages import twin_addresses
from directory.typing_pages import typing_addresses
from directory.views import PARTNER, PERSON, PLANNED, UNIT

urlpatterns = [
    *typing_addresses("doi-tac/", PARTNER, quick=True),
    *typing_addresses("ca-nhan/", PERSON),
    *twin_addresses("doi-tac/", PARTNER),
    *twin_addresses("ca-nhan/", PERSON),
    *addresses("doi-tac/", PARTNER),
    *addresses("don-vi/", UNIT),
    *addresses("ca-nhan/", PERSON),
    *addresses("chuong-trinh-nam/", PLANNED),
]

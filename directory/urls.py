"""Addresses of the directory and the year's programme."""

from django.urls import path

from core.addresses import addresses
from directory.succession_views import UnitMerge, UnitMergerTakenBack, UnitRename
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
    path("don-vi/<int:pk>/doi-ten/", UnitRename.as_view(), name="unit_rename"),
    path("don-vi/<int:pk>/sap-nhap/", UnitMerge.as_view(), name="unit_merge"),
    path("don-vi/<int:pk>/sap-nhap/thu-hoi/", UnitMergerTakenBack.as_view(), name="unit_take_back"),
    *addresses("ca-nhan/", PERSON),
    *addresses("chuong-trinh-nam/", PLANNED),
]

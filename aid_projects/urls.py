"""Addresses of foreign aid."""

from django.urls import path

from aid_projects.iati_views import IatiFile, IatiPage
from aid_projects.views import AID
from core.addresses import addresses

urlpatterns = [
    path("vien-tro/iati/", IatiPage.as_view(screen=AID), name="aid_iati"),
    path("vien-tro/iati/tai-ve/", IatiFile.as_view(screen=AID), name="aid_iati_file"),
    *addresses("vien-tro/", AID),
]

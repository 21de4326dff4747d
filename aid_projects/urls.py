"""Addresses of foreign aid."""

from django.urls import path

from aid_projects.views import AID
from core.edit import RecordCreate, RecordEdit
from core.lists import RecordList
from core.papers.printing import RecordPaper
from core.views import RecordAct, RecordDetail, RecordExport, RecordHistory

urlpatterns = [
    path("vien-tro/", RecordList.as_view(screen=AID), name="aid_list"),
    path("vien-tro/them/", RecordCreate.as_view(screen=AID), name="aid_create"),
    path("vien-tro/excel/", RecordExport.as_view(screen=AID), name="aid_export"),
    path("vien-tro/<int:pk>/", RecordDetail.as_view(screen=AID), name="aid_detail"),
    path("vien-tro/<int:pk>/sua/", RecordEdit.as_view(screen=AID), name="aid_edit"),
    path("vien-tro/<int:pk>/lich-su/", RecordHistory.as_view(screen=AID), name="aid_history"),
    path("vien-tro/<int:pk>/van-ban/<slug:paper>/", RecordPaper.as_view(screen=AID), name="aid_paper"),
    path("vien-tro/<int:pk>/buoc/<slug:step>/", RecordAct.as_view(screen=AID), name="aid_act"),
]

"""Addresses of delegations."""

from django.urls import path

from core.edit import RecordCreate, RecordEdit
from core.lists import RecordList
from core.papers.printing import RecordPaper
from core.views import RecordAct, RecordDetail, RecordExport, RecordHistory
from delegations.views import INBOUND, OUTBOUND

urlpatterns = [
    path("doan-ra/", RecordList.as_view(screen=OUTBOUND), name="outbound_list"),
    path("doan-ra/them/", RecordCreate.as_view(screen=OUTBOUND), name="outbound_create"),
    path("doan-ra/excel/", RecordExport.as_view(screen=OUTBOUND), name="outbound_export"),
    path("doan-ra/<int:pk>/", RecordDetail.as_view(screen=OUTBOUND), name="outbound_detail"),
    path("doan-ra/<int:pk>/sua/", RecordEdit.as_view(screen=OUTBOUND), name="outbound_edit"),
    path("doan-ra/<int:pk>/lich-su/", RecordHistory.as_view(screen=OUTBOUND), name="outbound_history"),
    path(
        "doan-ra/<int:pk>/van-ban/<slug:paper>/", RecordPaper.as_view(screen=OUTBOUND), name="outbound_paper"
    ),
    path("doan-ra/<int:pk>/buoc/<slug:step>/", RecordAct.as_view(screen=OUTBOUND), name="outbound_act"),
    path("doan-vao/", RecordList.as_view(screen=INBOUND), name="inbound_list"),
    path("doan-vao/them/", RecordCreate.as_view(screen=INBOUND), name="inbound_create"),
    path("doan-vao/excel/", RecordExport.as_view(screen=INBOUND), name="inbound_export"),
    path("doan-vao/<int:pk>/", RecordDetail.as_view(screen=INBOUND), name="inbound_detail"),
    path("doan-vao/<int:pk>/sua/", RecordEdit.as_view(screen=INBOUND), name="inbound_edit"),
    path("doan-vao/<int:pk>/lich-su/", RecordHistory.as_view(screen=INBOUND), name="inbound_history"),
    path(
        "doan-vao/<int:pk>/van-ban/<slug:paper>/", RecordPaper.as_view(screen=INBOUND), name="inbound_paper"
    ),
    path("doan-vao/<int:pk>/buoc/<slug:step>/", RecordAct.as_view(screen=INBOUND), name="inbound_act"),
]

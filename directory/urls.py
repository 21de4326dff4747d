"""Addresses of the directory and the year's programme."""

from django.urls import path

from core.edit import RecordCreate, RecordEdit
from core.lists import RecordList
from core.views import RecordDetail, RecordExport, RecordHistory
from directory.views import PARTNER, PERSON, PLANNED, UNIT

urlpatterns = [
    path("doi-tac/", RecordList.as_view(screen=PARTNER), name="partner_list"),
    path("doi-tac/them/", RecordCreate.as_view(screen=PARTNER), name="partner_create"),
    path("doi-tac/excel/", RecordExport.as_view(screen=PARTNER), name="partner_export"),
    path("doi-tac/<int:pk>/", RecordDetail.as_view(screen=PARTNER), name="partner_detail"),
    path("doi-tac/<int:pk>/sua/", RecordEdit.as_view(screen=PARTNER), name="partner_edit"),
    path("doi-tac/<int:pk>/lich-su/", RecordHistory.as_view(screen=PARTNER), name="partner_history"),
    path("don-vi/", RecordList.as_view(screen=UNIT), name="unit_list"),
    path("don-vi/them/", RecordCreate.as_view(screen=UNIT), name="unit_create"),
    path("don-vi/excel/", RecordExport.as_view(screen=UNIT), name="unit_export"),
    path("don-vi/<int:pk>/", RecordDetail.as_view(screen=UNIT), name="unit_detail"),
    path("don-vi/<int:pk>/sua/", RecordEdit.as_view(screen=UNIT), name="unit_edit"),
    path("don-vi/<int:pk>/lich-su/", RecordHistory.as_view(screen=UNIT), name="unit_history"),
    path("ca-nhan/", RecordList.as_view(screen=PERSON), name="person_list"),
    path("ca-nhan/them/", RecordCreate.as_view(screen=PERSON), name="person_create"),
    path("ca-nhan/excel/", RecordExport.as_view(screen=PERSON), name="person_export"),
    path("ca-nhan/<int:pk>/", RecordDetail.as_view(screen=PERSON), name="person_detail"),
    path("ca-nhan/<int:pk>/sua/", RecordEdit.as_view(screen=PERSON), name="person_edit"),
    path("ca-nhan/<int:pk>/lich-su/", RecordHistory.as_view(screen=PERSON), name="person_history"),
    path("chuong-trinh-nam/", RecordList.as_view(screen=PLANNED), name="planned_list"),
    path("chuong-trinh-nam/them/", RecordCreate.as_view(screen=PLANNED), name="planned_create"),
    path("chuong-trinh-nam/excel/", RecordExport.as_view(screen=PLANNED), name="planned_export"),
    path("chuong-trinh-nam/<int:pk>/", RecordDetail.as_view(screen=PLANNED), name="planned_detail"),
    path("chuong-trinh-nam/<int:pk>/sua/", RecordEdit.as_view(screen=PLANNED), name="planned_edit"),
    path("chuong-trinh-nam/<int:pk>/lich-su/", RecordHistory.as_view(screen=PLANNED), name="planned_history"),
]

"""Addresses of conferences."""

from django.urls import path

from conferences.views import CONFERENCE
from core.edit import RecordCreate, RecordEdit
from core.lists import RecordList
from core.papers.printing import RecordPaper
from core.views import RecordAct, RecordDetail, RecordExport, RecordHistory

urlpatterns = [
    path("hoi-nghi/", RecordList.as_view(screen=CONFERENCE), name="conference_list"),
    path("hoi-nghi/them/", RecordCreate.as_view(screen=CONFERENCE), name="conference_create"),
    path("hoi-nghi/excel/", RecordExport.as_view(screen=CONFERENCE), name="conference_export"),
    path("hoi-nghi/<int:pk>/", RecordDetail.as_view(screen=CONFERENCE), name="conference_detail"),
    path("hoi-nghi/<int:pk>/sua/", RecordEdit.as_view(screen=CONFERENCE), name="conference_edit"),
    path("hoi-nghi/<int:pk>/lich-su/", RecordHistory.as_view(screen=CONFERENCE), name="conference_history"),
    path(
        "hoi-nghi/<int:pk>/van-ban/<slug:paper>/",
        RecordPaper.as_view(screen=CONFERENCE),
        name="conference_paper",
    ),
    path("hoi-nghi/<int:pk>/buoc/<slug:step>/", RecordAct.as_view(screen=CONFERENCE), name="conference_act"),
]

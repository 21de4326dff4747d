"""Addresses of agreements."""

from django.urls import path

from agreements.views import AGREEMENT
from core.edit import RecordCreate, RecordEdit
from core.lists import RecordList
from core.papers.printing import RecordPaper
from core.views import RecordAct, RecordDetail, RecordExport, RecordHistory

urlpatterns = [
    path("thoa-thuan/", RecordList.as_view(screen=AGREEMENT), name="agreement_list"),
    path("thoa-thuan/them/", RecordCreate.as_view(screen=AGREEMENT), name="agreement_create"),
    path("thoa-thuan/excel/", RecordExport.as_view(screen=AGREEMENT), name="agreement_export"),
    path("thoa-thuan/<int:pk>/", RecordDetail.as_view(screen=AGREEMENT), name="agreement_detail"),
    path("thoa-thuan/<int:pk>/sua/", RecordEdit.as_view(screen=AGREEMENT), name="agreement_edit"),
    path("thoa-thuan/<int:pk>/lich-su/", RecordHistory.as_view(screen=AGREEMENT), name="agreement_history"),
    path(
        "thoa-thuan/<int:pk>/van-ban/<slug:paper>/",
        RecordPaper.as_view(screen=AGREEMENT),
        name="agreement_paper",
    ),
    path("thoa-thuan/<int:pk>/buoc/<slug:step>/", RecordAct.as_view(screen=AGREEMENT), name="agreement_act"),
]

"""Addresses of focal points and training."""

from django.urls import path

from core.edit import RecordCreate, RecordEdit
from core.lists import RecordList
from core.views import RecordDetail, RecordExport, RecordHistory
from personnel.views import FOCAL_POINT, TRAINING

urlpatterns = [
    path("dau-moi/", RecordList.as_view(screen=FOCAL_POINT), name="focal_point_list"),
    path("dau-moi/them/", RecordCreate.as_view(screen=FOCAL_POINT), name="focal_point_create"),
    path("dau-moi/excel/", RecordExport.as_view(screen=FOCAL_POINT), name="focal_point_export"),
    path("dau-moi/<int:pk>/", RecordDetail.as_view(screen=FOCAL_POINT), name="focal_point_detail"),
    path("dau-moi/<int:pk>/sua/", RecordEdit.as_view(screen=FOCAL_POINT), name="focal_point_edit"),
    path("dau-moi/<int:pk>/lich-su/", RecordHistory.as_view(screen=FOCAL_POINT), name="focal_point_history"),
    path("tap-huan/", RecordList.as_view(screen=TRAINING), name="training_list"),
    path("tap-huan/them/", RecordCreate.as_view(screen=TRAINING), name="training_create"),
    path("tap-huan/excel/", RecordExport.as_view(screen=TRAINING), name="training_export"),
    path("tap-huan/<int:pk>/", RecordDetail.as_view(screen=TRAINING), name="training_detail"),
    path("tap-huan/<int:pk>/sua/", RecordEdit.as_view(screen=TRAINING), name="training_edit"),
    path("tap-huan/<int:pk>/lich-su/", RecordHistory.as_view(screen=TRAINING), name="training_history"),
]

from django.urls import path

from exchange import views
from exchange.intake import views as intake

urlpatterns = [
    path("", intake.data_hub, name="data_hub"),
    path("nhap/", intake.intake_start, name="intake_start"),
    path("nhap/<int:pk>/", intake.intake_rows, name="intake_rows"),
    path("nhap/<int:pk>/cot/", intake.intake_columns, name="intake_columns"),
    path("nhap/<int:pk>/gia-tri/", intake.intake_values, name="intake_values"),
    path("nhap/<int:pk>/dong/<int:position>/", intake.intake_row, name="intake_row"),
    path("nhap/<int:pk>/bo-dong/", intake.intake_exclude, name="intake_exclude"),
    path("nhap/<int:pk>/luu/", intake.intake_store, name="intake_store"),
    path("nhap/<int:pk>/thu-hoi/", intake.intake_undo, name="intake_undo"),
    path("nhap/<int:pk>/bo/", intake.intake_drop, name="intake_drop"),
    path("nhap/<int:pk>/tep/", intake.intake_file, name="intake_file"),
    path("so-trao-doi/", views.workbook_upload, name="workbook_upload"),
    path("tai-ve/", views.workbook_download, name="workbook_download"),
    path("mau/", views.workbook_template, name="workbook_template"),
    path("ket-qua/<int:pk>/", views.workbook_result, name="workbook_result"),
    path("ket-qua/<int:pk>/luu/", views.workbook_confirm, name="workbook_confirm"),
]

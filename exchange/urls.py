from django.urls import path

from exchange import views

urlpatterns = [
    path("", views.workbook_upload, name="workbook_upload"),
    path("tai-ve/", views.workbook_download, name="workbook_download"),
    path("mau/", views.workbook_template, name="workbook_template"),
    path("ket-qua/<int:pk>/", views.workbook_result, name="workbook_result"),
    path("ket-qua/<int:pk>/luu/", views.workbook_confirm, name="workbook_confirm"),
]

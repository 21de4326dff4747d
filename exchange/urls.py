from django.urls import path

from exchange import views

urlpatterns = [
    path("", views.workbook_upload, name="workbook_upload"),
    path("tai-ve/", views.workbook_download, name="workbook_download"),
    path("mau/", views.workbook_template, name="workbook_template"),
    path("cong-viec/<int:pk>/", views.job_detail, name="job_detail"),
    path("cong-viec/<int:pk>/luu/", views.workbook_confirm, name="workbook_confirm"),
    path("cong-viec/<int:pk>/tep/", views.job_file, name="job_file"),
]

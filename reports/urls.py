"""Addresses of the overview, the report and the figures."""

from django.urls import path

from reports import views

urlpatterns = [
    path("", views.home, name="home"),
    path("bao-cao/", views.summary, name="summary"),
    path("bao-cao/tai-ve/", views.summary_xlsx, name="summary_xlsx"),
    path("bao-cao/<str:code>/", views.figure, name="figure"),
    path("bao-cao/<str:code>/tai-ve/", views.figure_xlsx, name="figure_xlsx"),
]

"""Addresses of the overview, the report, the figures and the gauges."""

from django.urls import path

from reports import gauge_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("tong-quan/ton-tai/", gauge_views.difficulties, name="difficulties"),
    path("bao-cao/", views.summary, name="summary"),
    path("bao-cao/tai-ve/", views.summary_xlsx, name="summary_xlsx"),
    path("bao-cao/ton-tai/", gauge_views.gauges, name="gauges"),
    path("bao-cao/ton-tai/<str:code>/", gauge_views.gauge, name="gauge"),
    path("bao-cao/ton-tai/<str:code>/tai-ve/", gauge_views.gauge_xlsx, name="gauge_xlsx"),
    path("bao-cao/<str:code>/", views.figure, name="figure"),
    path("bao-cao/<str:code>/dien-bien/", views.figure_trend, name="figure_trend"),
    path("bao-cao/<str:code>/tai-ve/", views.figure_xlsx, name="figure_xlsx"),
]

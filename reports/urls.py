"""Addresses of the overview, the report, its periods, the figures and the gauges."""

from django.urls import path

from reports import gauge_views, period_views, unit_report_views, views


def _of_a_unit(at: str) -> list:
    """A unit's report: one key, so that deadlines, steps and the bell find it like any record."""
    return [
        path(at, unit_report_views.UnitReportDetail.as_view(), name="unit_report_detail"),
        path(f"{at}sua/", unit_report_views.UnitReportEdit.as_view(), name="unit_report_edit"),
        path(f"{at}lich-su/", unit_report_views.UnitReportHistory.as_view(), name="unit_report_history"),
        path(f"{at}buoc/<slug:step>/", unit_report_views.UnitReportAct.as_view(), name="unit_report_act"),
        path(f"{at}so-lieu/<str:code>/", unit_report_views.unit_report_figure, name="unit_report_figure"),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    path("bao-cao/", views.summary, name="summary"),
    path("bao-cao/tai-ve/", views.summary_xlsx, name="summary_xlsx"),
    path("bao-cao/ton-tai/", gauge_views.gauges, name="gauges"),
    path("bao-cao/ton-tai/<str:code>/", gauge_views.gauge, name="gauge"),
    path("bao-cao/ton-tai/<str:code>/tai-ve/", gauge_views.gauge_xlsx, name="gauge_xlsx"),
    path("bao-cao/ky/", period_views.period_list, name="period_list"),
    path("bao-cao/ky/moi/", period_views.PeriodCreate.as_view(), name="period_create"),
    path("bao-cao/ky/<int:pk>/", period_views.PeriodDetail.as_view(), name="period_detail"),
    path("bao-cao/ky/<int:pk>/sua/", period_views.PeriodEdit.as_view(), name="period_edit"),
    path("bao-cao/ky/<int:pk>/lich-su/", period_views.PeriodHistory.as_view(), name="period_history"),
    path("bao-cao/ky/<int:pk>/nhac/", period_views.period_remind, name="period_remind"),
    path("bao-cao/ky/<int:pk>/rut/", period_views.PeriodWithdraw.as_view(), name="period_withdraw"),
    path("bao-cao/ky/<int:pk>/buoc/<slug:step>/", period_views.PeriodAct.as_view(), name="period_act"),
    *_of_a_unit("bao-cao/ky/don-vi/<int:pk>/"),
    path("bao-cao/<str:code>/", views.figure, name="figure"),
    path("bao-cao/<str:code>/tai-ve/", views.figure_xlsx, name="figure_xlsx"),
]

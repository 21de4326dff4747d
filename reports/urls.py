"""Addresses of the overview, the report, its periods, text and versions, the figures and the gauges."""

from django.urls import path

from reports import (
    gauge_views,
    issue_views,
    paper_views,
    period_views,
    text_views,
    unit_report_views,
    views,
)


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
    path("tong-quan/ton-tai/", gauge_views.difficulties, name="difficulties"),
    path("bao-cao/", views.summary, name="summary"),
    path("bao-cao/tai-ve/", views.summary_xlsx, name="summary_xlsx"),
    path("bao-cao/tieng-anh/<str:kind>/", views.summary_english, name="summary_english"),
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
    path("bao-cao/ky/<int:pk>/soan/", text_views.report_text, name="report_text"),
    path("bao-cao/ky/<int:pk>/soan/<str:slot>/", text_views.report_slot, name="report_slot"),
    path("bao-cao/ky/<int:pk>/vi-du/", text_views.report_examples, name="report_examples"),
    path("bao-cao/ky/<int:pk>/du-thao/", text_views.report_preview, name="report_preview"),
    path("bao-cao/ky/<int:pk>/phat-hanh/", issue_views.report_issue, name="report_issue"),
    path("bao-cao/ky/<int:pk>/ban/", issue_views.report_issues, name="report_issues"),
    path("bao-cao/ky/<int:pk>/ban/<int:version>/", issue_views.issue_detail, name="issue_detail"),
    path(
        "bao-cao/ky/<int:pk>/ban/<int:version>/so-lieu/<str:code>/",
        issue_views.issue_figure,
        name="issue_figure",
    ),
    path("bao-cao/ky/<int:pk>/ban/<int:version>/tep/<str:kind>/", issue_views.issue_file, name="issue_file"),
    path("bao-cao/ky/<int:pk>/ban/<int:version>/thay-doi/", issue_views.issue_changes, name="issue_changes"),
    path(
        "bao-cao/ky/<int:pk>/ban/<int:version>/so-voi/<int:other>/", issue_views.issue_diff, name="issue_diff"
    ),
    path("bao-cao/giay/", paper_views.paper_report_list, name="paper_report_list"),
    path("bao-cao/giay/moi/", paper_views.paper_report_edit, name="paper_report_create"),
    path("bao-cao/giay/<int:pk>/", paper_views.paper_report_edit, name="paper_report_detail"),
    path("bao-cao/giay/<int:pk>/rut/", paper_views.paper_report_withdraw, name="paper_report_withdraw"),
    path("bao-cao/<str:code>/", views.figure, name="figure"),
    path("bao-cao/<str:code>/dien-bien/", views.figure_trend, name="figure_trend"),
    path("bao-cao/<str:code>/tai-ve/", views.figure_xlsx, name="figure_xlsx"),
]

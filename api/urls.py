"""Addresses of `/api/v1/`. A record type is here by its screen, which the site map has declared before."""

from django.urls import path

from api.beside import Files, History, Links
from api.description import Description, Page
from api.directory import Countries, Me
from api.figures import FigureRows, Figures, Indicators, OneFigure
from api.files import File
from api.issues import Issue, IssueFile, Issues
from api.lists import Records
from api.records import OneRecord
from api.shapes import is_kept, writes
from api.writing import OneRecordChanged, RecordsAndNew, Step, Withdraw
from core.records import Record
from core.screens import Screen, screens


def _of(screen: Screen) -> list:
    at = f"{screen.model.slug}/"
    found = [("", RecordsAndNew if writes(screen) else Records, "list")]
    if is_kept(screen):
        found += [
            ("<int:pk>/", OneRecordChanged if screen.form.base_fields else OneRecord, "detail"),
            ("<int:pk>/history/", History, "history"),
        ]
    if writes(screen):
        found.append(("<int:pk>/withdraw/", Withdraw, "withdraw"))
    if issubclass(screen.model, Record):
        found += [("<int:pk>/links/", Links, "links"), ("<int:pk>/attachments/", Files, "attachments")]
    if screen.transitions:
        found.append(("<int:pk>/steps/<slug:step>/", Step, "step"))
    return [
        path(f"{at}{tail}", view.as_view(screen=screen), name=f"api_{screen.model.slug}_{name}")
        for tail, view, name in found
    ]


urlpatterns = [
    path("", Me.as_view(), name="api_me"),
    path("schema/", Description.as_view(), name="api_schema"),
    path("docs/", Page.as_view(), name="api_docs"),
    *(address for screen in screens() for address in _of(screen)),
    path("attachments/<int:pk>/", File.as_view(), name="api_attachment"),
    path("countries/", Countries.as_view(), name="api_countries"),
    path("indicators/", Indicators.as_view(), name="api_indicators"),
    path("figures/", Figures.as_view(), name="api_figures"),
    path("figures/<slug:code>/", OneFigure.as_view(), name="api_figure"),
    path("figures/<slug:code>/rows/", FigureRows.as_view(), name="api_figure_rows"),
    path("period/<int:pk>/issues/", Issues.as_view(), name="api_issues"),
    path("period/<int:pk>/issues/<int:version>/", Issue.as_view(), name="api_issue"),
    path(
        "period/<int:pk>/issues/<int:version>/files/<slug:kind>/", IssueFile.as_view(), name="api_issue_file"
    ),
]

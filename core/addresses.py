"""The addresses every record type has, under its prefix."""

from django.urls import path

from core.bulk_pages import BulkAct, BulkResult
from core.choosing import ColumnChooser
from core.edit import RecordCreate, RecordEdit
from core.exports.views import RecordExport
from core.lists import RecordList
from core.panels import SendingPanel
from core.papers.printing import RecordPaper
from core.screens import Screen
from core.view_pages import ViewList, ViewPage
from core.views import RecordAct, RecordDetail, RecordHistory
from core.withdrawal import RecordRestore, RecordWithdraw

OF_A_LIST = (
    ("", RecordList, "list"),
    ("xuat/", RecordExport, "export"),
    ("cot/", ColumnChooser, "columns"),
    ("che-do-xem/", ViewList, "views"),
    ("che-do-xem/<int:view>/", ViewPage, "view"),
    ("hang-loat/", BulkAct, "bulk"),
    ("hang-loat/<int:job>/", BulkResult, "bulk_result"),
)
ADDRESSES = (
    *OF_A_LIST,
    ("them/", RecordCreate, "create"),
    ("<int:pk>/", RecordDetail, "detail"),
    ("<int:pk>/sua/", RecordEdit, "edit"),
    ("<int:pk>/lich-su/", RecordHistory, "history"),
    ("<int:pk>/xoa/", RecordWithdraw, "withdraw"),
    ("<int:pk>/khoi-phuc/", RecordRestore, "restore"),
)
WITH_LEAD = (("han-nop/", SendingPanel, "sending"),)
OF_A_PAPER = (("<int:pk>/van-ban/<slug:paper>/", RecordPaper, "paper"),)
OF_A_DOSSIER = (("<int:pk>/buoc/<slug:step>/", RecordAct, "act"),)


def addresses(prefix: str, screen: Screen) -> list:
    """`addresses("doan-ra/", OUTBOUND)` names them `outbound_list`, `outbound_detail`…"""
    wanted = [
        *ADDRESSES,
        *(OF_A_DOSSIER if screen.transitions else ()),
        *(OF_A_PAPER if screen.papers else ()),
        *(WITH_LEAD if screen.model.LEAD else ()),
    ]
    return _paths(prefix, screen, wanted)


def list_addresses(prefix: str, screen: Screen) -> list:
    """Of what is only listed: its rows open other records."""
    return _paths(prefix, screen, OF_A_LIST)


def _paths(prefix: str, screen: Screen, wanted) -> list:
    return [
        path(f"{prefix}{tail}", view.as_view(screen=screen), name=f"{screen.model.slug}_{name}")
        for tail, view, name in wanted
    ]

"""Sheet PL3: the agreements and cooperation papers signed."""

import datetime

from django.db.models import Prefetch

from agreements.indicators import ALL_SIGNINGS
from agreements.models import Agreement, Implementation, Scope
from agreements.states import effect_of
from core.papers.tree import DATE, GROUP, ORDINAL, Column, Page, Row, Table, Value
from reports.documents.cells import NONE_IN_PERIOD, SIGNATURES, joined, names, numbered, yes_no
from reports.services import part_rows
from reports.summary import Summary

COLUMNS = (
    Column("STT", ORDINAL, 5),
    Column("Cơ quan, đơn vị đề xuất ký", width=18),
    Column("Danh nghĩa ký", width=14),
    Column("Loại văn bản", width=14),
    Column("Tên văn bản", width=30),
    Column("Nước ký", width=12),
    Column("Tên đối tác", width=20),
    Column("Người ký (VN/đối tác)", width=18),
    Column("Ngày ký", DATE, 12),
    Column("Ngày hiệu lực", DATE, 12),
    Column("Thời hạn hiệu lực", DATE, 13),
    Column("Tình trạng hiệu lực", width=12),
    Column("Cấp có thẩm quyền phê duyệt (số, ngày)", width=18),
    Column("Có ủy quyền", width=8),
    Column("Nội dung chính", width=26),
    Column("Tình hình triển khai", width=22),
    Column("Ghi chú", width=12),
)


def agreements(summary: Summary, subtitle: str, *, user=None) -> Page:
    window = summary.selection.window
    found = part_rows(ALL_SIGNINGS, window, user=user).select_related("unit", "proposing_unit")
    done = Implementation.objects.filter(date__lte=window.end)
    papers = list(found.prefetch_related("partners", "countries", Prefetch("implementations", queryset=done)))
    rows: list[Row] = []
    for title, scope in (
        ("Thỏa thuận quốc tế", Scope.QUOC_TE),
        ("Văn bản hợp tác trong nước", Scope.TRONG_NUOC),
    ):
        mine = [paper for paper in papers if paper.scope == scope]
        if mine:
            rows.append(Row((None, title, *[None] * (len(COLUMNS) - 2)), GROUP))
            rows += numbered(_paper(paper, window.end) for paper in mine)
    table = Table(COLUMNS, tuple(rows), NONE_IN_PERIOD)
    return Page("PL3", "PHỤ LỤC III – THỎA THUẬN QUỐC TẾ, VĂN BẢN HỢP TÁC", subtitle, (table, SIGNATURES))


def _paper(paper: Agreement, day: datetime.date) -> tuple[Value, ...]:
    """`day` is the last of the period: the effect is told as it was then."""
    effect = effect_of(paper.state, paper.effective_date, paper.expiry_date, day)
    return (
        str(paper.proposing_unit or paper.unit or ""),
        paper.get_signing_name_display(),
        paper.get_kind_display(),
        paper.title,
        names(paper.countries.all()),
        names(paper.partners.all()),
        joined(paper.signer, paper.partner_signer, separator=" / "),
        paper.signed_on,
        paper.effective_date,
        paper.expiry_date or paper.get_term_display(),
        str(effect.label) if effect else paper.get_state_display(),
        joined(paper.permit_agency, paper.permit_number, paper.permit_date),
        yes_no(paper.authorised),
        paper.main_content,
        joined(
            *(joined(row.date, row.content, separator=": ") for row in paper.implementations.all()),
            separator="; ",
        ),
        paper.note,
    )

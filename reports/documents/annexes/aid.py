"""Sheet PL5: the aid under way, what was committed and what was disbursed."""

from decimal import Decimal

from django.db.models import Prefetch

from aid_projects.indicators import AID_UNDER_WAY
from aid_projects.models import AidProject
from core.papers.tree import NUMBER, ORDINAL, PERCENT, Column, Page, Table, Value
from core.text import match_key
from directory.models import Partner
from reports import catalogue
from reports.documents.cells import (
    NONE_IN_PERIOD,
    SIGNATURES,
    joined,
    names,
    numbered,
    span,
    with_details,
    with_total,
)
from reports.services import Number, breakdown, part_rows, percent
from reports.summary import Summary
from reports.wording import official

COLUMNS = (
    Column("STT", ORDINAL, 5),
    Column("Tên chương trình/dự án/phi dự án", width=26),
    Column("Loại", width=12),
    Column("Bên cung cấp viện trợ (nước, loại hình)", width=22),
    Column("Chủ khoản viện trợ", width=18),
    Column("Lĩnh vực", width=16),
    Column("Mục tiêu, nội dung chính", width=26),
    Column("Địa bàn", width=12),
    Column("Đối tượng hưởng lợi", width=14),
    Column("Thời gian thực hiện", width=13),
    Column("Quyết định phê duyệt (số, ngày, cơ quan)", width=16),
    Column("Giá trị cam kết (nguyên tệ)", width=16),
    Column("Quy đổi USD", NUMBER, 14),
    Column("Vốn đối ứng (triệu đồng)", NUMBER, 13),
    Column("Giải ngân trong kỳ (USD)", NUMBER, 13),
    Column("Lũy kế giải ngân (USD)", NUMBER, 13),
    Column("Tỷ lệ giải ngân (%)", PERCENT, 9),
    Column("Hình thức (tiền/hàng hóa/chuyên gia)", width=14),
    Column("Kết quả, khó khăn", width=20),
    Column("Ghi chú", width=12),
)
MILLION = Decimal(1_000_000)


def aid(summary: Summary, subtitle: str, *, user=None) -> Page:
    window, figures = summary.selection.window, summary.figures
    donors = Prefetch("donors", queryset=Partner.objects.select_related("country"))
    progress = Prefetch("progress_reports", to_attr="progress_kept")
    found = part_rows(AID_UNDER_WAY, window, user=user).select_related("unit")
    paid = breakdown(catalogue.chosen("VT06", "VT07"), "record", window, user=user)
    by_aid = {each.key: each.values for each in paid}
    nothing = {"VT06": Decimal("0.00"), "VT07": Decimal("0.00")}
    rows = numbered(
        _aid(each, by_aid.get(each.pk, nothing), summary.selection.period.code)
        for each in found.prefetch_related(donors, "forms", progress)
    )
    committed, disbursed = figures["VT05"].value, figures["VT07"].value
    sums: dict[int, Value] = {
        12: committed,
        13: in_millions(figures["VT08"].value),
        14: figures["VT06"].value,
        15: disbursed,
        16: percent(disbursed, committed),
    }
    table = Table(COLUMNS, with_total(rows, len(COLUMNS), sums), NONE_IN_PERIOD)
    return Page("PL5", "PHỤ LỤC V – CHƯƠNG TRÌNH, DỰ ÁN, PHI DỰ ÁN VIỆN TRỢ", subtitle, (table, SIGNATURES))


def in_millions(dong: Number | None) -> Decimal | None:
    """Counterpart funds are told in millions of đồng."""
    return None if dong is None else Decimal(dong) / MILLION


def _donor(partner: Partner) -> str:
    return with_details(partner, partner.country, partner.get_kind_display())


def _aid(aid: AidProject, paid: dict[str, Number], period: str) -> tuple[Value, ...]:
    return (
        aid.title,
        aid.get_kind_display(),
        names(_donor(donor) for donor in aid.donors.all()),
        str(aid.unit),
        aid.get_fields_display(),
        joined(aid.objective, aid.content, separator=". "),
        aid.area,
        aid.get_beneficiaries_display(),
        span(aid.start_date, aid.end_date),
        joined(aid.permit_number, aid.permit_date, aid.permit_agency),
        _original(aid),
        aid.value_usd,
        in_millions(aid.counterpart),
        paid["VT06"],
        paid["VT07"],
        percent(paid["VT07"], aid.value_usd or 0),
        names(row.get_form_display() for row in aid.forms.all()),
        _progress(aid, period),
        aid.note,
    )


def _original(aid: AidProject) -> str:
    return joined(official(aid.value), aid.currency, separator=" ") if aid.value is not None else ""


def _progress(aid: AidProject, period: str) -> str:
    """What was reported for this period."""
    mine = [row for row in aid.progress_kept if match_key(row.period) == match_key(period)]
    return joined(*(joined(row.results, row.difficulties, separator=". ") for row in mine), separator=". ")

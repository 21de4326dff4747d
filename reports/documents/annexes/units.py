"""Sheet PL7: what each unit did, those without activity included."""

from core.papers.tree import NUMBER, ORDINAL, Column, Page, Table, Value
from core.text import vietnamese_sort_key
from directory.indicators import ALL_UNITS
from reports import catalogue
from reports.documents.cells import NONE_IN_PERIOD, SIGNATURES, numbered, with_total
from reports.gauges.timeliness import reported_in_time
from reports.services import Slice, part_rows
from reports.summary import Summary

_OUT, _IN = "Đoàn ra", "Đoàn vào"
COLUMNS = (
    Column("STT", ORDINAL, 6),
    Column("Đơn vị", width=46),
    Column("Số đoàn", NUMBER, 9, (_OUT,)),
    Column("Số lượt", NUMBER, 9, (_OUT,)),
    Column("Số người", NUMBER, 9, (_OUT,)),
    Column("Số đoàn", NUMBER, 9, (_IN,)),
    Column("Số lượt khách", NUMBER, 10, (_IN,)),
    Column("TTQT", NUMBER, 9),
    Column("HNHT", NUMBER, 9),
    Column("Dự án", NUMBER, 9),
    Column("Chậm/gấp", NUMBER, 10),
    Column("Nộp báo cáo đúng hạn (Có/Không)", width=16),
)
NO_UNIT, UNKNOWN = "Không ghi đơn vị", "—"
IN_TIME = {True: "Có", False: "Không"}


def units(summary: Summary, subtitle: str, *, user=None) -> Page:
    codes = tuple(catalogue.BY_UNIT)
    in_time = reported_in_time(summary.selection.window, user)
    rows = numbered(
        (
            each.label or NO_UNIT,
            *(each.values[code] for code in codes),
            IN_TIME.get(in_time.get(each.key), UNKNOWN),
        )
        for each in _with_idle(summary, user)
    )
    sums: dict[int, Value] = {place: summary.figures[code].value for place, code in enumerate(codes, start=2)}
    table = Table(COLUMNS, with_total(rows, len(COLUMNS), sums), NONE_IN_PERIOD)
    return Page("PL7", "Thống kê theo đơn vị", subtitle, (table, SIGNATURES))


def _with_idle(summary: Summary, user) -> list[Slice]:
    """The units with activity and, between them in Vietnamese order, those that exist without any."""
    active = {each.key: each for each in summary.units}
    zero = dict.fromkeys(catalogue.BY_UNIT, 0)
    idle = [
        Slice(unit.pk, str(unit), dict(zero))
        for unit in part_rows(ALL_UNITS, summary.selection.window, user=user)
        if unit.pk not in active
    ]
    return sorted(
        [*active.values(), *idle], key=lambda each: (each.key is None, vietnamese_sort_key(each.label))
    )

"""What the summary sheet draws: the main figures beside last year's, the months, the countries. Always Vietnamese."""

from collections.abc import Iterable

from core.papers.tree import NUMBER, Chart, Column, Row, Table
from reports import catalogue
from reports.services import Slice, breakdown
from reports.summary import Summary

MAIN = {
    "DR01": "Đoàn ra",
    "DV01": "Đoàn vào",
    "TT01": "Thỏa thuận quốc tế",
    "HN01": "Hội nghị, hội thảo",
    "VT01": "Viện trợ",
}
TRAFFIC = {"DR01": "Đoàn ra", "DV01": "Đoàn vào"}
MOST_MONTHS, MOST_COUNTRIES = 13, 10
"""A year by the decree touches thirteen months; longer periods are drawn by year."""


def charts(summary: Summary, user) -> tuple[Chart, ...]:
    """Those that have something to show."""
    window = summary.selection.window
    counted = catalogue.chosen(*TRAFFIC)
    months = sorted(breakdown(counted, "month", window, user=user), key=lambda each: each.key)
    countries = sorted(
        breakdown(counted, "country", window, user=user),
        key=lambda each: (-sum(each.values.values()), each.label),
    )
    made = (
        _main(summary),
        Chart("Đoàn ra, đoàn vào theo thời gian", _traffic("Thời gian", _by_time(months))),
        Chart(
            "Các nước, vùng lãnh thổ có nhiều đoàn nhất",
            _traffic("Nước, vùng lãnh thổ", [_row(each.label, each) for each in countries[:MOST_COUNTRIES]]),
            across=True,
        ),
    )
    return tuple(chart for chart in made if chart.table.rows)


def _main(summary: Summary) -> Chart:
    year = summary.selection.period.year
    columns = (
        Column("Hoạt động", width=24),
        Column(f"Cùng kỳ {year - 1}", NUMBER, 13),
        Column("Kỳ báo cáo", NUMBER, 13),
    )
    rows = tuple(
        Row((name, summary.figures[code].previous, summary.figures[code].value))
        for code, name in MAIN.items()
    )
    return Chart("Kết quả chính so với cùng kỳ", Table(columns, rows))


def _traffic(title: str, rows: Iterable[Row]) -> Table:
    counted = (Column(name, NUMBER, 13) for name in TRAFFIC.values())
    return Table((Column(title, width=24), *counted), tuple(rows))


def _row(label: str, *slices: Slice) -> Row:
    return Row((label, *(sum(each.values[code] for each in slices) for code in TRAFFIC)))


def _by_time(months: list[Slice]) -> list[Row]:
    """The months from the first to the last with anything, those without between them too; of a long time, years."""
    if not months:
        return []
    found = {(each.key.year, each.key.month): [each] for each in months}
    (year, month), last = min(found), max(found)
    spans = []
    while (year, month) <= last:
        spans.append((year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if len(spans) <= MOST_MONTHS:
        return [_row(f"{month:02d}/{year}", *found.get((year, month), ())) for year, month in spans]
    years = dict.fromkeys(year for year, _month in spans)
    return [_row(str(year), *(each for each in months if each.key.year == year)) for year in years]

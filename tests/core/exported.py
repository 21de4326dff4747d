"""Lists written to files and read again, for the tests of exports."""

import csv
import datetime
import io

from openpyxl import load_workbook

from core.exports import excel, separated
from core.exports.about import About
from core.exports.table import DATE, NUMBER, Head, Table

AT = datetime.datetime(2026, 3, 5, 14, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
HEADS = (Head("Nội dung"), Head("Ngày", DATE, 12), Head("Số", NUMBER, 16, "#,##0.00"))
LINES = 6


def told(**changes) -> About:
    return About(
        **{
            "title": "Đoàn ra",
            "who": "Nguyễn Văn An (Bệnh viện Tim)",
            "login": "an.nv",
            "at": AT,
            "filters": ("Trạng thái: Nháp", "Từ ngày: 01/03/2026"),
            "count": 1,
            **changes,
        }
    )


def table(*rows, heads=HEADS, **changes) -> Table:
    chunks = [list(zip(*rows, strict=True))] if rows else []
    return Table(told(**changes), heads, chunks)


def book(made: Table, tmp_path):
    excel.write(made, tmp_path / "list.xlsx")
    return load_workbook(tmp_path / "list.xlsx").active


def separate(made: Table) -> list[list[str]]:
    text = b"".join(separated.pieces(made)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))

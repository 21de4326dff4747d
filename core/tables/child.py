"""Turns a stranger's table into JSON lines, in a process that may die: `python -m core.tables.child PATH KIND`.

The lines are those of core.workbook.child, with one more after the rows of a sheet:

    {"merged": [[top, left, bottom, right], …]}      its merged areas, from 0

This module must import no Django.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from core.sandbox import limit
from core.tables import text
from core.tables.opendocument import Marks, marks
from core.workbook.child import (
    CPU_SECONDS,
    MAX_COLUMN,
    MAX_SHEETS,
    Problems,
    Refused,
    check_limits,
    check_sheet,
    problem_cells,
    rows,
    worksheet_parts,
    write_lines,
)

MAX_CELLS = 1_000_000
"""Filled cells and the empty ones to their left, in all sheets; merged areas count whole."""
MAX_MERGES = 50_000
MEMORY = 640 * 1024 * 1024

Area = tuple[int, int, int, int]


class Budget:
    """The cells that may still be written."""

    def __init__(self) -> None:
        self.left = MAX_CELLS

    def spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise Refused("too_big")


def lines(path: str, kind: str) -> Iterator[object]:
    """What is written, line by line; raises Refused, or whatever the parsers raise."""
    budget = Budget()
    if kind == "csv":
        yield from _csv(path, budget)
    else:
        yield from _workbook(path, kind, budget)
    yield {"end": True}


def _csv(path: str, budget: Budget) -> Iterator[object]:
    try:
        content = text.decode(Path(path).read_bytes())
        yield ""
        for number, row in enumerate(text.rows(content), start=1):
            check_limits("", number, len(row))
            budget.spend(len(row) + 1)
            yield row
    except text.NotText:
        raise Refused("no_text") from None


def _workbook(path: str, kind: str, budget: Budget) -> Iterator[object]:
    problems, areas = _of_xml(path, kind)
    try:
        workbook = CalamineWorkbook.from_path(path)
    except PasswordError:
        raise Refused("password") from None
    except CalamineError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from None
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > MAX_SHEETS:
        raise Refused("sheets")
    for metadata in sheets:
        if kind != "xls" and metadata.name not in areas:
            raise Refused("damaged")
        sheet = workbook.get_sheet_by_name(metadata.name)
        yield metadata.name
        height = width = 0
        for row in rows(sheet, problems.get(metadata.name, {})):
            budget.spend(len(row) + 1)
            height, width = height + 1, max(width, len(row))
            yield row
        yield {"merged": _clipped(_areas(sheet, areas.get(metadata.name)), height, width, budget)}


def _of_xml(path: str, kind: str) -> tuple[dict[str, Problems], dict[str, list[Area] | None]]:
    """What the parser does not tell, by sheet: cells that show errors; merged areas where it has none."""
    if kind == "xls":
        return {}, {}
    with ZipFile(path) as package:
        if kind == "ods":
            found: dict[str, Marks] = marks(package)
            return (
                {name: mark.problems for name, mark in found.items()},
                {name: mark.areas for name, mark in found.items()},
            )
        parts = worksheet_parts(package)
        problems: dict[str, Problems] = {}
        for title, part in parts.items():
            with package.open(part) as stream:
                suspect = check_sheet(stream, title)
            if suspect:
                with package.open(part) as stream:
                    problems[title] = problem_cells(stream)
        return problems, dict.fromkeys(parts)


def _areas(sheet: CalamineSheet, found: list[Area] | None) -> list[Area]:
    if found is not None:
        return found
    return [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]


def _clipped(areas: list[Area], height: int, width: int, budget: Budget) -> list[Area]:
    """The areas as far as the sheet is filled."""
    kept = []
    for top, left, bottom, right in areas:
        bottom, right = min(bottom, height - 1), min(right, width - 1, MAX_COLUMN - 1)
        if top <= bottom and left <= right:
            budget.spend((bottom - top + 1) * (right - left + 1))
            kept.append((top, left, bottom, right))
    if len(kept) > MAX_MERGES:
        raise Refused("too_big")
    return kept


if __name__ == "__main__":
    limit(memory=MEMORY, cpu_seconds=CPU_SECONDS)
    write_lines(lambda: lines(sys.argv[1], sys.argv[2]), sys.stdout.buffer)

"""Turns an .xlsx file into JSON lines, in a process that may die: `python -m core.workbook.child PATH`.

A 5 kB file can make the parser ask for 549 GB and abort, so it runs here, under limits, and never in a web process.
This module must import no Django. It writes one line for each thing, in order:

    "Sheet title"                     a sheet begins
    [cell, cell, …]                   its next row, from column A, without the empty cells at its end
    {"end": true}                     the last line of a workbook read to its end
    {"refused": reason, …}            or the last line of one that was not; `core.workbook.read` has the sentences

A cell is null, true, false, a number, a string, {"date": iso}, {"datetime": iso} or {"formula": text}.
"""

import json
import posixpath
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from io import BufferedIOBase
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from core.sandbox import limit

MAX_SHEETS = 100
MAX_ROW = 50_000
MAX_COLUMN = 200  # GR
MAX_CELLS = 3_000_000  # filled ones, and the empty ones to their left, in all sheets
MAX_OUTPUT = 128 * 1024 * 1024
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 60

Problems = dict[int, dict[int, object]]  # row → column → what the cell shows instead of a value, from 0


class Refused(Exception):
    """The workbook is not to be read; `details` are the JSON line that says why."""

    def __init__(self, reason: str, **details: str) -> None:
        super().__init__(reason)
        self.details = {"refused": reason, **details}


# --- the parts of the package -------------------------------------------------------------------


def _parse(stream: IO[bytes], start: Callable[[str, dict[str, str]], None], **handlers: Any) -> None:
    """Stream XML through expat: element names without namespace; no entity of the file's own is followed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    for name, handler in handlers.items():
        setattr(parser, name, handler)

    def refuse_entity(*_declaration: object) -> None:
        raise Refused("damaged")

    parser.EntityDeclHandler = refuse_entity
    parser.ParseFile(stream)


_RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATION_ID = "http://purl.oclc.org/ooxml/officeDocument/relationships id"


def worksheet_parts(package: ZipFile) -> dict[str, str]:
    """Title → part of the package, of the worksheets only."""
    names = {name.lower(): name for name in package.namelist()}
    sheets: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = attributes.get(_RELATION_ID) or attributes.get(_STRICT_RELATION_ID) or ""
            sheets.append((attributes.get("name", ""), relation))

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    with package.open(names["xl/workbook.xml"]) as stream:
        _parse(stream, sheet)
    with package.open(names["xl/_rels/workbook.xml.rels"]) as stream:
        _parse(stream, relation)
    if len(sheets) > MAX_SHEETS:
        raise Refused("sheets")
    if len({title.casefold() for title, _relation in sheets}) < len(sheets):
        raise Refused("damaged")
    parts = {title: _part(names, targets[relation]) for title, relation in sheets if relation in targets}
    if not all(parts.values()):
        raise Refused("damaged")
    return parts


def _part(names: dict[str, str], target: str) -> str:
    """The part a relation of the workbook points to: relative to `xl/`, from the root, or `xl/…` by mistake."""
    path = posixpath.normpath(posixpath.join("/xl", target.lower()))[1:]
    return names.get(path) or names.get(target.lower(), "")


# --- the check before the parser sees a sheet ---------------------------------------------------

# an attribute r="…" that may lie beyond the limits: a column after GR, a row from 50000; and the tags it counts in
_FAR = re.compile(
    rb"""\sr\s*=\s*["']\s*((?:[Gg][S-Zs-z]|[H-Zh-z][A-Za-z]|[A-Za-z]{3,})\d+"""
    rb"""|[A-Za-z]*0*(?:[5-9]\d{4}|[1-9]\d{5,}))\s*["']"""
)
_CELL_OR_ROW = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)\s")
# an error or a formula, whose value the parser may leave out without a word
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")
_CHUNK, _OVERLAP = 1024 * 1024, 64 * 1024
_REFERENCE = re.compile(r"([A-Za-z]*)(\d+)", re.ASCII)


def position(reference: str) -> tuple[int, int]:
    """Row and column, counted from 1, of `B7`; column 0 of `7`. Raises Refused for anything else."""
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None:
        raise Refused("damaged")
    column = 0
    for letter in match[1][:8].upper():  # eight letters are far enough
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2].lstrip("0")[:18] or "0"), column


def column_letters(column: int) -> str:
    """`GR` of 200."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def check_limits(title: str, row: int, column: int) -> None:
    """Raise Refused where a sheet reaches further than we read."""
    if row > MAX_ROW:
        raise Refused("rows", sheet=title, reached=str(row))
    if column > MAX_COLUMN:
        raise Refused("columns", sheet=title, reached=column_letters(column))


def check_sheet(stream: IO[bytes], title: str) -> bool:
    """Stream a worksheet's XML past the limits; whether it holds errors or formulas to look at one by one.

    Raises Refused for a row or cell beyond the limits. A position that is not written out (a cell without `r`)
    passes here and is met by the limits of this process.
    """
    suspect, tail = False, b""
    while chunk := stream.read(_CHUNK):
        block = tail + chunk
        if not tail and b"\0" in block[:64]:
            raise Refused("damaged")  # UTF-16: no spreadsheet program writes it
        for far in _FAR.finditer(block):
            if _CELL_OR_ROW.match(block, max(block.rfind(b"<", 0, far.start() + 1), 0)):
                check_limits(title, *position(far[1].decode("ascii")))
        suspect = suspect or bool(_ERROR.search(block) or _FORMULA.search(block))
        tail = block[max(block.rfind(b"<"), len(block) - _OVERLAP, 0) :]
    return suspect


def problem_cells(stream: IO[bytes]) -> Problems:
    """The cells that show an Excel error (its text) or hold a formula without its result ({"formula": …})."""
    found: Problems = {}
    row = column = count = 0
    kind = ""
    text: dict[str, str] = {}  # of the elements f and v of the current cell
    inside = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, inside
        if name == "row":
            row, column = position(attributes["r"])[0] if "r" in attributes else row + 1, 0
        elif name == "c":
            row, column = position(attributes["r"]) if "r" in attributes else (row, column + 1)
            kind = attributes.get("t", "")
            text.clear()
        elif name in ("f", "v"):
            inside = name
            text.setdefault(name, "")

    def characters(data: str) -> None:
        if inside:
            text[inside] += data

    def end(name: str) -> None:
        nonlocal inside, count
        inside = ""
        if name.rpartition(" ")[2] != "c":
            return
        if kind == "e":
            problem: object = text.get("v") or "#N/A"
        elif "f" in text and not text.get("v") and not (kind == "str" and "v" in text):
            problem = {"formula": "=" + text["f"]}
        else:
            return
        count += 1
        if row > MAX_ROW or column > MAX_COLUMN or count > MAX_CELLS:
            raise Refused("too_big")
        found.setdefault(row - 1, {})[column - 1] = problem

    _parse(stream, start, CharacterDataHandler=characters, EndElementHandler=end)
    return found


# --- rows and cells -----------------------------------------------------------------------------


def rows(sheet: CalamineSheet, problems: Problems) -> Iterator[list[object]]:
    """The rows of a sheet from its first row, with the cells of `problems` put in; an empty row is []."""
    number = -1
    if sheet.start is not None:
        check_limits(sheet.name, sheet.start[0] + sheet.height, sheet.start[1] + sheet.width)
        indent: list[object] = [None] * sheet.start[1]
        for number, cells in enumerate(sheet.iter_rows()):
            row = _filled(cells, indent)
            yield _with_problems(row, problems[number]) if number in problems else row
    for later in range(number + 1, max(problems, default=-1) + 1):
        yield _with_problems([], problems.get(later, {}))


def _filled(cells: list[Any], indent: list[object]) -> list[object]:
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return indent + [_PLAIN[type(cell)](cell) for cell in cells[:end]] if end else []


def _with_problems(row: list[object], problems: dict[int, object]) -> list[object]:
    row = row + [None] * (max(problems, default=-1) + 1 - len(row))
    for column, problem in problems.items():
        row[column] = problem
    return row


def _hours(duration: timedelta) -> str:
    minutes, seconds = divmod(abs(round(duration.total_seconds())), 60)
    sign = "-" if duration < timedelta() else ""
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


_PLAIN: dict[type, Callable[[Any], object]] = {
    str: lambda cell: cell or None,
    bool: lambda cell: cell,
    int: lambda cell: cell,
    float: lambda cell: cell,
    date: lambda cell: {"date": cell.isoformat()},
    datetime: lambda cell: {"datetime": cell.isoformat()},
    time: lambda cell: cell.strftime("%H:%M:%S"),
    timedelta: _hours,
}


# --- the process --------------------------------------------------------------------------------


def lines(path: str) -> Iterator[object]:
    """What is written, line by line; raises Refused, or whatever the parsers raise."""
    problems: dict[str, Problems] = {}
    with ZipFile(path) as package:
        parts = worksheet_parts(package)
        for title, part in parts.items():
            with package.open(part) as stream:
                suspect = check_sheet(stream, title)
            if suspect:
                with package.open(part) as stream:
                    problems[title] = problem_cells(stream)
    workbook = CalamineWorkbook.from_path(path)
    cells = 0
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.name not in parts:
            raise Refused("damaged")
        yield sheet.name
        for row in rows(workbook.get_sheet_by_name(sheet.name), problems.get(sheet.name, {})):
            cells += len(row) + 1
            if cells > MAX_CELLS:
                raise Refused("too_big")
            yield row
    yield {"end": True}


def write(path: str, output: BufferedIOBase | IO[bytes]) -> None:
    """Write the lines of the workbook at `path`."""
    write_lines(lambda: lines(path), output)


def write_lines(found: Callable[[], Iterator[object]], output: BufferedIOBase | IO[bytes]) -> None:
    """Write what `found()` yields; a failure of any kind is a last line that says so."""
    written = 0
    try:
        for line in found():
            data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            written += len(data)
            if written > MAX_OUTPUT:
                raise Refused("too_big")
            output.write(data)
    except Refused as refused:
        output.write(json.dumps(refused.details).encode() + b"\n")
    except MemoryError:
        output.write(b'{"refused": "too_big"}\n')
    except BaseException:  # a panic of the parser is no Exception
        output.write(b'{"refused": "damaged"}\n')


if __name__ == "__main__":
    limit(memory=MEMORY, cpu_seconds=CPU_SECONDS)
    write(sys.argv[1], sys.stdout.buffer)

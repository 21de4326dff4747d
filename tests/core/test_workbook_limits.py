"""Workbooks too large to be read, and those made to be."""

import os

import openpyxl
import pytest

from core.workbook import child, package
from core.workbook.read import read_workbook
from tests.core.workbooks import (
    DAMAGED,
    FAR_LARGER,
    PARTS,
    TOO_BIG,
    packed,
    refusal,
    saved,
    too_many_columns,
    too_many_rows,
)


def test_a_hundred_sheets_and_no_more(tmp_path):
    workbook = openpyxl.Workbook()
    for number in range(2, 101):
        workbook.create_sheet(f"S{number}")
    workbook.save(tmp_path / "s.xlsx")
    assert len(read_workbook(tmp_path / "s.xlsx")) == 100
    workbook.create_sheet("one more")
    workbook.save(tmp_path / "s.xlsx")
    assert refusal(tmp_path / "s.xlsx") == "The workbook has more than 100 sheets."


def test_the_last_row_and_column_allowed(tmp_path):
    sheets = read_workbook(saved(tmp_path, {"GR1": "end", "A50000": "bottom"}))
    assert (len(sheets["Sheet"]), sheets["Sheet"][0], sheets["Sheet"][-1]) == (
        50_000,
        [*[None] * 199, "end"],
        ["bottom"],
    )
    assert [child.column_letters(n) for n in (1, 26, 27, 200, 16384)] == ["A", "Z", "AA", "GR", "XFD"]
    assert [child.position(r) for r in ("A1", "gr50000", "7", "XFD1")] == [
        (1, 1),
        (50000, 200),
        (7, 0),
        (1, 16384),
    ]


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("GS1", too_many_columns("GS")),
        ("AAA1", too_many_columns("AAA")),
        ("A50001", too_many_rows(50001)),
        ("XFD1048576", too_many_rows(1048576)),
        ("CV1048576", too_many_rows(1048576)),
    ],
)
def test_a_cell_beyond_the_limits(tmp_path, reference, reason):
    assert refusal(saved(tmp_path, {"A1": 1, reference: 1})) == reason.format("Sheet")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c><c s="1" r = \'xfd1048576\'><v>1</v></c></row>',
            too_many_rows(1048576),
        ),
        ('<row r="1048576"><c><v>1</v></c></row>', too_many_rows(1048576)),
        (
            f'<row r="1"><c r="A1"><v>1</v></c></row><row {" " * 200_000} r="1048576"><c><v>1</v></c></row>',
            too_many_rows(1048576),
        ),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="0000000000000099999"/>', too_many_rows(99999)),
        (f'<row r="1{"0" * 30}"><c><v>1</v></c></row>', too_many_rows(10**17)),
        (f'<row r="1"><c r="{"A" * 30_000}1"><v>1</v></c></row>', too_many_columns("AAAAAAAA")),
        (
            '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
            + "<row/>" * 60_000
            + "<row><c><v>1</v></c></row>",
            too_many_rows(60002),
        ),
        (f"<row><c><v>1</v></c>{'<c><v>1</v></c>' * 200}</row>", too_many_columns("GS")),
    ],
    ids=["cell", "row", "spaces", "zeros", "digits", "letters", "rows unnumbered", "cells unnumbered"],
)
def test_bombs_with_a_far_cell(tmp_path, rows, reason):
    assert refusal(packed(tmp_path, rows)) == reason.format("S")


def test_a_bomb_of_too_many_cells(tmp_path, monkeypatch):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="GR{n}"><v>1</v></c></row>' for n in range(1, 15_501)
    )
    assert refusal(packed(tmp_path, rows)) == TOO_BIG


def test_a_bomb_that_takes_more_memory_than_the_child_may(tmp_path):
    text = "x" * 30_000  # one shared string, named by 50,000 cells
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'
    )
    relation = (
        '<Relationship Id="rId9" Target="sharedStrings.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 50_001))
    parts = {
        "xl/sharedStrings.xml": strings,
        "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>", relation
        ),
    }
    assert refusal(packed(tmp_path, rows, **parts)) == TOO_BIG


def test_entities_of_the_file_are_not_followed(tmp_path):
    workbook = '<!DOCTYPE w [<!ENTITY a "S">]>' + PARTS["xl/workbook.xml"].replace('"S"', '"&a;"')
    assert refusal(packed(tmp_path, **{"xl/workbook.xml": workbook})) == DAMAGED


def test_a_zip_bomb(tmp_path):
    assert refusal(packed(tmp_path, **{"xl/media/image.bin": bytes(5 * 1024 * 1024)})) == FAR_LARGER


def test_a_package_that_unpacks_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MAX_UNPACKED", 10_000)
    assert refusal(packed(tmp_path, **{"xl/media/image.bin": os.urandom(10_000)})) == FAR_LARGER

"""Workbooks made for the tests of the reader: by openpyxl, by hand, of any bytes."""

import zipfile

import openpyxl
import pytest

from core.workbook.read import WorkbookRefused, read_workbook

DAMAGED = "The file is damaged. Open it in Excel, save it again and try again."
TOO_BIG = "The workbook is too large or too complicated to read. Split it into smaller files."
FAR_LARGER = "The file unpacks to far more than a workbook of this system ever holds."
MACROS = "The workbook contains macros. Save it in Excel as .xlsx, without macros."


def refusal(path, name=None):
    """The sentence with which the file is refused."""
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(path, name)
    return str(refused.value)


def saved(tmp_path, cells, number_formats=()):
    """An .xlsx whose sheet `Sheet` holds {reference: value}."""
    workbook = openpyxl.Workbook()
    for reference, value in cells.items():
        workbook.active[reference] = value
    for reference, number_format in dict(number_formats).items():
        workbook.active[reference].number_format = number_format
    workbook.save(tmp_path / "saved.xlsx")
    return tmp_path / "saved.xlsx"


def too_many_rows(row):
    return (
        f"Sheet “{{}}” reaches row {row}; at most 50000 rows are read. "
        "Delete the rows below the data, save the file and try again."
    )


def too_many_columns(column):
    return (
        f"Sheet “{{}}” reaches column {column}; at most column GR is read. "
        "Delete the columns right of the data, save the file and try again."
    )


PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    ),
}
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def packed(tmp_path, rows="", *, compression=zipfile.ZIP_DEFLATED, **parts):
    """An .xlsx of raw parts: `rows` is the sheet's XML; a part given as None is left out."""
    parts = PARTS | {"xl/worksheets/sheet1.xml": HEAD + rows + TAIL} | parts
    with zipfile.ZipFile(tmp_path / "packed.xlsx", "w", compression) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return tmp_path / "packed.xlsx"


def stored(tmp_path, content, name="tệp.xlsx"):
    (tmp_path / name).write_bytes(content)
    return tmp_path / name

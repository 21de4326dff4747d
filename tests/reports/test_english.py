"""The figures in English: no Vietnamese heading, the same numbers."""

import io

import pytest
from django.utils.translation import override
from docx import Document as Word
from openpyxl import load_workbook
from pypdf import PdfReader

from reports import catalogue
from reports.documents.english import english_set
from reports.periods import parse
from reports.selection import Selection
from reports.summary import summarise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanoi")]


@pytest.fixture
def summary():
    return summarise(Selection(parse("2024-H1")))


def test_three_files_are_named_and_the_same_in_any_language(summary):
    with override("vi"):
        files = english_set(summary)
    assert {kind: name for kind, (name, _content) in files.items()} == {
        kind: f"BC_doi_ngoai_6T1_2024_en.{kind}" for kind in ("docx", "pdf", "xlsx")
    }
    with override("en"):
        assert english_set(summary) == files


def test_every_figure_stands_under_its_english_name(summary):
    files = {kind: io.BytesIO(content) for kind, (_name, content) in english_set(summary).items()}
    with override("en"):
        expected = {str(each.label): summary.figures[each.code].value for each in catalogue.INDICATORS}
    sheet = load_workbook(files["xlsx"])["Summary"]
    assert {
        row[1].value: row[4].value for row in sheet.iter_rows(min_row=8) if row[4].value is not None
    } == expected
    (table,) = Word(files["docx"]).tables
    told = {row.cells[1].text: row.cells[4].text for row in table.rows[1:]}
    assert {name: told[name] for name in expected} == {name: f"{value:,}" for name, value in expected.items()}
    reader = PdfReader(files["pdf"])
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "SUMMARY OF EXTERNAL AFFAIRS RESULTS" in text and "2,229,000.00" in text
    assert "Chỉ tiêu" not in text and "đoàn" not in text.lower()

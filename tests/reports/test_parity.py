"""One dictionary, three files: every figure read back from Word, PDF, Excel and JSON, and counted again from its rows."""

import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db.models import F
from docx import Document as Word
from openpyxl import load_workbook
from pypdf import PdfReader

from core.indicators.windows import DEPARTURE
from core.papers.words import shown
from directory.models import Unit
from reports import catalogue
from reports.documents.files import write_set
from reports.documents.paper import usual_head
from reports.periods import CALENDAR, parse
from reports.selection import Selection
from reports.services import figures, narrowed_figure, rows
from reports.summary import summarise
from reports.text.narrative import draft
from tests.factories import people
from tests.reports.test_hanoi import DECREE_FIGURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanoi")]
H1 = Selection(parse("2024-H1"))


# --- the files ----------------------------------------------------------------------------------


def files_of(summary) -> dict[str, io.BytesIO]:
    made = write_set(summary, draft(summary), usual_head(summary))
    return {kind: io.BytesIO(content) for kind, (_name, content) in made.items()}


def written(figure) -> tuple[str, ...]:
    """A figure as the summary table writes it on paper."""
    rate = "—" if figure.rate is None else shown(figure.rate)
    return (
        str(figure.indicator.label), str(figure.indicator.unit), shown(figure.previous), shown(figure.value),
        shown(figure.change), rate,
    )  # fmt: skip


def as_told(value):
    """A number of a workbook, which knows floats alone."""
    return value if value is None else Decimal(str(value))


@pytest.mark.parametrize(
    "selection", [H1, Selection(parse("2024-H1", CALENDAR), DEPARTURE), Selection(parse("2024"))], ids=str
)
def test_word_pdf_excel_and_json_tell_the_same(selection, capsys):
    summary = summarise(selection)
    expected = summary.figures
    assert list(expected) == list(catalogue.BY_CODE) and len(expected) == 42
    files = files_of(summary)

    table = Word(files["docx"]).tables[2]
    in_word = {
        cells[1]: tuple(cells[1:7]) for cells in ([cell.text for cell in row.cells] for row in table.rows)
    }
    assert {code: in_word[str(figure.indicator.label)] for code, figure in expected.items()} == {
        code: written(figure) for code, figure in expected.items()
    }

    text = "".join("".join(page.extract_text() for page in PdfReader(files["pdf"]).pages).split())
    lost = [
        code
        for number, (code, figure) in enumerate(expected.items(), start=1)
        if "".join(f"{number}{''.join(written(figure))}".split()) not in text
    ]
    assert lost == []

    sheet = load_workbook(files["xlsx"])["TH"]
    in_excel = {
        row[1].value: tuple(as_told(cell.value) for cell in row[3:6])
        for row in sheet.iter_rows(min_row=8)
        if isinstance(row[0].value, int)
    }
    assert {code: in_excel[str(figure.indicator.label)] for code, figure in expected.items()} == {
        code: (figure.previous, figure.value, figure.change) for code, figure in expected.items()
    }

    call_command(
        "six_month_report",
        selection.period.code,
        "--json",
        "--window",
        selection.period.rule,
        "--basis",
        selection.basis,
    )
    in_json = json.loads(capsys.readouterr().out)["figures"]
    assert {code: Decimal(str(told["value"])) for code, told in in_json.items()} == {
        code: figure.value for code, figure in expected.items()
    }


def test_the_dictionary_is_what_is_written():
    assert {code: figure.value for code, figure in summarise(H1).figures.items()} == DECREE_FIGURES


def test_no_file_holds_a_passport_number_or_a_sign_the_font_lacks():
    files = files_of(summarise(H1))
    texts = {
        "docx": " ".join(item.text for item in Word(files["docx"]).element.body.iter() if item.text),
        "pdf": " ".join(page.extract_text() for page in PdfReader(files["pdf"]).pages),
    }
    for text in texts.values():
        assert not any(secret in text for secret in ("C1000001", "X010000", "□", "\ufffd"))


# --- the rows -----------------------------------------------------------------------------------


def counted_again(parts):
    """What the rows of a figure come to when they are read one by one."""
    value = 0
    for part in parts:
        measure = part.part.measure
        path = F(measure.path) if isinstance(measure.path, str) else measure.path
        found = list(part.rows.order_by().annotate(told=path).values_list("pk", "told"))
        assert len({pk for pk, _told in found}) == len(found), "a row is listed twice"
        told = [each for _pk, each in found if each is not None]
        if measure.total:
            value += sum(told)
        else:
            value += len(set(told)) if measure.distinct else len(told)
    return value


def assert_counted(user, selection=H1, names=("value",)):
    found = figures(catalogue.INDICATORS, selection.window, selection.previous, user=user)
    for name in names:
        window = selection.window if name == "value" else selection.previous
        assert {code: getattr(figure, name) for code, figure in found.items()} == {
            code: counted_again(rows(each, window, user=user)) for code, each in catalogue.BY_CODE.items()
        }
    return found


@pytest.mark.parametrize("selection", [H1, Selection(parse("2024", CALENDAR), DEPARTURE)], ids=str)
def test_every_figure_of_the_department_is_its_rows(selection):
    assert_counted(people.leader(), selection, ("value", "previous"))


def test_every_figure_of_every_unit_is_its_rows():
    active = 0
    for number, unit in enumerate(Unit.objects.order_by("pk")):
        found = assert_counted(people.user(f"of_{number}", "unit_officer", unit))
        active += any(figure.value for figure in found.values())
    assert active > 50


def test_every_figure_narrowed_to_a_unit_is_its_rows():
    """As the department opens a unit's number, save for what is not told by unit."""
    codes = [each for each in catalogue.INDICATORS if all("unit" in part.family.cuts for part in each.parts)]
    assert len(codes) > 30
    busy = [each.key for each in summarise(H1).units if each.key]
    for key in map(str, busy[:12]):
        for each in codes:
            figure = narrowed_figure(each, H1.window, H1.previous, narrow={"unit": key})
            assert figure.value == counted_again(rows(each, H1.window, narrow={"unit": key})), each.code

"""Every list as a file: exactly its rows and columns, whoever asks; nothing sensitive; read in as many queries for
thirty rows as for three; every cell what its column says of the record."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from docx import Document
from openpyxl import load_workbook

from core.columns import fetch, for_file
from core.columns.quick import quick_of
from core.events import Event
from core.exports.rows import Rows
from core.exports.table import heads
from core.exports.views import RecordExport
from core.screens import Screen
from tests.factories import people
from tests.factories.records import MAKE, SHARED, make

pytestmark = pytest.mark.django_db
LINES = 6
"""Above the headings of a workbook: title, who, when, filters, how many, an empty one."""
ODD = {
    models.DateField: [
        None,
        datetime.date(1889, 2, 3),
        datetime.date(1900, 2, 28),
        datetime.date(2100, 12, 31),
    ],
    models.DecimalField: [None, Decimal(0), Decimal("0.01"), Decimal("123456789.12")],
    models.IntegerField: [None, 0, 2_000_000_000],
    models.BooleanField: [None, True, False],
    models.ForeignKey: [None],
    models.CharField: ["", "XYZ", " ", "=1+1", "-5", "Đặng\r\nThị\tẢnh \x01", "0", "None"],
    models.TextField: ["", "|A|B|", "|", " ", "@x", "+84 912", "dòng một\ndòng hai", "x" * 40_000],
}


def exported_screens() -> list[Screen]:
    """Of every address that answers with a list as a file."""
    views = [pattern.callback for pattern in _patterns(get_resolver())]
    found = [
        view.view_initkwargs["screen"] for view in views if getattr(view, "view_class", None) is RecordExport
    ]
    return sorted(found, key=lambda screen: screen.model.slug)


def _patterns(resolver):
    for each in resolver.url_patterns:
        yield from _patterns(each) if hasattr(each, "url_patterns") else [each]


every_list = pytest.mark.parametrize("screen", exported_screens(), ids=lambda screen: screen.model.slug)
every_type = pytest.mark.parametrize(
    "screen",
    [each for each in exported_screens() if each.model in MAKE],
    ids=lambda screen: screen.model.slug,
)


def test_every_record_type_can_be_taken_out():
    assert {screen.model for screen in exported_screens()} >= {
        model for model in MAKE if model._meta.app_label != "reports"
    }


def address(screen, query: str = "") -> str:
    return reverse(f"{screen.model.slug}_export") + query


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def sheet(response) -> list[tuple]:
    """Heading and rows."""
    return [*load_workbook(io.BytesIO(content(response))).active.iter_rows(values_only=True)][LINES:]


def separated(response) -> list[list[str]]:
    text = content(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def table(response) -> list[list[str]]:
    """Of a Word paper, without the ordinal; under its letterhead nothing but a sentence where there is no row."""
    _head, *lists = Document(io.BytesIO(content(response))).tables
    return [[cell.text for cell in row.cells][1:] for row in lists[0].rows] if lists else [[]]


READ = {"xlsx": sheet, "csv": separated, "docx": table}


def listed(client, screen, query: str = "") -> list[str]:
    return [row["url"] for row in client.get(reverse(f"{screen.model.slug}_list") + query).context["rows"]]


def spoil(screen) -> None:
    """Records with every empty and odd value their tables take, a value a record."""
    for column in screen.columns:
        *steps, name = column.path.split(".")
        model = screen.model
        for step in steps:
            model = model._meta.get_field(step).related_model
        field = next((field for field in model._meta.concrete_fields if field.name == name), None)
        for value in next((values for kind, values in ODD.items() if isinstance(field, kind)), []):
            try:
                with transaction.atomic():
                    made = make(screen.model)
                    for step in steps:
                        made = getattr(made, step)
                    model._base_manager.filter(pk=made.pk).update(**{name: value})
            except (DatabaseError, ValueError):
                continue  # the table itself refuses it


@every_list
def test_cells_are_what_the_column_says_of_the_record(screen):
    """Empty and odd values too, every column of the type."""
    for model in MAKE if screen.model not in MAKE else ():
        make(model)
    if screen.model in MAKE:
        for _number in range(3):
            make(screen.model)
        spoil(screen)
    columns = for_file(screen.columns, screen.model)
    queryset = screen.model.objects.visible_to(people.officer())
    expected = [tuple(column.typed(record) for column in columns) for record in fetch(queryset, columns)]
    assert expected
    assert list(Rows(queryset, columns)) == expected


@every_type
def test_nothing_is_read_from_records_that_columns_can_tell(screen):
    """A new kind of column that forgets its quick way makes 100,000 rows slow."""
    slow = [
        column.path
        for column in for_file(screen.columns, screen.model)
        if quick_of(column, screen.model) is None
    ]
    assert slow == []


@every_type
def test_many_rows_cost_as_many_queries_as_few(screen):
    columns = for_file(screen.columns, screen.model)
    costs = []
    for more in (3, 27):
        for _number in range(more):
            make(screen.model)
        with CaptureQueriesContext(connection) as queries:
            assert len(list(Rows(screen.model.objects.live(), columns))) >= more
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 2 + 2 * len(columns)


@every_type
@pytest.mark.parametrize("kind", READ)
def test_file_holds_the_rows_of_the_list_in_its_order(client, screen, kind):
    make(screen.model)
    make(screen.model)
    if screen.model not in SHARED:
        make(screen.model, unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    client.force_login(people.owner())
    rows = READ[kind](client.get(address(screen, f"?format={kind}")))
    shown = client.get(reverse(f"{screen.model.slug}_list")).context["columns"]
    assert len(rows[0]) == len(shown)
    assert len(rows) == 1 + len(listed(client, screen))


@every_type
def test_the_three_kinds_of_file_agree(client, screen):
    spoil(screen)
    client.force_login(people.officer())
    query = f"?sort=-{screen.columns[0].name}&every=1"
    columns = for_file(screen.columns, screen.model)
    workbook = sheet(client.get(address(screen, f"{query}&format=xlsx")))
    text = separated(client.get(address(screen, f"{query}&format=csv")))
    assert workbook[0] == tuple(text[0]) == tuple(head.title for head in heads(columns, screen.model))
    assert len(workbook) == len(text)
    for cells, words in zip(workbook[1:], text[1:], strict=True):
        for column, cell, word in zip(columns, cells, words, strict=True):
            assert says(cell, word), column.path


def says(cell, word: str) -> bool:
    """Do a cell of the workbook and its words in the CSV say the same?"""
    if isinstance(cell, datetime.datetime):
        return f"{cell:%d/%m/%Y}" == word
    if isinstance(cell, int | float):
        return Decimal(str(cell)) == Decimal(word.replace(",", "."))
    return (cell or "") == word.removeprefix("'")[:32_767]


@every_type
def test_whoever_may_not_take_files_takes_none(client, screen):
    make(screen.model)
    client.force_login(people.user("reader", "clerk"))
    answers = [client.get(address(screen)), client.post(address(screen))]
    allowed = people.user("reader").may("export")
    assert {answer.status_code for answer in answers} == ({200} if allowed else {403})
    client.force_login(people.nobody())
    assert client.get(address(screen)).status_code == client.post(address(screen)).status_code == 403


@every_type
@pytest.mark.parametrize("kind", READ)
def test_who_took_what_is_written_down_before_it_leaves(client, screen, kind):
    make(screen.model)
    client.force_login(people.officer())
    response = client.post(address(screen, "?q=a"), {"format": kind})
    event = Event.objects.get(kind=Event.Kind.EXPORT)
    assert (event.actor_name, event.action) == ("officer", screen.model.slug)
    count, said_kind, *_rest = event.comment.split(" · ")
    assert (int(count), said_kind) == (len(READ[kind](response)) - 1, kind)
    assert "?q=a" in event.comment
    assert screen.columns[0].name in event.comment


@every_list
def test_nothing_sensitive_is_offered_to_a_file(screen):
    for column in for_file(screen.columns, screen.model):
        assert not column.permission(screen.model)
        assert not column.secret

"""Lists and their exports: the visible rows, in the order asked for, at a constant price."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from core.events import Event
from personnel.models import FocalPoint
from tests.factories import people
from tests.factories.records import SHARED, make, name_field, record_types

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)
own_types = pytest.mark.parametrize(
    "model", [model for model in record_types() if model not in SHARED], ids=lambda model: model.slug
)
named_types = pytest.mark.parametrize(
    "model", [model for model in record_types() if model is not FocalPoint], ids=lambda model: model.slug
)  # the list of focal points names the person
MOST_QUERIES = 12


def address(model, door="list", query="") -> str:
    return reverse(f"{model.slug}_{door}") + query


def shown(response) -> list[str]:
    return [row["url"] for row in response.context["rows"]]


def exported(response) -> list[tuple]:
    """Headings and rows, without what the file says of itself."""
    book = load_workbook(io.BytesIO(response.getvalue()))
    return list(book.active.iter_rows(min_row=7, values_only=True))


@own_types
def test_list_and_export_hold_the_rows_one_may_see(client, model):
    mine, other = make(model), make(model, unit=people.unit("Bệnh viện Phụ sản Hà Nội"))
    client.force_login(people.owner())
    seen = shown(client.get(address(model)))
    assert mine.get_absolute_url() in seen
    assert other.get_absolute_url() not in seen
    assert set(seen) == {row.get_absolute_url() for row in model.objects.visible_to(people.owner())}
    assert len(exported(client.get(address(model, "export")))) == 1 + len(seen)


@every_type
def test_export_is_logged_with_who_took_it(client, model):
    make(model)
    client.force_login(people.officer())
    client.get(address(model, "export", "?q=a")).getvalue()
    event = Event.objects.get(kind=Event.Kind.EXPORT)
    assert (event.actor_name, event.action) == ("officer", model.slug)


@every_type
def test_list_costs_the_same_for_one_row_and_thirty(client, model):
    client.force_login(people.officer())
    make(model)
    client.get(address(model))
    costs = []
    for more in (0, 29):
        for _number in range(more):
            make(model)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(model))
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= MOST_QUERIES


@named_types
def test_export_text_that_looks_like_a_formula_stays_text(client, model):
    name = name_field(model)
    make(model, **{name: '=HYPERLINK("http://x";"y")'})
    client.force_login(people.officer())
    response = client.get(address(model, "export"))
    cells = [
        cell for row in load_workbook(io.BytesIO(response.getvalue())).active.iter_rows() for cell in row
    ]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=HYPERLINK")] == ["s"]


@every_type
def test_search_finds_without_accents(client, model):
    name = name_field(model)
    found, other = make(model, **{name: "Đoàn Quảng Ngãi"}), make(model)
    client.force_login(people.officer())
    seen = shown(client.get(address(model, query="?q=doan+QUANG")))
    assert found.get_absolute_url() in seen
    assert other.get_absolute_url() not in seen


@every_type
def test_every_sortable_column_sorts_and_every_filter_filters(client, model):
    make(model)
    client.force_login(people.officer())
    response = client.get(address(model))
    for column in response.context["columns"]:
        if column["sort_url"]:
            assert client.get(address(model) + column["sort_url"]).status_code == 200
    for name, field in response.context["filter"].form.fields.items():
        choices = [code for code, _label in getattr(field, "choices", []) if code]
        values = [str(choice) for choice in choices[:12]] or ["2024", "01/03/2024", "xyz"]
        for value in values:
            response = client.get(address(model), {name: value})
            assert response.status_code == 200
            if choices:
                assert len(response.context["chips"]) == 1


@named_types
def test_names_sort_in_vietnamese_order(client, model):
    name = name_field(model)
    for word in ("Êkíp", "Đông", "Dung", "Ân", "Áo", "An"):
        make(model, **{name: word})
    client.force_login(people.officer())
    column = next(item for item in client.get(address(model)).context["columns"] if item["name"] == name)
    response = client.get(address(model) + column["sort_url"])
    texts = [
        cell["text"]
        for row in response.context["rows"]
        for cell in row["cells"]
        if cell["label"] == column["label"]
    ]
    assert [text for text in texts if text in ("Êkíp", "Đông", "Dung", "Ân", "Áo", "An")] == [
        "An", "Áo", "Ân", "Dung", "Đông", "Êkíp",
    ]  # fmt: skip


@every_type
def test_pages_hold_fifty_and_count_exactly(client, model):
    for _number in range(52):
        make(model)
    client.force_login(people.officer())
    total = model.objects.visible_to(people.officer()).count()
    first, second = client.get(address(model)), client.get(address(model, query="?page=2"))
    assert (len(shown(first)), len(shown(second))) == (50, total - 50)
    assert str(total) in first.context["total_label"]
    assert not set(shown(first)) & set(shown(second))

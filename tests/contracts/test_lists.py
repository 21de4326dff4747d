"""Lists and their exports: the visible rows, in the order asked for, at a constant price."""

import io
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import number_format
from openpyxl import load_workbook

from core.columns import plain, readable
from core.events import Event
from core.saved_views import SavedView
from core.screens import screen_of
from core.totals import adding
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
"""Of which one asks for the views and the columns kept."""


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


@every_type
@pytest.mark.parametrize("person", [people.officer, people.owner, people.unit_head, people.leader])
def test_list_opened_with_a_view_costs_no_more(client, model, person):
    make(model)
    mine = SavedView.objects.create(list=model.slug, name="Của tôi", owner=person(), state="sort=-number")
    SavedView.objects.create(list=model.slug, owner=person(), opens=mine)
    for role in ("department_officer", "unit_officer", "unit_head", "department_leader"):
        SavedView.objects.create(list=model.slug, name=role, owner=people.clerk(), role=role)
    client.force_login(person())
    opened = client.get(address(model)).url
    assert opened == address(model, query=mine.address)
    for url in (opened, address(model, query="?view=all")):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert len(response.context["tools"]["views"]) == 2
        assert len(queries) <= MOST_QUERIES


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


# --- chosen columns, totals ---


def columns_of(model) -> list[str]:
    return [column.name for column in readable(screen_of(model.slug).columns, model, people.officer())]


@every_type
def test_every_column_can_be_shown_sorted_and_exported(client, model):
    record, names = make(model), columns_of(model)
    client.force_login(people.officer())
    for name in names:
        response = client.get(address(model), {"cols": name, "sort": f"-{name}"})
        assert [column["name"] for column in response.context["columns"]] == [name]
        assert record.get_absolute_url() in shown(response)
        head = response.context["columns"][0]
        assert not head["sort_url"] or client.get(address(model) + head["sort_url"]).status_code == 200
        assert exported(client.get(address(model, "export"), {"cols": name}))
    chosen = client.get(address(model), {"cols": ",".join(reversed(names))})
    assert [column["name"] for column in chosen.context["columns"]] == names[::-1]


@every_type
def test_list_of_every_column_costs_the_same_for_one_row_and_ten(client, model):
    client.force_login(people.officer())
    everything = {"cols": ",".join(columns_of(model))}
    make(model)
    client.get(address(model), everything)
    costs = []
    for more in (0, 9):
        for _number in range(more):
            make(model)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(model), everything)
        costs.append(len(queries))
    assert costs[0] == costs[1]


ADDING = [
    pytest.param(model, id=model.slug) for model in record_types() if adding(screen_of(model.slug).columns)
]


@pytest.mark.parametrize("model", ADDING)
def test_totals_are_the_sum_of_all_pages(client, model):
    columns = adding(screen_of(model.slug).columns)
    client.force_login(people.officer())
    for number in range(57):
        record = make(model)
        for column in columns:
            setattr(record, column.path, number * 1_000_003 + 7 if number % 5 else None)
            if currency := getattr(column, "currency", ""):
                setattr(record, currency, ("USD", "JPY", "VND")[number % 3])
        if hasattr(record, "usd_rate"):
            record.usd_rate = Decimal("0.0131")
        record.save(by=None)
    asked = {"cols": ",".join(["unit", *(column.name for column in columns)])}
    keys = []
    for page in (1, 2):
        response = client.get(address(model), asked | {"page": page})
        keys += [row["pk"] for row in response.context["rows"]]
    assert len(set(keys)) == model.objects.live().count()
    rows = model.objects.in_bulk(keys).values()
    for column, total in zip(columns, response.context["totals"][1:], strict=True):
        sums, currency = Counter(), getattr(column, "currency", "")
        for row in rows:
            if (value := getattr(row, column.path)) is not None:
                sums[getattr(row, currency) if currency else ""] += value
        assert total["sums"] == [
            f"{number_format(plain(Decimal(value)), force_grouping=True)} {code}".strip()
            for code, value in sorted(sums.items())
        ]


@pytest.mark.parametrize("model", ADDING)
def test_totals_follow_the_filter_and_stand_only_where_something_adds_up(client, model):
    column = adding(screen_of(model.slug).columns)[0]
    first, second = make(model), make(model)
    for record, value in ((first, 7), (second, 30)):
        setattr(record, column.path, value)
        record.save(by=None)
    client.force_login(people.officer())
    asked = {"cols": column.name}
    assert (
        client.get(address(model), asked | {"pk": first.pk}).context["totals"][0]["sums"][0].split()[0] == "7"
    )
    assert client.get(address(model), asked | {"pk": 0}).context["totals"] == []
    assert client.get(address(model), {"cols": "unit"}).context["totals"] == []
    assert (
        client.get(address(model), asked | {"sort": "unit"}).context["totals"][0]["sums"][0].split()[0]
        == "37"
    )

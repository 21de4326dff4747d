"""Entering and changing every record type."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import SHARED, least_form, make, name_field, record_types

pytestmark = pytest.mark.django_db
every_type = pytest.mark.parametrize("model", record_types(), ids=lambda model: model.slug)
own_types = pytest.mark.parametrize(
    "model", [model for model in record_types() if model not in SHARED], ids=lambda model: model.slug
)
MOST_QUERIES = (20, 20, 16)
"""Of a form, a page, a history: one for each child table and each link of the dossier, which are up to seven; five for
whoever asks and the frame; one each for what stands beside (checks, steps, deadlines, history, links, files)."""


def edit(record) -> str:
    return reverse(f"{record.slug}_edit", args=[record.pk])


def enter(client, model, **changes):
    address = reverse(f"{model.slug}_create")
    return client.post(address, as_sent(client.get(address)) | least_form(model) | changes)


@every_type
def test_draft_saves_with_the_little_there_is(client, model):
    client.force_login(people.officer())
    before = set(model.objects.values_list("pk", flat=True))
    response = enter(client, model)
    assert response.status_code == 302, faults(response)
    record = model.objects.exclude(pk__in=before).get()
    assert response.url == record.get_absolute_url()
    assert record.created_by == people.officer()
    assert (
        getattr(record, name_field(model)) == "Tên mới"
        if model.slug != "focal_point"
        else str(record) == "Lê Thị Hoa"
    )


@own_types
def test_unit_officer_enters_for_the_own_unit_only(client, model):
    client.force_login(people.owner())
    response = enter(client, model, unit=str(people.unit("Bệnh viện Phụ sản Hà Nội").pk))
    assert response.status_code == 302, faults(response)
    assert model.objects.order_by("-pk").first().unit == people.unit()


@every_type
def test_unchanged_form_writes_nothing(client, model):
    record = make(model)
    client.force_login(people.officer())
    response = client.post(edit(record), as_sent(client.get(edit(record))))
    assert response.status_code == 302, faults(response)
    assert model.objects.get(pk=record.pk).version == record.version


@every_type
def test_change_is_saved_with_its_author_and_told_in_the_history(client, model):
    record = make(model)
    name = name_field(model)
    client.force_login(people.officer())
    response = client.post(edit(record), as_sent(client.get(edit(record))) | {name: "Tên đã sửa"})
    assert response.status_code == 302, faults(response)
    saved = model.objects.get(pk=record.pk)
    assert (getattr(saved, name), saved.updated_by) == ("Tên đã sửa", people.officer())
    entries = client.get(reverse(f"{model.slug}_history", args=[record.pk])).context["entries"]
    label = str(model._meta.get_field(name).verbose_name)
    assert entries[0]["who"] == "officer"
    assert {"label": label, "before": getattr(record, name), "after": "Tên đã sửa"} in entries[0]["changes"]


@every_type
def test_stale_save_is_refused_and_shows_what_the_other_changed(client, model):
    record = make(model)
    name = name_field(model)
    client.force_login(people.officer())
    typed = as_sent(client.get(edit(record)))
    other = model.objects.get(pk=record.pk)
    setattr(other, name, "Người kia sửa")
    other.save(by=people.leader())
    response = client.post(edit(record), typed | {name: "Tôi sửa"})
    assert response.status_code == 200
    assert getattr(model.objects.get(pk=record.pk), name) == "Người kia sửa"
    assert response.context["stale_by"]["who"] == "leader"
    assert [item["theirs"] for item in response.context["stale"]] == ["Người kia sửa"]
    again = as_sent(response)
    assert again[name] == "Tôi sửa"
    assert client.post(edit(record), again).status_code == 302
    assert getattr(model.objects.get(pk=record.pk), name) == "Tôi sửa"


@every_type
def test_record_moved_out_of_sight_is_not_saved(client, model, monkeypatch):
    record = make(model)
    client.force_login(people.officer())
    typed = as_sent(client.get(edit(record))) | {name_field(model): "Mất hút"}
    monkeypatch.setattr("core.entry.Entry.lost", property(lambda entry: True))
    response = client.post(edit(record), typed)
    assert response.status_code == 200
    assert model.objects.get(pk=record.pk).version == record.version


@every_type
def test_page_and_form_cost_the_same_for_two_rows_and_twelve(client, model):
    """Child rows must not cost a query each; nor is anything asked for twice."""
    record = make(model)
    client.force_login(people.officer())
    costs = []
    for copies in (0, 11):
        for part in client.get(edit(record)).context["formsets"]:
            _copy_rows(part["formset"], copies)
        client.get(edit(record))
        doors = (edit(record), record.get_absolute_url(), reverse(f"{model.slug}_history", args=[record.pk]))
        for door in doors:
            with CaptureQueriesContext(connection) as queries:
                client.get(door)
            costs.append(len(queries))
    assert costs[:3] == costs[3:]
    assert all(cost <= most for cost, most in zip(costs, MOST_QUERIES * 2, strict=True))


def _copy_rows(formset, copies: int) -> None:
    """More child rows of what there is, where nothing forbids a twin."""
    unique = [item for item in formset.model._meta.constraints if hasattr(item, "condition") and item.fields]
    if unique or not formset.get_queryset():
        return
    for _number in range(copies):
        twin = formset.model.objects.get(pk=formset.get_queryset()[0].pk)
        twin.pk, twin._state.adding = None, True
        twin.save(by=None)

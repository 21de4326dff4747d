"""What may be changed where a dossier stands: for the unit, for the department, before and after the decision."""

import pytest
from django.urls import reverse

from conferences.models import Conference
from core.records import Record
from tests.factories import people
from tests.factories.forms import as_sent, faults
from tests.factories.records import make, record_types

pytestmark = pytest.mark.django_db
DOSSIERS = [model for model in record_types() if issubclass(model, Record)]
every_dossier = pytest.mark.parametrize("model", DOSSIERS, ids=lambda model: model.slug)


def edit(record) -> str:
    return reverse(f"{record.slug}_edit", args=[record.pk])


@every_dossier
def test_unit_writes_its_dossier_only_while_it_is_with_the_unit(client, model):
    client.force_login(people.owner())
    for state, _label in model._meta.get_field("state").choices:
        open_now = state in model.WRITTEN or state in model.RESULTS_OPEN
        record = make(model, state=state)
        assert client.get(edit(record)).status_code == (200 if open_now else 403), state
        assert bool(client.get(record.get_absolute_url()).context["edit_url"]) == open_now, state


@every_dossier
def test_unit_changes_only_results_after_the_decision(client, model):
    record = make(model, state=model.RESULTS_OPEN[0])
    client.force_login(people.owner())
    response = client.get(edit(record))
    typed = {name for name in response.context["form"].fields if name != "version"}
    tables = {part["name"] for part in response.context["formsets"]}
    assert typed | tables <= model.RESULTS
    before = record.title
    sent = as_sent(response) | {"title": "Đổi tên", "unit": str(people.unit("Bệnh viện Phụ sản Hà Nội").pk)}
    client.post(edit(record), sent)
    stored = model.objects.get(pk=record.pk)
    assert (stored.title, stored.unit) == (before, people.unit())


@every_dossier
def test_approved_content_is_closed_to_the_officer_too_and_a_correction_says_why(client, model):
    record = make(model, state=model.GRANTED[0], **({"foreign_visiting": 3} if model is Conference else {}))
    client.force_login(people.officer())
    response = client.get(edit(record))
    fields = set(response.context["form"].fields) | {part["name"] for part in response.context["formsets"]}
    assert not fields & model.APPROVED
    silent = client.post(edit(record), as_sent(response) | {"note": "Sửa"})
    assert "change_reason" in faults(silent)
    told = client.post(edit(record), as_sent(response) | {"note": "Sửa", "change_reason": "Ghi sai"})
    assert told.status_code == 302, faults(told)
    assert model.history.filter(id=record.pk).first().history_change_reason == "Ghi sai"


@every_dossier
def test_paper_history_stays_open_to_the_officer(client, model):
    record = make(model, state=model.GRANTED[0], entered_afterwards=True)
    client.force_login(people.officer())
    assert "title" in client.get(edit(record)).context["form"].fields


@every_dossier
def test_change_of_what_was_approved_opens_the_whole_dossier_to_the_unit(client, model):
    record = make(model, state=model.GRANTED[0], adjustment="DRAFT")
    client.force_login(people.owner())
    assert "title" in client.get(edit(record)).context["form"].fields
    record.adjustment = "AT_OFFICE"
    record.save(by=None)
    assert client.get(edit(record)).status_code == 403


@every_dossier
def test_unit_is_not_asked_for_what_only_the_department_or_a_later_day_can_tell(client, model):
    asked = {}
    for who in (people.owner, people.officer):
        client.force_login(who())
        context = client.get(reverse(f"{model.slug}_create")).context
        asked[who] = set(context["form"].fields) | {part["name"] for part in context["formsets"]}
    assert not asked[people.owner] & (model.DEPARTMENTS | model.LATER)
    assert asked[people.officer] >= model.LATER

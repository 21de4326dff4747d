"""Every allowed and every forbidden (position, step, role), against the tables written by hand."""

import pytest
from django.core.exceptions import ValidationError

from core.events import Event
from core.records import Record
from core.workflow import Refused, choices_for, perform
from doiNgoai.urls import urlpatterns
from tests.factories import people
from tests.factories.records import make
from tests.workflow.tables import ADJUSTING, TABLES

pytestmark = pytest.mark.django_db
ROLES = {
    "o": people.owner,
    "u": people.unit_head,
    "d": people.officer,
    "h": people.head,
    "l": people.leader,
    "c": people.clerk,
    "a": people.administrator,
    "s": people.stranger,
    "n": people.nobody,
}


def screens():
    """Every screen of a dossier, found in the site map."""
    found = {}
    for included in urlpatterns:
        for entry in getattr(included, "url_patterns", []):
            screen = getattr(entry.callback, "view_initkwargs", {}).get("screen")
            if screen is not None and screen.transitions and issubclass(screen.model, Record):
                found[screen.model] = screen
    return found


SCREENS = screens()
every_type = pytest.mark.parametrize("model", TABLES, ids=lambda model: model.slug)
POSITIONS = [
    pytest.param(model, position, id=f"{model.slug}-{position}")
    for model in TABLES
    for position in dict(model._meta.get_field("state").choices)
]


def steps_of(table, position, who) -> set[str]:
    return set(table.get(position, {}).get(who, "").split())


def test_every_dossier_type_has_its_table():
    assert set(SCREENS) == set(TABLES)


@every_type
def test_table_names_every_step_and_no_other(model):
    named = {name for row in TABLES[model].values() for steps in row.values() for name in steps.split()}
    assert named | {"abandon"} == {step.name for step in SCREENS[model].transitions}


@every_type
def test_no_two_steps_share_a_name(model):
    names = [step.name for step in SCREENS[model].transitions]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("model", "position"), POSITIONS)
def test_steps_offered_are_those_of_the_table(model, position):
    record = make(model, state=position)
    for who, person in ROLES.items():
        offered = {step.name for step in choices_for(SCREENS[model].transitions, record, person())}
        assert offered == steps_of(TABLES[model], position, who), who


@pytest.mark.parametrize(("model", "position"), POSITIONS)
def test_steps_outside_the_table_are_refused_and_leave_no_trace(model, position):
    record = make(model, state=position)
    for who, person in ROLES.items():
        for step in SCREENS[model].transitions:
            if step.name in steps_of(TABLES[model], position, who):
                continue
            with pytest.raises(Refused):
                perform(step, record, by=person(), comment="vì sao")
    assert model.objects.get(pk=record.pk).version == record.version
    assert not Event.objects.filter(kind="TRANSITION").exists()


@pytest.mark.parametrize(("model", "position"), POSITIONS)
def test_steps_of_the_table_are_taken_or_say_what_is_missing(model, position):
    for who, person in ROLES.items():
        for name in sorted(steps_of(TABLES[model], position, who)):
            record = make(model, state=position)
            step = next(step for step in SCREENS[model].transitions if step.name == name)
            try:
                moved = perform(step, record, by=person(), comment="vì sao")
            except ValidationError:
                assert step.guard or step.asks
                assert model.objects.get(pk=record.pk).version == record.version
            else:
                assert Event.objects.filter(record_id=str(record.pk), action=name).count() == 1
                assert moved.position != position or name in ("copy",)


@every_type
@pytest.mark.parametrize("position", ADJUSTING)
def test_change_of_what_was_approved_is_the_units_to_write(model, position):
    record = make(model, state=model.GRANTED[0], adjustment=position)
    for who, person in ROLES.items():
        offered = {step.name for step in choices_for(SCREENS[model].transitions, record, person())}
        assert offered == steps_of(ADJUSTING, position, who), who


@every_type
def test_change_of_what_was_approved_goes_the_whole_way_again(model):
    table = TABLES[model]
    for position in ("UNIT_REVIEW", "SUBMITTED", "REVIEWING", "AT_OFFICE", "AT_LEADER", "ISSUING"):
        record = make(model, state=model.GRANTED[0], adjustment=position)
        for who, person in ROLES.items():
            offered = {step.name for step in choices_for(SCREENS[model].transitions, record, person())}
            assert offered == steps_of(table, position, who), (position, who)

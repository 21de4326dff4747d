"""What every record type must have, found by introspection: a new type is covered by itself."""

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from core.records import Child, Record, Tracked

TRACKED = [model for model in apps.get_models() if issubclass(model, Tracked)]
RECORDS = [model for model in TRACKED if issubclass(model, Record)]
CHILDREN = [model for model in apps.get_models() if issubclass(model, Child)]


def has_history(model) -> bool:
    return hasattr(model, "history") and model.history.model is not model


def test_every_kept_row_has_history():
    assert [model for model in TRACKED + CHILDREN if not has_history(model)] == []


def test_every_link_of_a_record_has_history():
    untracked = {
        f"{model.__name__}.{field.name}"
        for model in TRACKED
        for field in model._meta.many_to_many
        if field not in model.history.model._history_m2m_fields
    }
    assert untracked == set()


def test_every_record_type_has_unit_state_and_its_own_prefix():
    for model in RECORDS:
        names = {field.name for field in model._meta.get_fields()}
        assert {"unit", "state", "title", "number"} <= names, model
    assert len({model.PREFIX for model in RECORDS}) == len(RECORDS)


def test_every_child_names_its_parent():
    assert [
        model
        for model in CHILDREN
        if not issubclass(model._meta.get_field(model.PARENT).related_model, Tracked)
    ] == []


def test_every_type_has_its_screens():
    missing = []
    for model in TRACKED:
        for name, args in (
            ("list", []),
            ("create", []),
            ("export", []),
            ("detail", [1]),
            ("edit", [1]),
            ("history", [1]),
        ):
            try:
                reverse(f"{model.slug}_{name}", args=args)
            except NoReverseMatch:
                missing.append(f"{model.slug}_{name}")
    assert missing == []

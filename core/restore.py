"""Back to what was approved: the record, its links and its rows as they were before its re-approval began."""

from django.db import IntegrityError, transaction

from core.history import linked
from core.records import Child


def child_models(model) -> list[type[Child]]:
    """The kinds of rows a record type has, found by introspection."""
    related = [relation.related_model for relation in model._meta.related_objects]
    return [
        child
        for child in related
        if issubclass(child, Child) and child._meta.get_field(child.PARENT).remote_field.model is model
    ]


def restore_approved(record, *, by, reason: str) -> None:
    """Put back fields, links and rows. The record itself is saved by the caller."""
    approved = record.history.filter(adjustment="").order_by("-history_date", "-history_id").first()
    if approved is None:
        return
    for field in record._meta.concrete_fields:
        if field.editable and not field.primary_key:
            setattr(record, field.attname, getattr(approved, field.attname))
    for link, by_row in linked(type(record), record.pk).items():
        getattr(record, link.name).set(by_row.get(approved.history_id, ()))
    until = _end_of(record, approved)
    for model in child_models(type(record)):
        _restore_rows(model, record, until, by=by, reason=reason)


def _end_of(record, approved):
    """The moment the re-approval began: the next entry of the record's history."""
    following = record.history.filter(history_date__gte=approved.history_date).exclude(pk=approved.pk)
    return following.order_by("history_date", "history_id").values_list("history_date", flat=True).first()


def _restore_rows(model, record, until, *, by, reason: str) -> None:
    entries = model.history.filter(**{f"{model.PARENT}_id": record.pk}, history_date__lte=until)
    then = {entry.id: entry for entry in entries.order_by("history_date", "history_id")}
    wanted = {key: _as_then(model, entry) for key, entry in then.items() if entry.history_type != "-"}
    for row in model._base_manager.filter(**{model.PARENT: record}):
        if row.pk not in wanted:
            row.delete(by=by, reason=reason)
        elif _same(row, wanted[row.pk]):
            del wanted[row.pk]
    waiting = list(wanted.values())
    while waiting:
        refused = [row for row in waiting if not _stored(row, by=by, reason=reason)]
        if len(refused) == len(waiting):  # each holds what another was: all let go first
            for row in model._base_manager.filter(pk__in=[row.pk for row in refused]):
                row.delete(by=by, reason=reason)
        waiting = refused


def _stored(row, *, by, reason: str) -> bool:
    """Put the row back; not while another still holds what only one may (the head of a delegation)."""
    row._state.adding = not type(row)._base_manager.filter(pk=row.pk).exists()
    try:
        with transaction.atomic():
            row.save(by=by, reason=reason)
    except IntegrityError:
        return False
    return True


def _as_then(model, entry):
    return model(**{field.attname: getattr(entry, field.attname) for field in model._meta.concrete_fields})


def _same(row, other) -> bool:
    return all(
        getattr(row, field.attname) == getattr(other, field.attname) for field in row._meta.concrete_fields
    )

"""Taking an import back while nobody has touched what it made."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import bulk, events, obligations
from core.attachments import Attachment
from core.links import Link
from core.records import Child, Record
from core.withdrawal import withdraw_all
from core.workflow import Refused
from directory.models import Person
from exchange.catalogue import sheet_called
from exchange.models import ImportBatch


def undo(
    batch: ImportBatch, *, by, reason: str, progress: Callable[[int], None] = lambda percent: None
) -> None:
    """Withdraw every record the import made, and the persons it entered; refused, naming them, when records were touched since.

    Persons that are named elsewhere, or were changed, stay.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.status != ImportBatch.Status.COMMITTED:
            raise Refused(_("Only what was stored is taken back."))
        if not _may_withdraw(batch, by):
            raise Refused(_("You may not withdraw these records."))
        model, keys = sheet_called(batch.sheet).model, _made(batch)
        if changed := touched(batch):
            raise Refused(
                _("Changed since, so nothing is taken back: %(records)s.") % {"records": "; ".join(changed)}
            )
        persons, at = _known_only_by(batch, model, keys), timezone.now()
        if issubclass(model, Child):
            _remove(model, keys, by=by, reason=reason, at=at)
        else:
            withdraw_all(model, keys, by=by, reason=reason, at=at, progress=progress)
        withdraw_all(Person, persons, by=by, reason=reason, at=at)
        batch.status, batch.undone_at = ImportBatch.Status.UNDONE, at
        batch.save()
        events.log(events.Event.Kind.WITHDRAWAL, by=by, action="wizard", comment=f"{batch.name}: {reason}")


def _may_withdraw(batch: ImportBatch, by) -> bool:
    """Does the person still answer for what the import made?"""
    sheet = sheet_called(batch.sheet)
    owner = getattr(sheet, "record_model", sheet.model)
    return bool(owner.objects.creatable_by(by))


def _made(batch: ImportBatch) -> list[int]:
    """The keys of what it stored; locked until it is taken back."""
    keys = batch.rows.filter(record_id__isnull=False).values_list("record_id", flat=True)
    rows = sheet_called(batch.sheet).model._base_manager.filter(pk__in=set(keys))
    return list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))


def _remove(model, keys: list[int], *, by, reason: str, at) -> None:
    """Rows of records go; the records follow."""
    owner = model._meta.get_field(model.PARENT)
    rows = model._base_manager.filter(pk__in=keys)
    records = set(rows.values_list(owner.attname, flat=True))
    bulk.delete(model, keys, by=by, reason=reason, at=at)
    bulk.refresh_search(owner.related_model, records)
    obligations.follow(owner.related_model, records)


# --- the persons it entered ---------------------------------------------------------------------

AS_ENTERED = 1
"""The version of a person nobody has changed."""


def _known_only_by(batch: ImportBatch, model, keys: list[int]) -> list[int]:
    """The persons it entered, unchanged, whom nothing names but what is taken back."""
    unchanged = Person.objects.live().filter(pk__in=batch.persons, version=AS_ENTERED)
    persons = list(unchanged.select_for_update().order_by("pk").values_list("pk", flat=True))
    named = set()
    for other, name in _referring(Person):
        rows = other._base_manager.filter(**{f"{name}__in": persons})
        if other is model:
            rows = rows.exclude(pk__in=keys)
        elif issubclass(other, Child) and other._meta.get_field(other.PARENT).related_model is model:
            rows = rows.exclude(**{f"{other.PARENT}__in": keys})
        named |= set(rows.values_list(name, flat=True))
    return [person for person in persons if person not in named]


# --- what others did to it ----------------------------------------------------------------------


def touched(batch: ImportBatch, most: int = 10) -> list[str]:
    """Which of the records were changed, sent, referred to or given files since, or are gone: what they are called."""
    model = sheet_called(batch.sheet).model
    stored = dict(batch.rows.filter(record_id__isnull=False).values_list("record_id", "record_version"))
    found = {record.pk: record for record in model._base_manager.filter(pk__in=list(stored))}
    busy = _changed_rows(model, stored) if issubclass(model, Child) else _in_use(model, found)
    changed = [
        key for key in stored if key not in found or key in busy or _is_changed(found[key], stored[key])
    ]
    return [str(getattr(found.get(key), "reference", "") or found.get(key) or key) for key in changed][:most]


def _is_changed(record, version: int | None) -> bool:
    return not isinstance(record, Child) and (record.version != version or record.deleted_at is not None)


def _changed_rows(model, keys) -> set[int]:
    """Rows of records with more than their first entry of history."""
    entries = (
        model.history.filter(id__in=list(keys)).order_by().values("id").annotate(count=Count("history_id"))
    )
    return set(entries.filter(count__gt=1).values_list("id", flat=True))


def _in_use(model, found: dict) -> set[int]:
    """Records with files, with links to others, or that other records refer to."""
    used = set()
    for other, name in _referring(model):
        rows = other._base_manager.filter(**{f"{name}__in": list(found)})
        used |= set(rows.values_list(name, flat=True))
    if issubclass(model, Record):
        label = model._meta.label_lower
        files = Attachment.objects.filter(record_type=label, record_id__in=list(found))
        used |= set(files.values_list("record_id", flat=True))
        numbers = {record.number: key for key, record in found.items()}
        linked = Link.objects.filter(Q(first__in=list(numbers)) | Q(second__in=list(numbers)))
        ends = {end for pair in linked.values_list("first", "second") for end in pair}
        used |= {key for number, key in numbers.items() if number in ends}
    return used


def _referring(model) -> Iterator[tuple[type, str]]:
    """Every field of other records that may refer to one of these; their own rows, links and history are not others."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        other, field = relation.related_model, relation.field
        own = issubclass(other, Child) and field.name == other.PARENT
        if not own and not other._meta.auto_created and not other.__name__.startswith("Historical"):
            yield other, field.name

"""Taking an import back while nobody has touched what it made."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Count, Q, QuerySet
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
        batch = batch.locked()
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


def _rows(batch: ImportBatch) -> QuerySet:
    """What it stored, as far as it is there."""
    made = batch.rows.filter(record_id__isnull=False).order_by()
    return sheet_called(batch.sheet).model._base_manager.filter(pk__in=made.values("record_id"))


def _made(batch: ImportBatch) -> list[int]:
    """The keys of what it stored; locked until it is taken back."""
    return list(_rows(batch).select_for_update().order_by("pk").values_list("pk", flat=True))


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
    rows = _rows(batch)
    made = batch.rows.filter(record_id__isnull=False).values_list("record_id", "record_version")
    as_stored = _unchanged_rows(rows) if issubclass(rows.model, Child) else _unchanged_records(rows)
    changed = [key for key, version in dict(made).items() if as_stored.get(key, GONE) != version][:most]
    found = rows.model._base_manager.in_bulk(changed)
    return [str(getattr(found.get(key), "reference", "") or found.get(key) or key) for key in changed]


GONE = object()
"""The version of what is not as it was."""


def _unchanged_records(rows: QuerySet) -> dict[int, int]:
    """Key → version of those nobody uses."""
    used = _in_use(rows)
    live = rows.filter(deleted_at=None).values_list("pk", "version")
    return {key: version for key, version in live if key not in used}


def _unchanged_rows(rows: QuerySet) -> dict[int, None]:
    """Rows of records have no version: they are unchanged with one entry of history."""
    entries = rows.model.history.filter(id__in=_keys(rows)).order_by().values("id")
    once = entries.annotate(count=Count("history_id")).filter(count=1)
    return dict.fromkeys(rows.filter(pk__in=once.values("id")).values_list("pk", flat=True))


def _in_use(rows: QuerySet) -> set[int]:
    """Records with files, with links to others, or that other records refer to."""
    model, keys, used = rows.model, _keys(rows), set()
    for other, name in _referring(model):
        used |= set(other._base_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True))
    if issubclass(model, Record):
        files = Attachment.objects.filter(record_type=model._meta.label_lower, record_id__in=keys)
        used |= set(files.values_list("record_id", flat=True))
        numbers = rows.order_by().values("number")
        linked = Link.objects.filter(Q(first__in=numbers) | Q(second__in=numbers))
        ends = {end for pair in linked.values_list("first", "second") for end in pair}
        used |= set(rows.filter(number__in=ends).values_list("pk", flat=True))
    return used


def _keys(rows: QuerySet) -> QuerySet:
    return rows.order_by().values("pk")


def _referring(model) -> Iterator[tuple[type, str]]:
    """Every field of other records that may refer to one of these; their own rows, links and history are not others."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        other, field = relation.related_model, relation.field
        own = issubclass(other, Child) and field.name == other.PARENT
        if not own and not other._meta.auto_created and not other.__name__.startswith("Historical"):
            yield other, field.name

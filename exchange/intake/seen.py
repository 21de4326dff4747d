"""The same file, the same row, once more: noticed before it is stored a second time."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _

from core.scope import ScopedQuerySet
from exchange.catalogue import sheet_called
from exchange.models import ImportBatch, ImportRow


def same_file(batch: ImportBatch) -> ImportBatch | None:
    """The last import of this very file that was stored, by this person or by a colleague of the unit."""
    mine = Q(owner=batch.owner)
    if batch.owner.unit_id:
        mine |= Q(owner__unit=batch.owner.unit_id)
    stored = ImportBatch.objects.filter(
        mine, sha256=batch.sha256, status=ImportBatch.Status.COMMITTED, sheet=batch.sheet
    )
    return stored.exclude(pk=batch.pk).select_related("owner").first()


def mark_seen(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Leave out the rows that were stored by an earlier import, unless somebody takes them in again."""
    stored = _stored(batch, {row.fingerprint for row in rows if row.fingerprint})
    known = {row.position: number for row in rows if (number := stored.get(row.fingerprint))}
    for row in rows:
        if number := known.get(row.head):
            row.known = row.excluded = True
            row.warnings.append({"key": "", "text": _("Imported before: %(number)s.") % {"number": number}})


def _stored(batch: ImportBatch, fingerprints: set[str]) -> dict[str, str]:
    """Fingerprint → what the record made of such a row is called, where it is still there and the owner sees it."""
    found = defaultdict(dict)
    earlier = ImportRow.objects.filter(
        fingerprint__in=fingerprints, record_id__isnull=False, batch__status=ImportBatch.Status.COMMITTED
    ).exclude(batch=batch)
    for sheet, fingerprint, key, number in earlier.values_list(
        "batch__sheet", "fingerprint", "record_id", "record_number"
    ):
        found[sheet][fingerprint] = (key, number)
    told = {}
    for sheet, rows in found.items():
        model = sheet_called(sheet).model
        if not isinstance(model.objects.all(), ScopedQuerySet):
            continue
        keys = {key for key, _number in rows.values()}
        live = set(model.objects.visible_to(batch.owner).filter(pk__in=keys).values_list("pk", flat=True))
        told |= {mark: number or str(key) for mark, (key, number) in rows.items() if key in live}
    return told

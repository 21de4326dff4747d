"""Passport scans are destroyed some months after the report of their activity (domain P4)."""

from django.apps import apps
from django.utils.translation import gettext as _

from core.attachments import SENSITIVE, Attachment, erase
from core.records import Activity
from core.retention import reported_long_ago


def old_scans() -> list[tuple[Attachment, Activity]]:
    """Scans whose time is over, each with its record."""
    found = []
    for model in apps.get_models():
        if issubclass(model, Activity):
            scans = Attachment.objects.live().filter(record_type=model._meta.label_lower, kind__in=SENSITIVE)
            records = reported_long_ago(model).in_bulk(set(scans.values_list("record_id", flat=True)))
            found += [(scan, records[scan.record_id]) for scan in scans if scan.record_id in records]
    return found


def erase_old_scans() -> int:
    """Nightly; doing it twice destroys nothing more. Returns how many."""
    scans = old_scans()
    for scan, record in scans:
        erase(scan, record, reason=_("The time of keeping is over."))
    return len(scans)

"""“Thay đổi sau chốt”: what changed in the sources since a report was issued, who did it, when and why."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from core.history import story
from core.restore import child_models
from reports import catalogue
from reports.freeze.changes import EDITED, Changes, RecordChanged, compare
from reports.freeze.evidence import Evidence, frozen, gather
from reports.models import ReportIssue
from reports.services import figures

STORIES = 100
"""So many records tell their history on one page, some queries for each; the others only what reads differently."""


@dataclass(frozen=True)
class _Rows:
    """Child rows of a record, as its history asks for them."""

    kind: type

    def model(self) -> type:
        return self.kind


def moved_since(issue: ReportIssue) -> Changes:
    """Figures and rows that read differently now."""
    return _moved(issue, frozen(issue))


def _moved(issue: ReportIssue, kept: Evidence) -> Changes:
    selection = issue.period.selection
    counted = figures(catalogue.INDICATORS, selection.window, selection.previous)
    return compare(kept, gather(counted, selection.window))


def changes_since(issue: ReportIssue, *, user) -> Changes:
    """The same, and every record of the report that somebody changed since, each with its story."""
    kept = frozen(issue)
    found = _moved(issue, kept)
    known = {(each.type, each.id) for each in found.records}
    records = [*found.records, *(each for each in _edited(issue, kept) if (each.type, each.id) not in known)]
    for each in records[:STORIES]:
        each.story = _story(each, issue.issued_at, user)
    return Changes(found.figures, records)


def _edited(issue: ReportIssue, kept: Evidence) -> list[RecordChanged]:
    """Records of the report with history since."""
    rows = {row.record: row for each in kept.lists for row in each.rows}
    by_type: dict[str, set[int]] = {}
    for label, key in rows:
        by_type.setdefault(label, set()).add(key)
    found = []
    for label, keys in by_type.items():
        for key in sorted(_touched(apps.get_model(label), keys, issue.issued_at)):
            row = rows[label, key]
            found.append(RecordChanged(label, key, row.number, row.title, EDITED))
    return found


def _touched(model: type, keys: Iterable[int], since: datetime.datetime) -> set[int]:
    """Which of these records, or their rows, have history since."""
    own = model.history.filter(history_date__gt=since).values_list("id", flat=True)
    found = set(own)
    for child in child_models(model):
        rows = child.history.filter(history_date__gt=since)
        found |= set(rows.values_list(f"{child.PARENT}_id", flat=True))
    return found & set(keys)


def _story(changed: RecordChanged, since: datetime.datetime, user) -> list[dict]:
    model = apps.get_model(changed.type)
    record = model._base_manager.filter(pk=changed.id).first()
    if record is None:
        return []
    return story(record, [_Rows(child) for child in child_models(model)], user=user, since=since)

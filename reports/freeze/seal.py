"""One sum over everything that was issued: whoever recomputes it sees whether anything was touched."""

import hashlib
import json
from collections.abc import Iterable

from reports.models import FrozenFile, FrozenList, ReportIssue

SEALED = (
    "period_id", "version", "number", "issued_on", "reason", "issued_by_id", "issued_by_name", "head", "figures", "units",
    "text",
)  # fmt: skip


def seal_of(issue: ReportIssue, lists: Iterable[FrozenList], files: Iterable[FrozenFile]) -> str:
    """SHA-256 in hexadecimal, over the parts in a fixed order."""
    told = {
        "issue": {name: _plain(getattr(issue, name)) for name in SEALED},
        "lists": [
            [each.place, each.title, each.columns, each.rows]
            for each in sorted(lists, key=lambda each: each.place)
        ],
        "files": [[each.kind, each.name, each.sha256] for each in sorted(files, key=lambda each: each.kind)],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(issue: ReportIssue) -> bool:
    """Does everything kept still have the sum it was issued with, and each file its own?"""
    files = list(issue.files.all())
    return seal_of(issue, issue.lists.all(), files) == issue.seal and all(each.is_whole for each in files)


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value

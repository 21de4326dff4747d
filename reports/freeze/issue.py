"""Issuing: one reading of the data gives figures, rows, text and files, and all of it is stored or nothing."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.papers.docx import texts
from core.secrecy import bears_mark
from reports import workflow
from reports.documents.files import Collected, Files, Progress, collect, silent, write
from reports.documents.paper import Head
from reports.freeze import head
from reports.freeze.evidence import Evidence, as_kept, gather
from reports.freeze.seal import seal_of
from reports.models import FrozenFile, FrozenList, ReportIssue, ReportPeriod
from reports.summary import Summary, summarise
from reports.text.narrative import narrative, printed
from reports.text.sources import Sources
from reports.text.told import Chapter, tell


@contextmanager
def one_reading() -> Iterator[None]:
    """A transaction in which every query sees the same moment, so figures, rows and files cannot disagree."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@dataclass(frozen=True)
class Reading:
    """Everything one moment says of a period: nothing is read from the database after it."""

    at: datetime.datetime
    summary: Summary
    chapters: tuple[Chapter, ...]
    material: Collected
    evidence: Evidence | None


def read(period: ReportPeriod, paper: Head, *, with_evidence: bool) -> Reading:
    """The report as the data tell it now, ready to be written to files."""
    with one_reading(), override("vi"):
        at, summary = timezone.now(), summarise(period.selection)
        chapters = tell(summary, Sources(period.selection, period))
        evidence = None
        if with_evidence:
            evidence = gather(summary.figures, summary.selection.window, before=summary.earlier.paper)
        material = collect(summary, narrative(chapters), paper)
        if any(map(bears_mark, texts(material.parts))):
            raise ValidationError(
                _("The report holds words that look like a secrecy mark; no file is made of it.")
            )
        return Reading(at, summary, chapters, material, evidence)


def issue(
    key: int, *, by: Any, number: str, day: datetime.date, reason: str = "", progress: Progress = silent
) -> ReportIssue:
    """Issue the report of the period `key`; its next version, which must give its reason.

    The files are written before anything is stored, and all is stored at once. Raises Refused or ValidationError when
    the report cannot be issued.
    """
    period = ReportPeriod.objects.live().get(pk=key)
    version, reason = period.issues.count() + 1, reason.strip()
    if version > 1 and not reason:
        raise ValidationError(_("A new version gives the reason why it supersedes the one before."))
    paper = head.head_of(period, number=number, day=day)
    found = read(period, paper, with_evidence=True)
    progress(30, _("The figures are counted and the text is written."))
    made = write(found.material, progress=lambda percent, said: progress(30 + percent * 6 // 10, said))
    with transaction.atomic():
        period = workflow.issue(period, by=by, number=number, day=day, reason=reason)
        with override("vi"):
            kept = _kept(period, found, paper, version=version, reason=reason, by=by)
        lists, files = _lists(kept, found.evidence), _files(kept, made)
        kept.seal = seal_of(kept, lists, files)
        for row in (kept, *lists, *files):
            row.save()
    return kept


def preview(period: ReportPeriod, progress: Progress = silent) -> Files:
    """The files as they would be issued now, without a number."""
    found = read(period, head.head_of(period), with_evidence=False)
    return write(found.material, progress=progress)


def _kept(period: ReportPeriod, found: Reading, paper: Head, *, version: int, reason: str, by) -> ReportIssue:
    return ReportIssue(
        period=period,
        version=version,
        number=paper.number,
        issued_on=paper.day,
        reason=reason,
        issued_at=found.at,
        issued_by_id=by.pk,
        issued_by_name=str(by),
        head=head.as_kept(period, paper, found.summary.footnotes),
        figures=found.evidence.figures,
        units=_units(found.summary),
        text=list(_text(found.chapters)),
    )


def _units(summary: Summary) -> list[dict[str, Any]]:
    return [
        {
            "unit": each.key,
            "label": each.label,
            "values": {code: str(value) for code, value in each.values.items()},
        }
        for each in summary.units
    ]


def _text(chapters: Iterable[Chapter]) -> Iterator[dict[str, Any]]:
    for chapter, _said in printed(chapters):
        yield {"slot": "", "level": chapter.part.level, "text": chapter.heading, "edited": False}
        for told in chapter.told:
            if told.lines:
                yield {
                    "slot": told.slot.key,
                    "level": 0,
                    "text": "\n".join(told.lines),
                    "edited": told.edited is not None,
                }


def _lists(kept: ReportIssue, evidence: Evidence) -> list[FrozenList]:
    return [
        FrozenList(
            issue=kept, place=place, title=each.title, columns=list(each.columns), rows=as_kept(each.rows)
        )
        for place, each in enumerate(evidence.lists)
    ]


def _files(kept: ReportIssue, made: dict[str, tuple[str, bytes]]) -> list[FrozenFile]:
    return [
        FrozenFile(
            issue=kept, kind=kind, name=name, sha256=hashlib.sha256(content).hexdigest(), content=content
        )
        for kind, (name, content) in made.items()
    ]

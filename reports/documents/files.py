"""The set of files of a report: Word, PDF and Excel, made of one summary and one text, so that they cannot disagree."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.papers import docx, pdf
from core.papers.tree import Block, Document, Part
from reports.documents import file_name, report_document, xlsx
from reports.documents.paper import Head, report_parts
from reports.periods import Period
from reports.summary import Summary

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KINDS = tuple(TYPES)
Files = dict[str, tuple[str, bytes]]
"""By kind: the name of the file and what is in it."""


Progress = Callable[[int, str], None]


def silent(percent: int, said: str) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class Collected:
    """Everything the files say: nothing is read from the database after it."""

    parts: tuple[Part, ...]
    annexes: Document
    title: str
    author: str
    period: Period


def collect(summary: Summary, narrative: Sequence[Block], head: Head, *, user=None) -> Collected:
    """The blocks of all files, in Vietnamese."""
    with override("vi"):
        annexes = report_document(summary, user=user)
        parts = report_parts(summary, narrative, head, annexes)
        return Collected(
            parts,
            annexes,
            head.title,
            str(summary.unit or summary.department.name),
            summary.selection.period,
        )


def write(told: Collected, *, progress: Progress = silent, kinds: Sequence[str] = KINDS) -> Files:
    """All of the files or an exception; `progress` hears how far it is, and what is being done, in words."""
    files = {}
    with ThreadPoolExecutor(max_workers=1) as aside:
        # Typst holds neither the interpreter's lock nor a database: it draws while the others are written.
        drawn = aside.submit(WRITERS["pdf"][1], told) if "pdf" in kinds else None
        for place, kind in enumerate(sorted(kinds, key=lambda kind: kind == "pdf")):
            said, write_one = WRITERS[kind]
            progress(100 * place // len(kinds), str(said))
            content = drawn.result() if kind == "pdf" else write_one(told)
            files[kind] = (file_name(told.period, kind), content)
    return files


WRITERS: dict[str, tuple[Any, Callable[[Collected], bytes]]] = {
    "docx": (
        _("The Word file is being written"),
        lambda told: docx.render(told.parts, title=told.title, author=told.author),
    ),
    "pdf": (
        _("The PDF file is being written"),
        lambda told: pdf.render(told.parts, title=told.title, author=told.author),
    ),
    "xlsx": (_("The Excel file is being written"), lambda told: xlsx.render(told.annexes).read()),
}


def write_set(
    summary: Summary,
    narrative: Sequence[Block],
    head: Head,
    *,
    user=None,
    progress: Progress = silent,
    kinds: Sequence[str] = KINDS,
) -> Files:
    """Collected and written at once."""
    progress(0, _("The annexes are being collected"))
    return write(collect(summary, narrative, head, user=user), progress=progress, kinds=kinds)

"""The set of files of a report: Word, PDF and Excel, made of one summary and one text, so that they cannot disagree."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.papers import docx, pdf
from core.papers.tree import Block
from reports.documents import file_name, report_document, xlsx
from reports.documents.paper import Head, report_parts
from reports.summary import Summary

KINDS = ("docx", "pdf", "xlsx")
Files = dict[str, tuple[str, bytes]]
"""By kind: the name of the file and what is in it."""


def write_set(
    summary: Summary,
    narrative: Sequence[Block],
    head: Head,
    *,
    user=None,
    progress: Callable[[int, str], None] = lambda percent, said: None,
    kinds: Sequence[str] = KINDS,
) -> Files:
    """All of them or an exception. `progress` hears how far it is, and what is being done, in the language in force."""
    progress(0, _("The annexes are being collected"))
    annexes = report_document(summary, user=user)
    with override("vi"):
        parts = report_parts(summary, narrative, head, annexes)
    issuer = str(summary.unit or summary.department.name)
    named = {"title": head.title, "author": issuer}
    writers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "docx": (_("The Word file is being written"), lambda: docx.render(parts, **named)),
        "xlsx": (_("The Excel file is being written"), lambda: xlsx.render(annexes).read()),
        "pdf": (_("The PDF file is being written"), lambda: typeset.result()),
    }
    files = {}
    with ThreadPoolExecutor(max_workers=1) as aside:
        # The longest work needs neither Python nor the database: it goes on beside the others.
        typeset = aside.submit(pdf.render, parts, **named) if "pdf" in kinds else None
        for place, (kind, (said, write)) in enumerate(
            ((kind, writer) for kind, writer in writers.items() if kind in kinds), start=1
        ):
            progress(90 * place // (len(kinds) + 1), said)
            files[kind] = (file_name(summary.selection.period, kind), write())
    return files

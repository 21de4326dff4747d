"""The set of files of a report: Word, PDF and Excel, made of one summary and one text, so that they cannot disagree."""

from collections.abc import Callable, Sequence

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
    writers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "docx": (
            _("The Word file is being written"),
            lambda: docx.render(parts, title=head.title, author=issuer),
        ),
        "pdf": (
            _("The PDF file is being written"),
            lambda: pdf.render(parts, title=head.title, author=issuer),
        ),
        "xlsx": (_("The Excel file is being written"), lambda: xlsx.render(annexes).read()),
    }
    issuer = str(summary.unit or summary.department.name)
    files = {}
    for place, kind in enumerate(kinds, start=1):
        said, write = writers[kind]
        progress(90 * place // (len(kinds) + 1), said)
        files[kind] = (file_name(summary.selection.period, kind), write())
    return files

"""What a person asked to take out: the list of an address, the columns, the kind of file. The same in a request and in
the worker; who takes what is written down."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import events
from core.columns import Column, for_file
from core.exports import excel, paper, separated
from core.exports.about import LONGEST, About, about
from core.exports.rows import Chunk, Rows
from core.exports.table import Table, heads
from core.listing import Listing
from core.papers.printing import DOCX
from core.parse import format_decimal_vi
from core.screens import Screen

AT_ONCE = 5_000
"""Rows written while the person waits; more of them by the worker. A CSV is sent while it is read, however long."""
CHOSEN = "pk"
"""Parameter of the address: only these records, where some were marked in the list."""
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "xlsx": gettext_lazy("Excel (.xlsx)"),
    "csv": gettext_lazy("CSV for other programs (.csv)"),
    "docx": gettext_lazy("Word (.docx)"),
}
TYPES = {"xlsx": XLSX_TYPE, "csv": "text/csv; charset=utf-8", "docx": DOCX}
Heard = Callable[[int], None]
"""Is told how far the work is, in percent."""


@dataclass(frozen=True)
class Asked:
    """What of a request a list is made of."""

    GET: QueryDict
    user: Any


@dataclass
class ListExport:
    """`parameters`: as in the address of the list. `every`: all columns the type has, not only those chosen."""

    screen: Screen
    user: Any
    parameters: QueryDict
    kind: str = "xlsx"
    every: bool = False
    job: int = 0
    heard: Heard = field(default=lambda percent: None)

    @cached_property
    def listing(self) -> Listing:
        rows = self.screen.model.objects.visible_to(self.user)
        return Listing(self.screen, rows, Asked(self.parameters, self.user))

    @cached_property
    def columns(self) -> list[Column]:
        """Nothing sensitive leaves in a file, whoever takes it."""
        wanted = self.screen.columns if self.every else self.listing.columns
        return for_file(wanted, self.screen.model)

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.listing.sorted, self.columns)

    @cached_property
    def about(self) -> About:
        with override("vi"):
            filters = [words for _name, words in self.listing.filter.chips()]
            if self.parameters.get(CHOSEN):
                filters.append(_("only the records marked in the list"))
            return about(self.screen.title, by=self.user, filters=filters, count=len(self.rows))

    @property
    def is_long(self) -> bool:
        """Does it take longer than a person should wait at a page?"""
        return self.kind == "xlsx" and self.listing.count() > AT_ONCE

    @property
    def name(self) -> str:
        return self.about.file_name(self.kind)

    def check(self) -> None:
        """ValidationError where the list does not fit a paper."""
        if self.kind != "docx":
            return
        if self.listing.count() > paper.MOST_ROWS:
            told = _("A Word list holds up to %(most)s rows. Narrow the list, or take it as Excel.")
            raise ValidationError(told % {"most": format_decimal_vi(paper.MOST_ROWS)})
        if len(self.columns) > paper.MOST_COLUMNS:
            told = _("A Word list holds up to %(most)s columns. Choose fewer of them, or take it as Excel.")
            raise ValidationError(told % {"most": paper.MOST_COLUMNS})

    def table(self) -> Table:
        return Table(self.about, heads(self.columns, self.screen.model), self._chunks())

    def _chunks(self) -> Iterator[Chunk]:
        done = 0
        for chunk in self.rows.chunks():
            yield chunk
            done += len(chunk[0]) if chunk else 0
            self.heard(done * 100 // max(len(self.rows), 1))

    def pieces(self) -> Iterator[bytes]:
        """The CSV while it is read."""
        return separated.pieces(self.table())

    def write(self, path: Path | str) -> None:
        """The whole file at `path`."""
        writers = {"xlsx": self._excel, "csv": self._csv, "docx": self._paper}
        writers[self.kind](path)

    def _excel(self, path) -> None:
        excel.write(self.table(), path)

    def _csv(self, path) -> None:
        with Path(path).open("wb") as file:
            file.writelines(self.pieces())

    def _paper(self, path) -> None:
        Path(path).write_bytes(paper.write(self.table(), unit=getattr(self.user, "unit", None)))

    def log(self) -> None:
        """Who took it, how many rows, which columns and filters; before the first row leaves."""
        told = [
            f"{len(self.rows)}",
            self.kind,
            "; ".join(self.about.filters),
            ", ".join(column.name for column in self.columns),
            f"?{self.parameters.urlencode()}"[:LONGEST] if self.parameters else "",
            f"#{self.job}" if self.job else "",
        ]
        events.log(
            events.Event.Kind.EXPORT,
            by=self.user,
            action=self.screen.model.slug,
            comment=" · ".join(filter(None, told)),
        )


def temporary_file(kind: str) -> IO[bytes]:
    """Beside what comes in, not in the system's /tmp: what goes out may be personal data. Gone when it is closed."""
    return tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=f".{kind}")

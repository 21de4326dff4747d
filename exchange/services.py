"""Loading and writing the exchange workbook, for commands, pages and jobs alike."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import events
from core.collector import collector_rests
from core.workbook.load import Load
from core.workbook.problems import Problem
from core.workbook.read import WorkbookRefused, read_workbook
from core.workbook.write import write_workbook
from directory.sheets import known_names
from exchange.catalogue import sheets


@collector_rests()
def load_workbook(
    path: Path | str,
    *,
    name: str | None = None,
    by=None,
    check_only: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Load:
    """Check the workbook and, unless `check_only` or at fault, store it whole.

    `name` is the file's own name where `path` is only where it lies. Every fault is in `.errors` of the result; with any, nothing is stored.
    """
    load = Load(sheets(), {}, by=by, progress=progress)
    try:
        book = read_workbook(path, name)
    except WorkbookRefused as refusal:
        load.errors.append(Problem(_("File"), None, "", "", str(refusal)))
        return load
    try:
        with transaction.atomic():  # what was checked is what is stored
            load.names = known_names()
            load.stage(book)
            if not load.errors and not check_only:
                load.commit()
                events.log(
                    events.Event.Kind.IMPORT, by=by, action="workbook", comment=name or Path(path).name
                )
    except IntegrityError:
        load.errors.append(
            Problem(
                _("Workbook"),
                None,
                "",
                "",
                _("Two rows contradict each other or what is stored; nothing was stored."),
            )
        )
    return load


def save_workbook(target: BinaryIO | str, *, unit=None, user=None, passports: bool = False) -> None:
    """Write the exchange workbook: all records, those of `unit`, or those `user` answers for."""
    write_workbook(sheets(), target, unit=unit, user=user, passports=passports)


def save_template(target: BinaryIO) -> None:
    """Write the empty workbook: every sheet with its headings."""
    write_workbook(sheets(), target, empty=True)

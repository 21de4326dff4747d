"""An uploaded file is accepted, or refused with the reason."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import sandbox
from core.files.child import READERS
from core.files.kinds import FileRefused, Kind, clean_name, kind_of
from core.secrecy import bears_mark

MARKED = gettext_lazy("The document shows signs of state secrets and must not be uploaded.")
WALL_SECONDS = 60  # the child's own limit is 40 of CPU


def check_upload(upload) -> Kind:
    """The kind of an uploaded file. Raises FileRefused for one of another kind, and for one that bears a mark."""
    if bears_mark(upload.name):
        raise FileRefused(MARKED)
    with on_disk(upload) as path:
        kind = kind_of(path, clean_name(upload.name))
        if kind.name in READERS:
            _refuse_marks(kind, path)
    return kind


def _refuse_marks(kind: Kind, path: Path) -> None:
    try:
        verdict = sandbox.run("core.files.child", kind.name, str(path), seconds=WALL_SECONDS)
    except sandbox.Broken:
        raise FileRefused(_("The file could not be checked because of a fault in the system.")) from None
    match verdict:
        case b"clean":
            return
        case b"marked":
            raise FileRefused(MARKED)
        case b"locked":
            raise FileRefused(_("The file has a password. Remove the password and try again."))
        case b"damaged":
            raise FileRefused(_("The file is damaged. Open it, save it again and try again."))
        case _:
            raise FileRefused(
                _(
                    "The file is too large or too complicated to check. Scan it, or split it into smaller files."
                )
            )


@contextmanager
def on_disk(upload) -> Iterator[Path]:
    """Where the uploaded file lies; a small one is written down for as long as it is looked at."""
    if hasattr(upload, "temporary_file_path"):
        upload.flush()
        yield Path(upload.temporary_file_path())
        return
    handle, name = tempfile.mkstemp(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".upload")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        yield path
    finally:
        path.unlink()

"""Office files without the hour they were made: the same content gives the same bytes, whose hash can be kept."""

import io
import re
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can tell."""
PROPERTIES = "docProps/core.xml"
_DATES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")


def undated(file: IO[bytes]) -> bytes:
    """A .docx or .xlsx as written by its library, without dates."""
    written = io.BytesIO()
    with ZipFile(file) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == PROPERTIES:
                content = _DATES.sub(b"", content)
            made = ZipInfo(entry.filename, EARLIEST)
            made.compress_type, made.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(made, content)
    return written.getvalue()

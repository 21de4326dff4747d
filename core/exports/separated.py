"""A table as CSV, a piece at a time.

UTF-8 with its mark, semicolons and decimal commas: what Excel opens rightly where numbers are written the Vietnamese
way. The first row is the heading, so that programs read it; who took it, when and with which filters is in its name.
"""

import csv
import io
from collections.abc import Iterator

from core.exports.safe import all_defused, defused
from core.exports.table import Table

MARK = "\ufeff"
SEPARATOR = ";"


def pieces(table: Table) -> Iterator[bytes]:
    """The heading at once, then a piece for each chunk of rows."""
    yield (MARK + _written([[defused(head.title) for head in table.heads]])).encode()
    for chunk in table.chunks:
        yield _written(zip(*map(all_defused, chunk), strict=True)).encode()


def _written(rows) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=SEPARATOR).writerows(rows)
    return buffer.getvalue()

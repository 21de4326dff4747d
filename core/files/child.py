"""Looks for secrecy marks in a file, in a process that may die: `python -m core.files.child KIND PATH`.

This module must import no Django. It writes one word: `clean`, `marked`, `locked` (a password) or `damaged`;
nothing, when a limit ended it. A scan without text is clean.
"""

import sys
from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile

from core.sandbox import limit
from core.secrecy import bears_mark

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 40
MAX_TEXT = 20_000_000
"""Characters read of one document."""
MAX_PAGES = 400
"""Pages read of a PDF: its front, and as many at its end."""


class Locked(Exception):
    """The document opens with a password only."""


class Damaged(Exception):
    """It is not what it says."""


# --- docx and xlsx ------------------------------------------------------------------------------

_IN_WORD = "p br cr tab tr tc"
_IN_EXCEL = "si c is row oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter"
_OF_THE_FILE = "title subject keywords description category lpwstr"
_BLOCKS = frozenset(f"{_IN_WORD} {_IN_EXCEL} {_OF_THE_FILE}".split())
"""Elements that end a line of text; letters of one word may be spread over what stands between."""
_LOOKS = ("theme", "styles", "fonttable", "[content_types]")
"""Parts that hold no text of the document."""


def office_text(path: str) -> Iterator[str]:
    """The text of every part: body, headers, notes, comments, text boxes, watermarks, names of sheets."""
    with ZipFile(path) as package:
        for name in package.namelist():
            lower = name.lower()
            if lower.endswith(".xml") and not any(word in lower for word in _LOOKS):
                with package.open(name) as stream:
                    yield _text_of(stream)


def _text_of(stream: IO[bytes]) -> str:
    found: list[str] = []
    size = 0

    def words(data: str) -> None:
        nonlocal size
        size += len(data)
        if size <= MAX_TEXT:
            found.append(data)

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "textpath":  # a watermark
            words(f"\n{attributes.get('string', '')}\n")
        elif kind == "sheet":
            words(f"\n{attributes.get('name', '')}\n")

    def end(name: str) -> None:
        if name.rpartition(" ")[2] in _BLOCKS:
            found.append("\n")

    def refuse(*_declaration: Any) -> None:
        raise Damaged

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = words, refuse
    parser.ParseFile(stream)
    return "".join(found)


# --- pdf ----------------------------------------------------------------------------------------


def pdf_text(path: str) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 slow to import, and not needed for the others

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    pages = reader.pages
    count, size = len(pages), 0
    for number in [*range(min(count, MAX_PAGES)), *range(max(MAX_PAGES, count - MAX_PAGES), count)]:
        try:
            text = pages[number].extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: S112 a page nobody can read bears no mark anyone can read
            continue
        size += len(text)
        yield text
        if size > MAX_TEXT:
            return


# --- the process --------------------------------------------------------------------------------

READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "DOCX": office_text,
    "XLSX": office_text,
    "PDF": pdf_text,
}


def verdict(kind: str, path: str) -> str:
    try:
        return "marked" if any(map(bears_mark, READERS[kind](path))) else "clean"
    except Locked:
        return "locked"
    except MemoryError:
        return ""
    except Exception:
        return "damaged"


if __name__ == "__main__":
    limit(memory=MEMORY, cpu_seconds=CPU_SECONDS)
    sys.stdout.write(verdict(*sys.argv[1:3]))

"""Which of the accepted kinds a file is, by its content; its name must agree."""

import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from core.workbook.package import MAX_FILE, MAX_UNPACKED, is_bomb, is_plain

LONGEST_NAME = 150
LONGEST_EXTENSION = 6
UNNAMED = "tai-lieu"


class FileRefused(ValueError):
    """The file is not kept; the text says why, in the user's language."""


@dataclass(frozen=True)
class Kind:
    name: str
    """As people call it, and as the process that reads it is told."""
    extensions: tuple[str, ...]
    content_type: str


PDF = Kind("PDF", ("pdf",), "application/pdf")
JPG = Kind("JPG", ("jpg", "jpeg"), "image/jpeg")
PNG = Kind("PNG", ("png",), "image/png")
DOCX = Kind("DOCX", ("docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Kind("XLSX", ("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
KINDS = (PDF, DOCX, XLSX, JPG, PNG)
ACCEPT = ",".join(f".{extension}" for kind in KINDS for extension in kind.extensions)

_HEADS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPG),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PNG),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = (
    ("word/document.xml", b"wordprocessingml.document.main+xml", DOCX),
    ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml", XLSX),
)
_PROGRAMS = "docm dotm xlsm xltm xlam xlsb pptm exe dll com scr msi bat cmd ps1 vbs js hta jar lnk html htm"
_ACTIVE = frozenset(_PROGRAMS.split())
"""Endings of parts that bring code along."""
_ENCRYPTED_FLAG = 0x1
_CONTENT_TYPES_READ = 1024 * 1024


def _other() -> FileRefused:
    return FileRefused(
        _(
            "Only PDF, DOCX, XLSX, JPG and PNG files are accepted; by its content this file is none of them. "
            "Save or scan the document as PDF and try again."
        )
    )


def _damaged() -> FileRefused:
    return FileRefused(_("The file is damaged. Open it, save it again and try again."))


def _locked() -> FileRefused:
    return FileRefused(_("The file has a password. Remove the password and try again."))


def clean_name(name: str) -> str:
    """The name a file is kept and given back under: no folders, no invisible characters, not too long."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(" " if char.isspace() else char for char in name)
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    path = PurePosixPath(" ".join(name.split()).strip(". "))
    extension = path.suffix.lower() if len(path.suffix) <= LONGEST_EXTENSION else ""
    stem = path.stem.strip(". ") if extension else path.name
    return f"{stem[: LONGEST_NAME - len(extension)] or UNNAMED}{extension}"


def kind_of(path: Path, name: str) -> Kind:
    """The kind of the file at `path`, called `name` by its owner. Raises FileRefused for every other file."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(_("The file is empty."))
    if size > MAX_FILE:
        raise FileRefused(_("The file is larger than %(limit)s MB.") % {"limit": MAX_FILE // 1024**2})
    kind = _by_content(path)
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    if extension not in kind.extensions:
        raise FileRefused(
            _("By its content the file is %(kind)s, but its name does not end in .%(extension)s.")
            % {"kind": kind.name, "extension": kind.extensions[0]}
        )
    return kind


def _by_content(path: Path) -> Kind:
    with path.open("rb") as stream:
        head = stream.read(64)
    for start, kind in _HEADS:
        if head.startswith(start):
            return kind
    if head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise _locked()
    if not head.startswith(_ZIP):
        raise _other()
    return _safely(_office_kind, path)


def _safely(look: Callable[[ZipFile], Kind], path: Path) -> Kind:
    """Whatever a hostile archive makes the reader raise is one refusal."""
    try:
        with ZipFile(path) as package:
            return look(package)
    except FileRefused:
        raise
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise _damaged() from None


def _office_kind(package: ZipFile) -> Kind:
    """DOCX or XLSX, whole, without macros, and no larger unpacked than we are prepared to read."""
    entries = package.infolist()
    names = {entry.filename.lower(): entry.filename for entry in entries}
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise _locked()
    if (
        len(names) < len(entries)
        or not all(is_plain(entry.filename) for entry in entries)
        or any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries)
    ):
        raise _damaged()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(map(is_bomb, entries)):
        raise FileRefused(_("The file unpacks to far more than a document ever holds."))
    if "[content_types].xml" not in names:
        raise _other()
    with package.open(names["[content_types].xml"]) as stream:
        types = stream.read(_CONTENT_TYPES_READ).lower()
    if b"macroenabled" in types or b"vbaproject" in types or any(map(_brings_code, names)):
        raise FileRefused(_("The file contains macros or programs. Save it without them, or as PDF."))
    for part, content_type, kind in _OFFICE:
        if part in names and content_type in types:
            return kind
    raise _other()


def _brings_code(part: str) -> bool:
    path = PurePosixPath(part)
    return path.name == "vbaproject.bin" or path.suffix[1:] in _ACTIVE or "macrosheets" in path.parts

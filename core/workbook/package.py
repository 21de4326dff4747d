"""Whether a file is an .xlsx workbook we are prepared to open, judged without unpacking it."""

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 1024 * 1024  # a small part may be as repetitive as it likes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED_FLAG = 0x1
_CONTENT_TYPES_READ = 1024 * 1024


class WorkbookRefused(ValueError):
    """The file is not read; the text is one sentence or two for the user, saying why and what to do."""


def damaged() -> WorkbookRefused:
    """The refusal of a file that is, or seems to be, a workbook but cannot be opened."""
    return WorkbookRefused(_("The file is damaged. Open it in Excel, save it again and try again."))


def _other(what: str) -> WorkbookRefused:
    return WorkbookRefused(_("This is %(what)s, not an Excel workbook (.xlsx).") % {"what": what})


def _convertible(what: str) -> WorkbookRefused:
    return WorkbookRefused(_("This is %(what)s. Open it in Excel and save it as .xlsx.") % {"what": what})


def check_package(path: Path, name: str) -> None:
    """Raise WorkbookRefused unless the file at `path`, called `name` by its owner, is an .xlsx within the limits."""
    if PurePosixPath(name).suffix.lower() != ".xlsx":
        raise WorkbookRefused(_("Only Excel workbooks (.xlsx) are accepted."))
    head = check_size(path)
    if not head.startswith(ZIP):
        raise refuse_other_kind(path, head)
    with opened(path) as package:
        check_kind(package)


def check_size(path: Path) -> bytes:
    """How the file begins; WorkbookRefused where it is empty, too large or cannot be opened."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        raise WorkbookRefused(_("The file cannot be opened.")) from None
    if size == 0:
        raise WorkbookRefused(_("The file is empty."))
    if size > MAX_FILE:
        raise WorkbookRefused(_("The file is larger than %(limit)s MB.") % {"limit": MAX_FILE // 1024**2})
    return head


@contextmanager
def opened(path: Path) -> Iterator[ZipFile]:
    """The archive at `path`, its entries checked; whatever a broken one raises while it is read is told as damage."""
    try:
        with ZipFile(path) as package:
            _check_entries(package.infolist())
            yield package
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        if isinstance(error, WorkbookRefused):
            raise
        raise damaged() from None


def refuse_other_kind(path: Path, head: bytes) -> WorkbookRefused:
    """The refusal that says what a file that is no zip archive seems to be."""
    if head.startswith(OLE):
        content = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in content:
            return WorkbookRefused(
                _("The workbook has a password. Remove the password in Excel and try again.")
            )
        if "WordDocument".encode("utf-16-le") in content:
            return _other(_("a Word document"))
        return _convertible(_("an old Excel file (.xls)"))
    if head.startswith(b"%PDF"):
        return _other(_("a PDF document"))
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _convertible(_("a web page or an XML file"))
    if b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _convertible(_("a text file (such as CSV)"))
    return _other(_("a file of another kind"))


def _check_entries(entries: list[ZipInfo]) -> None:
    """Refuse archives that unpack too large, that play with names, or that need a password."""
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) < len(names) or not all(map(is_plain, names)):
        raise damaged()
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise WorkbookRefused(_("The workbook has a password. Remove the password in Excel and try again."))
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise damaged()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(map(is_bomb, entries)):
        raise WorkbookRefused(_("The file unpacks to far more than a workbook of this system ever holds."))


def is_plain(name: str) -> bool:
    """Whether a part's name stays inside the package and means the same to every reader."""
    return not (name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"))


def is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > max(_RATIO_COUNTS_FROM, MAX_RATIO * entry.compress_size)


def check_kind(package: ZipFile) -> None:
    """Refuse archives that are something else than a macro-free workbook."""
    names = {name.lower(): name for name in package.namelist()}
    folders = {name.partition("/")[0] for name in names}
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        if "word" in folders:
            raise _other(_("a Word document"))
        if "ppt" in folders:
            raise _other(_("a PowerPoint presentation"))
        if "mimetype" in names:
            raise _convertible(_("an OpenDocument file"))
        if "xl/workbook.bin" in names:
            raise _convertible(_("a binary Excel file (.xlsb)"))
        raise _other(_("a compressed archive (.zip)"))
    with package.open(names["[content_types].xml"]) as stream:
        types = stream.read(_CONTENT_TYPES_READ).lower()
    if (
        b"macroenabled" in types
        or b"vbaproject" in types
        or any(
            os.path.basename(name) == "vbaproject.bin" or name.startswith("xl/macrosheets/") for name in names
        )
    ):
        raise WorkbookRefused(_("The workbook contains macros. Save it in Excel as .xlsx, without macros."))

"""Which kind of table a file holds, judged by its bytes, or why it is not taken."""

from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from django.utils.translation import gettext as _

from core.workbook.package import (
    OLE,
    ZIP,
    WorkbookRefused,
    check_kind,
    check_size,
    opened,
    refuse_other_kind,
)

ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
"""What `accept` of an upload names too."""

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST_READ = 1024 * 1024


def kind_of(path: Path, name: str) -> str:
    """`xlsx`, `ods`, `xls` or `csv`, whatever the file's name says; raises WorkbookRefused for anything else."""
    head = check_size(path)
    kind = _kind(path, head)
    if PurePosixPath(name).suffix.lower() not in ENDINGS:
        raise WorkbookRefused(_("Only Excel (.xlsx, .xls), OpenDocument (.ods) and CSV files are accepted."))
    return kind


def _kind(path: Path, head: bytes) -> str:
    if head.startswith(ZIP):
        with opened(path) as package:
            if _is_ods(package):
                _check_ods(package)
                return "ods"
            check_kind(package)
            return "xlsx"
    if head.startswith(OLE):
        return _old_excel(path, head)
    if head.startswith(b"%PDF") or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise refuse_other_kind(path, head)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and not _looks_utf16(head):
        raise refuse_other_kind(path, head)
    return "csv"


def _looks_utf16(head: bytes) -> bool:
    """Text of Latin letters in UTF-16: every other byte is zero in most places."""
    return max(head[::2].count(0), head[1::2].count(0)) > len(head) // 5 and b"\0\0" not in head


def _is_ods(package: ZipFile) -> bool:
    if "mimetype" not in package.namelist():
        return False
    with package.open("mimetype") as stream:
        return stream.read(len(_ODS)) == _ODS


def _check_ods(package: ZipFile) -> None:
    names = package.namelist()
    if "META-INF/manifest.xml" in names:
        with package.open("META-INF/manifest.xml") as stream:
            if b"encryption-data" in stream.read(_MANIFEST_READ):
                raise WorkbookRefused(
                    _("The workbook has a password. Remove the password in Excel and try again.")
                )
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
        raise WorkbookRefused(_("The workbook contains macros. Save it in Excel as .xlsx, without macros."))
    if "content.xml" not in names:
        raise WorkbookRefused(_("The file is damaged. Open it in Excel, save it again and try again."))


def _old_excel(path: Path, head: bytes) -> str:
    content = path.read_bytes()
    streams = {name: name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WordDocument")}
    if "EncryptedPackage".encode("utf-16-le") in content or streams["WordDocument"]:
        raise refuse_other_kind(path, head)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise WorkbookRefused(_("The workbook contains macros. Save it in Excel as .xlsx, without macros."))
    if not (streams["Workbook"] or streams["Book"]):
        raise WorkbookRefused(_("Only Excel (.xlsx, .xls), OpenDocument (.ods) and CSV files are accepted."))
    return "xls"

"""Where accepted files lie: under names that say nothing, outside every address, passport scans encrypted."""

import datetime
import hashlib
import io
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.fields import cipher

FOLDER = "attachments"
LEFT_OVER = datetime.timedelta(days=1)
"""A file nobody knows after so long belongs to an upload that was killed."""


def digest(upload) -> tuple[str, int]:
    """SHA-256 and size of an uploaded file, read piece by piece."""
    digest, size = hashlib.sha256(), 0
    for chunk in upload.chunks():
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def keep(upload, *, encrypted: bool) -> str:
    """Store the file and return its name in the store."""
    name = secrets.token_hex(16)
    upload.seek(0)
    content = ContentFile(cipher().encrypt(upload.read())) if encrypted else upload
    return default_storage.save(f"{FOLDER}/{name[:2]}/{name}", content)


def opened(name: str, *, encrypted: bool) -> io.IOBase:
    """The file's content, decrypted. Raises FileNotFoundError where it is gone."""
    file = default_storage.open(name)
    if not encrypted:
        return file
    with file:
        return io.BytesIO(cipher().decrypt(file.read()))


def discard(name: str) -> None:
    default_storage.delete(name)


def left_over(known) -> Iterator[str]:
    """Old files of the store that `known(name)` does not claim."""
    latest = timezone.now() - LEFT_OVER
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            name = f"{FOLDER}/{folder}/{file}"
            if default_storage.get_modified_time(name) < latest and not known(name):
                yield name


def forget_uploads() -> None:
    """Remove what killed uploads left in the folder files come in by."""
    latest = (timezone.now() - LEFT_OVER).timestamp()
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        if path.is_file() and path.stat().st_mtime < latest:
            path.unlink(missing_ok=True)

"""Files of a dossier, generic over every record type: what was sent, permitted, signed and reported.

A file is never changed. A newer one of the same document is its next version; a wrong one is taken away with the
reason, and its row stays.
"""

import datetime
import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.access import EDIT_ALL, EDIT_UNIT, ISSUE, PROCESS, SEE_PASSPORTS
from core.events import Event, log
from core.files import store
from core.files.kinds import Kind, clean_name
from core.records import Record
from core.search.changes import found_anew
from core.sight import Sight
from core.states import WRITTEN_AT


class DocumentKind(models.TextChoices):
    REQUEST = "REQUEST", _("Letter of request")
    INVITATION = "INVITATION", _("Invitation letter")
    TRANSLATION = "TRANSLATION", _("Translation of the invitation")
    MEMBERS = "MEMBERS", _("List of the delegation")
    PROGRAMME = "PROGRAMME", _("Working programme")
    ESTIMATE = "ESTIMATE", _("Cost estimate")
    SCHEME = "SCHEME", _("Scheme or project document")
    OPINION = "OPINION", _("Agency's opinion")
    PERMIT = "PERMIT", _("Decision or permit")
    SIGNED = "SIGNED", _("Signed text")
    REPORT = "REPORT", _("Result report")
    PICTURE = "PICTURE", _("Picture")
    PASSPORT = "PASSPORT", _("Passport (scan)")
    OTHER = "OTHER", _("Other document")


SENSITIVE = (DocumentKind.PASSPORT,)
"""Encrypted at rest, handled by those who may see passports; every taking is written down."""


class AttachmentQuerySet(models.QuerySet):
    def of(self, record):
        return self.filter(record_type=record._meta.label_lower, record_id=record.pk)

    def live(self):
        return self.filter(removed_at=None)


class Attachment(models.Model):
    """One version of one document."""

    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    document = models.UUIDField(default=uuid.uuid4)
    """The same for all versions of a document."""
    version = models.PositiveSmallIntegerField(_("Version"), default=1)
    kind = models.CharField(_("Kind of document"), max_length=12, choices=DocumentKind)
    number = models.CharField(_("Number and symbol"), max_length=100, blank=True)
    date = models.DateField(_("Document date"), null=True, blank=True)
    issuer = models.CharField(_("Issued by"), max_length=200, blank=True)
    name = models.CharField(_("File"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    """Of the file as it was uploaded: tells the signed original from another."""
    encrypted = models.BooleanField(default=False)
    stored = models.CharField(max_length=100, unique=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_by_name = models.CharField(max_length=150, blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by_name = models.CharField(max_length=150, blank=True)
    removed_reason = models.TextField(blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering = ["kind", "uploaded_at", "pk"]
        indexes = [models.Index(fields=["record_type", "record_id"], name="attachment_of_record")]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="attachment_version")]
        verbose_name = _("attachment")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.shown_name}"

    @property
    def sensitive(self) -> bool:
        return self.kind in SENSITIVE

    @property
    def shown_name(self) -> str:
        """The name without its owner's words where these may tell a passport number."""
        return f"{self.get_kind_display()}.{self.name.rpartition('.')[2]}" if self.sensitive else self.name

    def open(self):
        """The content as it was uploaded."""
        return store.opened(self.stored, encrypted=self.encrypted)


def has_attachment(record: Record, kind: str) -> bool:
    """Is there a document of this kind? For the guards of the workflow."""
    return Attachment.objects.of(record).live().filter(kind=kind).exists()


# --- who may ------------------------------------------------------------------------------------


def _of_the_unit(user, record: Record) -> bool:
    return bool(record.unit_id in user.units and user.may(EDIT_UNIT))


def may_add(user, record: Record) -> bool:
    """To a record they see: also to a locked one, for permits and reports come later."""
    return any(map(user.may, (EDIT_ALL, PROCESS, ISSUE))) or _of_the_unit(user, record)


def may_remove(user, attachment: Attachment, record: Record) -> bool:
    """The department at any time; the one who uploaded it while the unit still writes the dossier."""
    if user.may(EDIT_ALL) or user.may(PROCESS):
        return True
    written = record.position in (*WRITTEN_AT, record._meta.get_field("state").default)
    return written and attachment.uploaded_by_id == user.pk and _of_the_unit(user, record)


def may_read(sight: Sight, attachment: Attachment) -> bool:
    """Of a record they see; passport scans only of one they answer for."""
    return not attachment.sensitive or (sight.user.may(SEE_PASSPORTS) and sight.own)


def kinds_for(user) -> list[tuple[str, str]]:
    """What this person may upload."""
    return [
        choice for choice in DocumentKind.choices if choice[0] not in SENSITIVE or user.may(SEE_PASSPORTS)
    ]


# --- adding, taking, removing -------------------------------------------------------------------


def attach(
    record: Record,
    upload,
    file_kind: Kind,
    *,
    kind: str,
    by,
    number: str = "",
    date=None,
    issuer: str = "",
    replaces: Attachment | None = None,
    at: datetime.datetime | None = None,
) -> Attachment:
    """Keep a checked file with the record. Either the file and its row are there afterwards, or neither is.

    `at`: when it was added, where that was before.
    """
    encrypted = kind in SENSITIVE
    sha256, size = store.digest(upload)
    stored = store.keep(upload, encrypted=encrypted)
    try:
        with transaction.atomic():
            row = Attachment(
                record_type=record._meta.label_lower,
                record_id=record.pk,
                kind=kind,
                number=number,
                date=date,
                issuer=issuer,
                name=clean_name(upload.name),
                content_type=file_kind.content_type,
                size=size,
                sha256=sha256,
                encrypted=encrypted,
                stored=stored,
                uploaded_at=at or timezone.now(),
                uploaded_by=by,
                uploaded_by_name=str(by),
            )
            if replaces is not None:
                row.document, row.version = replaces.document, _next_version(replaces)
            row.save(force_insert=True)
            _tell(Event.Kind.UPLOAD, row, record, by=by, action=kind, at=at)
            found_anew.send(type(record), rows=[record])
    except BaseException:
        store.discard(stored)
        raise
    return row


def _next_version(replaced: Attachment) -> int:
    """After every version there ever was; two at once wait for one another at the first."""
    versions = Attachment.objects.filter(document=replaced.document)
    versions.select_for_update().get(version=1)
    return versions.aggregate(last=models.Max("version"))["last"] + 1


def take(attachment: Attachment, record: Record, *, by):
    """The content, for a person who may have it; what is sensitive is written down first."""
    content = attachment.open()
    if attachment.sensitive:
        _tell(Event.Kind.DOWNLOAD, attachment, record, by=by, action=attachment.kind)
    return content


@transaction.atomic
def remove(attachment: Attachment, record: Record, *, by, reason: str) -> bool:
    """Take it away, with the reason; False when someone has already. The file itself stays in the store."""
    locked = Attachment.objects.select_for_update().live().filter(pk=attachment.pk).first()
    if locked is None:
        return False
    locked.removed_at, locked.removed_by_name, locked.removed_reason = (
        timezone.now(), str(by or ""), reason,
    )  # fmt: skip
    locked.save()
    _tell(Event.Kind.REMOVAL, locked, record, by=by, action=locked.kind, reason=reason)
    found_anew.send(type(record), rows=[record])
    return True


@transaction.atomic
def erase(attachment: Attachment, record: Record, *, reason: str) -> None:
    """Destroy the file itself when its time of keeping is over (passport scans); the row tells what there was."""
    if attachment.removed_at is None:
        remove(attachment, record, by=None, reason=reason)
    transaction.on_commit(lambda: store.discard(attachment.stored))


def _tell(
    kind, attachment: Attachment, record: Record, *, by, action: str, reason: str = "", at=None
) -> None:
    with override("vi"):
        words = [attachment.get_kind_display(), attachment.number, attachment.shown_name, reason]
    if attachment.version > 1:
        words.insert(1, f"bản {attachment.version}")
    log(kind, by=by, record=record, action=action, comment=" · ".join(filter(None, words)), at=at)


def sweep() -> int:
    """Remove what killed uploads left behind. Returns how many files of the store."""
    store.forget_uploads()
    names = list(store.left_over(lambda name: Attachment.objects.filter(stored=name).exists()))
    for name in names:
        store.discard(name)
    return len(names)

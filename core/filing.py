"""Files on the page of a record: adding, taking, removing them."""

import logging

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.attachments import (
    Attachment,
    DocumentKind,
    attach,
    kinds_for,
    may_add,
    may_read,
    may_remove,
    remove,
    take,
)
from core.files.check import check_upload
from core.files.kinds import ACCEPT, FileRefused
from core.forms import RefusesMarks
from core.inputs import DayField, LineField, ReasonField
from core.links import find_record, record_types
from core.parse import sent_keys
from core.sight import Sight
from core.widgets import Select

logger = logging.getLogger(__name__)
ICONS = {
    "application/pdf": "file-earmark-pdf",
    "image/jpeg": "file-earmark-image",
    "image/png": "file-earmark-image",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "file-earmark-word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "file-earmark-excel",
}


class AttachmentForm(RefusesMarks, forms.Form):
    """A file with what stands on its first page. `replaces`: the document it is a newer version of."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of document"), widget=Select)
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("PDF, DOCX, XLSX, JPG or PNG, at most 20 MB."),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    number = LineField(label=gettext_lazy("Number and symbol"), max_length=100, required=False)
    date = DayField(label=gettext_lazy("Document date"), required=False)
    issuer = LineField(label=gettext_lazy("Issued by"), max_length=200, required=False)
    promise = forms.BooleanField(
        label=gettext_lazy("I confirm that the document contains no state secrets"),
        help_text=gettext_lazy(
            "Of opinions of the police and the Party only number, date, agency and conclusion are kept, not the text."
        ),
        error_messages={"required": gettext_lazy("Please confirm it, or do not upload the document.")},
    )

    def __init__(self, *args, user, replaces: Attachment | None = None, **kwargs):
        if replaces is not None:
            names = ("kind", "number", "date", "issuer")
            kwargs["initial"] = {name: getattr(replaces, name) for name in names}
        super().__init__(*args, auto_id="file-%s", **kwargs)
        self.fields["kind"].choices = [("", "—"), *kinds_for(user)]
        self.fields["kind"].disabled = replaces is not None

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.file_kind = check_upload(file)
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from None
        return file

    def save(self, record, *, by, replaces: Attachment | None) -> Attachment:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("file", "promise")}
        return attach(record, self.cleaned_data["file"], self.file_kind, by=by, replaces=replaces, **data)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        widths = {
            "kind": "half",
            "file": "half",
            "number": "short",
            "date": "short",
            "issuer": "half",
            "promise": "wide",
        }
        helper.layout = Layout(
            Fieldset("", *(Field(name, wrapper_class=width) for name, width in widths.items()))
        )
        return helper


def panel(sight: Sight) -> dict:
    """The files as the record's page shows them: the newest version of each document, older ones under it. One query."""
    documents: dict = {}
    user, record = sight.user, sight.record
    for row in Attachment.objects.of(record).live().order_by("kind", "document", "-version"):
        documents.setdefault(row.document, []).append(row)
    groups = sorted(documents.values(), key=lambda rows: (_order(rows[0]), rows[-1].uploaded_at))
    adding = may_add(user, record)
    return {
        "rows": [
            _shown(rows[0], sight, adding) | {"older": [_shown(row, sight, adding=False) for row in rows[1:]]}
            for rows in groups
        ],
        "form": AttachmentForm(user=user) if adding else None,
        "add_url": reverse("file_add", args=[record.number]) if adding else "",
    }


def _order(row: Attachment) -> int:
    return DocumentKind.values.index(row.kind)


def _shown(row: Attachment, sight: Sight, adding: bool) -> dict:
    record, user, readable = sight.record, sight.user, may_read(sight, row)
    add = reverse("file_add", args=[record.number])
    return {
        "kind": row.get_kind_display(),
        "name": row.shown_name,
        "number": row.number,
        "date": row.date,
        "issuer": row.issuer,
        "version": row.version,
        "size": filesizeformat(row.size),
        "when": row.uploaded_at,
        "who": row.uploaded_by_name,
        "sha256": row.sha256,
        "icon": ICONS.get(row.content_type, "file-earmark"),
        "sensitive": row.sensitive,
        "url": reverse("file", args=[row.pk]) if readable else "",
        "replace_url": f"{add}?of={row.pk}" if adding and readable else "",
        "remove_url": reverse("file_remove", args=[row.pk]) if may_remove(user, row, record) else "",
    }


def found_file(user, pk: int) -> tuple[Attachment, object]:
    """The file and its record, if `user` may see the record."""
    row = Attachment.objects.live().filter(pk=pk).first()
    model = next(
        (model for model in record_types() if row and model._meta.label_lower == row.record_type), None
    )
    record = model.objects.visible_to(user).filter(pk=row.record_id).first() if model else None
    if record is None:
        raise Http404
    return row, record


def _replaced(record, user, pk: str) -> Attachment | None:
    """The document a newer version is brought of, by `?of=`."""
    if not pk:
        return None
    row = Attachment.objects.of(record).live().filter(pk__in=sent_keys([pk])).first()
    if row is None or not may_read(Sight(user, record), row):
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def file_add(request, number: str):
    """Add a file to a record one sees, or a newer version of one of its files."""
    record = find_record(number, user=request.user)
    if record is None:
        raise Http404
    if not may_add(request.user, record):
        raise PermissionDenied
    replaces = _replaced(record, request.user, request.GET.get("of", ""))
    form = AttachmentForm(request.POST or None, request.FILES or None, user=request.user, replaces=replaces)
    if request.method == "POST" and form.is_valid():
        row = form.save(record, by=request.user, replaces=replaces)
        messages.success(request, _("Added: %(file)s.") % {"file": row})
        return redirect(record)
    title = _("New version: %(file)s") % {"file": replaces} if replaces else _("Add a document")
    return render(
        request,
        "core/attachment_form.html",
        {
            "title": title,
            "form": form,
            "cancel_url": record.get_absolute_url(),
            "crumbs": [
                {"label": record.reference, "url": record.get_absolute_url()},
                {"label": title, "url": ""},
            ],
        },
    )


@require_safe
def file(request, pk: int):
    """The file, to be saved and never to be shown by the browser itself."""
    row, record = found_file(request.user, pk)
    if not may_read(Sight(request.user, record), row):
        raise PermissionDenied
    try:
        content = take(row, record, by=request.user)
    except FileNotFoundError:
        logger.error("The file of attachment %s is not in the store.", row.pk)
        raise Http404 from None
    return FileResponse(content, as_attachment=True, filename=row.name, content_type=row.content_type)


@require_POST
def file_remove(request, pk: int):
    row, record = found_file(request.user, pk)
    if not may_remove(request.user, row, record):
        raise PermissionDenied
    try:
        reason = ReasonField(max_length=500).clean(request.POST.get("reason", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        remove(row, record, by=request.user, reason=reason)
        messages.success(request, _("Removed: %(file)s.") % {"file": row})
    return redirect(record)

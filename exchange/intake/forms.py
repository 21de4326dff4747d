"""What the wizard asks for."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.tables.package import ENDINGS
from core.workbook.package import MAX_FILE


class BringForm(forms.Form):
    """A file, or rows copied from Excel."""

    file = forms.FileField(
        label=_("Spreadsheet (.xlsx, .xls, .ods, .csv)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"empty": _("The file is empty.")},
    )
    pasted = forms.CharField(
        label=_("Or paste rows copied from Excel, with their heading"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_FILE:
            raise ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": MAX_FILE // 1024**2}
            )
        return file

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("file") and not (given.get("pasted") or "").strip():
            raise ValidationError(_("Please choose a file, or paste rows."))
        return given

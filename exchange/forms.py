from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.workbook.package import MAX_FILE


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Exchange workbook (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("It is checked first; nothing is stored before you confirm."),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("The file is empty."),
        },
    )

    def clean_file(self):
        """A file that would be refused for its size does not wait for the worker to say so."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": MAX_FILE // 1024**2}
            )
        return file

from django import forms
from django.utils.translation import gettext_lazy as _


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

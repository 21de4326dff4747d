"""The page of retention: how long identifiers are kept, and what the next night erases. Counts only, no numbers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import in_short, log_change
from accounts.forms import SimpleForm
from accounts.views import FormPage
from core.access import MANAGE_SETTINGS
from core.retention import Retention, preview


class RetentionForm(SimpleForm):
    title = gettext_lazy("How long identifiers are kept")

    class Meta(SimpleForm.Meta):
        model = Retention
        fields = ("passport_years", "scan_days")


class RetentionPage(FormPage):
    permissions = (MANAGE_SETTINGS,)
    template_name = "accounts/retention.html"

    def get(self, request):
        return self._page(RetentionForm(instance=Retention.current()))

    def post(self, request):
        kept = Retention.current()
        before = in_short(kept, RetentionForm.Meta.fields)
        form = RetentionForm(request.POST, instance=kept)
        if not form.is_valid():
            return self._page(form)
        form.save()
        log_change(kept, before, in_short(kept, form.fields), by=request.user, action="retention")
        messages.success(request, _("The settings are saved."))
        return redirect("retention")

    def _page(self, form):
        return self.show(form, title=_("Retention of personal data"), cancel_url="", table=_table(preview()))


def _table(parts: list[dict]) -> dict:
    return {
        "title": _("What the next night erases"),
        "columns": [
            _("Kind"),
            _("Year of the last day"),
            _("Records"),
            _("Numbers"),
            _("Copies in the history"),
        ],
        "rows": [
            [
                {"text": capfirst(part["kind"]), "kind": "text"},
                {"text": part["year"], "kind": "number"},
                *(
                    {"text": number_format(part[name]), "kind": "number"}
                    for name in ("records", "numbers", "past")
                ),
            ]
            for part in parts
        ],
    }

"""API keys: the page of a person's own, and that of those who keep accounts."""

import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.tokens import DEFAULT_DAYS, MOST_DAYS, ApiToken, Rights, make_token, revoke
from accounts.views import KEEPERS, Administered
from core.events import address_of
from core.forms import RefusesMarks
from core.inputs import DayField, LineField
from core.widgets import Select


class TokenForm(RefusesMarks, forms.Form):
    name = LineField(
        label=gettext_lazy("What it is for"),
        max_length=100,
        help_text=gettext_lazy("For example: monthly statistics of the hospital."),
    )
    rights = forms.ChoiceField(
        label=gettext_lazy("Rights"),
        choices=Rights.choices,
        widget=Select,
        help_text=gettext_lazy("Never more than your own role allows."),
    )
    expires_on = DayField(
        label=gettext_lazy("Works until"), help_text=gettext_lazy("One year from today at most.")
    )

    def __init__(self, data=None):
        until = timezone.localdate() + datetime.timedelta(days=DEFAULT_DAYS)
        super().__init__(data, initial={"rights": Rights.READ, "expires_on": until})

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + datetime.timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("A key works for one year at most, and at least until today."))
        return day

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(
            Fieldset(
                _("New API key"),
                Field("name", wrapper_class="half"),
                Field("rights", wrapper_class="short"),
                Field("expires_on", wrapper_class="short"),
            )
        )
        return helper


@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request):
    """One's own keys. A new one is shown on the answer that made it, and never again."""
    form, key = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _token, key = make_token(request.user, **form.cleaned_data, address=address_of(request))
        form = TokenForm()
    rows = [_row(token) for token in request.user.api_tokens.select_related("person")]
    return render(
        request,
        "accounts/tokens.html",
        {"title": _("API keys"), "rows": rows, "form": form, "key": key, "docs_url": reverse("api_docs")},
    )


def _row(token: ApiToken) -> dict:
    used = localtime(token.last_used_at) if token.last_used_at else None
    return {
        "name": token.name,
        "hint": f"{token.hint}…",
        "person": str(token.person),
        "rights": token.get_rights_display(),
        "until": date_format(token.expires_on, "SHORT_DATE_FORMAT"),
        "used": f"{date_format(used, 'SHORT_DATETIME_FORMAT')} · {token.last_used_from}" if used else "",
        "works": token.works,
        "revoked": token.revoked_at is not None,
        "revoke_url": reverse("token_revoke", args=[token.pk]) if token.works else "",
    }


class TokensOfAll(Administered):
    """The keys of every account one keeps."""

    permissions = KEEPERS
    template_name = "accounts/tokens.html"

    def get_context_data(self, **kwargs):
        kept = ApiToken.objects.filter(person__in=User.objects.kept_by(self.request.user))
        return super().get_context_data(**kwargs) | {
            "title": _("API keys of all accounts"),
            "rows": [_row(token) for token in kept.select_related("person")],
            "form": None,
            "key": "",
            "docs_url": "",
        }


@require_POST
def token_revoke(request, pk: int):
    """By its owner, or by who keeps the owner's account."""
    token = ApiToken.objects.filter(pk=pk).select_related("person").first()
    own = token is not None and token.person == request.user
    if token is None or not (own or User.objects.kept_by(request.user).filter(pk=token.person_id).exists()):
        raise Http404
    revoke(token, by=request.user, address=address_of(request))
    messages.success(request, _("The key “%(name)s” is revoked.") % {"name": token.name})
    return redirect("token_list" if own else "token_list_all")

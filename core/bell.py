"""The pages of the bell: what one was told, and what one wants by e-mail. Everyone's own, nobody else's."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.digest import MailChoice
from core.notifications import Kind, Notification
from core.parse import sent_keys
from core.told import without_the_rest

PER_PAGE = 50


@require_safe
def bell(request):
    """Everything the person was told, unread first."""
    own = Notification.objects.of(request.user)
    pages = Paginator(own.unread_first(), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    newest = own.order_by("-pk").values_list("pk", flat=True).first()
    links = [
        {
            "number": number,
            "url": f"?page={number}" if isinstance(number, int) else "",
            "current": number == page.number,
        }
        for number in pages.get_elided_page_range(page.number)
    ]
    page.object_list = without_the_rest(page.object_list, request.user)
    context = {"page": page, "page_links": links, "newest": newest}
    return render(request, "core/bell.html", context)


@require_POST
def bell_open(request, pk: int):
    """Mark one read, and go where it leads (`stay`: back to the list)."""
    own = Notification.objects.of(request.user).filter(pk=pk)
    notice = get_object_or_404(own)
    own.mark_read()
    stay = request.POST.get("stay") or not notice.url
    return redirect(_list_page(request) if stay else notice.url)


@require_POST
def bell_read(request):
    """Mark all read that stood on the page; what came since stays unread."""
    for newest in sent_keys([request.POST.get("newest", "")]):
        Notification.objects.of(request.user).filter(pk__lte=newest).mark_read()
    return redirect("bell")


def _list_page(request) -> str:
    """The page of the list the person came from."""
    back = request.POST.get("stay", "")
    known = back.startswith(reverse("bell")) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if known else reverse("bell")


class MailChoiceForm(forms.Form):
    digest = forms.BooleanField(
        label=gettext_lazy("A daily mail with what is new"),
        required=False,
        help_text=gettext_lazy("One mail in the morning, only when there is something unread."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What the mail tells of"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The bell always shows everything."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mail_choice(request):
    """What the person wants by e-mail."""
    choice = MailChoice.of(request.user)
    stored = {"digest": choice.digest, "kinds": [kind for kind in Kind.values if kind not in choice.without]}
    form = MailChoiceForm(request.POST if request.method == "POST" else None, initial=stored)
    if request.method == "POST" and form.is_valid():
        choice.digest = form.cleaned_data["digest"]
        choice.without = [kind for kind in Kind.values if kind not in form.cleaned_data["kinds"]]
        choice.save()
        messages.success(request, _("Your choice is saved."))
        return redirect("mail_choice")
    crumbs = [{"label": _("Notifications"), "url": reverse("bell")}, {"label": _("By e-mail"), "url": ""}]
    return render(request, "core/mail_choice.html", {"form": form, "crumbs": crumbs})

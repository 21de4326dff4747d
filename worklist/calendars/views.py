"""“Lịch của tôi”: the addresses of one's calendars; what a calendar programme fetches there; one record as an entry."""

import hashlib

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from core import events
from core.forms import RefusesMarks
from core.hits import hits
from core.inputs import LineField
from worklist.calendars.happenings import BY_SLUG, MONTHS_AHEAD, MONTHS_BACK, happenings, of_record
from worklist.calendars.ics import calendar_of
from worklist.models import MOST_FEEDS, CalendarFeed, Held

MOST_FETCHES, SPAN = 30, 600
"""Fetches of one address in so many seconds: programmes come every few hours."""
NOTED_EVERY = 3600
"""Seconds within which a second fetch is not noted again."""
REMEMBERED = 30 * 24 * 3600


# --- the page -----------------------------------------------------------------------------------


class FeedForm(RefusesMarks, forms.Form):
    title = LineField(
        label=gettext_lazy("Where it is used"),
        max_length=60,
        help_text=gettext_lazy("For example: my phone."),
    )
    holds = forms.MultipleChoiceField(
        label=gettext_lazy("Holds"), choices=Held, widget=forms.CheckboxSelectMultiple, initial=Held.values
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(
            Fieldset(
                _("New address"), Field("title", wrapper_class="half"), Field("holds", wrapper_class="half")
            )
        )
        return helper


class MyCalendars(TemplateView):
    """One's own addresses. A new one is shown once, in the answer that makes it."""

    template_name = "worklist/calendars.html"

    def post(self, request):
        form = FeedForm(request.POST)
        if form.is_valid() and self._own().count() >= MOST_FEEDS:
            form.add_error(
                None, _("You have %(count)s addresses already. Revoke one first.") % {"count": MOST_FEEDS}
            )
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        feed, token = CalendarFeed.objects.begin(request.user, **form.cleaned_data)
        _log(feed, request.user, "calendar_created")
        address = settings.SITE_URL.rstrip("/") + reverse("calendar_feed", args=[token])
        made = {"title": feed.title, "address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
        return self.render_to_response(self.get_context_data(made=made))

    def _own(self):
        return CalendarFeed.objects.in_use().filter(owner=self.request.user)

    def get_context_data(self, **kwargs):
        return (
            {"form": FeedForm(), "made": None}
            | super().get_context_data(**kwargs)
            | {
                "title": _("My calendars"),
                "feeds": [
                    {
                        "title": feed.title,
                        "holds": ", ".join(str(Held(held).label) for held in feed.holds),
                        "created": feed.created_at,
                        "used": feed.last_used_at,
                        "revoke_url": reverse("calendar_revoke", args=[feed.pk]),
                    }
                    for feed in self._own()
                ],
                "back": MONTHS_BACK,
                "ahead": MONTHS_AHEAD,
            }
        )


@require_POST
def calendar_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.in_use().filter(owner=request.user), pk=pk)
    feed.revoke()
    _log(feed, request.user, "calendar_revoked")
    messages.success(request, _("Revoked: %(calendar)s. Its address answers no more.") % {"calendar": feed})
    return redirect("calendar_list")


def _log(feed: CalendarFeed, by, action: str) -> None:
    held = ", ".join(feed.holds)
    events.log(events.Event.Kind.ADMIN, by=by, record=feed, action=action, comment=f"{feed.title}: {held}")


# --- what a programme fetches --------------------------------------------------------------------


@require_safe
@login_not_required
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The address itself is the key: unguessable, revocable, and worth what its owner may see at this moment."""
    feed = CalendarFeed.objects.of_token(token)
    if feed is None:
        raise Http404
    if hits(f"calendar:{feed.pk}", SPAN) > MOST_FETCHES:
        return HttpResponse(status=429, headers={"Retry-After": str(SPAN)})
    now = timezone.now()
    if feed.last_used_at is None or (now - feed.last_used_at).total_seconds() > NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).mark_fetched(now)
    with override(settings.LANGUAGE_CODE):
        found = happenings(feed.owner, feed.holds, since=feed.created_at)
        content = calendar_of(_("External affairs – %(title)s") % {"title": feed.title}, found)
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    changed = _unchanged_since(feed, etag, now)
    response = _answer(content, 'inline; filename="doi-ngoai.ics"')
    answer = get_conditional_response(
        request, etag=etag, last_modified=int(changed.timestamp()), response=response
    )
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(changed.timestamp())
    return _kept_quiet(answer)


def _unchanged_since(feed: CalendarFeed, etag: str, now):
    """Since when the calendar reads as it does: an entry may leave it without any record changing."""
    key = f"calendar-content:{feed.pk}"
    known = cache.get(key)
    if known is None or known[0] != etag:
        known = (etag, now)
        cache.set(key, known, REMEMBERED)
    return known[1]


@require_safe
def record_ics(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One trip, visit or conference as an entry for a calendar."""
    if slug not in BY_SLUG:
        raise Http404
    model, paths = BY_SLUG[slug]
    record = get_object_or_404(
        model.objects.visible_to(request.user).select_related("unit").prefetch_related(*paths), pk=pk
    )
    if record.first_day is None:
        raise Http404
    with override(settings.LANGUAGE_CODE):
        content = calendar_of("", [of_record(record)])
    return _kept_quiet(_answer(content, f'attachment; filename="{record.number}.ics"'))


def _answer(content: bytes, disposition: str) -> HttpResponse:
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _kept_quiet(response: HttpResponse) -> HttpResponse:
    """No proxy keeps it, no search engine lists it, no page is told where the reader came from."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

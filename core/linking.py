"""Linking the page of one record to another, by its number."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import access
from core.links import find_record, link, unlink


@require_POST
def record_link(request):
    """Link (or, with `remove`, part) the record `number` and the record `other`; one must be able to see both."""
    record = find_record(request.POST.get("number", ""), user=request.user)
    if record is None:
        raise Http404
    if not access.can_edit(request.user, record):
        raise PermissionDenied
    typed = request.POST.get("other", "").strip()
    other = find_record(typed, user=request.user)
    if other is None:
        messages.error(
            request, _("There is no record “%(number)s” that you may see.") % {"number": typed[:40]}
        )
    elif other == record:
        messages.error(request, _("A record is not linked to itself."))
    elif request.POST.get("remove"):
        unlink(record, other, by=request.user)
        messages.success(request, _("No longer linked: %(number)s.") % {"number": other.number})
    else:
        link(record, other, by=request.user)
        messages.success(request, _("Linked: %(number)s.") % {"number": other.number})
    return redirect(record)

"""Việc của tôi, and what is irregular."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import VIEW_ALL, VIEW_UNIT
from core.actions import LONGEST_COMMENT
from core.inputs import ReasonField
from core.parse import sent_keys
from worklist.inbox import APPROVE, RETURN, awaited_by, rows_of, take_many, waiting_for
from worklist.irregularities import irregularities

PER_PAGE = 50
SHOWN_AWAITED = 20


class Inbox(TemplateView):
    """What waits for me, since when, what next; what I wait for, and on whom. Many can be taken at once."""

    template_name = "worklist/inbox.html"

    def post(self, request):
        keys = sent_keys(request.POST.getlist("step"))
        action = RETURN if request.POST.get("action") == RETURN else APPROVE
        try:
            comment = ReasonField(required=False, max_length=LONGEST_COMMENT).clean(
                request.POST.get("comment", "")
            )
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return self.render_to_response(self.get_context_data())
        results = take_many(request.user, keys[:PER_PAGE], action, comment)
        return self.render_to_response(self.get_context_data(results=results, nothing_chosen=not keys))

    def get_context_data(self, **kwargs):
        user = self.request.user
        page = Paginator(waiting_for(user), PER_PAGE).get_page(self.request.GET.get("page"))
        awaited = list(awaited_by(user)[: SHOWN_AWAITED + 1])
        return (
            {"results": [], "nothing_chosen": False}
            | super().get_context_data(**kwargs)
            | {
                "title": _("My work"),
                "rows": rows_of(page.object_list),
                "page": page,
                "page_links": _links(page),
                "awaited": rows_of(awaited[:SHOWN_AWAITED], holders=True),
                "more_awaited": len(awaited) > SHOWN_AWAITED,
            }
        )


class Irregularities(TemplateView):
    """Rules across records that are broken: the department sees all dossiers, a unit its own."""

    template_name = "worklist/irregularities.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        if not (user.may(VIEW_ALL) or (user.may(VIEW_UNIT) and user.unit_id)):
            raise PermissionDenied
        return super().get_context_data(**kwargs) | {
            "title": _("Irregularities"),
            "types": irregularities(user),
        }


def _links(page) -> list[dict]:
    numbers = page.paginator.get_elided_page_range(page.number)
    return [
        {
            "number": number if isinstance(number, int) else "…",
            "url": f"?page={number}" if isinstance(number, int) else "",
            "current": number == page.number,
        }
        for number in numbers
    ]

"""The IATI file of the aid a person sees: what it will hold, what it lacks, and the file itself."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from aid_projects.iati import RELATIONS, NotReady, Publication, publish
from core import access, events
from core.listing import Listing
from core.screens import ScreenView

SHOWN = 200
"""Warnings on the page."""


class _OfTheList(ScreenView):
    """Exactly the aid of the list the address asks for."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.may(access.EXPORT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def publication(self) -> Publication:
        listed = Listing(self.screen, self.get_queryset(), self.request).sorted
        return publish(listed.select_related("unit").prefetch_related(*RELATIONS))


class IatiPage(_OfTheList, TemplateView):
    template_name = "aid_projects/iati.html"

    def get_context_data(self, **kwargs):
        refusal, found = "", Publication()
        try:
            found = self.publication()
        except NotReady as reason:
            refusal = str(reason)
        asked = self.request.GET.urlencode()
        settings = self.request.user.may(access.MANAGE_SETTINGS)
        return super().get_context_data(**kwargs) | {
            "title": _("IATI file of the aid"),
            "crumbs": self.crumbs((_("IATI file"), "")),
            "refusal": refusal,
            "settings_url": reverse("department_settings") if settings else "",
            "published": found.published,
            "left_out": found.left_out,
            "warnings": found.warnings[:SHOWN],
            "more": max(len(found.warnings) - SHOWN, 0),
            "file_url": f"{reverse('aid_iati_file')}?{asked}" if found.content else "",
        }


class IatiFile(_OfTheList, View):
    http_method_names = ["get", "head"]

    def get(self, request):
        try:
            found = self.publication()
        except NotReady:
            raise Http404 from None
        if found.content is None:
            raise Http404
        events.log(
            events.Event.Kind.EXPORT,
            by=request.user,
            action="iati",
            comment=f"{request.get_full_path()}: {found.published}",
        )
        name = f"iati-{timezone.localdate():%Y%m%d}.xml"
        return HttpResponse(
            found.content,
            content_type="application/xml; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

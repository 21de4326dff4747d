"""The list as a file: at once where it is short, by the worker where it is long."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View

from core import access
from core.exports.listed import KINDS, TYPES, ListExport, temporary_file
from core.exports.work import begin_export
from core.screens import ScreenView

FORMAT, EVERY = "format", "every"
"""Of a form or an address; everything else in the address is the list's own."""


class RecordExport(ScreenView, View):
    """Exactly the list: filtered, sorted, all pages, its columns or all there are."""

    http_method_names = ["get", "post"]

    def get(self, request):
        """A short list, or any as CSV. A long one is prepared only for who asks by the form."""
        wanted = self._wanted(request.GET)
        if wanted.is_long:
            messages.warning(request, _("This list is long: choose “Export” to have the file prepared."))
            return self._back()
        return self._answer(wanted)

    def post(self, request):
        wanted = self._wanted(request.POST)
        if wanted.is_long:
            return redirect(begin_export(wanted))
        return self._answer(wanted)

    def _wanted(self, asked) -> ListExport:
        if not self.request.user.may(access.EXPORT):
            raise PermissionDenied
        kind = asked.get(FORMAT, "xlsx")
        if kind not in KINDS:
            raise Http404
        parameters = self.request.GET.copy()
        for name in (FORMAT, EVERY):
            parameters.pop(name, None)
        return ListExport(self.screen, self.request.user, parameters, kind, bool(asked.get(EVERY)))

    def _answer(self, wanted: ListExport):
        try:
            wanted.check()
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return self._back()
        wanted.log()
        if wanted.kind == "csv":
            response = StreamingHttpResponse(wanted.pieces(), content_type=TYPES["csv"])
            response["Content-Disposition"] = content_disposition_header(True, wanted.name)
            return response
        file = temporary_file(wanted.kind)
        wanted.write(file.name)
        return FileResponse(file, as_attachment=True, filename=wanted.name, content_type=TYPES[wanted.kind])

    def _back(self):
        address = self.request.GET.copy()
        for name in (FORMAT, EVERY):
            address.pop(name, None)
        return redirect(
            f"{self.screen.url('list')}?{address.urlencode()}" if address else self.screen.url("list")
        )

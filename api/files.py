"""Files of dossiers, through the same checks as on their pages."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from api.described import Operation
from api.endpoint import Endpoint
from core.attachments import may_read, take
from core.filing import found_file
from core.sight import Sight

logger = logging.getLogger(__name__)
ANY = "application/octet-stream"
"""To be saved, never shown: what it is stands in its description."""


class File(Endpoint):
    def get(self, request, pk: int):
        row, record = found_file(request.user, pk)
        if not may_read(Sight(request.user, record), row):
            raise PermissionDenied
        try:
            content = take(row, record, by=request.user)
        except FileNotFoundError:
            logger.error("The file of attachment %s is not in the store.", row.pk)
            raise Http404 from None
        return FileResponse(content, as_attachment=True, filename=row.name, content_type=ANY)

    def operation(self, method):
        return Operation(
            "attachment_get", _("A file of a record"), _("Files"), None, file=True, refusals=(400, 404)
        )

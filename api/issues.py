"""What was issued: the versions of a period's report, their figures and text as frozen, their files."""

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Length
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.response import Response

from api import described, values
from api.described import Operation, list_of, or_null, reference, thing
from api.endpoint import Endpoint
from api.files import ANY
from core import events
from reports.issue_views import may_take
from reports.models import ReportIssue
from reports.text_views import period_for

HEAD = {
    "version": described.WHOLE,
    "number": described.TEXT,
    "issued_on": described.DAY,
    "issued_at": described.MOMENT,
    "issued_by": described.TEXT,
    "reason": described.TEXT,
    "seal": described.TEXT,
}
FROZEN = thing(
    {
        "code": described.TEXT,
        "label": described.TEXT,
        "unit": described.TEXT,
        "value": described.TEXT,
        "previous": or_null(described.TEXT),
    }
)
FILE = thing(
    {"kind": described.TEXT, "name": described.TEXT, "sha256": described.TEXT, "size": described.WHOLE}
)


def _head(issue: ReportIssue) -> dict:
    return {
        "version": issue.version,
        "number": issue.number,
        "issued_on": values.plain(issue.issued_on),
        "issued_at": values.plain(issue.issued_at),
        "issued_by": issue.issued_by_name,
        "reason": issue.reason,
        "seal": issue.seal,
    }


class Issues(Endpoint):
    def get(self, request, pk: int):
        found = period_for(request, pk).issues.defer("figures", "units", "text")
        return Response({"results": [_head(issue) for issue in found]})

    def operation(self, method):
        return Operation(
            "issue_list",
            _("Issued versions of a period's report"),
            _("Issued reports"),
            thing({"results": list_of(thing(HEAD))}),
            refusals=(400, 404),
        )


def _issue(request, pk: int, version: int) -> ReportIssue:
    return get_object_or_404(period_for(request, pk).issues, version=version)


class Issue(Endpoint):
    """A version as it was sent."""

    def get(self, request, pk: int, version: int):
        issue = _issue(request, pk, version)
        figures = [
            {"code": code, **{name: told.get(name) for name in ("label", "unit", "value", "previous")}}
            for code, told in issue.figures.items()
        ]
        text = [{"slot": block.get("slot") or "", "text": block.get("text") or ""} for block in issue.text]
        files = [
            {"kind": file.kind, "name": file.name, "sha256": file.sha256, "size": file.size}
            for file in issue.files.defer("content").annotate(size=Length("content"))
        ]
        return Response({**_head(issue), "figures": figures, "text": text, "files": files})

    def operation(self, method):
        return Operation(
            "issue_get",
            _("An issued report: figures, text, files"),
            _("Issued reports"),
            thing(
                {
                    **HEAD,
                    "figures": list_of(reference("FrozenFigure")),
                    "text": list_of(thing({"slot": described.TEXT, "text": described.TEXT})),
                    "files": list_of(FILE),
                }
            ),
            components={"FrozenFigure": lambda: FROZEN},
            refusals=(400, 404),
        )


class IssueFile(Endpoint):
    """The very file that was sent."""

    def get(self, request, pk: int, version: int, kind: str):
        issue = _issue(request, pk, version)
        if not may_take(request.user):
            raise PermissionDenied
        file = issue.files.filter(kind=kind).first()
        if file is None:
            raise Http404
        told = f"{file.name} {file.sha256}"
        events.log(events.Event.Kind.EXPORT, by=request.user, action="report", comment=told)
        return HttpResponse(
            bytes(file.content),
            content_type=ANY,
            headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
        )

    def operation(self, method):
        return Operation(
            "issue_file",
            _("A file of an issued report"),
            _("Issued reports"),
            None,
            file=True,
            refusals=(400, 404),
            choices={"kind": ["docx", "pdf", "xlsx"]},
        )

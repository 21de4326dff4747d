"""How far the report's files are, and the files of a draft."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.access import VIEW_ALL
from core.jobs import Job
from reports.work import ISSUE, PREVIEW

LABELS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _own(request, pk: int) -> Job:
    """One's own job, while one may see what it tells."""
    job = get_object_or_404(Job, pk=pk, owner=request.user, kind__in=(PREVIEW, ISSUE))
    if not request.user.may(VIEW_ALL):
        raise PermissionDenied
    return job


@require_GET
def report_job(request, pk: int):
    job = _own(request, pk)
    if issued := job.result.get("issue"):
        address = reverse("issue_detail", args=issued)
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)
    downloads = [
        {"label": label, "url": reverse("report_job_file", args=[job.pk, kind])}
        for kind, label in LABELS.items()
        if kind in job.result.get("files", {})
    ]
    crumbs = [{"label": job.title, "url": ""}]
    return render(request, "core/job.html", {"job": job.shown(downloads), "crumbs": crumbs})


@require_GET
def report_job_file(request, pk: int, kind: str):
    job = _own(request, pk)
    name = job.result.get("files", {}).get(kind)
    path = job.folder() / kind
    if name is None or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=TYPES[kind])

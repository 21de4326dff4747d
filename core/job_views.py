"""How far one's own long work is, and the files it made."""

import mimetypes
from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.jobs import Job
from core.work import work_of

LABELS = {".docx": "Word", ".pdf": "PDF", ".xlsx": "Excel", ".csv": "CSV"}
"""In the order files are offered."""


def own_job(request, pk: int, *kinds: str) -> Job:
    """The person's own job (of these kinds), while one may see what came of it."""
    job = get_object_or_404(Job, pk=pk, owner=request.user)
    work = work_of(job)
    if work is None or (kinds and job.kind not in kinds):
        raise Http404
    if not work.may(request.user):
        raise PermissionDenied
    return job


@require_GET
def job_detail(request, pk: int):
    """How far a job is; where it has ended, what came of it."""
    job = own_job(request, pk)
    if job.finished and (address := work_of(job).page(job)):
        return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
    downloads = [
        {
            "label": LABELS.get(PurePath(name).suffix, _("Download")),
            "url": reverse("job_file", args=[job.pk, stored]),
        }
        for stored, name in sorted(job.result.get("files", {}).items(), key=_place)
    ]
    crumbs = [{"label": job.title, "url": ""}]
    return render(request, "core/job.html", {"job": job.shown(downloads), "crumbs": crumbs})


def _place(file: tuple[str, str]) -> tuple:
    """By kind, then by name: a stored dictionary keeps no order."""
    suffix = PurePath(file[1]).suffix
    return (list(LABELS).index(suffix) if suffix in LABELS else len(LABELS), file[1])


@require_GET
def job_file(request, pk: int, stored: str):
    """A file a job of one's own has made."""
    job = own_job(request, pk)
    name = job.result.get("files", {}).get(stored)
    path = job.folder() / stored
    if name is None or not path.exists():
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)

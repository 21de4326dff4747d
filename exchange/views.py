"""The pages of the exchange workbook: upload, result, download."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import EXCHANGE_WORKBOOK, EXPORT
from core.job_views import own_job
from core.jobs import Job
from core.links import record_types
from exchange import jobs
from exchange.forms import UploadForm
from exchange.services import save_template
from exchange.work import IMPORT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _require(user, permission: str) -> None:
    if not user.may(permission):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_upload(request):
    """Choose a workbook; it is checked, and the result offers to store it."""
    _require(request.user, EXCHANGE_WORKBOOK)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("job_detail", jobs.receive(form.cleaned_data["file"], by=request.user).pk)
    return render(request, "exchange/import.html", _page(form=form))


@require_POST
def workbook_confirm(request, pk: int):
    """Store the workbook that was checked."""
    _require(request.user, EXCHANGE_WORKBOOK)
    checked = own_job(request, pk, IMPORT)
    if checked.status != Job.Status.DONE or checked.payload.get("commit") is not False:
        raise Http404
    if not (checked.folder() / "upload").exists():  # destroyed in time (core/job_files.py)
        messages.error(request, _("The file of this check is no longer kept. Please upload it again."))
        return redirect("workbook_upload")
    return redirect("job_detail", jobs.confirm(checked, by=request.user).pk)


@require_GET
def workbook_result(request, pk: int):
    """What the check, or the storing, of a workbook found."""
    job = own_job(request, pk, IMPORT)
    if not job.result:
        return redirect("job_detail", job.pk)
    return render(request, "exchange/import.html", _page(form=UploadForm(), job=job))


@require_POST
def workbook_download(request):
    """All records one may see, in the layout that can be loaded again."""
    _require(request.user, EXPORT)
    records = sum(model.objects.owned_by(request.user).count() for model in record_types())
    job = jobs.export(by=request.user, records=records)
    if job.status == Job.Status.DONE:
        return redirect("job_file", job.pk, "result.xlsx")
    return redirect("job_detail", job.pk)


@require_GET
def workbook_template(request):
    """The empty workbook: every sheet with its headings."""
    _require(request.user, EXPORT)
    response = HttpResponse(content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau_so_lieu_doi_ngoai.xlsx"'
    save_template(response)
    return response


def _page(*, form, job: Job | None = None) -> dict:
    result = job.result if job else None
    ready = bool(result and result["ok"] and not result["committed"])
    return {
        "form": form,
        "result": result,
        "file_name": job.payload["name"] if job else "",
        "confirm_url": reverse("workbook_confirm", args=[job.pk]) if ready else "",
        "title": _("Import and export of the workbook"),
        "crumbs": [],
    }

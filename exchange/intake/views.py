"""The pages of the wizard: bring in, say what the columns hold, repair, store, take back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import EXCHANGE_WORKBOOK, EXPORT
from core.jobs import Job
from core.withdrawal import reason_of
from core.workflow import Refused
from exchange.catalogue import importable
from exchange.intake import repairing, showing, staging, undoing, values, work
from exchange.intake.columns import ColumnChoice
from exchange.intake.forms import BringForm
from exchange.intake.result import write_result
from exchange.intake.seen import same_file
from exchange.models import ImportBatch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Status = ImportBatch.Status


def _require(user) -> None:
    if not importable(user):
        raise PermissionDenied


def _own(request, pk: int, *statuses: str) -> ImportBatch:
    """The person's own import, while there is something the person may bring in."""
    batch = get_object_or_404(
        ImportBatch.objects.select_related("job", "owner__unit"), pk=pk, owner=request.user
    )
    _require(request.user)
    if statuses and batch.status not in statuses:
        raise Http404
    return batch


def _crumbs(*more) -> list[dict]:
    return [
        {"label": _("Data in and out"), "url": reverse("data_hub")},
        *({"label": label, "url": url} for label, url in more),
    ]


def _to(batch: ImportBatch) -> str:
    return reverse("intake_columns" if batch.status == Status.READING else "intake_rows", args=[batch.pk])


# --- bringing in --------------------------------------------------------------------------------


@require_GET
def data_hub(request):
    """Every way in and out, and what the person brought in before."""
    user = request.user
    ways = {
        "wizard": bool(importable(user)),
        "workbook": user.may(EXCHANGE_WORKBOOK),
        "export": user.may(EXPORT),
    }
    if not any(ways.values()):
        raise PermissionDenied
    batches = ImportBatch.objects.filter(owner=user) if ways["wizard"] else ImportBatch.objects.none()
    page, links = showing.batches_page(batches, request.GET.get("page"))
    context = {"ways": ways, "page": page, "page_links": links, "batches": showing.batches(page)}
    return render(request, "exchange/hub.html", context | {"title": _("Data in and out"), "crumbs": []})


@require_http_methods(["GET", "HEAD", "POST"])
def intake_start(request):
    """A file or pasted rows; it is read, nothing is stored in the records."""
    _require(request.user)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch, refusal = _received(form.cleaned_data, by=request.user)
        if not refusal:
            return redirect(_to(batch))
        form.add_error("pasted" if batch.pasted else "file", refusal)
        batch.drop()
    context = {"form": form, "title": _("Bring in records"), "crumbs": _crumbs((_("Bring in records"), ""))}
    return render(request, "exchange/intake/start.html", context)


def _received(given: dict, *, by) -> tuple[ImportBatch, str]:
    """The batch, and why it cannot be read."""
    if given.get("file"):
        batch = staging.receive(given["file"], by=by)
    else:
        batch = staging.receive_pasted(given["pasted"], by=by)
    try:
        work.read(batch)
    except Refused as refusal:
        return batch, str(refusal)
    return batch, ""


@require_http_methods(["GET", "HEAD", "POST"])
def intake_columns(request, pk: int):
    """Which sheet, which heading row, what each column holds."""
    batch = _own(request, pk, Status.READING, Status.CHECKED)
    if work.is_busy(batch) or not batch.tables:
        return redirect("intake_rows", batch.pk)
    choice = ColumnChoice(batch, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if choice.takes_another():
                return redirect("intake_columns", batch.pk)
            if choice.is_valid():
                work.stage(batch)
                return redirect("intake_rows", batch.pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
    context = choice.context() | {
        "batch": batch,
        "title": _("What the columns hold"),
        "crumbs": _crumbs((batch.name, "")),
    }
    return render(request, "exchange/intake/columns.html", context)


# --- repairing ----------------------------------------------------------------------------------


@require_GET
def intake_rows(request, pk: int):
    """The rows with everything that is wrong with them; or how far the work is; or what was stored."""
    batch = _own(request, pk)
    if work.is_busy(batch):
        return _waiting(request, batch)
    if request.htmx and request.headers.get("HX-Target") == "job":  # the waiting is over
        response = HttpResponse()
        response["HX-Redirect"] = _to(batch)
        return response
    if batch.status == Status.READING:
        if batch.job and batch.job.status == Job.Status.FAILED:
            messages.error(request, batch.job.trouble or batch.job.message)
        if batch.tables:
            return redirect(_to(batch))
        batch.drop()  # it cannot be read, as one that is refused within the request
        return redirect("intake_start")
    return render(request, "exchange/intake/rows.html", _rows_context(request, batch))


def _waiting(request, batch: ImportBatch):
    context = {
        "job": batch.job.shown([]),
        "batch": batch,
        "title": batch.name,
        "crumbs": _crumbs((batch.name, "")),
    }
    return render(request, "exchange/intake/waiting.html", context)


def _rows_context(request, batch: ImportBatch) -> dict:
    shown = request.GET.get("show", "")
    page, links = showing.page_of(batch, shown, request.GET.get("page"))
    counts = showing.counts_of(batch)
    shown_rows = showing.Shown(batch)
    earlier = same_file(batch) if batch.status == Status.CHECKED else None
    job = batch.job
    return {
        "batch": batch,
        "state": showing.state_of(batch),
        "counts": counts,
        "filters": showing.filters_of(counts, shown, reverse("intake_rows", args=[batch.pk])),
        "show": shown,
        "page": page,
        "page_links": links,
        "columns": shown_rows.columns,
        "rows": shown_rows.rows(page),
        "repairing": batch.status == Status.CHECKED,
        "earlier": earlier,
        "kind": batch.sheet,
        "trouble": (job.trouble or job.message) if job and job.status != Job.Status.DONE else "",
        "touched": undoing.touched(batch) if batch.status == Status.COMMITTED else [],
        "title": batch.name,
        "crumbs": _crumbs((batch.name, "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def intake_row(request, pk: int, position: int):
    """One row: shown, opened for repair, or repaired and checked again at once."""
    batch = _own(request, pk, Status.CHECKED)
    row = get_object_or_404(batch.rows, position=position)
    others, repaired = [], request.method == "POST" and not work.is_busy(batch)
    if repaired:
        others = repairing.repair(batch, row, request.POST)
    if not request.htmx:
        return redirect(f"{reverse('intake_rows', args=[batch.pk])}?show={request.POST.get('show', '')}")
    if others:  # below it says “như trên”
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    shown = showing.Shown(batch)
    editing = request.method != "POST" and "edit" in request.GET
    context = {
        "batch": batch,
        "row": shown.row(row, editing=editing),
        "columns": shown.columns,
        "repairing": True,
        "show": "",
        "counts": showing.counts_of(batch) if repaired else None,
    }
    return render(request, "exchange/intake/_row.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def intake_values(request, pk: int):
    """Values that name nothing known: what each means, said once for all rows and for next time."""
    batch = _own(request, pk, Status.CHECKED)
    if work.is_busy(batch):
        return redirect("intake_rows", batch.pk)
    if request.method == "POST":
        found = values.learn(batch, request.POST)
        if found.learned:
            work.check(batch)
            told = ngettext(
                "%(count)d value is understood now.", "%(count)d values are understood now.", found.learned
            )
            messages.success(request, told % {"count": found.learned})
        for fault in found.faults:
            messages.error(request, fault)
        return redirect("intake_values" if found.faults else "intake_rows", batch.pk)
    context = values.context(batch) | {
        "batch": batch,
        "title": _("Values that were not understood"),
        "crumbs": _crumbs((batch.name, reverse("intake_rows", args=[batch.pk])), (_("Values"), "")),
    }
    return render(request, "exchange/intake/values.html", context)


@require_POST
def intake_exclude(request, pk: int):
    """Leave rows out, or take them in again."""
    batch = _own(request, pk, Status.CHECKED)
    if not work.is_busy(batch):
        repairing.leave_out(batch, request.POST)
    address = reverse("intake_rows", args=[batch.pk])
    shown = request.POST.get("show", "")
    return redirect(f"{address}?show={shown}" if shown in showing.FILTERS and shown else address)


# --- storing ------------------------------------------------------------------------------------


@require_POST
def intake_store(request, pk: int):
    """Store all rows, or only those without errors when this was asked for."""
    batch = _own(request, pk, Status.CHECKED)
    only_sound = request.POST.get("which") == "sound"
    faulty = batch.rows.faulty().exists()
    if faulty and not only_sound:
        messages.error(
            request, _("Some rows are at fault. Repair them, or store only the rows without errors.")
        )
        return redirect("intake_rows", batch.pk)
    try:
        work.store(batch, only_sound=only_sound)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake_rows", batch.pk)


@require_POST
def intake_undo(request, pk: int):
    batch = _own(request, pk, Status.COMMITTED)
    try:
        reason = reason_of(request.POST.get("reason", ""))
        work.undo(batch, reason=reason)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake_rows", batch.pk)


@require_POST
def intake_drop(request, pk: int):
    """Throw away what was never stored."""
    batch = _own(request, pk, Status.READING, Status.CHECKED)
    batch.drop()
    messages.success(request, _("Thrown away: %(name)s.") % {"name": batch.name})
    return redirect("data_hub")


@require_GET
def intake_file(request, pk: int):
    """The clerk's own rows as a workbook, with what is wrong beside each."""
    batch = _own(request, pk, Status.CHECKED, Status.COMMITTED, Status.UNDONE)
    response = HttpResponse(content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ket_qua_nhap_{batch.pk}.xlsx"'
    write_result(batch, response)
    return response

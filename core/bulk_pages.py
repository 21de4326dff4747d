"""The pages of an act on many rows: what is about to be done, and what became of each row."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core import access
from core.bulk_actions import AT_ONCE, BULK, EXPORT, MOST, act_named, begin, in_short
from core.choosing import ListTool
from core.columns import fetch
from core.exports import separated
from core.jobs import Job
from core.listing import CHOSEN, COLUMNS
from core.parse import sent_keys
from core.screens import ScreenView

ROW, DO, ALL, SEEN = "row", "do", "all", "seen"
"""Parameters: the chosen rows, the act, everything that matches; how many rows the person was shown."""
ASKED = (ROW, DO, ALL)


class BulkAct(ListTool):
    """The address holds the act and the rows, or the filter; the form what the act asks. Nothing is done on a GET."""

    fragment = "core/_bulk.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        for name in ASKED:
            self.listing.parameters.pop(name, None)

    @cached_property
    def act(self):
        return act_named(self.screen, self.request.user, self.request.GET.get(DO, ""))

    @cached_property
    def keys(self) -> list[int]:
        """Of the rows: all that match now, in the order of the list; or the chosen ones, whatever became of them."""
        if self.request.GET.get(ALL):
            return list(self.listing.sorted.values_list("pk", flat=True)[: MOST + 1])
        return sent_keys(self.request.GET.getlist(ROW)[: MOST + 1])

    def get(self, request, *args, **kwargs):
        if self.request.GET.get(DO) == EXPORT and request.user.may(access.EXPORT) and self.keys:
            return redirect(self._export_address())
        return self._refused() or self._show(self.act.form(None))

    def post(self, request, *args, **kwargs):
        if (refused := self._refused()) is not None:
            return refused
        form = self.act.form(request.POST)
        if not form.is_valid():
            return self._show(form)
        if request.POST.get(SEEN) != str(len(self.keys)):
            messages.warning(request, _("The list has changed meanwhile. Please look at it again."))
            return self._show(form)
        job = begin(self.screen, self.act, self.keys, request.POST, by=request.user, once=_once(request.POST))
        return redirect(self.screen.url("bulk_result", job.pk))

    def _refused(self):
        """Back to the list, when there is nothing to be done."""
        if not self.keys:
            words = _("Please choose at least one record.")
        elif self.act is None:
            words = _("Please choose what is to be done with the chosen records.")
        elif len(self.keys) > MOST:
            words = _("At most %(most)d records at once. Please narrow the list.") % {"most": MOST}
        else:
            return None
        messages.warning(self.request, words)
        return redirect(self.list_address())

    def _export_address(self) -> str:
        """The export of exactly these rows with the columns shown."""
        address = self.listing.address(**{COLUMNS: self.listing.column_names})
        if not self.request.GET.get(ALL):
            address += "&" + urlencode([(CHOSEN, key) for key in self.keys])
        return self.screen.url("export") + address

    def _show(self, form):
        shown = self.screen.model.objects.visible_to(self.request.user).filter(pk__in=self.keys[:AT_ONCE])
        records = {record.pk: record for record in fetch(shown, ())}
        editable = self.screen.model.objects.editable_by(self.request.user).filter(pk__in=records)
        may_change = set(editable.values_list("pk", flat=True))
        rows = [self._row(records[key], key in may_change) for key in self.keys[:AT_ONCE] if key in records]
        return self.render_to_response(
            self.tool_context(
                str(self.act.label),
                form=form,
                rows=rows,
                refused=sum(not row["allowed"] for row in rows),
                count=len(self.keys),
                more=max(0, len(self.keys) - AT_ONCE),
                once=uuid.uuid4(),
                danger=self.act.danger,
                action=self.request.get_full_path(),
            )
        )

    def _row(self, record, editable: bool) -> dict:
        verdict = self.act.allows(record, self.request.user, editable)
        return {
            "name": record.reference if record.reference == str(record) else f"{record.reference} · {record}",
            "url": record.get_absolute_url(),
            "allowed": bool(verdict),
            "words": verdict.reason,
        }


def _once(data) -> uuid.UUID:
    try:
        return uuid.UUID(data.get("once", ""))
    except ValueError:
        return uuid.uuid4()


class BulkResult(ScreenView, TemplateView):
    """What became of every row, as a page or as CSV; only for who did it, and named only while one may see the record."""

    template_name = "core/bulk_result.html"

    def get(self, request, job: int):
        self.job = get_object_or_404(
            Job, pk=job, owner=request.user, kind=BULK, payload__list=self.screen.model.slug
        )
        if not self.job.finished:
            return redirect("job_detail", self.job.pk)
        if request.GET.get("format") == "csv":
            name = {
                "Content-Disposition": f'attachment; filename="{self.screen.model.slug}-{self.job.pk}.csv"'
            }
            return HttpResponse(as_csv(self._rows()), content_type="text/csv; charset=utf-8", headers=name)
        return super().get(request)

    def get_context_data(self, **kwargs):
        rows = self._rows()
        return super().get_context_data(**kwargs) | {
            "title": self.job.title,
            "crumbs": self.crumbs((self.job.title, "")),
            "rows": rows,
            "told": in_short(rows),
            "untold": len(self.job.payload["keys"]) - len(rows),
            "message": self.job.message if not rows else "",
            "csv_url": "?format=csv" if rows else "",
            "back_url": self.screen.url("list"),
        }

    def _rows(self) -> list[dict]:
        """The refused first: they are what is left to do."""
        rows, objects, user = self.job.result.get("rows", []), self.screen.model.objects, self.request.user
        keys = [row["key"] for row in rows]
        seen = set(objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        gone = set(objects.withdrawn_for(user).filter(pk__in=keys).values_list("pk", flat=True))
        told = [
            row
            | {
                "url": row["url"] if row["key"] in seen else "",
                "name": row["name"] if row["key"] in seen | gone else f"#{row['key']}",
            }
            for row in rows
        ]
        return sorted(told, key=lambda row: row["done"])


def as_csv(rows: list[dict]) -> bytes:
    told = [(row["name"], _("Done") if row["done"] else _("Refused"), row["words"]) for row in rows]
    return separated.whole([(_("Record"), _("Outcome"), _("In words")), *told])

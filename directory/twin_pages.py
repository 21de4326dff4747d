"""Pages of what stands in the directory twice: pairs side by side, merging two with a preview, undoing it."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from core.columns import fetch, for_list
from core.inputs import PooledChoice, Pools
from core.parse import sent_keys
from core.screens import Screen, ScreenView
from core.text import fold
from core.work import begin
from core.workflow import Refused
from directory.duplicates import (
    Known,
    likely_pairs,
    may_merge,
    reasons,
    say_different,
    similar_persons,
    similar_to,
    unsay_different,
)
from directory.merge_plan import GONE, KEPT, Plan, plan_for
from directory.merge_preview import clashes_shown, differing, preview
from directory.merging import merge
from directory.models import Country, Partner, Person, Unit
from directory.twins import Merging
from directory.unmerging import mergings_of, unmerge
from directory.work import FIND

PER_PAGE = 20


class Keeping(ScreenView):
    """For who puts this part of the directory in order."""

    def dispatch(self, request, *args, **kwargs):
        if not may_merge(request.user, self.screen.model):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def two(self, first: int, second: int) -> tuple:
        """Both, as the person sees them."""
        found = {row.pk: row for row in self.get_queryset().filter(pk__in=[first, second])}
        if len(found) < 2:
            raise Http404
        return found[first], found[second]


# --- the pairs ----------------------------------------------------------------------------------


class PairFilter(forms.Form):
    """What the pairs are narrowed by."""

    q = forms.CharField(required=False)
    place = PooledChoice(queryset=Country.objects.none(), required=False, empty_label="—")
    said = forms.BooleanField(required=False)

    def __init__(self, data, *, model, user):
        super().__init__(data)
        of_partners = model is Partner
        self.path = "country_id" if of_partners else "unit_id"
        self.fields["q"].label = _("Search (with or without accents)")
        self.fields["place"].label = _("Country or territory") if of_partners else _("Unit")
        self.fields["said"].label = _("Pairs that were called different")
        rows = Country.objects.all() if of_partners else Unit.objects.visible_to(user)
        self.fields["place"].use(Pools().of(rows))


class Duplicates(Keeping, TemplateView):
    """Two and two that may be one, side by side."""

    template_name = "directory/duplicates.html"

    def get_context_data(self, **kwargs):
        model, user = self.screen.model, self.request.user
        form = PairFilter(self.request.GET, model=model, user=user)
        form.is_valid()
        said = bool(form.cleaned_data.get("said"))
        pages = Paginator(self._narrowed(likely_pairs(model, user, said=said), form), PER_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "title": _("Possible duplicates: %(kind)s") % {"kind": self.screen.title},
            "crumbs": self.crumbs((_("Possible duplicates"), "")),
            "form": form,
            "said": said,
            "pairs": self._shown(list(page.object_list)),
            "page": page,
            "page_links": [
                self._page_link(page, number) for number in pages.get_elided_page_range(page.number)
            ],
            "total_label": ngettext("%(count)s pair", "%(count)s pairs", pages.count)
            % {"count": number_format(pages.count, force_grouping=True)},
            "find_url": self.screen.url("find_duplicates"),
            "types": [
                {
                    "label": capfirst(str(other._meta.verbose_name_plural)),
                    "url": reverse(f"{other.slug}_duplicates"),
                    "current": other is model,
                }
                for other in (Partner, Person)
                if may_merge(user, other)
            ],
        }

    def _narrowed(self, pairs, form):
        rows, typed = self.screen.model.objects.live().order_by(), form.cleaned_data
        for word in fold(typed.get("q") or "").split()[:10]:
            rows = rows.filter(search_text__contains=word)
        if typed.get("place"):
            rows = rows.filter(**{form.path: typed["place"].pk})
        if not (typed.get("q") or typed.get("place")):
            return pairs
        return pairs.filter(Q(first_id__in=rows.values("pk")) | Q(second_id__in=rows.values("pk")))

    def _shown(self, pairs: list) -> list[dict]:
        keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
        columns = for_list(self.screen.columns, self.screen.model, self.request.user)
        rows = self.screen.model.objects.filter(pk__in=keys)
        if self.screen.model is Partner:
            rows = rows.select_related("country").prefetch_related("aliases")
        found = {row.pk: row for row in fetch(rows, columns)}
        return [self._pair(found[pair.first_id], found[pair.second_id], columns) for pair in pairs]

    def _pair(self, one, other, columns) -> dict:
        lines = []
        for column in columns:
            texts = column.text(one), column.text(other)
            if any(texts):
                label = capfirst(str(column.label_for(self.screen.model)))
                lines.append(
                    {"label": label, "first": texts[0], "second": texts[1], "same": texts[0] == texts[1]}
                )
        keys = (one.pk, other.pk)
        return {
            "first": {"name": str(one), "url": one.get_absolute_url()},
            "second": {"name": str(other), "url": other.get_absolute_url()},
            "lines": lines,
            "reasons": reasons(one, other),
            "merge_url": self.screen.url("merge", *keys),
            "different_url": self.screen.url("different", *keys),
        }

    def _page_link(self, page, number) -> dict:
        whole = isinstance(number, int)
        asked = {
            name: self.request.GET[name] for name in ("q", "place", "said") if self.request.GET.get(name)
        }
        url = f"?{urlencode({**asked, 'page': number})}" if whole else ""
        return {"number": number if whole else "…", "url": url, "current": number == page.number}


class FindDuplicates(Keeping, View):
    """Look for pairs now instead of tonight."""

    http_method_names = ["post"]

    def post(self, request):
        title = _("Looking for duplicates: %(kind)s") % {"kind": self.screen.title}
        job = begin(FIND, title=title, by=request.user, payload={"type": self.screen.model._meta.label_lower})
        return redirect("job_detail", job.pk)


class Different(Keeping, View):
    """Remember that two are two, or forget it again (`forget`)."""

    http_method_names = ["post"]

    def post(self, request, first: int, second: int):
        one, other = self.two(first, second)
        names = {"one": one, "other": other}
        if request.POST.get("forget"):
            unsay_different(self.screen.model, one.pk, other.pk)
            messages.success(request, _("“%(one)s” and “%(other)s” may be asked about again.") % names)
        else:
            say_different(self.screen.model, one.pk, other.pk, by=request.user)
            messages.success(request, _("Remembered: “%(one)s” and “%(other)s” are two.") % names)
        return redirect(self.screen.url("duplicates"))


# --- merging two --------------------------------------------------------------------------------


class ChooseOther(Keeping, TemplateView):
    """With which one this is to be merged: those like it, or any."""

    template_name = "directory/merge_with.html"

    def get_context_data(self, pk: int, **kwargs):
        record = get_object_or_404(self.get_queryset(), pk=pk)
        field = PooledChoice(queryset=self.get_queryset(), empty_label="—", label=self.screen.kind)
        field.use(Pools().of(self.get_queryset().exclude(pk=pk)))
        form = forms.Form(prefix=None)
        form.fields["other"] = field
        title = _("Merge: %(record)s") % {"record": record}
        return super().get_context_data(**kwargs) | {
            "title": title,
            "crumbs": self.crumbs((str(record), record.get_absolute_url()), (_("Merge"), "")),
            "form": form,
            "alike": [
                {"name": item.name, "url": self.screen.url("merge", pk, item.pk)}
                for item in self._alike(record)
            ],
        }

    def _alike(self, record) -> list:
        if isinstance(record, Partner):
            found = similar_to(Partner, [record.name], country=record.country)[record.name]
        else:
            found = similar_persons(Known(record.full_name, record.birth_date, record.unit_id))
        seen = set(
            self.get_queryset().filter(pk__in=[item.pk for item in found]).values_list("pk", flat=True)
        )
        return [item for item in found if item.pk in seen and item.pk != record.pk][:10]

    def get(self, request, pk: int):
        for other in sent_keys([request.GET.get("other", "")]):
            self.two(pk, other)
            return redirect(self.screen.url("merge", pk, other))
        return super().get(request, pk=pk)


class Merge(Keeping, TemplateView):
    """`first` stays, `second` becomes part of it: field by field, with everything that moves."""

    template_name = "directory/merge.html"

    def get(self, request, first: int, second: int):
        kept, gone = self.two(first, second)
        return self._show(plan_for(kept, gone), {})

    def post(self, request, first: int, second: int):
        kept, gone = self.two(first, second)
        take = {
            name.removeprefix("take-"): value
            for name, value in request.POST.items()
            if name.startswith("take-")
        }
        settle = {
            name.removeprefix("row-"): value
            for name, value in request.POST.items()
            if name.startswith("row-")
        }
        readable = {item["name"] for item in differing(kept, gone, request.user)}
        try:
            merge(
                kept,
                gone,
                by=request.user,
                fingerprint=request.POST.get("seen", ""),
                take={name: value for name, value in take.items() if name in readable},
                settle=settle,
            )
        except (Refused, ValidationError) as refused:
            told = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
            kept, gone = self.two(first, second)
            return self._show(plan_for(kept, gone), take | settle, told)
        messages.success(
            request,
            _("“%(gone)s” is part of “%(kept)s” now. It can be undone on the history page.")
            % {"gone": gone, "kept": kept},
        )
        return redirect(kept)

    def _show(self, plan: Plan, chosen: dict, errors: list[str] = ()):
        kept, gone = plan.kept, plan.gone
        fields = differing(kept, gone, self.request.user)
        for item in fields:
            item["take"] = chosen.get(item["name"], item["take"])
        clashes = clashes_shown(plan)
        for item in clashes:
            item["stays"] = chosen.get(item["key"], "")
        return self.render_to_response(
            self.get_context_data(
                title=_("Merge “%(gone)s” into “%(kept)s”") % {"gone": gone, "kept": kept},
                crumbs=self.crumbs(
                    (_("Possible duplicates"), self.screen.url("duplicates")), (_("Merge"), "")
                ),
                kept={"name": str(kept), "url": kept.get_absolute_url()},
                gone={"name": str(gone), "url": gone.get_absolute_url()},
                turned_url=self.screen.url("merge", gone.pk, kept.pk),
                fields=fields,
                moves=preview(plan, self.request.user),
                clashes=clashes,
                seen=plan.fingerprint,
                errors=list(errors),
                values={"kept": KEPT, "gone": GONE},
                cancel_url=self.screen.url("duplicates"),
            )
        )


class Unmerge(Keeping, View):
    """Take a merging back."""

    http_method_names = ["post"]

    def post(self, request, pk: int, merging: int):
        record = get_object_or_404(self.get_queryset(), pk=pk)
        label = self.screen.model._meta.label_lower
        row = get_object_or_404(Merging, pk=merging, kept_id=record.pk, record_type=label)
        try:
            unmerge(row, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("“%(name)s” stands on its own again.") % {"name": row.gone_name})
        return redirect(self.screen.url("history", pk))


def undoings(record, user) -> list[dict]:
    """For the history page: what was merged into this record."""
    return [
        {
            "name": row.gone_name,
            "when": row.at,
            "who": row.by_name,
            "undone_at": row.undone_at,
            "undone_by": row.undone_by_name,
            "url": reverse(f"{record.slug}_unmerge", args=[record.pk, row.pk])
            if row.undone_at is None and may_merge(user, type(record))
            else "",
        }
        for row in mergings_of(record)
    ]


def tools(record, user) -> list[dict]:
    """For the record's page: what the keeper of the directory may do besides changing it."""
    if not may_merge(user, type(record)):
        return []
    return [
        {
            "label": _("Merge with another"),
            "url": reverse(f"{record.slug}_merge_with", args=[record.pk]),
            "icon": "union",
        }
    ]


def twin_addresses(prefix: str, screen: Screen) -> list:
    """The addresses of what stands twice, under the prefix of its type."""
    wanted = (
        ("trung/", Duplicates, "duplicates"),
        ("trung/tim/", FindDuplicates, "find_duplicates"),
        ("trung/<int:first>/<int:second>/khac/", Different, "different"),
        ("<int:pk>/gop/", ChooseOther, "merge_with"),
        ("gop/<int:first>/<int:second>/", Merge, "merge"),
        ("<int:pk>/tach/<int:merging>/", Unmerge, "unmerge"),
    )
    return [
        path(f"{prefix}{tail}", view.as_view(screen=screen), name=f"{screen.model.slug}_{name}")
        for tail, view, name in wanted
    ]

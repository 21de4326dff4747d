"""What helps while a form is typed: those like the name so far, and a new partner without leaving the form."""

import json

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.inputs import DayField
from core.parse import sent_keys
from core.screens import Screen, ScreenView
from core.text import fold
from directory.duplicates import MOST_SIMILAR, Known, Similar, similar_persons, similar_to
from directory.forms import PartnerQuickForm
from directory.models import Country, Partner, Person

SHORTEST = 3
"""Letters typed from which on something is shown."""
LONGEST = 255


class SimilarOnes(ScreenView, TemplateView):
    """A fragment: who is called like what is typed in the field named by `of`. It reads and writes nothing else."""

    template_name = "directory/_similar.html"

    def get_context_data(self, **kwargs):
        field = "name" if self.screen.model is Partner else "full_name"
        of = self.request.GET.get("of", field)
        self.prefix = of.removesuffix(field) if of.endswith(field) else ""
        typed = " ".join(self.request.GET.get(of, "").split())[:LONGEST]
        own = self.request.GET.get("besides", "")
        items = self._items(typed) if len(fold(typed)) >= SHORTEST else []
        return super().get_context_data(**kwargs) | {
            "typed": bool(typed),
            "items": [item for item in items if str(item["pk"]) != own][:MOST_SIMILAR],
        }

    def _items(self, typed: str) -> list[dict]:
        found = self._partners(typed) if self.screen.model is Partner else self._persons(typed)
        keys = [item.pk for item in found]
        rows = self.get_queryset()
        for word in fold(typed).split()[:10]:
            rows = rows.filter(search_text__contains=word)
        keys += [
            pk for pk in rows.order_by("pk").values_list("pk", flat=True)[:MOST_SIMILAR] if pk not in keys
        ]
        related = "country" if self.screen.model is Partner else "unit"
        seen = {row.pk: row for row in self.get_queryset().select_related(related).filter(pk__in=keys)}
        return [self._told(seen[pk]) for pk in keys if pk in seen]

    def _partners(self, typed: str) -> list[Similar]:
        country = self._key("country")
        code = Country.objects.filter(pk=country).values_list("code", flat=True).first() if country else ""
        return similar_to(Partner, [typed], country=code)[typed]

    def _persons(self, typed: str) -> list[Similar]:
        try:
            birth = DayField(required=False).clean(self.request.GET.get(f"{self.prefix}birth_date", ""))
        except ValidationError:
            birth = None
        return similar_persons(Known(typed, birth, self._key("unit")))

    def _key(self, name: str) -> int | None:
        return next(iter(sent_keys([self.request.GET.get(f"{self.prefix}{name}", "")])), None)

    def _told(self, row) -> dict:
        if isinstance(row, Person):
            about = [
                date_format(row.birth_date, "SHORT_DATE_FORMAT") if row.birth_date else "",
                row.unit or row.organisation,
            ]
        else:
            about = [row.country, row.original_name]
        words = " · ".join(str(part) for part in about if part)
        return {"pk": row.pk, "name": str(row), "about": words, "url": row.get_absolute_url()}


class QuickAdd(ScreenView, TemplateView):
    """The few fields of a new partner, in a dialog beside the form that needs it."""

    template_name = "directory/_quick.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.screen.model.objects.creatable_by(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._show(PartnerQuickForm(user=request.user, prefix="quick"))

    def post(self, request):
        form = PartnerQuickForm(request.POST, user=request.user, prefix="quick")
        if not form.is_valid():
            return self._show(form)
        try:
            with transaction.atomic():
                added = form.save(by=request.user)
                added.settle()
        except IntegrityError:
            form.add_error("name", _("There is a partner of this name already."))
            return self._show(form)
        told = {"thingadded": {"value": str(added.pk), "text": str(added)}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})

    def _show(self, form: forms.Form):
        return self.render_to_response(self.get_context_data(form=form, url=self.screen.url("quick")))


def typing_addresses(prefix: str, screen: Screen, *, quick: bool = False) -> list:
    slug = screen.model.slug
    found = [path(f"{prefix}giong/", SimilarOnes.as_view(screen=screen), name=f"{slug}_similar")]
    if quick:
        found.append(path(f"{prefix}them-nhanh/", QuickAdd.as_view(screen=screen), name=f"{slug}_quick"))
    return found
